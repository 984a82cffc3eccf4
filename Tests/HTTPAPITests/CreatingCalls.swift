import CanonicalJSON
import Cooperation
import Fingerprints
import Services
import Testing

/// One good call of each operation that creates something, with all that it needs.
struct CreatingCalls: Sendable {
    struct Call: Sendable {
        let operation: String
        let path: String
        let token: String
        let body: JSONValue
        /// What it is answered.
        var status = 201
    }

    /// Operations that no call here makes, with the reason.
    static let elsewhere = [
        "fileRequest": "whoever files has no key",
        "deliverThreatAlert": "a node hands it over with an id of its own, by which a repeat is known anyway",
    ]

    let test: TestNode
    let requests: RequestScene

    init() async throws {
        test = try await TestNode(kind: .platform)
        requests = try await RequestScene(on: test)
    }

    func all(over api: LiveAPI) async throws -> [Call] {
        let own = test.administrator.organisation
        let civil = try await test.member(.civilSociety)
        func token(_ role: Role, of organisation: Organisation? = nil) -> String {
            api.callers.token(for: Caller(organisation ?? own, role, isPerson: true, isOnExchange: false))
        }
        let curator = Caller(own, .curator, isPerson: true, isOnExchange: false)
        let bank = try await test.node.openBank(
            name: "TEST bank",
            agreement: nil,
            settings: BankSettings(),
            verifier: nil,
            by: curator
        ).bank.id
        let authority = requests.authority
        let keeper = token(.administrator, of: authority)
        let office = try #require(
            try await api.answer("GET", "/v1/offices", token: keeper).json?["items"]?.arrayValue?.first?["id"]
        )
        let person = try await test.node.addPerson(
            to: authority.id,
            name: "TEST officer",
            roles: [.officer],
            by: Caller(authority, .administrator, isPerson: true, isOnExchange: false)
        ).person.id
        let administrator = token(.administrator)
        let subject = try #require(try await `Cases over HTTP`.open(1, on: test).first)
        let unaddressed = try await callsWithoutAddress(
            over: api,
            in: bank,
            at: try #require(office.stringValue.flatMap { ID<Office>($0) })
        )
        let wording = RequestScene.wording(
            RequestScene.order,
            to: [["member": .string(own.id.description)]]
        )
        return unaddressed + [
            Call(
                operation: "proposeSignals",
                path: "/v1/signals",
                token: api.callers.token(for: curator),
                body: [
                    "bank": .string(bank.description), "kind": "image", "behaviours": ["glorification"],
                    "fingerprints": [["kind": "sha256", "value": .string(String(repeating: "07", count: 32))]],
                    "rationale": "TEST rationale", "exemptionAssessment": "TEST none applies",
                ]
            ),
            Call(
                operation: "submit",
                path: "/v1/submissions",
                token: token(.officer, of: authority),
                body: [
                    "kind": "video", "behaviours": ["recruitment"], "reference": "https://video.example/TEST",
                    "reasons": "TEST reasons",
                ]
            ),
            Call(operation: "openBank", path: "/v1/banks", token: token(.curator), body: ["name": "TEST new bank"]),
            Call(
                operation: "proposeAgreement",
                path: "/v1/agreements",
                token: administrator,
                body: [
                    "title": "TEST agreement", "use": "block",
                    "parties": [.string(own.id.description), .string(civil.id.description)],
                ]
            ),
            Call(
                operation: "registerOrganisation",
                path: "/v1/organisations",
                token: administrator,
                body: ["kind": "civilSociety", "name": "TEST Suara"]
            ),
            Call(
                operation: "addPerson",
                path: "/v1/organisations/\(own.id)/people",
                token: administrator,
                body: ["name": "TEST Sari", "roles": ["reviewer"]]
            ),
            Call(
                operation: "issueKey",
                path: "/v1/organisations/\(own.id)/keys",
                token: administrator,
                body: ["role": "auditor"]
            ),
            Call(
                operation: "makeWebhook",
                path: "/v1/organisations/\(own.id)/webhooks",
                token: administrator,
                body: [
                    "address": "https://receiver.example/TEST", "role": "reviewer", "kinds": ["decision.made"],
                ]
            ),
            Call(
                operation: "decideCase",
                path: "/v1/cases/\(subject)/decision",
                token: token(.lead),
                body: [
                    "finding": "confirmed", "ground": "terms", "groundReference": "TEST terms", "measure": "remove",
                    "territory": "everywhere", "exemption": "none", "exemptionAssessment": "TEST none applies",
                    "reasons": "TEST reasons",
                ]
            ),
            Call(
                operation: "saveView",
                path: "/v1/views",
                token: token(.reviewer),
                body: ["name": "TEST mine", "filter": ["queue": "forMe"]]
            ),
            Call(
                operation: "proposeInstrument",
                path: "/v1/instruments",
                token: administrator,
                body: [
                    "code": "ID_TEST_NEW", "country": "ID", "kind": "removalOrder", "functions": ["police"],
                    "needsCoSignature": false, "authorisation": "none", "form": "plain", "isAccepted": true,
                    "sourceDate": "2024-02-29", "title": "TEST order", "law": "TEST law",
                    "source": "https://law.example/1",
                ]
            ),
            Call(
                operation: "enterOffice",
                path: "/v1/offices",
                token: keeper,
                body: [
                    "authority": .string(authority.id.description), "function": "police", "country": "ID",
                    "zone": "Asia/Jakarta", "instruments": [], "name": "TEST unit", "telephone": "+62 21 555 0100",
                    "telephoneSource": "TEST directory", "law": "TEST act",
                ]
            ),
            Call(
                operation: "enterOfficer",
                path: "/v1/officers",
                token: keeper,
                body: [
                    "person": .string(person.description), "office": office, "rank": "officer", "name": "TEST officer",
                ]
            ),
            Call(
                operation: "raiseThreat",
                path: "/v1/threats",
                token: token(.reviewer),
                body: [
                    "level": "high", "office": office, "seenAt": "2018-11-05T01:02:03Z", "what": "TEST", "why": "TEST",
                    "identifiers": ["TEST account"],
                ]
            ),
            Call(
                operation: "proposeClockRule",
                path: "/v1/clocks/rules",
                token: administrator,
                body: `Clocks over HTTP`.rule
            ),
            Call(
                operation: "planExercise",
                path: "/v1/exercises",
                token: token(.lead),
                body: [
                    "title": "TEST night", "script": "TEST", "steps": [["stage": "lookedAt", "seconds": 900]],
                ]
            ),
            Call(
                operation: "registerCanary",
                path: "/v1/canaries",
                token: token(.lead),
                body: ["target": "TEST-nobody@mail.example"]
            ),
            Call(
                operation: "writeRequests",
                path: "/v1/request-drafts",
                token: api.callers.token(for: requests.officer),
                body: wording
            ),
            Call(
                operation: "recordPaperRequest",
                path: "/v1/paper-requests",
                token: token(.counsel),
                body: [
                    "authorityName": "TEST Ministry", "function": "regulator", "kind": "removalOrder",
                    "instrument": "OTHER", "country": "ID",
                    "language": "id", "issuedAt": "2018-11-05T01:02:03Z", "receivedAt": "2018-11-06T00:59:00Z",
                    "items": [["kind": "content", "address": "https://platform.example/post/7", "ground": "other"]],
                    "scan": .string(String(repeating: "ab", count: 32)),
                ]
            ),
        ]
    }
}
