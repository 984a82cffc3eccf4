/// How much of the journal one read looks at for a reader, so that a reader of few events holds no one up.
package struct EventScan: Sendable, Hashable {
    /// How many events at most.
    package var eventsMax = 5000
    /// For how long at most; a page that ends with this is short, and its cursor goes on from there.
    package var timeMax = Duration.seconds(1)

    package init() {}
}
