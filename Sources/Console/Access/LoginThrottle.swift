import HTTPServing
import NIOCore
import Synchronization

/// Slows down whoever guesses: by address, and by the name that is tried from wherever.
final class LoginThrottle: Sendable {
    /// Attempts from one address: a shared office must get in, a guesser not far.
    private static let perAddress = RateLimit(perSecond: 0.2, burst: 20)
    /// Attempts with one name.
    private static let perName = RateLimit(perSecond: 1.0 / 30, burst: 10)
    private static let rememberedMax = 65_536

    private struct Buckets {
        var addresses = TokenBuckets<ClientAddress>(limit: perAddress, keysMax: rememberedMax)
        var names = TokenBuckets<String>(limit: perName, keysMax: rememberedMax)
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
    ///   - name: what is tried to be guessed at; `nil` where that is the address of a page.
    /// - Returns: after how many seconds the next one is let through; `nil` where this one is.
    func attempt(from address: ClientAddress, name: String?) -> Int? {
        let now = now()
        return buckets.withLock { buckets in
            if let wait = buckets.addresses.take(address, at: now).retryAfterSeconds { return wait }
            guard let name else { return nil }
            return buckets.names.take(name.lowercased(), at: now).retryAfterSeconds
        }
    }
}
