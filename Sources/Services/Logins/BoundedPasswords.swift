import Cooperation
import Synchronization

/// Lets only so many passwords wait to be hashed: each takes tens of milliseconds and much memory, and a queue without an
/// end would keep everybody out for as long as it lasts.
package final class BoundedPasswords: PasswordHashing {
    /// How many may be under way at once, those that are being hashed among them.
    package static let waitingMax = 32

    private let hashing: any PasswordHashing
    private let waiting = Mutex(0)

    package init(_ hashing: any PasswordHashing) {
        self.hashing = hashing
    }

    package func hash(_ password: String) async throws -> String {
        try enter()
        defer { leave() }
        return try await hashing.hash(password)
    }

    package func verify(_ password: String, against hash: String) async throws -> Bool {
        try enter()
        defer { leave() }
        return try await hashing.verify(password, against: hash)
    }

    private func enter() throws(Refusal) {
        try waiting.withLock { waiting throws(Refusal) in
            guard waiting < Self.waitingMax else { throw Refusal.passwordsBusy }
            waiting += 1
        }
    }

    private func leave() { waiting.withLock { $0 -= 1 } }
}

extension Refusal {
    fileprivate static var passwordsBusy: Refusal {
        Refusal(
            .limitReached,
            "passwords-busy",
            "Too many people log in at this moment. Try again in a few seconds."
        )
    }
}
