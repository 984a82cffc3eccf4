import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing

/// An exchange with an authority that may ask, and a platform with a node of its own that follows.
struct RequestScene {
    /// A person of an office who signs.
    struct Signer {
        let caller: Caller
        let record: ID<Officer>
        let key: SigningSecretKey
        /// The key for data that somebody vouches for, in hexadecimal.
        let sealing: String
        var keyID: String { key.publicKey.id.description }
    }

    let exchange: TestNode
    let platform: TestNode
    let secretary: Caller
    let authority: ID<Organisation>
    let authorityAdministrator: Caller
    let office: ID<Office>
    let officer: Signer
    let supervisor: Signer
    /// The platform as the exchange knows it.
    let member: ID<Organisation>
    let follower: FollowExchange
    let line: BentConnection
    let followed: ID<Exchange>
    let counsel: Caller
    let lead: Caller
    let adviser: Caller

    static let instruments: [(code: String, kind: RequestKind, clock: String?, coSigned: Bool)] = [
        ("ID_TEST_REFERRAL", .referral, nil, false), ("ID_TEST_ORDER", .removalOrder, "EU_TCO_REMOVAL", false),
        ("ID_TEST_SIGNED", .removalOrder, "EU_TCO_REMOVAL", true), ("ID_TEST_DATA", .disclosure, nil, false),
        ("ID_TEST_EMERGENCY", .emergencyDisclosure, nil, false), ("ID_TEST_STAY", .stayUp, nil, false),
    ]

    static let first = (
        code: "ID_TEST_FIRST", kind: RequestKind.removalOrder, clock: "EU_TCO_REMOVAL" as String?, coSigned: false
    )
    static let court = (code: "ID_TEST_COURT", kind: RequestKind.stayUp, clock: nil as String?, coSigned: false)

    static func make() async throws -> RequestScene {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let platform = try await TestNode("TEST Third", kind: .platform)
        for node in [exchange, platform] {
            _ = try await node.node.importClockRules(ClockRuleText.first(), by: node.administrator)
        }
        return try await RequestScene(exchange, platform)
    }

    init(_ exchange: TestNode, _ platform: TestNode, at address: String = "https://exchange.test") async throws {
        self.exchange = exchange
        self.platform = platform
        secretary = try await exchange.person(.secretary)
        for instrument in Self.instruments { try await Self.adopt(instrument, on: exchange, by: secretary) }
        try await Self.adopt(Self.first, firstContact: "EU_TCO_FIRST_INFO", on: exchange, by: secretary)
        try await Self.adopt(Self.court, authorisation: .judge, on: exchange, by: secretary)
        let police = try await Self.police("TEST Police", on: exchange, secretary)
        (authority, office, officer, supervisor) = (police.authority, police.office, police.officer, police.supervisor)
        authorityAdministrator = police.administrator
        let third = try await exchange.member("TEST Third", .platform, interests: Interests(owners: ["owner.third"]))
        member = third.id
        let key = try await exchange.node.issueKey(
            for: third.id,
            role: .curator,
            person: nil,
            vouches: true,
            expiresAt: nil,
            by: third.administrator
        )
        line = BentConnection(DirectConnection(exchange: exchange, secret: key.secret, address: address))
        follower = FollowExchange(node: platform.node, connection: line, expectedKey: nil)
        (followed, _) = try await follower.meet()
        counsel = try await platform.person(.counsel)
        lead = try await platform.person(.lead)
        adviser = try await platform.person(.adviser)
    }

    private static func adopt(
        _ instrument: (code: String, kind: RequestKind, clock: String?, coSigned: Bool),
        firstContact: String? = nil,
        authorisation: RequiredAuthorisation = .none,
        on exchange: TestNode,
        by secretary: Caller
    ) async throws {
        let terms = try InstrumentTerms.test(
            instrument.code,
            instrument.kind,
            clock: instrument.clock,
            firstContactClock: firstContact,
            needsCoSignature: instrument.coSigned,
            authorisation: authorisation,
            categories: instrument.kind.asksData ? [.subscriber, .traffic] : []
        )
        try await exchange.node.adopt(terms, by: secretary)
    }

