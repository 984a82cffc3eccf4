import CanonicalJSON
import Cooperation
import HTTPAPI
import Services
import Testing

/// What an answer shows once is never kept for repeats, whichever operation shows it.
@Suite struct `Secrets that are shown once` {
    private struct Call: Sendable {
        let operation: String
        let path: String
        let caller: Caller
        var body: JSONValue?
        /// What the repeat names; `nil` for what the first answer names.
        var id: String?
    }

    private static let address: JSONValue = [
        "address": "https://receiver.example/TEST", "role": "reviewer", "kinds": ["decision.made"],
    ]

    private static func expectOnce(_ call: Call, over api: LiveAPI, on test: TestNode) async throws {
        let (operation, token) = (call.operation, api.callers.token(for: call.caller))
        let word = "TEST-\(operation)"
        let fields = [("Idempotency-Key", word)]
        let field = try #require(SecretOperations.fields[operation])
        let first = try await api.answer("POST", call.path, token: token, fields: fields, json: call.body)
        let why = "\(operation): \(first.status) \(first.code ?? "") \(first.pointer ?? "")"
        let secret = try #require(first.json?[field]?.stringValue, "\(why)")
        try #require(!secret.isEmpty)
        let commits = test.commits.count

        let again = try await api.answer("POST", call.path, token: token, fields: fields, json: call.body)
        #expect(again.status == first.status && again.header("Location") == first.header("Location"), "\(operation)")
        #expect(again.header("Idempotency-Replayed") == "true", "\(operation)")
        #expect(again.json?["code"] == "secret-already-shown", "\(operation)")
        let id = try #require(call.id ?? first.json?["id"]?.stringValue)
        #expect(again.json?["id"]?.stringValue == id, "\(operation)")
        #expect(!String(decoding: again.body, as: UTF8.self).contains(secret), "\(operation)")
        #expect(test.commits.count == commits, "\(operation) did something again")

        let kept = try await test.node.keptAnswer(of: call.caller.key, word: word)
        let content = try #require(kept?.content, "\(operation)")
        #expect(content.body.contains("secret-already-shown"), "\(operation)")
        #expect(!content.body.contains(secret) && content.location?.contains(secret) != true, "\(operation)")
    }

    /// A signal with a link to its content.
    private static func signal(on test: TestNode, over api: LiveAPI) async throws -> String {
        let curator = Caller(test.administrator.organisation, .curator, isPerson: true, isOnExchange: false)
        let bank = try await test.node.openBank(
            name: "TEST bank",
            agreement: nil,
            settings: BankSettings(),
            verifier: nil,
            by: curator
        ).bank.id
        let proposed = try await api.answer(
            "POST",
            "/v1/signals",
            token: api.callers.token(for: curator),
            json: [
                "bank": .string(bank.description), "kind": "image", "behaviours": ["glorification"],
                "fingerprints": [["kind": "sha256", "value": .string(String(repeating: "08", count: 32))]],
                "rationale": "TEST rationale", "exemptionAssessment": "TEST none applies",
                "viewing": [
                    "link": "https://lentera.example/viewing/1",
                    "expiresAt": .string((test.clock.now + Seconds.days(1)).description),
                ],
            ]
        )
        return try #require(proposed.json?["id"]?.stringValue, "\(proposed.code ?? "")")
    }

    @Test func `keys, webhooks, invitations and links to content are kept for repeats without what they show`()
        async throws
    {
        let test = try await TestNode(kind: .platform)
        let own = test.administrator.organisation
        let keeper = Caller(own, .administrator, isPerson: true, isOnExchange: false)
        let colleague = Caller(own, .curator, isPerson: true, isOnExchange: false)
        let person = try await test.node.addPerson(to: own.id, name: "TEST Sari", roles: [.reviewer], by: keeper)
            .person.id
        try await LiveAPI.serving(test) { api in
            let organisation = "/v1/organisations/\(own.id)"
            let made = try await api.answer(
                "POST",
                organisation + "/webhooks",
                token: api.callers.token(for: keeper),
                json: Self.address
            )
            let webhook = try #require(made.json?["id"]?.stringValue, "\(made.code ?? "")")
            let signal = try await Self.signal(on: test, over: api)
            let calls = [
                Call(operation: "issueKey", path: organisation + "/keys", caller: keeper, body: ["role": "auditor"]),
                Call(
                    operation: "makeWebhook",
                    path: organisation + "/webhooks",
                    caller: keeper,
                    body: Self.address
                ),
                Call(
                    operation: "changeWebhookSecret",
                    path: organisation + "/webhooks/\(webhook)/secret",
                    caller: keeper,
                    body: [:],
                    id: webhook
                ),
                Call(
                    operation: "invitePerson",
                    path: organisation + "/people/\(person)/invitation",
                    caller: keeper,
                    id: person.description
                ),
                Call(
                    operation: "viewSignal",
                    path: "/v1/signals/\(signal)/viewing",
                    caller: colleague,
                    id: signal
                ),
            ]
            for call in calls { try await Self.expectOnce(call, over: api, on: test) }
        }
    }

    @Test func `links for guests are kept for repeats without their secret, whoever asks for them`() async throws {
        let scene = try await RequestScene(on: try await TestNode(kind: .secretariat, isExchange: true))
        let carrier = Caller(scene.authority, .officer, isPerson: false, isOnExchange: true)
        try await LiveAPI.serving(scene.test) { api in
            for (operation, door, caller) in [
                ("inviteGuest", "guest-link", scene.officer), ("inviteCarriedGuest", "carried-link", carrier),
            ] {
                let wording = RequestScene.wording(RequestScene.order, to: [["name": "TEST guest"]])
                let id = try #require(try await scene.file(wording, over: api).first)
                let call = Call(
                    operation: operation,
                    path: "/v1/requests/\(id)/\(door)",
                    caller: caller,
                    body: ["days": 1],
                    id: id
                )
                try await Self.expectOnce(call, over: api, on: scene.test)
            }
        }
    }

    @Test func `every operation that is described to show one tells a repeat that it was shown, and no other does`()
        throws
    {
        let document = try APIDescription.ofRepository()
        let shown: JSONValue = ["$ref": "#/components/schemas/SecretShown"]
        var found: Set<String> = []
        for operation in try document.operations() {
            for (status, response) in operation.responses where status.hasPrefix("2") {
                let schema = response["content"]?["application/json"]?["schema"] ?? .null
                let shapes = schema["oneOf"]?.arrayValue ?? [schema]
                let names = try shapes.flatMap { shape -> [String] in
                    try document.resolved(shape)["properties"]?.objectValue?.keys.map(\.self) ?? []
                }
                let isSecret = !Set(names).isDisjoint(with: SecretOperations.fields.values)
                #expect(isSecret == shapes.contains(shown), "\(operation.id)")
                if isSecret { found.insert(operation.id) }
            }
        }
        #expect(found == Set(SecretOperations.fields.keys))
    }
}
