import CanonicalJSON
import CivilTime
import Cooperation
import Services
import Statements
import Store
import Synchronization
import TransparencyLog

/// An exchange over a real database, whose clock the benchmark moves: an authority with an officer whose key is vouched
/// for, and platforms to ask.
struct RequestWorld {
    static let platformCount = 20
    private static let instrument = "TEST_ORDER"

    final class Now: Sendable {
        private let time = Mutex(Timestamp(microseconds: 1_767_225_600_000_000))
        var now: Timestamp { time.withLock(\.self) }
        func advance(_ seconds: Seconds) { time.withLock { $0 = $0 + seconds } }
    }

    private struct NoMedia: MediaFingerprinting {
        func fingerprints(
            of bytes: [UInt8],
            allOrientations: Bool
        ) async throws(MediaRefusal) -> MediaFingerprintReport {
            throw MediaRefusal(.tryAgain, code: "media-worker-unavailable", message: "No file is looked at here.")
        }
    }

    private struct NoMemory: CheckpointMemory {
        func load() throws -> String? { nil }
        func save(_ note: String) throws {}
    }

    struct NotMade: Error {}

    let node: Node
    let store: SQLiteStore
    let time: Now
    let officer: Caller
    let administrator: Caller
    let platforms: [Caller]
    private let key: SigningSecretKey

    init(folder: String) async throws {
        let time = Now()
        let random: @Sendable (Int) -> [UInt8] = { count in
            var bytes: [UInt8] = []
            while bytes.count < count {
                withUnsafeBytes(of: UInt64.random(in: 0 ... .max)) { bytes += $0 }
            }
            return Array(bytes.prefix(count))
        }
        let store = try SQLiteStore(
            folder: folder,
            registry: .all,
            sources: StoreSources(clock: { time.now }, randomBytes: random)
        )
        let founded = try await InitialiseNode(store: store, randomBytes: random).run(
            InitialiseNode.Request(
                organisation: ID(Identifier(time: time.now, random: (1, 2))),
                kind: .secretariat,
                name: "TEST exchange",
                interests: nil,
                isExchange: true
            )
        )
        guard let secrets = NodeSecrets(bytes: random(32)), let name = NoteKeyName("test.example/requests") else {
            throw NotMade()
        }
        var settings = NodeSettings()
        // The pages are asked with a password here.
        settings.passkeysRequired = false
        let node = Node(
            store: store,
            clock: { time.now },
            calendar: WorldCalendar(),
            randomBytes: random,
            identity: founded.identity,
            secrets: secrets,
            settings: settings,
            search: SearchIndex(store: store),
            media: NoMedia(),
            log: LogKeeper(
                store: store,
                signer: try NoteSigner(name: name, seed: random(32)),
                memory: NoMemory(),
                clock: { time.now }
            )
        )
        let people = People(node: node)
        let secretary = try await people.secretary()
        administrator = try await people.member("TEST unit", .authority, by: secretary)
        officer = try await people.person(of: administrator, .officer)
        key = try SigningSecretKey()
        try await Self.register(officer, key, on: node, by: administrator, secretary)
        var platforms: [Caller] = []
        for number in 1...Self.platformCount {
            let host = try await people.member("TEST platform \(number)", .platform, by: secretary)
            platforms.append(try await people.person(of: host, .counsel))
        }
        (self.node, self.store, self.time, self.platforms) = (node, store, time, platforms)
    }

    /// Makes the officer one whose requests are taken.
    private static func register(
        _ officer: Caller,
        _ key: SigningSecretKey,
        on node: Node,
        by administrator: Caller,
        _ secretary: Caller
    ) async throws {
        guard let person = officer.person else { throw NotMade() }
        _ = try await node.importClockRules(ClockRuleText.first(), by: secretary)
        let terms = try InstrumentTerms(
            code: instrument,
            country: "ID",
            kind: .referral,
            functions: [.police],
            clock: "EU_EPOC",
            firstContactClock: nil,
            needsCoSignature: false,
            authorisation: .none,
            form: .plain,
            dataCategories: [],
            territory: nil,
            isAccepted: true,
            sourceDate: "2024-02-29"
        )
        let words = try InstrumentTexts(title: "TEST", law: "TEST", source: "TEST", reasonNotAccepted: nil)
        let proposed = try await node.proposeInstrument(terms, words, by: secretary)
        _ = try await node.adoptInstrument(proposed.instrument.id, by: secretary)
        let office = try await node.enterOffice(
            Node.NewOffice(
                authority: administrator.organisation.id,
                function: .police,
                country: "ID",
                zone: "Asia/Jakarta",
                instruments: [instrument],
                texts: [
                    .name: "TEST unit", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                    .law: "TEST act",
                ]
            ),
            by: administrator
        ).office.id
        let record = try await node.enterOfficer(
            person,
            at: office,
            rank: .officer,
            texts: OfficerTexts(name: "TEST officer"),
            by: administrator
        ).officer.id
        let entry = try OfficerKeyEntry(
            id: key.publicKey.id.description,
            kind: .signing,
            publicKey: String(key.publicKey.description.dropFirst("ed25519:".count)),
            certificate: nil
        )
        _ = try await node.addOfficerKey(entry, to: record, by: officer)
        _ = try await node.vouchForOffice(office, how: "TEST call", by: secretary)
        _ = try await node.vouchForOfficer(record, how: "TEST call", by: secretary)
        _ = try await node.vouchForOfficerKey(entry.id, of: record, how: "TEST call", by: secretary)
    }

    /// Writes and signs one request to each platform.
    ///
    /// - Parameters:
    ///   - items: how many items each has.
    ///   - batch: a number that makes the items unlike those of other batches.
    /// - Returns: the requests.
    /// - Throws: what the node refuses.
    func file(items: Int, batch: Int) async throws -> [ID<Request>] {
        let wording = RequestWording(
            kind: .referral,
            instrument: Self.instrument,
            addressees: platforms.map { .member($0.organisation.id) },
            items: platforms.indices.flatMap { platform in
                (1...items).map { number in
                    RequestWording.Item(
                        addressee: platform,
                        kind: .content,
                        address: "https://platform\(platform).example/\(batch)/\(number)",
                        ground: .incites,
                        reasons: "TEST: item \(number) of batch \(batch) incites, as the words at its beginning show."
                    )
                }
            },
            language: "en"
        )
        let view = try await node.writeRequests(wording, by: officer)
        let statements = try view.documents.map { document in
            try SignedStatement.sign(JSONValue(parsing: Array(document.text.utf8)), for: .request, with: key)
        }
        _ = try await node.signRequestDraft(view.draft.id, statements, by: officer)
        return view.draft.writing.requests
    }
}
