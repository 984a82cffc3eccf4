/// How many checks an organisation's node answered in a short while, by kind and verdict.
///
/// No content, no references.
public struct ChecksCounted: EventPayload {
    /// What happened.
    public static let type = "checks.counted"
    /// The word beside the verdicts for files that got none.
    public static let unanswered = "unanswered"
    /// The first moment that is counted.
    public let from: Timestamp
    /// The first moment that is not.
    public let until: Timestamp
    /// How many, by kind of check (`image`, `bytes`, `undecoded`, `fingerprints`), then by verdict.
    ///
    /// `undecoded` are files that could not be looked at as they should; where their digests are not known either, they
    /// got no verdict and count as `unanswered`.
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
