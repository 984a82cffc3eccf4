/// How many checks an organisation's node answered in a short while, by kind and verdict.
///
/// No content, no references.
public struct ChecksCounted: EventPayload {
    /// What happened.
    public static let type = "checks.counted"
    /// The first moment that is counted.
    public let from: Timestamp
    /// The first moment that is not.
    public let until: Timestamp
    /// How many, by kind of check (`image`, `bytes`, `fingerprints`), then by verdict.
    public let counts: [String: [String: Int64]]
    /// How many of them joined a case that was open already.
    public let repeats: Int64

    /// Makes the payload.
    public init(from: Timestamp, until: Timestamp, counts: [String: [String: Int64]], repeats: Int64) {
        self.from = from
        self.until = until
        self.counts = counts
        self.repeats = repeats
    }
}
