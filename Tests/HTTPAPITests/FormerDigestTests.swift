import CanonicalJSON
import Cooperation
import HTTPAPI
import Services
import Testing

/// A client that waited for its answer while the node was updated sends the same again.
@Suite struct `Requests repeated after an update` {
    @Test func `are known by what was kept before digests were keyed, and others are not taken for them`() async throws
    {
        let test = try await TestNode(kind: .platform)
        let word = "TEST-01970000"
        let bank: JSONValue = ["name": "TEST bank"]
        try await LiveAPI.serving(test) { api in
            let curator = Caller(test.administrator.organisation, .curator, isPerson: true, isOnExchange: false)
            let token = api.callers.token(for: curator)
            let fields = [("Idempotency-Key", word)]
            let first = try await api.answer("POST", "/v1/banks", token: token, fields: fields, json: bank)
            #expect(first.status == 201)
            try await test.node.store.write { transaction in
                let known = try #require(try transaction.keptAnswer(of: curator.key, word: word))
                try transaction.keepAnswer(
                    KeptAnswer(
                        key: known.key,
                        word: known.word,
                        // The SHA-256 of 4:POST9:/v1/banks16:application/json0:{"name":"TEST bank"}
                        requestDigest: "9f8bc2f625c87a1f748c94fcbb4c40c3ff1a52b1071aab56178a59bc71f27e73",
                        time: known.time,
                        content: known.content
                    )
                )
            }
            let changed: JSONValue = ["name": "TEST other bank"]
            let other = try await api.answer("POST", "/v1/banks", token: token, fields: fields, json: changed)
            #expect(other.status == 422 && other.code == "idempotency-key-reused")
            let again = try await api.answer("POST", "/v1/banks", token: token, fields: fields, json: bank)
            #expect(again.status == 201 && again.body == first.body)
            #expect(again.header("Idempotency-Replayed") == "true")
        }
    }
}
