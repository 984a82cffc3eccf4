import Cooperation

/// A passkey as its owner sees it.
package struct PasskeyView: Sendable {
    package let passkey: Passkey
    /// What its owner calls it.
    package let name: String?
}

/// A person's own way in, as they see it.
package struct OwnLogin: Sendable {
    package let login: Login
    /// The name by which the person logs in; `nil` where they have passkeys alone.
    package let loginName: String?
    package let passkeys: [PasskeyView]
    /// Whether this session may add and remove passkeys.
    package let mayChangePasskeys: Bool
}

/// A person's way in, as their administrator sees it.
package struct LoginView: Sendable {
    package let person: Person
    /// `nil` once it was erased.
    package let name: String?
    /// Until when a set-up link works that waits to be used; `nil` where there is none.
    package let invitedUntil: Timestamp?
    package let hasPassword: Bool
    package let passkeys: Int
    /// When the person last got in.
    package let lastPassedAt: Timestamp?
    /// Whether it was closed, and nobody let the person in again since.
    package let isClosed: Bool

    init(_ person: Person, name: String?, _ login: Login?, now: Timestamp) {
        self.person = person
        self.name = name
        invitedUntil = login?.invitation.map(\.expiresAt).flatMap { now < $0 ? $0 : nil }
        hasPassword = login?.hasPassword ?? false
        passkeys = login?.passkeys.count ?? 0
        lastPassedAt = login?.lastPassedAt
        isClosed = login?.isClosed ?? false
    }

    /// Whether there is something to close: a way in, or a link that leads to one.
    package var isOpen: Bool { hasPassword || passkeys > 0 || invitedUntil != nil }
}
