import CanonicalJSON
import Cooperation
import Foundation
import Interchange
import Services
import Testing

/// Handing over words of this node's people, and asking for what they need.
extension HTTPExchangeConnectionTests {
    @Test(arguments: [Question.link, .look, .viewing, .confirmation])
    func `what is done for a request with a word of its own brings one word, the same each time`(question: Question)
        async throws
    {
        let key = ID<Key>(Example.request.identifier)
        func words(of word: String?) async throws -> [String?] {
            let answer = RawServer.Step.answer(409, #"{"code":"TEST"}"#, type: "application/problem+json")
            return try await Self.withExchange({ _ in [answer] }) { connection, log in
                let secrets = try #require(NodeSecrets(bytes: [UInt8](repeating: 7, count: NodeSecrets.byteCount)))
                let scope = word.map {
                    AnswerScope(key: key, word: $0, digest: RequestDigest(head: [], secrets: secrets))
                }
                for _ in 1...2 {
                    await #expect(throws: Refusal.self) {
                        try await AnswerScope.$current.withValue(scope) { try await question.ask(connection) }
                    }
                }
                return log.all.map { request in
                    request.split(separator: "\r\n").first { $0.hasPrefix("Idempotency-Key: ") }
                        .map { String($0.dropFirst(17)) }
                }
            }
        }
        #expect(try await words(of: nil) == [nil, nil])
        let first = try await words(of: "TEST-SECRET")
        #expect(first.count == 2 && first[0] == first[1] && first[0]?.utf8.count == 64)
        let other = try await words(of: "TEST-OTHER")
        #expect(other[0] != nil && other[0] != first[0])
    }

    @Test(arguments: [Question.link, .viewing])
    func `what the exchange made and told before is told as such`(question: Question) async throws {
        let body = #"{"code":"secret-already-shown","id":"\#(Example.request)"}"#
        let refusal = try await Self.withExchange({ _ in [.answer(200, body)] }) { connection, _ in
            await #expect(throws: Refusal.self) { try await question.ask(connection) }
        }
        #expect(refusal == .secretAlreadyShown)
    }

