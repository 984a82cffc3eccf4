import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing

/// A platform's own node where an authority files requests directly, with an officer whose key is vouched for.
struct FilingScene {
    let home: TestNode
    let administrator: Caller
    let counsel: Caller
    let authority: Caller
    let officer: Caller
    let record: ID<Officer>
    let key: SigningSecretKey

    static let instrument = "ID_TEST_REFERRAL"
    static let preservation = "ID_TEST_KEEP"

    var own: ID<Organisation> { home.administrator.organisation.id }

    init(settings: NodeSettings = NodeSettings()) async throws {
        home = try await TestNode("TEST Platform", kind: .platform, settings: settings)
        let node = home.node
        administrator = try await home.person(.administrator)
        counsel = try await home.person(.counsel)
        _ = try await node.importClockRules(ClockRuleText.first(), by: administrator)
        let member = try await node.registerOrganisation(
            id: nil,
            kind: .authority,
            name: "TEST Unit",
            interests: nil,
            by: administrator
        ).organisation.id
        _ = try await node.changeStanding(of: member, to: .active, reason: "TEST vote", by: administrator)
        let issued = try await node.issueKey(
            for: member,
            role: .administrator,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: home.administrator
        )
        authority = try await home.person(of: try await home.caller(issued.secret), .administrator)
        officer = try await home.person(of: authority, .officer)
        key = try SigningSecretKey()
        record = try await Self.enter(officer, of: authority, on: node, by: administrator)
        let entry = try OfficerKeyEntry(
            id: key.publicKey.id.description,
            kind: .signing,
            publicKey: String(key.publicKey.description.dropFirst("ed25519:".count)),
            certificate: nil
        )
        _ = try await node.addOfficerKey(entry, to: record, by: officer)
        _ = try await node.vouchForOfficerKey(entry.id, of: record, how: "TEST call", by: administrator)
    }

    private static func enter(
        _ officer: Caller,
        of authority: Caller,
        on node: Node,
        by administrator: Caller
    ) async throws -> ID<Officer> {
        try await node.adopt(.test(instrument, .referral, clock: "EU_TCO_REMOVAL"), by: administrator)
        try await node.adopt(.test(preservation, .preservation), by: administrator)
        let office = try await node.enterOffice(
            Node.NewOffice(
                authority: authority.organisation.id,
                function: .police,
                country: "ID",
                zone: "Asia/Jakarta",
                instruments: [instrument, preservation],
                texts: [
                    .name: "TEST unit", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                    .law: "TEST act",
                ]
            ),
            by: authority
        ).office.id
        let record = try await node.enterOfficer(
            try #require(officer.person),
            at: office,
            rank: .officer,
            texts: OfficerTexts(name: "TEST Officer"),
            by: authority
        ).officer.id
        _ = try await node.vouchForOffice(office, how: "TEST call", by: administrator)
        _ = try await node.vouchForOfficer(record, how: "TEST call", by: administrator)
        return record
    }

    /// Writes a referral to the platform, or asks it to keep data.
    func write(
        _ addresses: [String],
        keeps: Bool = false,
        isExercise: Bool = false,
        silence: RequestDocument.Silence? = nil
    ) async throws -> RequestDraftView {
        let wording = RequestWording(
            kind: keeps ? .preservation : .referral,
            instrument: keeps ? Self.preservation : Self.instrument,
            addressees: [.member(own)],
            items: addresses.map { address in
                RequestWording.Item(
                    addressee: 0,
                    kind: .content,
                    address: address,
                    ground: .incites,
                    reasons: "TEST reasons"
                )
            },
            language: "en",
            isExercise: isExercise,
            legalBasis: keeps ? RequestDocument.LegalBasis(statute: "TEST act, article 1") : nil,
            silence: silence
        )
        return try await home.node.writeRequests(wording, by: officer)
    }

    /// The document of a draft, ready to be signed.
    static func statement(of document: RequestDocument) throws -> JSONValue {
        try JSONValue(parsing: Array(document.text.utf8))
    }

    /// Lets the platform say whether it takes exercises that nobody planned.
    func takeExercises(_ takes: Bool) async throws {
        _ = try await home.node.declareExercises(of: own, takes, by: counsel)
    }

    /// Writes, signs and files a referral to the platform, which takes exercises, or asks it to keep data.
    func file(
        _ addresses: [String] = ["https://lentera.example/1"],
        keeps: Bool = false,
        isExercise: Bool = false,
        silence: RequestDocument.Silence? = nil
    ) async throws -> (draft: ID<RequestDraft>, request: ID<Request>) {
        if isExercise { try await takeExercises(true) }
        let view = try await write(addresses, keeps: keeps, isExercise: isExercise, silence: silence)
        let statements = try view.documents.map { document in
            try SignedStatement.sign(try Self.statement(of: document), for: .request, with: key)
        }
        _ = try await home.node.signRequestDraft(view.draft.id, statements, by: officer)
        return (view.draft.id, try #require(view.draft.writing.requests.first))
    }

    /// Refuses each item of a request, which one person may do.
    func refuse(_ id: ID<Request>, items: Int = 1) async throws {
        let answers = (1...items).map {
            RequestAnswer.Item(number: $0, outcome: .refusedScope, reasons: "TEST reasons")
        }
        _ = try await home.node.proposeAnswer(
            AnswerProposal(items: answers, territory: try Territory(countries: ["ID"]), isTemporary: false),
            to: ID(id.identifier),
            by: counsel
        )
    }

    func request(_ id: ID<Request>) async throws -> Request {
        try #require(try await home.store.read { try $0.load(Request.self, id) })
    }

    /// The types of the events about a request, in order.
    func events(_ id: ID<Request>) async throws -> [String] {
        try await home.store.read { try $0.events(EventQuery(subject: id.identifier)).map(\.type) }
    }

    /// With which code something is refused; `nil` where it is not.
    static func code(_ body: () async throws -> some Any) async throws -> String? {
        do {
            _ = try await body()
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }
}
