/// How often something may happen: a steady rate, and how much at once after a quiet time.
package struct RateLimit: Hashable, Sendable {
    /// The steady rate, in events a second; more than 0.
    package let perSecond: Double
    /// How many may come at once; at least 1.
    package let burst: Int

    /// Makes a limit; a rate below one a day and a burst below 1 are raised to that.
    package init(perSecond: Double, burst: Int) {
        self.perSecond = max(perSecond, 1.0 / 86_400)
        self.burst = max(burst, 1)
    }

    /// The time that one event costs, in nanoseconds.
    var intervalNanoseconds: Int64 { max(1, Int64(1_000_000_000 / perSecond)) }
}