    @Test(
        arguments: [
            (400, #"{"code":"invalid-request"}"#, "invalid-request"),
            (403, #"{"code":"proposer-verifies"}"#, "proposer-verifies"),
            (403, #"{"code":"not-independent"}"#, "not-independent"),
            (403, #"{"code":"not-independent-of-authority"}"#, "not-independent-of-authority"),
            (404, #"{"code":"not-found","detail":"SECRET"}"#, "not-found"), (409, #"{"code":"disputed"}"#, "disputed"),
            (422, #"{"code":"SECRET"}"#, "http-422"), (409, #"{"code":"a b"}"#, "http-409"),
            (409, #"{"code":7}"#, "http-409"),
            (409, #"{"code":""}"#, "http-409"), (410, #"{"code":"\#(String(repeating: "a", count: 65))"}"#, "http-410"),
            (400, "SECRET", "http-400"),
        ])
    func `what the exchange refuses for good is told by its word`(status: Int, body: String, code: String) async throws
    {
        let answer = try await Self.withExchange({ _ in
            [.answer(status, body, type: "application/problem+json; charset=utf-8")]
        }) { connection, _ in
            try await connection.deliver(
                Example.dispatch(.opinion(signal: Example.signal, category: .seed)),
                text: nil
            )
        }
        #expect(answer == .refused(code: code))
    }

    @Test(
        arguments: [
            (401, "key-not-valid", .rejected), (403, "standing-insufficient", .rejected),
            (403, "may-not-vouch", .rejected), (403, "role-not-allowed", .rejected),
            (403, "kind-not-allowed", .rejected), (403, "person-needed", .rejected),
            (403, "not-on-this-node", .rejected), (403, "of-a-newer-exchange", .rejected), (403, "", .rejected),
            (408, "timed-out", .busy), (425, "too-early", .busy), (429, "limit-reached", .busy),
            (503, "overloaded", .busy),
        ] as [(Int, String, ExchangeFailure.Code)]
    )
    func `what an administrator can put right or time heals is no refusal, even in the exchange's own words`(
        status: Int,
        word: String,
        code: ExchangeFailure.Code
    ) async throws {
        let body = #"{"code":"\#(word)","detail":"SECRET"}"#
        let answer = RawServer.Step.answer(status, body, type: "application/problem+json")
        for question in [Question.opinion, .verification, .viewing, .confirmation] {
            #expect(try await failure(question, [answer])?.code == code, "\(question)")
        }
    }

    @Test(arguments: Question.allCases)
    func `an exchange that is busy is left alone as long as it asks, but not for ever`(question: Question) async throws
    {
        for (asked, heard) in [
            ("7", 7), ("0", 0), ("86400", 3600), ("-1", nil), ("soon", nil), ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
        ] as [(String, Int64?)] {
            let answer = RawServer.Step.answer(429, "", fields: "Retry-After: \(asked)\r\n")
            #expect(try await failure(question, [answer])?.retryAfter == heard.map { Seconds($0) }, "\(asked)")
        }
        #expect(try await failure(question, [.answer(503)])?.retryAfter == nil)
    }

    @Test func `a cursor that the exchange does not know is told from a page that can't be read`() async throws {
        let body = #"{"code":"cursor-invalid","detail":"SECRET"}"#
        let refused = RawServer.Step.answer(422, body, type: "application/problem+json")
        #expect(try await failure(.events, [refused])?.code == .cursorRefused)
        #expect(try await failure(.events, [.answer(422, body)])?.code == .malformed)
        let other = RawServer.Step.answer(422, #"{"code":"limit-invalid"}"#, type: "application/problem+json")
        #expect(try await failure(.events, [other])?.code == .malformed)
    }

    @Test func `a link is asked for in the name of the person, and only an address that can be one is taken`()
        async throws
    {
        let link = "https://lentera.example/viewing/1?a=b"
        let (read, requests) = try await Self.withExchange({ _ in [.answer(200, #"{"link":"\#(link)","later":1}"#)] }) {
            connection,
            log in
            (try await connection.view(Example.signal, for: Example.person), log.all)
        }
        #expect(read == link)
        #expect(requests.count == 1)
        #expect(requests[0].hasPrefix("POST /v1/signals/\(Example.signal)/viewing HTTP/1.1\r\n"))
        #expect(requests[0].contains("\r\nPerisai-Acting-Person: \(Example.person)\r\n"))
        for body in [
            "", "SECRET", "[]", "{}", #"{"link":7}"#, #"{"link":"SECRET"}"#, #"{"link":"javascript:SECRET"}"#,
            #"{"link":"http://lentera.example/SECRET"}"#, #"{"link":"https://lentera.example@SECRET/"}"#,
            #"{"link":"https://\#(String(repeating: "a", count: 2001))"}"#,
        ] {
            #expect(try await failure(.viewing, [.answer(200, body)])?.code == .malformed, "\(body.prefix(99))")
        }
    }

    @Test func `a colleague's opinion is confirmed in the name of the person`() async throws {
        let requests = try await Self.withExchange({ _ in [.answer(200, #"{"outcome":"recorded"}"#)] }) {
            connection,
            log in
            try await connection.confirmOpinion(of: Example.signal, by: Example.person)
            return log.all
        }
        #expect(requests.count == 1)
        #expect(requests[0].hasPrefix("POST /v1/signals/\(Example.signal)/opinions HTTP/1.1\r\n"))
        #expect(requests[0].contains("\r\nPerisai-Acting-Person: \(Example.person)\r\n"))
        #expect(requests[0].hasSuffix("\r\n\r\n" + #"{"confirm":true}"#))
    }

    @Test(
        arguments: [Question.viewing, .confirmation],
        [
            (403, "second-person-needed", .forbidden), (404, "not-found", .notFound), (409, "no-link", .conflict),
            (422, "text-missing", .invalid), (410, "", .notFound),
        ] as [(Int, String, Refusal.Kind)]
    )
    func `what the exchange refuses at once is refused here with its words, without what could mislead a reader`(
        question: Question,
        refused: (status: Int, word: String, kind: Refusal.Kind)
    ) async throws {
        let detail = #"It\u202e says\u0007 no\n\u2028."# + String(repeating: "x", count: 600)
        let body = #"{"code":"\#(refused.word)","detail":"\#(detail)"}"#
        let answer = RawServer.Step.answer(refused.status, body, type: "application/problem+json")
        let refusal = try await Self.withExchange({ _ in [answer] }) { connection, _ in
            await #expect(throws: Refusal.self) { try await question.ask(connection) }
        }
        #expect(refusal?.kind == refused.kind)
        #expect(refusal?.code == (refused.word.isEmpty ? "http-410" : refused.word))
        #expect(refusal?.message.hasPrefix("The exchange refused this. It says no.xxx") == true)
        #expect(refusal?.message.count == 27 + 500)
    }

    @Test func `every refusal of a word that is about the word itself is known as such`() throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Cooperation/Signals")
        let files = try FileManager.default.contentsOfDirectory(at: source, includingPropertiesForKeys: nil)
        let text = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        let written = text.matches(of: /\.forbidden,\s*"([a-z-]+)"/).map { String($0.1) }
        // Proposing and taking back are done at the exchange itself; a kind is no property of a word.
        let ofWords = Set(written).subtracting(["kind-not-allowed", "not-the-proposer"])
        #expect(ofWords.count >= 4)
        for word in ofWords {
            let body = Array(#"{"code":"\#(word)"}"#.utf8)
            let answer = OutgoingAnswer(status: 403, mediaType: "application/problem+json", body: body)
            #expect(RefusalCode(answer)?.text == word)
        }
    }

    @Test(arguments: [200, 201, 204])
    func `a dispatch is handed over with its id and the person who acted`(status: Int) async throws {
        let requests = try await Self.withExchange({ _ in
            [status == 204 ? .text("HTTP/1.1 204 Done\r\nConnection: close\r\n\r\n") : .answer(status, "{}")]
        }) { connection, log in
            let verification = try Example.dispatch(.verification(signal: Example.signal, basis: .ownMatch))
            #expect(try await connection.deliver(verification, text: "the film, \u{E9}") == .taken)
            let opinion = try Example.dispatch(.opinion(signal: Example.signal, category: .negative))
            #expect(try await connection.deliver(opinion, text: "news \"report\"") == .taken)
            #expect(try await connection.deliver(opinion, text: nil) == .taken)
            return log.all
        }
        let id = try Example.dispatch(.opinion(signal: Example.signal, category: .seed)).id
        let bodies = [
            #"{"basis":"ownMatch","dispatch":"\#(id)","lookedAt":"the film, é"}"#,
            #"{"category":"negative","dispatch":"\#(id)","reason":"news \"report\""}"#,
            #"{"category":"negative","dispatch":"\#(id)"}"#,
        ]
        let paths = ["verification", "opinions", "opinions"]
        #expect(requests.count == 3)
        for (request, (path, body)) in zip(requests, zip(paths, bodies)) {
            #expect(request.hasPrefix("POST /v1/signals/\(Example.signal)/\(path) HTTP/1.1\r\n"))
            #expect(request.hasSuffix("\r\n\r\n" + body))
            #expect(request.contains("\r\nPerisai-Acting-Person: \(Example.person)\r\n"))
            #expect(request.lowercased().contains("\r\ncontent-type: application/json\r\n"))
        }
    }
}
