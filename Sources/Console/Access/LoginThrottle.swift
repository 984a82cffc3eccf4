import Cooperation
import HTTPServing
import NIOCore
import Synchronization

/// Slows down whoever guesses: by address, and by what is guessed at from wherever.
final class LoginThrottle: Sendable {
    /// Attempts from one address: a shared office must get in, a guesser not far.
    private static let perAddress = RateLimit(perSecond: 0.2, burst: 20)
    /// Attempts at one login, however its name is written, or from one session.
    private static let perTarget = RateLimit(perSecond: 1.0 / 30, burst: 10)
    private static let rememberedMax = 65_536

    private struct Buckets {
        var addresses = TokenBuckets<ClientAddress>(limit: perAddress, keysMax: rememberedMax)
        var targets = TokenBuckets<Target>(limit: perTarget, keysMax: rememberedMax)
    }

    /// What is guessed at.
    enum Target: Hashable, Sendable {
        /// The login with this key, by which it is found as well; `nil` for all names that can't be anybody's, together.
        case login(key: String?)
        /// The password of whoever is in.
        case session(ID<Session>)
    }

    private let buckets = Mutex(Buckets())
    private let now: @Sendable () -> NIODeadline

    init(now: @escaping @Sendable () -> NIODeadline) {
        self.now = now
    }

    /// Counts an attempt.
    ///
    /// - Parameters:
    ///   - address: where it comes from.
    ///   - target: what is guessed at; `nil` where that is the address of a page.
    /// - Returns: after how many seconds the next one is let through; `nil` where this one is.
    func attempt(from address: ClientAddress, at target: Target?) -> Int? {
        let now = now()
        return buckets.withLock { buckets in
            if let wait = buckets.addresses.take(address, at: now).retryAfterSeconds { return wait }
            guard let target else { return nil }
            return buckets.targets.take(target, at: now).retryAfterSeconds
        }
    }
}
