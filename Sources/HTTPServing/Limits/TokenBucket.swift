import NIOCore

/// The rate of one key or address, as a pure value.
///
/// It holds one number: when the bucket will be full again (the generic cell rate algorithm, ITU-T I.371). So it is
/// exact, costs 8 bytes, and a bucket that is full is the same as none.
package struct TokenBucket: Hashable, Sendable {
    /// When all tokens will be back, in nanoseconds of the monotonic clock.
    private var fullAtNanoseconds: Int64

    /// 73 years: so far from the end of the numbers that sums of a few times cannot overflow.
    private static let nanosecondsMax = Int64.max / 4

    private static func nanoseconds(_ time: NIODeadline) -> Int64 {
        Int64(min(time.uptimeNanoseconds, UInt64(nanosecondsMax)))
    }

    /// Makes a full bucket.
    package init() {
        fullAtNanoseconds = 0
    }

    /// What came of asking for a token.
    package enum Outcome: Hashable, Sendable {
        case allowed
        /// Nothing was taken; the time until one token will be there, in nanoseconds.
        case refused(waitNanoseconds: Int64)

        /// The wait in whole seconds, rounded up, as Retry-After wants it; `nil` when allowed.
        package var retryAfterSeconds: Int? {
            guard case .refused(let wait) = self else { return nil }
            return Int((wait + 999_999_999) / 1_000_000_000)
        }
    }

    /// Says what `take` would, without taking.
    package func peek(at now: NIODeadline, _ limit: RateLimit) -> Outcome {
        let now = Self.nanoseconds(now)
        let interval = limit.intervalNanoseconds
        let (product, overflow) = interval.multipliedReportingOverflow(by: Int64(limit.burst))
        let capacity = overflow ? Self.nanosecondsMax : min(product, Self.nanosecondsMax)
        let wait = max(fullAtNanoseconds, now) + interval - now - capacity
        return wait <= 0 ? .allowed : .refused(waitNanoseconds: wait)
    }

    /// Takes one token if one is there.
    ///
    /// - Parameters:
    ///   - now: The monotonic time; one that goes back is taken as it is.
    ///   - limit: The rate, which may change from call to call.
    /// - Returns: Whether there was one.
    package mutating func take(at now: NIODeadline, _ limit: RateLimit) -> Outcome {
        let outcome = peek(at: now, limit)
        if outcome == .allowed {
            fullAtNanoseconds =
                max(fullAtNanoseconds, Self.nanoseconds(now)) + limit.intervalNanoseconds
        }
        return outcome
    }
}
