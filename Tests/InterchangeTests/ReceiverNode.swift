import CanonicalJSON
import Cooperation
import Foundation
import Interchange
import SeededRandomness
import Services
import Store
import Synchronization
import Testing
import TransparencyLog

/// A platform's node over a real database, whose webhooks go out over real sockets.
final class ReceiverNode: Sendable {
    let node: Node
    let administrator: Caller
    let clock: ReceiverClock
    private let store: SQLiteStore
    private let folder: ReceiverFolder

    var own: ID<Organisation> { administrator.organisation.id }

    static func make() async throws -> ReceiverNode {
        let (folder, clock) = (ReceiverFolder(), ReceiverClock())
        let store = try Self.store(folder, clock)
        let request = InitialiseNode.Request(
            organisation: ID(Identifier(time: clock.now, random: (1, 2))),
            kind: .platform,
            name: "TEST Own",
            interests: nil,
            isExchange: false
        )
        let (identity, secret, _) = try await InitialiseNode(store: store, randomBytes: { Self.random($0) })
            .run(request)
        let node = try Self.node(store, clock, identity, [UInt8](repeating: 3, count: 32))
        let caller = try await node.keys.caller(secret: Array(secret.utf8), actingPerson: nil, now: clock.now)
        return ReceiverNode(node, store, try #require(caller), clock, folder)
    }

    private init(
        _ node: Node,
        _ store: SQLiteStore,
        _ administrator: Caller,
        _ clock: ReceiverClock,
        _ folder: ReceiverFolder
    ) {
        self.node = node
        self.store = store
        self.administrator = administrator
        self.clock = clock
        self.folder = folder
    }

    /// The same node on the same folder after a stop and a start.
    func restarted() async throws -> ReceiverNode {
        await store.close()
        let store = try Self.store(folder, clock)
        let node = try Self.node(store, clock, node.identity, [UInt8](repeating: 3, count: 32))
        return ReceiverNode(node, store, administrator, clock, folder)
    }

    private static func random(_ count: Int) -> [UInt8] { SystemBytes.random(count) }

    private static func store(_ folder: ReceiverFolder, _ clock: ReceiverClock) throws -> SQLiteStore {
        try SQLiteStore(
            folder: folder.path,
            registry: .all,
            sources: StoreSources(clock: { clock.now }, randomBytes: { random($0) })
        )
    }

    private static func node(
        _ store: SQLiteStore,
        _ clock: ReceiverClock,
        _ identity: NodeIdentity,
        _ secret: [UInt8]
    ) throws -> Node {
        let name = try #require(NoteKeyName("test.example/log"))
        return Node(
            store: store,
            clock: { clock.now },
            randomBytes: { random($0) },
            identity: identity,
            secrets: try #require(NodeSecrets(bytes: secret)),
            settings: NodeSettings(),
            search: SearchIndex(store: store),
            media: NothingToLookAt(),
            destinations: OutgoingPolicy(allowed: .thisMachine),
            log: LogKeeper(
                store: store,
                signer: try NoteSigner(name: name, seed: [UInt8](repeating: 7, count: 32)),
                memory: ForgottenCheckpoint(),
                clock: { clock.now }
            )
        )
    }

    /// What tells receivers, and waits for each until a test says that its time is over.
    func keeper(
        _ allowed: AllowedDestinations = .thisMachine,
        waiting: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(3600)) }
    ) -> WebhookKeeper {
        WebhookKeeper(
            node: node,
            sender: WebhookSender(policy: OutgoingPolicy(allowed: allowed), timeMax: .seconds(3600)) { _ in
                try await waiting()
            }
        )
    }

    func webhook(_ address: String) async throws -> WebhookWithSecret {
        try await node.makeWebhook(
            for: own,
            role: .administrator,
            kinds: [.keyIssued, .keyRevoked],
            address: address,
            by: administrator
        )
    }

    func issue() async throws -> ID<Key> {
        try await node.issueKey(
            for: own,
            role: .reviewer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: administrator
        ).key.id
    }

    func revoke(_ key: ID<Key>) async throws { try await node.revokeKey(key, of: own, by: administrator) }

    func view(_ id: ID<Webhook>) async throws -> WebhookView {
        try await node.webhook(id, of: own, for: administrator)
    }

    func dead(_ id: ID<Webhook>) async throws -> [WebhookDelivery] {
        try await node.deadDeliveries(of: id, of: own, after: nil, limit: 100, for: administrator).deliveries
    }
}

/// A clock that goes on by a microsecond with each look, and by more when told.
final class ReceiverClock: Sendable {
    private let time = Mutex(Timestamp(microseconds: 1_767_225_600_000_000))

    var now: Timestamp {
        time.withLock { time in
            time = Timestamp(microseconds: time.microseconds + 1)
            return time
        }
    }

    func advance(_ seconds: Seconds) { time.withLock { $0 = $0 + seconds } }
}

/// A folder that goes with the last node that uses it.
final class ReceiverFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-webhooks-\(UUID())").path

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

private struct NothingToLookAt: MediaFingerprinting {
    func fingerprints(of bytes: [UInt8], allOrientations: Bool) async throws(MediaRefusal) -> MediaFingerprintReport {
        throw MediaRefusal(.tryAgain, code: "media-worker-unavailable", message: "No file is looked at in these tests.")
    }
}

private struct ForgottenCheckpoint: CheckpointMemory {
    func load() throws -> String? { nil }
    func save(_ note: String) throws {}
}