    /// A colleague of the secretary, who needs no key.
    static func second(_ secretary: Caller) -> Caller {
        Caller(
            organisation: secretary.organisation,
            key: secretary.key,
            role: .secretary,
            person: ID(Identifier(derivedHigh: 8, low: 1)),
            isOnExchange: secretary.isOnExchange
        )
    }

    /// An authority with an office, an officer and a supervisor, for all of whom somebody vouches; for the office two people do.
    static func police(
        _ name: String,
        on exchange: TestNode,
        _ secretary: Caller
    ) async throws -> (
        authority: ID<Organisation>, administrator: Caller, office: ID<Office>, officer: Signer, supervisor: Signer
    ) {
        let member = try await exchange.member(name, .authority, interests: nil)
        let administrator = try await exchange.person(of: member.administrator, .administrator)
        let office = try await exchange.node.enterOffice(
            Node.NewOffice(
                authority: member.id,
                function: .police,
                country: "ID",
                zone: "Asia/Jakarta",
                instruments: instruments.map(\.code) + [first.code, court.code],
                texts: [
                    .name: "TEST unit", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                    .law: "TEST act",
                ]
            ),
            by: administrator
        ).office.id
        for voucher in [secretary, second(secretary)] {
            _ = try await exchange.node.vouchForOffice(office, how: "TEST call", by: voucher)
        }
        let officer = try await signer(
            .officer,
            at: office,
            of: member.administrator,
            administrator,
            exchange,
            secretary
        )
        let supervisor = try await signer(
            .supervisor,
            at: office,
            of: member.administrator,
            administrator,
            exchange,
            secretary
        )
        return (member.id, administrator, office, officer, supervisor)
    }

    static func signer(
        _ rank: OfficerRank,
        at office: ID<Office>,
        of keys: Caller,
        _ administrator: Caller,
        _ exchange: TestNode,
        _ secretary: Caller,
        isVouchedFor: Bool = true
    ) async throws -> Signer {
        let node = exchange.node
        let caller = try await exchange.person(of: keys, rank == .officer ? .officer : .supervisor)
        let record = try await node.enterOfficer(
            try #require(caller.person),
            at: office,
            rank: rank,
            texts: OfficerTexts(name: "TEST \(rank)"),
            by: administrator
        ).officer.id
        _ = try await node.vouchForOfficer(record, how: "TEST call", by: secretary)
        let key = try SigningSecretKey()
        try await add(key, to: record, by: caller, on: exchange, vouchedBy: isVouchedFor ? secretary : nil)
        let sealing = try EncryptionSecretKey().publicKey
        let sealingText = String(sealing.description.dropFirst("x25519:".count))
        _ = try await node.addOfficerKey(
            OfficerKeyEntry(
                id: sealing.id.description,
                kind: .encryption,
                publicKey: sealingText,
                certificate: nil
            ),
            to: record,
            by: caller
        )
        _ = try await node.vouchForOfficerKey(sealing.id.description, of: record, how: "TEST call", by: secretary)
        return Signer(caller: caller, record: record, key: key, sealing: sealingText)
    }

    static func add(
        _ key: SigningSecretKey,
        to record: ID<Officer>,
        by caller: Caller,
        on exchange: TestNode,
        vouchedBy secretary: Caller?
    ) async throws {
        let id = key.publicKey.id.description
        let entry = try OfficerKeyEntry(
            id: id,
            kind: .signing,
            publicKey: String(key.publicKey.description.dropFirst("ed25519:".count)),
            certificate: nil
        )
        _ = try await exchange.node.addOfficerKey(entry, to: record, by: caller)
        guard let secretary else { return }
        _ = try await exchange.node.vouchForOfficerKey(id, of: record, how: "TEST call", by: secretary)
    }

    // MARK: Asking

    static func item(_ number: Int, _ address: String? = nil, _ ground: RequestGround = .incites) -> RequestItem {
        RequestItem(
            number: number,
            kind: .content,
            address: address ?? "https://third.example/\(number)",
            ground: ground,
            reasons: "TEST reasons \(number)"
        )
    }

