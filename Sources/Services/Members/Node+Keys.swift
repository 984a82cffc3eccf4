import CanonicalJSON
import Cooperation

/// A key's record and, right after it was issued, its secret.
package struct IssuedKey: Sendable {
    package let key: Key
    /// Shown once and kept nowhere.
    package let secret: String
}

extension Node {
    /// What every secret begins with, so that one that leaked is recognised.
    package static let secretPrefix = "perisai_"

    /// The keys of the caller's organisation, in order of id; never their secrets.
    package func keys(
        of organisation: ID<Organisation>,
        after: ID<Key>?,
        limit: Int,
        for caller: Caller
    ) async throws -> (keys: [Key], next: ID<Key>?) {
        try caller.requireOwn(organisation)
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Key>(
                    [.equals(.organisation, .text(organisation.description))],
                    after: after.map { .init(value: nil, id: $0) },
                    limit: limit
                )
            )
            return (page, page.count == limit ? page.last?.id : nil)
        }
    }

    /// One key of the caller's organisation; never its secret.
    package func key(_ id: ID<Key>, of organisation: ID<Organisation>, for caller: Caller) async throws -> Key {
        try caller.requireOwn(organisation)
        return try await store.read { reading in
            guard let key = try reading.load(Key.self, id), key.organisation == organisation else {
                throw Refusal(.notFound, "not-found", "There is no such key.")
            }
            return key
        }
    }

    /// Issues a key.
    ///
    /// An administrator issues keys of their own organisation. The node's own administrator also issues the first
    /// administrator key of another member, and no other: from then on that member keeps its keys itself.
    ///
    /// - Returns: the key with its secret, which is shown this once.
    /// - Throws: `Refusal`, `StoreError`.
    package func issueKey(
        for organisation: ID<Organisation>,
        role: Role,
        person: ID<Person>?,
        vouches: Bool,
        expiresAt: Timestamp?,
        by caller: Caller
    ) async throws -> IssuedKey {
        let secret = Self.secretPrefix + Hexadecimal.encode(randomBytes(32))
        let hash = KeyDirectory.hash(ofSecret: Array(secret.utf8))
        return try await store.write { transaction in
            guard let owner = try transaction.load(Organisation.self, organisation), owner.origin == nil else {
                throw Refusal(.notFound, "not-found", "There is no such organisation.")
            }
            if organisation != caller.organisation.id {
                try transaction.requireFirstKey(of: organisation, role: role, by: caller)
            }
            let key = try transaction.issueKey(
                .issue(
                    organisation: organisation,
                    role: role,
                    person: person,
                    vouches: vouches,
                    secretHash: hash,
                    expiresAt: expiresAt
                ),
                kind: owner.kind,
                by: caller.author
            )
            return IssuedKey(key: key, secret: secret)
        }
    }

    /// Revokes a key of the caller's organisation; it stops working with the next request.
    package func revokeKey(_ id: ID<Key>, of organisation: ID<Organisation>, by caller: Caller) async throws {
        try caller.requireOwn(organisation)
        try await store.write { transaction in
            guard let key = try transaction.load(Key.self, id), key.organisation == organisation else {
                throw Refusal(.notFound, "not-found", "There is no such key.")
            }
            let acts = try Key.decide(
                key,
                .revoke,
                id: id,
                bearer: nil,
                kind: caller.organisation.kind,
                now: transaction.now
            )
            for act in acts { try transaction.append(act, by: caller.author) }
        }
    }
}

extension StoreTransaction {
    func issueKey(_ command: KeyCommand, kind: OrganisationKind, by author: Author) throws -> Key {
        let id: ID<Key> = newID()
        var bearer: Person?
        if case .issue(_, _, let person?, _, _, _) = command { bearer = try load(Person.self, person) }
        for act in try Key.decide(nil, command, id: id, bearer: bearer, kind: kind, now: now) {
            try append(act, by: author)
        }
        guard let key = try load(Key.self, id) else {
            throw StoreError(.damaged, "A key that was just recorded is missing.")
        }
        return key
    }

    fileprivate func requireFirstKey(
        of organisation: ID<Organisation>,
        role: Role,
        by caller: Caller
    ) throws {
        guard caller.organisation.ownsNode else {
            throw Refusal(.notFound, "not-found", "There is no such organisation among yours.")
        }
        let existing = try count(
            AggregateQuery<Key>([.equals(.organisation, .text(organisation.description))])
        )
        guard role == .administrator, existing == 0 else {
            throw Refusal(
                .forbidden,
                "first-key-only",
                "For another member the operator issues one administrator key, the first; that member issues its others.",
                pointer: "/role"
            )
        }
    }
}
