import CivilTime
import Cooperation
import Fingerprints
import SeededRandomness
import Services
import Statements
import Store
import Synchronization
import Testing
import TransparencyLog

import struct Foundation.URL
import struct Foundation.UUID
import class Foundation.FileManager

/// A node over a real database in a folder of its own, with a clock that the test moves and no network.
final class TestNode: Sendable {
    let node: Node
    let store: SQLiteStore
    let clock: TestClock
    let administrator: Caller
    let signer: NoteSigner
    /// How many statements each read ran.
    let statements: StatementCounts
    private let place: TestFolder
    private let indexing: Task<Void, any Error>

    /// The path of its data folder.
    var folder: String { place.path }

    init(
        _ name: String,
        kind: OrganisationKind,
        isExchange: Bool = false,
        interests: Interests? = nil,
        media: any MediaFingerprinting = NoMedia(),
        settings: NodeSettings = NodeSettings(),
        signer: NoteSigner? = nil
    ) async throws {
        var settings = settings
        // A slow machine shortens no page.
        settings.eventScan.timeMax = .seconds(3600)
        let folder = try TestFolder()
        let clock = TestClock()
        let statements = StatementCounts()
        let store = try Self.store(in: folder, clock, statements)
        let organisation = ID<Organisation>(
            Identifier(time: clock.now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
        )
        let (identity, secret, _) = try await InitialiseNode(store: store, randomBytes: { Self.randomBytes($0) }).run(
            InitialiseNode.Request(
                organisation: organisation,
                kind: kind,
                name: name,
                interests: interests,
                isExchange: isExchange
            )
        )
        let signer =
            try signer
            ?? NoteSigner(
                name: #require(NoteKeyName("test.example/\(organisation)")),
                seed: Self.randomBytes(32)
            )
        let search = SearchIndex(store: store)
        node = Node(
            store: store,
            clock: { clock.now },
            calendar: WorldCalendar(),
            randomBytes: { Self.randomBytes($0) },
            identity: identity,
            secrets: try #require(NodeSecrets(bytes: Self.randomBytes(32))),
            settings: settings,
            search: search,
            media: media,
            log: LogKeeper(store: store, signer: signer, memory: CheckpointInMemory(), clock: { clock.now })
        )
        self.store = store
        self.clock = clock
        self.signer = signer
        self.statements = statements
        place = folder
        indexing = Task { try await search.run() }
        administrator = try #require(
            try await node.keys.caller(secret: Array(secret.utf8), actingPerson: nil, now: clock.now)
        )
    }

    /// The same node on the same folder after a stop and a start.
    func restarted() async throws -> TestNode {
        indexing.cancel()
        _ = await indexing.result
        await store.close()
        return try TestNode(resuming: self)
    }

    private init(resuming before: TestNode) throws {
        let clock = before.clock
        statements = before.statements
        let store = try Self.store(in: before.place, clock, statements)
        let search = SearchIndex(store: store)
        node = Node(
            store: store,
            clock: { clock.now },
            calendar: WorldCalendar(),
            randomBytes: { Self.randomBytes($0) },
            identity: before.node.identity,
            secrets: before.node.secrets,
            settings: before.node.settings,
            search: search,
            media: before.node.media,
            log: before.node.log
        )
        self.store = store
        self.clock = clock
        signer = before.signer
        place = before.place
        administrator = before.administrator
        indexing = Task { try await search.run() }
    }

    private static func store(
        in folder: TestFolder,
        _ clock: TestClock,
        _ statements: StatementCounts
    ) throws -> SQLiteStore {
        var settings = SQLiteSettings()
        settings.didRead = { statements.add($0) }
        return try SQLiteStore(
            folder: folder.path,
            registry: .all,
            sources: StoreSources(clock: { clock.now }, randomBytes: { randomBytes($0) }),
            settings: settings
        )
    }

    deinit { indexing.cancel() }

    static func randomBytes(_ count: Int) -> [UInt8] { SystemBytes.random(count) }

    /// A person of the node's own organisation with a key of their own.
    func person(_ role: Role) async throws -> Caller { try await person(of: administrator, role) }

