import CanonicalJSON
import Cooperation
import Services
import Statements
import Testing

extension CreatingCalls {
    /// Operations that create something and answer 200, as it has no address of its own or is several; no description tells
    /// them from those that only change something, so they are listed by hand.
    static let withoutAddress: Set = [
        "check", "addOfficerKey", "giveOpinion", "verifySignal", "signRequestDraft", "coSignRequestDraft",
        "importInstruments", "importClockRules",
    ]

    /// A good call of each.
    func callsWithoutAddress(over api: LiveAPI, in bank: ID<Bank>, at office: ID<Office>) async throws -> [Call] {
        try await judging(over: api, in: bank) + [addingKey(over: api, at: office)] + signing(over: api)
            + imports(over: api)
    }

    /// Drafts that an officer and a supervisor sign, which files requests.
    private func signing(over api: LiveAPI) async throws -> [Call] {
        let (officer, supervisor) = (
            api.callers.token(for: requests.officer), api.callers.token(for: requests.supervisor)
        )
        let member: JSONValue = ["member": .string(test.administrator.organisation.id.description)]
        func written(_ instrument: String) async throws -> JSONValue {
            let wording = RequestScene.wording(instrument, to: [member])
            let answer = try await api.answer("POST", "/v1/request-drafts", token: officer, json: wording)
            return try #require(answer.json)
        }
        func path(_ draft: JSONValue) throws -> String {
            "/v1/request-drafts/\(try #require(draft["id"]?.stringValue))"
        }
        let (one, joint) = (try await written(RequestScene.order), try await written(RequestScene.joint))
        let signed = try await api.answer(
            "POST",
            try path(joint) + "/signatures",
            token: officer,
            json: try requests.signed(joint)
        )
        try #require(signed.json?["state"] == "signed", "\(signed.code ?? "")")
        return [
            Call(
                operation: "signRequestDraft",
                path: try path(one) + "/signatures",
                token: officer,
                body: try requests.signed(one),
                status: 200
            ),
            Call(
                operation: "coSignRequestDraft",
                path: try path(joint) + "/co-signatures",
                token: supervisor,
                body: try requests.signed(joint, withSupervisor: true),
                status: 200
            ),
        ]
    }

    private func imports(over api: LiveAPI) -> [Call] {
        let own = test.administrator.organisation
        let keeper = api.callers.token(for: Caller(own, .administrator, isPerson: true, isOnExchange: false))
        var rule = `Clocks over HTTP`.rule.objectValue ?? [:]
        rule["code"] = "TEST_IMPORTED"
        return [
            Call(
                operation: "importInstruments",
                path: "/v1/instruments/import",
                token: keeper,
                body: [
                    "instruments": [
                        [
                            "code": "ID_TEST_IMPORTED", "country": "ID", "kind": "removalOrder",
                            "functions": ["police"],
                            "sourceDate": "2016-02-29", "title": "TEST order", "law": "TEST law", "source": "TEST",
                        ]
                    ]
                ],
                status: 200
            ),
            Call(
                operation: "importClockRules",
                path: "/v1/clocks/rules/import",
                token: keeper,
                body: ["rules": [.object(rule)]],
                status: 200
            ),
        ]
    }

    /// A check that opens a case, and what is said of a signal.
    private func judging(over api: LiveAPI, in bank: ID<Bank>) async throws -> [Call] {
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
        return [
            Call(
                operation: "check",
                path: "/v1/checks",
                token: api.callers.token(for: Caller(own, .reviewer, isPerson: false, isOnExchange: false)),
                body: ["context": ["reference": "TEST post"], "fingerprints": [print]],
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

    private func addingKey(over api: LiveAPI, at office: ID<Office>) async throws -> Call {
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
        return Call(
            operation: "addOfficerKey",
            path: "/v1/officers/\(officer)/keys",
            token: api.callers.token(for: keeper),
            body: [
                "id": .string(key.id.description), "kind": "signing",
                "publicKey": .string(key.description.split(separator: ":").last.map(String.init) ?? ""),
            ],
            status: 200
        )
    }
}
