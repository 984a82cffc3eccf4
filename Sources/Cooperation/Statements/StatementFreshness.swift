/// Whether a signed statement is meant for here and now: a right signature says who, and not when or to whom.
///
/// Together with the id that is used once, this is what makes a statement that is sent again worthless: within its time
/// the id is known, and after it the statement is too old.
public struct StatementFreshness: Sendable, Hashable {
    /// How old a statement may be when it arrives.
    public let ageMax: Seconds
    /// How far the signer's clock may be ahead.
    public let aheadMax: Seconds

    /// Makes a rule.
    public init(ageMax: Seconds, aheadMax: Seconds) {
        self.ageMax = ageMax
        self.aheadMax = aheadMax
    }

    /// A day, for who signs offline and carries the file; five minutes ahead.
    public static let standard = StatementFreshness(ageMax: .days(1), aheadMax: .minutes(5))

    /// Judges a statement.
    ///
    /// - Parameters:
    ///   - statement: what every statement says of itself.
    ///   - now: the time of arrival by this node's clock.
    ///   - addressee: the organisation that this node belongs to.
    ///   - isSeen: whether something with this id is there already.
    /// - Throws: `Refusal` for a statement that is for somebody else, from the future, too old, or here already.
    public func check(
        _ statement: StatementHeader,
        now: Timestamp,
        addressee: ID<Organisation>,
        isSeen: Bool
    ) throws(Refusal) {
        guard statement.addressee == addressee else {
            throw Refusal(
                .invalid,
                "statement-for-another",
                "The statement is addressed to another organisation; sign one that is addressed to this one.",
                pointer: "/addressee"
            )
        }
        guard statement.issuedAt <= now + aheadMax else {
            throw Refusal(
                .invalid,
                "statement-from-the-future",
                "The statement was signed later than now; set the clock of the signing device right and sign again.",
                pointer: "/issuedAt"
            )
        }
        guard statement.issuedAt >= now - ageMax else {
            throw Refusal(
                .invalid,
                "statement-too-old",
                "The statement was signed too long ago; sign it again.",
                pointer: "/issuedAt"
            )
        }
        guard !isSeen else {
            throw Refusal(
                .conflict,
                "statement-seen",
                "A statement with this id was taken already; a new one needs a new id.",
                pointer: "/id"
            )
        }
    }
}