    /// A member of this exchange with its own administrator, active, and a person with a role.
    func member(_ name: String, _ kind: OrganisationKind, interests: Interests?) async throws -> (
        administrator: Caller, id: ID<Organisation>
    ) {
        let view = try await node.registerOrganisation(
            id: nil,
            kind: kind,
            name: name,
            interests: interests,
            by: administrator
        )
        let mayKeep = RoleTable.roles(of: administrator.organisation.kind).contains(.secretary)
        let secretary = try await person(mayKeep ? .secretary : .administrator)
        _ = try await node.changeStanding(
            of: view.organisation.id,
            to: .active,
            reason: "TEST vote of the members",
            by: secretary
        )
        let key = try await node.issueKey(
            for: view.organisation.id,
            role: .administrator,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: administrator
        )
        return (try await caller(key.secret), view.organisation.id)
    }

    /// A person of an administrator's organisation with a key of their own.
    func person(of administrator: Caller, _ role: Role) async throws -> Caller {
        let own = administrator.organisation.id
        let person = try await node.addPerson(to: own, name: "TEST \(role)", roles: [role], by: administrator)
        let key = try await node.issueKey(
            for: own,
            role: role,
            person: person.person.id,
            vouches: false,
            expiresAt: nil,
            by: administrator
        )
        return try await caller(key.secret)
    }

    func caller(_ secret: String, acting person: ID<Person>? = nil) async throws -> Caller {
        try #require(try await node.keys.caller(secret: Array(secret.utf8), actingPerson: person, now: clock.now))
    }

