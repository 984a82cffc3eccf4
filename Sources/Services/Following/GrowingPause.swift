import Cooperation

/// How long to wait after failures: longer with each, and at least as long as the other side asks.
package struct GrowingPause: Sendable {
    /// The pause after the first failure, and the longest.
    package struct Limits: Sendable, Hashable {
        package let first: Duration
        package let longest: Duration

        package init(first: Duration, longest: Duration) {
            self.first = first
            self.longest = longest
        }

        /// From 1 s to 30 s.
        package static let standard = Limits(first: .seconds(1), longest: .seconds(30))
    }

    private let limits: Limits
    private var latest: Duration?

    package init(_ limits: Limits) {
        self.limits = limits
    }

    /// The pause after one more failure.
    ///
    /// - Parameter retryAfter: how long the other side asks to be left alone.
    /// - Returns: how long to wait.
    package mutating func next(retryAfter: Seconds?) -> Duration {
        let own = latest.map { min($0 * 2, limits.longest) } ?? limits.first
        latest = own
        return max(own, retryAfter.map { .seconds($0.count) } ?? .zero)
    }

    /// Something went well.
    package mutating func reset() {
        latest = nil
    }
}