    /// A document of this authority to the platform, as an officer would sign it now.
    func document(
        _ kind: RequestKind,
        _ instrument: String,
        items: [RequestItem] = [item(1)],
        to addressee: Addressee? = nil
    ) throws -> RequestDocument {
        let now = exchange.clock.now
        var document = RequestDocument(
            id: ID(Identifier(time: now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))),
            batch: ID(Identifier(time: now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))),
            kind: kind,
            instrument: instrument,
            addressee: addressee ?? .member(member),
            authority: authority,
            office: office,
            officer: officer.record,
            country: "ID",
            issuedAt: now,
            nonce: String(repeating: "0f", count: 16),
            language: "id",
            territory: .countries(["ID"]),
            items: items
        )
        if kind != .referral, kind != .stayUp, kind != .weakenEncryption {
            document.legalBasis = RequestDocument.LegalBasis(statute: "TEST act, article 1")
        }
        if kind.asksData {
            document.categories = [.subscriber, .traffic]
            document.encryptionKey = officer.sealing
        }
        if kind == .emergencyDisclosure {
            document.emergency = RequestDocument.Emergency(
                nature: .kidnapping,
                atRisk: "TEST a child. URGENT!!!",
                whyImminent: "TEST there is no time, answer within minutes",
                howDataAvert: "TEST they lead there",
                whyNotOrdinary: "TEST too slow"
            )
        }
        if kind == .stayUp { document.stayUp = RequestDocument.StayUp(isNotPerpetrators: true) }
        return document
    }

    /// Lets somebody plan an exercise with a request that is not filed yet: those who run the exchange.
    @discardableResult
    func plan(_ document: RequestDocument, by caller: Caller? = nil) async throws -> ID<Exercise> {
        let caller = caller ?? secretary
        let id = try await exchange.node.planExercise(
            title: "TEST night",
            script: "TEST script",
            steps: [ExerciseStep(stage: .answered, within: .minutes(20))],
            by: caller
        ).exercise.id
        _ = try await exchange.node.addToExercise(id, requests: [document.id], by: caller)
        return id
    }

    func sign(_ document: RequestDocument, coSigned: Bool = false) throws -> SignedStatement {
        try Self.sign(document, officer.key, coSigned ? supervisor.key : nil)
    }

    static func sign(
        _ document: RequestDocument,
        _ key: SigningSecretKey,
        _ second: SigningSecretKey? = nil
    ) throws -> SignedStatement {
        let value = try JSONValue(parsing: Array(document.text.utf8))
        let statement = try SignedStatement.sign(value, for: .request, with: key)
        return try second.map { try statement.coSign(with: $0) } ?? statement
    }

    /// Files at the exchange and takes it in at the platform.
    @discardableResult
    func ask(
        _ kind: RequestKind,
        _ instrument: String,
        items: [RequestItem] = [item(1)],
        coSigned: Bool = false
    ) async throws -> ID<Request> {
        let document = try document(kind, instrument, items: items)
        _ = try await exchange.node.fileSignedRequest(sign(document, coSigned: coSigned))
        try await sync()
        return document.id
    }

    /// Takes in what the exchange has, hands over what waits for it, and takes in what came of that.
    func sync() async throws {
        try await receiveAll()
        _ = try await follower.deliver(to: followed)
        try await receiveAll()
    }

    func receiveAll() async throws {
        while try await follower.receive(from: followed, wait: Seconds(0)) > 0 {}
    }

    func advance(_ seconds: Seconds) {
        exchange.clock.advance(seconds)
        platform.clock.advance(seconds)
    }

    /// Moves both clocks so that the next look at either sees a moment.
    func set(_ moment: Timestamp) {
        exchange.clock.set(moment)
        platform.clock.set(moment)
    }

    /// Lets a node do once all that the time demands of it.
    ///
    /// - Returns: how many events that made.
    @discardableResult
    static func keep(_ node: TestNode) async throws -> Int {
        let before = try await node.store.read { try $0.journalSize() }
        while try await ClockKeeper(node: node.node).turn() > 0 {}
        while try await node.node.keepRequestTimes() > 0 {}
        return Int(try await node.store.read { try $0.journalSize() } - before)
    }
}
