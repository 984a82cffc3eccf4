/// How long a delivery rests after it was not taken: longer each time, and never quite as long as another.
///
/// Three days in all, so that a receiver may be away over a weekend.
public enum WebhookBackOff {
    /// The pauses after the first attempt, the second, and so on, before chance changes them.
    static let pauses: [Seconds] = [
        Seconds(5), .minutes(5), .minutes(30), .hours(2), .hours(5), .hours(10), .hours(14), .hours(20), .hours(24),
    ]

    /// The pause after so many attempts.
    ///
    /// - Parameters:
    ///   - attempts: how often it was tried, at least once.
    ///   - random: any number, drawn evenly: it makes the pause up to a fifth shorter or longer.
    /// - Returns: `nil` where it is not tried again.
    public static func pause(afterAttempts attempts: Int, random: UInt64) -> Seconds? {
        guard attempts < WebhookDelivery.attemptsMax, pauses.indices.contains(attempts - 1) else { return nil }
        let middle = pauses[attempts - 1].count
        let spread = middle / 5
        return Seconds(middle - spread + Int64(random % UInt64(2 * spread + 1)))
    }
}
