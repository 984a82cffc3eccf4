import Cooperation

/// What is counted of requests in public, with the checkpoint at which it was counted, so that anybody can recount.
package struct RequestFigures: Sendable {
    /// One authority's part.
    package struct Authority: Sendable {
        package let id: ID<Organisation>
        package let name: String?
        package let quality: AuthorityQuality
        package let consequence: QualityThresholds.Consequence
    }

    /// Below how many answered items an authority's shares are not told: single people could be told from them.
    package static let countMin = 10

    /// From when on requests are counted.
    package let since: Timestamp
    package let until: Timestamp
    /// How many events the journal held.
    package let journalSize: Int64
    /// In order of id.
    package let authorities: [Authority]
    /// All of them together, those on paper from others included.
    package let all: AuthorityQuality
    /// How many uses of instruments by intelligence, in the half-years that the stretch of time touches, by their first day.
    package let intelligence: [String: Int]
}
