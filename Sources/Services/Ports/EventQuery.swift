import Cooperation

/// Which events to read, in order of position or from the latest back.
package struct EventQuery: Sendable {
    /// The first position that counts.
    package var from: Int64
    /// The first position that does not count any more; `nil` for the end of the journal.
    package var before: Int64?
    /// Only events of this subject.
    package var subject: Identifier?
    /// Only events that brought an event of an exchange about this subject; then `subject` and `types` must be `nil`.
    package var innerSubject: Identifier?
    /// Only events whose type is one of these; `nil` for all.
    package var types: [String]?
    /// Whether the latest come first.
    package var isNewestFirst: Bool
    /// How many at most.
    package var limit: Int

    package init(
        from: Int64 = 0,
        before: Int64? = nil,
        subject: Identifier? = nil,
        innerSubject: Identifier? = nil,
        types: [String]? = nil,
        isNewestFirst: Bool = false,
        limit: Int = 1000
    ) {
        self.from = from
        self.before = before
        self.subject = subject
        self.innerSubject = innerSubject
        self.types = types
        self.isNewestFirst = isNewestFirst
        self.limit = limit
    }
}
