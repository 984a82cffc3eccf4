import Cooperation

extension ConsoleAccess {
    /// How many keys of a person are looked at.
    private static let ownKeysMax = 1000

    /// The keys that work in a person's name: an administrator issues them, and whoever holds one acts as the person.
    ///
    /// - Returns: the latest first.
    /// - Throws: `StoreError`.
    package func ownKeys(of visit: Visit) async throws -> [Key] {
        let now = node.clock()
        let keys = try await node.store.read { reading in
            try reading.find(
                AggregateQuery<Key>(
                    [.equals(.person, .text(visit.person.id.description)), .equals(.revoked, .integer(0))],
                    limit: Self.ownKeysMax
                )
            )
        }
        return keys.reversed().filter { key in key.expiresAt.map { now < $0 } ?? true }
    }

    /// Revokes a key that works in the person's own name; it stops working with the next request.
    ///
    /// - Throws: `Refusal` where the person has no such key; `StoreError`.
    package func revokeOwnKey(_ id: ID<Key>, of visit: Visit) async throws {
        try await node.store.write { transaction in
            _ = try transaction.openLogin(of: visit)
            let person = try transaction.activePerson(visit.person.id)
            guard let key = try transaction.load(Key.self, id), key.person == person.id else {
                throw Refusal(.notFound, "not-found", "There is no such key.")
            }
            let kind = visit.organisation.kind
            let acts = try Key.decide(key, .revoke, id: id, bearer: nil, kind: kind, now: transaction.now)
            for act in acts { try transaction.append(act, by: person.author) }
        }
    }
}
