import CanonicalJSON
import Console
import Cooperation
import Services
import Statements
import Store
import Testing

/// A platform's node to which an authority files requests, with an officer who is vouched for and holds a key.
struct RequestWorld {
    static let code = "ID_TEST_ORDER"
    static let texts: [OfficeText: String] = [
        .name: "TEST unit", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory", .law: "TEST act",
    ]

    let platform: TestPlatform
    let authority: Caller
    let key: SigningSecretKey
    /// The session of the officer.
    let officer: String
    let record: ID<Officer>
    let office: ID<Office>

    init(
        _ kind: RequestKind = .removalOrder,
        firstContactClock: String? = nil,
        form: RequestForm = .plain,
        zone: String = "UTC",
        looking: (any AddressLooking)? = nil
    ) async throws {
        key = try SigningSecretKey()
        platform = try await TestPlatform(looking: looking)
        authority = try await platform.member(.authority)
        let node = platform.node
        _ = try await node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        let session = try await platform.session([.officer], of: authority)
        officer = session
        let visit = try #require(try await platform.access.visit(session))
        let lead = try await platform.session([.administrator])
        let secretary = try #require(try await platform.access.visit(lead)).person.id
        let vouching = Self.person(secretary, of: platform.administrator)
        let keeper = Self.person(visit.person.id, of: authority)
        let terms = try InstrumentTerms(
            code: Self.code,
            country: "ID",
            kind: kind,
            functions: [.police],
            clock: "NZ_TAKEDOWN",
            firstContactClock: firstContactClock,
            needsCoSignature: false,
            authorisation: .none,
            form: form,
            dataCategories: [],
            territory: nil,
            isAccepted: true,
            sourceDate: "2024-02-29"
        )
        let words = try InstrumentTexts(title: "TEST order", law: "TEST law", source: "TEST", reasonNotAccepted: nil)
        let instrument = try await node.proposeInstrument(terms, words, by: vouching).instrument.id
        _ = try await node.adoptInstrument(instrument, by: vouching)
        office = try await node.enterOffice(
            Node.NewOffice(
                authority: authority.organisation.id,
                function: .police,
                country: "ID",
                zone: zone,
                instruments: [Self.code],
                texts: Self.texts
            ),
            by: keeper
        ).office.id
        record = try await node.enterOfficer(
            visit.person.id,
            at: office,
            rank: .officer,
            texts: OfficerTexts(name: "TEST Officer"),
            by: keeper
        ).officer.id
        let colleague = Self.person(ID(Identifier(derivedHigh: 7, low: 9)), of: platform.administrator)
        for voucher in [vouching, colleague] {
            _ = try await node.vouchForOffice(office, how: "TEST call", by: voucher)
        }
        _ = try await node.vouchForOfficer(record, how: "TEST call", by: vouching)
        self.vouching = vouching
    }

    private let vouching: Caller

    /// Files a request by the node's own way, signed with the officer's key.
    ///
    /// - Parameters:
    ///   - kind: what is asked.
    ///   - destination: to whom; `nil` for this platform.
    ///   - items: how many items.
    ///   - isFirst: whether the officer's key is still to be entered.
    ///   - isExercise: whether it is practice.
    ///   - change: what it says otherwise.
    /// - Returns: its id, and the statement as it was signed.
    /// - Throws: what filing throws.
    func file(
        _ kind: RequestKind = .removalOrder,
        to destination: RequestWording.Destination? = nil,
        items: Int = 1,
        isFirst: Bool = true,
        isExercise: Bool = false,
        _ change: (inout RequestWording) -> Void = { _ in }
    ) async throws -> (request: ID<Request>, signed: SignedStatement) {
        let node = platform.node
        let caller = try await asker()
        if isFirst {
            let entry = try OfficerKeyEntry(
                id: key.publicKey.id.description,
                kind: .signing,
                publicKey: String(key.publicKey.description.dropFirst("ed25519:".count)),
                certificate: nil
            )
            _ = try await node.addOfficerKey(entry, to: record, by: caller)
            try await vouchForKey()
        }
        var wording = RequestWording(
            kind: kind,
            instrument: Self.code,
            addressees: [destination ?? .member(platform.administrator.organisation.id)],
            items: (1...items).map {
                .init(
                    addressee: 0,
                    kind: .content,
                    address: "https://lentera.example/\($0)",
                    ground: .incites,
                    reasons: "TEST asked \($0)"
                )
            },
            language: "en"
        )
        wording.isExercise = isExercise
        wording.legalBasis = .init(statute: "TEST act, article 1", number: "TEST 17/2026")
        change(&wording)
        let draft = try await node.writeRequests(wording, by: caller)
        let value = try JSONValue(parsing: Array(try #require(draft.documents.first).text.utf8))
        let signed = try SignedStatement.sign(value, for: .request, with: key)
        _ = try await node.signRequestDraft(draft.draft.id, [signed], by: caller)
        return (try #require(draft.draft.writing.requests.first), signed)
    }

    /// Does something to a request by its own rules, as its addressee's node would, without an assessment.
    func decide(_ command: RequestCommand, on id: ID<Request>) async throws {
        let author = platform.administrator.author
        try await platform.store.write { transaction in
            let state = try transaction.load(Request.self, id)
            for act in try Request.decide(state, command, id: id, now: transaction.now) {
                try transaction.append(act, by: author)
            }
        }
    }

    /// The officer.
    func asker() async throws -> Caller {
        Caller(
            organisation: authority.organisation,
            key: authority.key,
            role: .officer,
            person: try #require(try await platform.access.visit(officer)).person.id,
            isOnExchange: false
        )
    }

    /// Enters a key of the officer to which data are encrypted, for which somebody vouches.
    func addSealingKey() async throws {
        let sealing = try EncryptionSecretKey().publicKey
        let entry = try OfficerKeyEntry(
            id: sealing.id.description,
            kind: .encryption,
            publicKey: String(sealing.description.dropFirst("x25519:".count)),
            certificate: nil
        )
        _ = try await platform.node.addOfficerKey(entry, to: record, by: try await asker())
        try await vouchForKey(sealing.id.description)
    }

    /// Somebody vouches for a key of the officer; where none is named, for the one that signs.
    func vouchForKey(_ id: String? = nil) async throws {
        _ = try await platform.node.vouchForOfficerKey(
            id ?? key.publicKey.id.description,
            of: record,
            how: "TEST call",
            by: vouching
        )
    }

    private static func person(_ person: ID<Person>, of member: Caller) -> Caller {
        Caller(
            organisation: member.organisation,
            key: member.key,
            role: .administrator,
            person: person,
            isOnExchange: false
        )
    }

    /// A text as HTML shows it, as it was.
    static func plain(_ text: Substring) -> String {
        String(text).replacing("&quot;", with: "\"").replacing("&#34;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
