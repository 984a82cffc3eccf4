import CivilTime
import Cooperation
import SeededRandomness
import Services
import Store
import Synchronization
import Testing
import TransparencyLog

import struct Foundation.URL
import struct Foundation.UUID
import class Foundation.FileManager

/// How many transactions were committed, and whether they fail from now on.
final class Commits: Sendable {
    let state = Mutex((count: 0, fail: false))

    var count: Int { state.withLock { $0.count } }
}

/// A node over a real database in a folder of its own.
final class TestNode: Sendable {
    let node: Node
    let administrator: Caller
    let clock = TestClock()
    let commits: Commits
    private let store: SQLiteStore
    private let folder: String

    init(kind: OrganisationKind, isExchange: Bool = false, settings: NodeSettings = NodeSettings()) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        struct CommitFailure: Error {}
        var settings = settings
        // A slow machine shortens no page.
        settings.eventScan.timeMax = .seconds(3600)
        let (clock, commits) = (clock, Commits())
        self.commits = commits
        var storeSettings = SQLiteSettings()
        storeSettings.willCommit = { _ in
            let fails = commits.state.withLock { state in
                state.count += 1
                return state.fail
            }
            if fails { throw CommitFailure() }
        }
        store = try SQLiteStore(
            folder: folder,
            registry: .all,
            sources: StoreSources(clock: { clock.now }, randomBytes: { Self.randomBytes($0) }),
            settings: storeSettings
        )
        let organisation: ID<Organisation> = .random()
        let (identity, secret, _) = try await InitialiseNode(store: store, randomBytes: { Self.randomBytes($0) }).run(
            InitialiseNode.Request(
                organisation: organisation,
                kind: kind,
                name: "TEST \(kind)",
                interests: nil,
                isExchange: isExchange
            )
        )
        let signer = try NoteSigner(
            name: #require(NoteKeyName("test.example/\(organisation)")),
            seed: Self.randomBytes(32)
        )
        node = Node(
            store: store,
            clock: { clock.now },
            calendar: WorldCalendar(),
            randomBytes: { Self.randomBytes($0) },
            identity: identity,
            secrets: try #require(NodeSecrets(bytes: Self.randomBytes(32))),
            settings: settings,
            search: SearchIndex(store: store),
            media: NoMedia(),
            log: LogKeeper(store: store, signer: signer, memory: CheckpointInMemory(), clock: { clock.now })
        )
        administrator = try #require(
            try await node.keys.caller(secret: Array(secret.utf8), actingPerson: nil, now: clock.now)
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// An active member that this node does not belong to.
    func member(_ kind: OrganisationKind) async throws -> Organisation {
        let id = try await node.registerOrganisation(
            id: nil,
            kind: kind,
            name: "TEST member",
            interests: nil,
            by: administrator
        ).organisation.id
        return try await node.changeStanding(of: id, to: .active, reason: "TEST vote", by: administrator).organisation
    }

    private static func randomBytes(_ count: Int) -> [UInt8] { SystemBytes.random(count) }
}
