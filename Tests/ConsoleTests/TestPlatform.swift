import CivilTime
import Cooperation
import SeededRandomness
import Services
import Store
import Testing
import TransparencyLog

import struct Foundation.URL
import struct Foundation.UUID
import class Foundation.FileManager

/// A platform's node over a real database, with people who can log in to its console.
final class TestPlatform: Sendable {
    let node: Node
    let access: ConsoleAccess
    let administrator: Caller
    let store: SQLiteStore
    let clock: TestClock
    /// How many statements each read ran.
    let statements = StatementCounts()
    private let folder: String

    init(
        _ kind: OrganisationKind = .platform,
        isExchange: Bool = false,
        looking: (any AddressLooking)? = nil,
        setting: (inout NodeSettings) -> Void = { _ in }
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let clock = TestClock()
        self.clock = clock
        var storeSettings = SQLiteSettings()
        storeSettings.didRead = { [statements] in statements.add($0) }
        store = try SQLiteStore(
            folder: folder,
            registry: .all,
            sources: StoreSources(clock: { clock.now }, randomBytes: { Self.randomBytes($0) }),
            settings: storeSettings
        )
        let organisation = ID<Organisation>(
            Identifier(time: clock.now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
        )
        let (identity, secret, _) = try await InitialiseNode(store: store, randomBytes: { Self.randomBytes($0) }).run(
            InitialiseNode.Request(
                organisation: organisation,
                kind: kind,
                name: "TEST platform",
                interests: nil,
                isExchange: isExchange
            )
        )
        let signer = try NoteSigner(
            name: #require(NoteKeyName("test.example/\(organisation)")),
            seed: Self.randomBytes(32)
        )
        var settings = NodeSettings()
        // The pages are asked with passwords here.
        settings.passkeysRequired = false
        setting(&settings)
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
            looks: looking.map { ItemLooks(looking: $0) },
            log: LogKeeper(store: store, signer: signer, memory: CheckpointInMemory(), clock: { clock.now })
        )
        access = ConsoleAccess(node: node, passwords: PlainPasswords())
        administrator = try #require(
            try await node.keys.caller(secret: Array(secret.utf8), actingPerson: nil, now: clock.now)
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The administrator of a member that this node does not belong to.
    func member(_ kind: OrganisationKind) async throws -> Caller {
        let id = try await node.registerOrganisation(
            id: nil,
            kind: kind,
            name: "TEST member",
            interests: nil,
            by: administrator
        ).organisation.id
        let active = try await node.changeStanding(of: id, to: .active, reason: "TEST vote", by: administrator)
        return Caller(
            organisation: active.organisation,
            key: ID(id.identifier),
            role: .administrator,
            person: nil,
            isOnExchange: node.identity.isExchange
        )
    }

    /// A person with these roles, who is logged in; of another member where its administrator is given.
    ///
    /// - Returns: the secret of their session.
    func session(_ roles: [Role], of member: Caller? = nil) async throws -> String {
        let (name, codes) = try await login(roles, of: member)
        let session = try await access.logIn(name: name, password: "TEST password", code: #require(codes.first))
        return try #require(session)
    }

    /// A person with these roles who can log in: their name and their recovery codes, beside the password that all have.
    func login(_ roles: [Role], of member: Caller? = nil) async throws -> (name: String, codes: [String]) {
        let administrator = member ?? administrator
        let own = administrator.organisation.id
        let name = "TEST \(UUID())"
        let person = try await node.addPerson(to: own, name: name, roles: Set(roles), by: administrator).person.id
        let invitation = try await access.invite(person, lasting: .hours(1), by: administrator.author)
        let secret = try #require(try await access.enrolment(invitation)).totpSecret
        let step = node.clock().microseconds / 1_000_000 / OneTimeCode.stepSeconds
        let codes = try await access.enrol(
            invitation,
            name: name,
            password: "TEST password",
            code: OneTimeCode.code(secret: secret, step: step)
        )
        return (name, codes)
    }

    /// A person of the platform who has no login.
    func colleague() async throws -> ID<Person> {
        try await node.addPerson(
            to: administrator.organisation.id,
            name: "TEST colleague",
            roles: [.reviewer],
            by: administrator
        ).person.id
    }

    /// A bank of the platform's own.
    func bank(verifier: ExternalVerifier? = nil) async throws -> ID<Bank> {
        try await node.openBank(
            name: "TEST bank",
            agreement: nil,
            settings: BankSettings(),
            verifier: verifier,
            by: administrator
        ).bank.id
    }

    /// How many events there are, the checks that were counted among them.
    func journalSize() async throws -> Int64 {
        try await node.counter.flush()
        return try await store.read { try $0.journalSize() }
    }

    private static func randomBytes(_ count: Int) -> [UInt8] { SystemBytes.random(count) }
}
