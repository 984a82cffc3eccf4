import CanonicalJSON
import Cooperation
import Crypto
import Synchronization

/// Who bears which key.
///
/// Answers are remembered only while the journal has not grown, so that a revoked key and a suspended member are
/// known with the next request.
package struct KeyDirectory: Sendable {
    private struct Known {
        var journalSize: Int64 = -1
        var callers: [String: Bearer] = [:]
    }

    /// What a key tells about its bearer.
    package struct Bearer: Sendable {
        let key: Key
        let organisation: Organisation
    }

    private final class Memory: Sendable {
        let known = Mutex(Known())
    }

    /// How many bearers are remembered at most.
    private static let bearersMax = 10_000

    private let store: any Store
    private let isExchange: Bool
    private let memory = Memory()

    package init(store: any Store, isExchange: Bool) {
        self.store = store
        self.isExchange = isExchange
    }

    /// The SHA-256 of a secret, as it is stored.
    package static func hash(ofSecret secret: [UInt8]) -> String {
        Hexadecimal.encode(SHA256.hash(data: secret))
    }

    /// Tells who calls.
    ///
    /// - Parameters:
    ///   - secret: the key's secret as it came.
    ///   - actingPerson: the opaque id of the person for whom a node vouches; only keys that may vouch bring one.
    ///   - now: the time.
    /// - Returns: the caller; `nil` where the key is not known, revoked or expired, or its person left or no longer has
    ///   its role.
    /// - Throws: `StoreError`; `Refusal` where a key brings a person that it may not vouch for.
    package func caller(
        secret: [UInt8],
        actingPerson: ID<Person>?,
        now: Timestamp
    ) async throws -> Caller? {
        let hash = Self.hash(ofSecret: secret)
        guard let bearer = try await bearer(ofHash: hash) else { return nil }
        if let expiresAt = bearer.key.expiresAt, expiresAt <= now { return nil }
        if actingPerson != nil, !bearer.key.vouches {
            throw Refusal(
                .forbidden,
                "may-not-vouch",
                "This key may not act for another person; leave the acting person out."
            )
        }
        return Caller(
            organisation: bearer.organisation,
            key: bearer.key.id,
            role: bearer.key.role,
            person: bearer.key.vouches ? actingPerson : bearer.key.person,
            isNode: bearer.key.vouches,
            isOnExchange: isExchange
        )
    }

    private func bearer(ofHash hash: String) async throws -> Bearer? {
        let size = store.journalGrowth.size
        let remembered = memory.known.withLock { known -> Bearer? in
            if known.journalSize != size {
                known = Known(journalSize: size)
            }
            return known.callers[hash]
        }
        if let remembered { return remembered }
        let loaded = try await store.read { reading -> Bearer? in
            let key = LookupKey(scope: Key.hashScope, value: hash)
            guard let id = try reading.lookUp(Key.self, key, limit: 1).first,
                let key = try reading.load(Key.self, id),
                let organisation = try reading.load(Organisation.self, key.organisation)
            else { return nil }
            if let person = key.person {
                // Whoever left, or lost the role, acts no more, whatever keys are still about.
                guard let bearer = try reading.load(Person.self, person), bearer.state == .active,
                    bearer.roles.contains(key.role)
                else { return nil }
            }
            return Bearer(key: key, organisation: organisation)
        }
        guard let loaded else { return nil }
        memory.known.withLock { known in
            guard known.journalSize == size, known.callers.count < Self.bearersMax else { return }
            known.callers[hash] = loaded
        }
        return loaded
    }
}