    /// Waits until the index has taken in everything that is committed.
    func indexed() async throws {
        while node.search.status.position < store.journalGrowth.size || !node.search.status.isReady {
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}

/// A folder that goes with the last node that uses it.
final class TestFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-\(UUID())").path

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A clock that goes on by a microsecond with each look, and by more when told.
final class TestClock: Sendable {
    private let time = Mutex(Timestamp(microseconds: 1_541_466_000_000_000))

    var now: Timestamp {
        time.withLock { time in
            time = Timestamp(microseconds: time.microseconds + 1)
            return time
        }
    }

    func advance(_ seconds: Seconds) { time.withLock { $0 = $0 + seconds } }

    /// Lets the next look at the clock see a moment, whatever it showed before.
    func set(_ moment: Timestamp) { time.withLock { $0 = Timestamp(microseconds: moment.microseconds - 1) } }
}

/// No file is looked at in these tests.
struct NoMedia: MediaFingerprinting {
    func fingerprints(of bytes: [UInt8], allOrientations: Bool) async throws(MediaRefusal) -> MediaFingerprintReport {
        throw MediaRefusal(.tryAgain, code: "media-worker-unavailable", message: "No file is looked at in these tests.")
    }
}

final class CheckpointInMemory: CheckpointMemory {
    private let note = Mutex<String?>(nil)
    func load() throws -> String? { note.withLock(\.self) }
    func save(_ note: String) throws { self.note.withLock { $0 = note } }
}

/// The line to an exchange in the same process, through the very use cases that the API calls.
struct DirectConnection: ExchangeConnection {
    let exchange: TestNode
    let secret: String
    var address = "https://exchange.test"

    func introduction() async throws(ExchangeFailure) -> ExchangeIntroduction {
        try await answered {
            ExchangeIntroduction(
                member: try await exchange.caller(secret).organisation.id,
                verifierKey: exchange.node.log.verifierKey.text,
                checkpointInterval: Seconds(60)
            )
        }
    }

    func events(cursor: String?, wait: Seconds) async throws(ExchangeFailure) -> ReceivedEvents {
        try await answered {
            let caller = try await exchange.caller(secret)
            let page = try await exchange.node.readEvents(cursor: cursor, limit: 500, wait: wait, by: caller) { caller }
            return ReceivedEvents(events: page.events, cursor: page.cursor, position: page.position)
        }
    }

    func checkpoint() async throws(ExchangeFailure) -> [UInt8]? {
        try await answered { try await exchange.node.checkpoint().map { Array($0.utf8) } }
    }

    func tile(_ tile: Tile) async throws(ExchangeFailure) -> HashTile {
        try await answered {
            let bytes = try #require(try await exchange.node.tile(tile))
            return try #require(HashTile(bytes: bytes, tile: tile))
        }
    }

    func deliver(_ dispatch: Dispatch, text: String?) async throws(ExchangeFailure) -> DeliveryAnswer {
        try await answered {
            do {
                let caller =
                    switch dispatch.message {
                    case .filing, .authorityWord, .threatWord: exchange.administrator
                    default: try await exchange.caller(secret, acting: dispatch.person)
                    }
                switch dispatch.message {
                case .verification(let signal, let basis):
                    _ = try await exchange.node.verifySignal(
                        signal,
                        basis: basis,
                        lookedAt: text ?? "",
                        dispatch: dispatch.id,
                        by: caller
                    )
                case .opinion(let signal, let category):
                    _ = try await exchange.node.giveOpinion(
                        category,
                        of: signal,
                        reason: text,
                        dispatch: dispatch.id,
                        by: caller
                    )
                case .request(let request, let word):
                    _ = try await exchange.node.takeWord(
                        word,
                        text: text,
                        about: request,
                        dispatch: dispatch.id,
                        by: caller
                    )
                case .authorityWord(let request, let word):
                    _ = try await exchange.node.takeAuthorityWord(
                        word,
                        text: text ?? "",
                        about: request,
                        dispatch: dispatch.id,
                        by: try await exchange.caller(secret)
                    )
                case .threatWord(let notice, let word):
                    _ = try await exchange.node.takeThreatWord(
                        word,
                        note: text,
                        about: notice,
                        dispatch: dispatch.id,
                        by: try await exchange.caller(secret)
                    )
                case .filing:
                    // It speaks for itself: no key is asked for.
                    let statement = try SignedStatement(parsing: Array((text ?? "").utf8))
                    let filed = try await exchange.node.fileSignedRequest(statement).request
                    return filed.turnedAwayFor.map { .refused(code: $0) } ?? .taken
                case .threat(let notice, let envelope):
                    _ = try await exchange.node.takeThreat(
                        notice,
                        envelope,
                        text: text ?? "",
                        dispatch: dispatch.id,
                        by: caller
                    )
                }
                return .taken
            } catch let refusal as Refusal {
                return .refused(code: refusal.code)
            }
        }
    }

    func view(_ signal: ID<Signal>, for person: ID<Person>) async throws -> String {
        try await exchange.node.viewSignal(signal, by: try await exchange.caller(secret, acting: person))
    }

    func receipt(of request: ID<Request>, _ choice: RequestReceiptChoice) async throws -> [UInt8] {
        try await exchange.node.requestReceipt(
            of: request,
            item: choice.item,
            view: choice.view,
            pinned: choice.pinned,
            for: try await exchange.caller(secret)
        )
    }

    func look(at item: Int, of request: ID<Request>) async throws -> Int? {
        let caller = try await exchange.caller(secret)
        return try await exchange.node.lookAtCarriedItem(of: request, item: item, by: caller).status
    }

    func inviteGuest(to request: ID<Request>, lasting: Seconds?) async throws -> GuestLink {
        let caller = try await exchange.caller(secret)
        let link = try await exchange.node.inviteCarriedGuest(to: request, lasting: lasting, by: caller)
        return GuestLink(secret: link.secret, address: address, expiresAt: link.expiresAt)
    }

    func confirmOpinion(of signal: ID<Signal>, by person: ID<Person>) async throws {
        try await exchange.node.confirmOpinion(of: signal, by: try await exchange.caller(secret, acting: person))
    }

    private func answered<Answer>(_ body: () async throws -> Answer) async throws(ExchangeFailure) -> Answer {
        do {
            return try await body()
        } catch let refusal as Refusal where refusal.code == "cursor-invalid" {
            throw ExchangeFailure(.cursorRefused, "\(refusal)")
        } catch {
            throw ExchangeFailure(.unreachable, "\(error)")
        }
    }
}
