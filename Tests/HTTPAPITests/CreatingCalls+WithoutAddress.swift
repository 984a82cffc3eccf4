import CanonicalJSON
import Cooperation
import Services
import Statements
import Testing

extension CreatingCalls {
    /// Operations that create something which has no address of its own, so that they answer 200; no description tells them
    /// from those that only change something, so they are listed by hand.
    static let withoutAddress: Set = ["check", "addOfficerKey", "giveOpinion", "verifySignal"]

    /// A good call of each, in this order.
    func callsWithoutAddress(over api: LiveAPI, in bank: ID<Bank>, at office: ID<Office>) async throws -> [Call] {
        let own = test.administrator.organisation
        let colleague = Caller(own, .curator, isPerson: true, isOnExchange: false)
        let print: JSONValue = ["kind": "sha256", "value": .string(String(repeating: "08", count: 32))]
        let proposed = try await api.answer(
            "POST",
            "/v1/signals",
            token: api.callers.token(for: Caller(own, .curator, isPerson: true, isOnExchange: false)),
            json: [
                "bank": .string(bank.description), "kind": "image", "behaviours": ["glorification"],
                "fingerprints": [print], "rationale": "TEST rationale", "exemptionAssessment": "TEST none applies",
                "viewing": [
                    "link": "https://lentera.example/viewing/1",
                    "expiresAt": .string((test.clock.now + Seconds.days(1)).description),
                ],
            ]
        )
        let signal = try #require(proposed.json?["id"]?.stringValue.flatMap { ID<Signal>($0) })
        _ = try await test.node.viewSignal(signal, by: colleague)
        let keeper = Caller(requests.authority, .administrator, isPerson: true, isOnExchange: false)
        let person = try await test.node.addPerson(
            to: requests.authority.id,
            name: "TEST second officer",
            roles: [.officer],
            by: keeper
        ).person.id
        let officer = try await test.node.enterOfficer(
            person,
            at: office,
            rank: .officer,
            texts: OfficerTexts(name: "TEST second officer"),
            by: keeper
        ).officer.id
        let key = try SigningSecretKey().publicKey
        return [
            Call(
                operation: "check",
                path: "/v1/checks",
                token: api.callers.token(for: Caller(own, .reviewer, isPerson: false, isOnExchange: false)),
                body: ["context": ["reference": "TEST post"], "fingerprints": [print]],
                status: 200
            ),
            Call(
                operation: "addOfficerKey",
                path: "/v1/officers/\(officer)/keys",
                token: api.callers.token(for: keeper),
                body: [
                    "id": .string(key.id.description), "kind": "signing",
                    "publicKey": .string(key.description.split(separator: ":").last.map(String.init) ?? ""),
                ],
                status: 200
            ),
            Call(
                operation: "giveOpinion",
                path: "/v1/signals/\(signal)/opinions",
                token: api.callers.token(for: colleague),
                body: ["category": "positive"],
                status: 200
            ),
            Call(
                operation: "verifySignal",
                path: "/v1/signals/\(signal)/verification",
                token: api.callers.token(for: colleague),
                body: ["basis": "shownBy", "lookedAt": "TEST the whole picture"],
                status: 200
            ),
        ]
    }
}
