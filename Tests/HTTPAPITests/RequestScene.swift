import CanonicalJSON
import Cooperation
import Services
import Statements
import Testing

/// A node with an authority whose officers are vouched for, and those whom it asks.
struct RequestScene: Sendable {
    let test: TestNode
    /// The authority with an officer and a supervisor.
    let authority: Organisation
    let officer: Caller
    let supervisor: Caller
    /// Who signs as the officer and the supervisor.
    let keys: (officer: SigningSecretKey, supervisor: SigningSecretKey)
    /// To which data are encrypted.
    let encryption: EncryptionSecretKey
    /// Another authority, which learns nothing.
    let stranger: Organisation

    static let order = "ID_TEST_ORDER"
    static let joint = "ID_TEST_JOINT"
    static let data = "ID_TEST_DATA"

    init(on test: TestNode) async throws {
        self.test = test
        let node = test.node
        authority = try await test.member(.authority)
        stranger = try await test.member(.authority)
        let secretary = Caller(test.administrator.organisation, .administrator, isPerson: true, isOnExchange: false)
        let administrator = Caller(authority, .administrator, isPerson: true, isOnExchange: false)
        keys = (try SigningSecretKey(), try SigningSecretKey())
        encryption = try EncryptionSecretKey()
        for (code, kind, joint) in [
            (Self.order, RequestKind.removalOrder, false), (Self.joint, .removalOrder, true),
            (Self.data, .disclosure, false),
        ] {
            let terms = try InstrumentTerms(
                code: code,
                country: "ID",
                kind: kind,
                functions: [.police],
                clock: nil,
                firstContactClock: nil,
                needsCoSignature: joint,
                authorisation: .none,
                form: .plain,
                dataCategories: kind == .disclosure ? [.subscriber] : [],
                territory: nil,
                isAccepted: true,
                sourceDate: "2016-02-29"
            )
            let texts = try InstrumentTexts(title: "TEST", law: "TEST", source: "TEST", reasonNotAccepted: nil)
            let id = try await node.proposeInstrument(terms, texts, by: secretary).instrument.id
            _ = try await node.adoptInstrument(id, by: secretary)
        }
        let office = try await node.enterOffice(
            Node.NewOffice(
                authority: authority.id,
                function: .police,
                country: "ID",
                zone: "Asia/Jakarta",
                instruments: [Self.order, Self.joint, Self.data],
                texts: [
                    .name: "TEST unit", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                    .law: "TEST act",
                ]
            ),
            by: administrator
        ).office.id
        _ = try await node.vouchForOffice(office, how: "TEST call", by: secretary)
        var callers: [Caller] = []
        for (role, key) in [(Role.officer, keys.officer), (.supervisor, keys.supervisor)] {
            let person = try await node.addPerson(
                to: authority.id,
                name: "TEST \(role)",
                roles: [role],
                by: administrator
            ).person.id
            let caller = Caller(
                organisation: authority,
                key: .random(),
                role: role,
                person: person,
                isOnExchange: test.node.identity.isExchange
            )
            callers.append(caller)
            let officer = try await node.enterOfficer(
                person,
                at: office,
                rank: role == .supervisor ? .supervisor : .officer,
                texts: OfficerTexts(name: "TEST \(role)"),
                by: administrator
            ).officer.id
            _ = try await node.vouchForOfficer(officer, how: "TEST call", by: secretary)
            try await Self.add(
                (key.publicKey.id, .signing, key.publicKey.description),
                of: officer,
                by: caller,
                vouching: secretary,
                on: node
            )
            guard role == .officer else { continue }
            try await Self.add(
                (encryption.publicKey.id, .encryption, encryption.publicKey.description),
                of: officer,
                by: caller,
                vouching: secretary,
                on: node
            )
        }
        officer = callers[0]
        supervisor = callers[1]
    }

    private static func add(
        _ key: (id: PublicKeyID, kind: OfficerKey.Kind, text: String),
        of officer: ID<Officer>,
        by caller: Caller,
        vouching secretary: Caller,
        on node: Node
    ) async throws {
        let entry = try OfficerKeyEntry(
            id: key.id.description,
            kind: key.kind,
            publicKey: key.text.split(separator: ":").last.map(String.init),
            certificate: nil
        )
        _ = try await node.addOfficerKey(entry, to: officer, by: caller)
        _ = try await node.vouchForOfficerKey(entry.id, of: officer, how: "TEST call", by: secretary)
    }

    /// What an officer writes: one item for each addressee.
    static func wording(
        _ instrument: String,
        kind: RequestKind = .removalOrder,
        to addressees: [JSONValue],
        reasons: String = "TEST reasons"
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "kind": .string(kind.rawValue), "instrument": .string(instrument), "addressees": .array(addressees),
            "language": "en", "legalBasis": ["statute": "TEST law, article 1"],
            "items": .array(
                addressees.indices.map { index in
                    [
                        "addressee": .integer(Int64(index)), "kind": "content",
                        "address": .string("https://platform.example/post/\(index)"), "ground": "incites",
                        "reasons": .string(reasons),
                    ]
                }
            ),
        ]
        if kind.asksData { members["categories"] = ["subscriber"] }
        return .object(members)
    }

    /// The documents of a draft as its officer signs them.
    func signed(_ draft: JSONValue?, withSupervisor: Bool = false) throws -> JSONValue {
        let documents = try #require(draft?["documents"]?.arrayValue)
        return [
            "statements": .array(
                try documents.map { text in
                    let text = try #require(text.stringValue)
                    var statement = try SignedStatement.sign(
                        try JSONValue(parsing: Array(text.utf8)),
                        for: .request,
                        with: keys.officer
                    )
                    if withSupervisor { statement = try statement.coSign(with: keys.supervisor) }
                    return try JSONValue(parsing: statement.bytes)
                }
            )
        ]
    }

    /// Writes and signs a request; what is answered to the officer's own `GET` of it.
    func file(_ wording: JSONValue, over api: LiveAPI) async throws -> [String] {
        let token = api.callers.token(for: officer)
        let written = try await api.answer("POST", "/v1/request-drafts", token: token, json: wording)
        try #require(written.status == 201, "\(String(decoding: written.body, as: UTF8.self))")
        let path = "/v1/request-drafts/" + (try #require(written.json?["id"]?.stringValue))
        let filed = try await api.answer(
            "POST",
            path + "/signatures",
            token: token,
            json: try signed(written.json)
        )
        try #require(filed.status == 200 && filed.json?["state"] == "filed", "\(filed.code ?? "")")
        return (filed.json?["requests"]?.arrayValue ?? []).compactMap(\.stringValue)
    }
}
