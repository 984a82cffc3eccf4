import CanonicalJSON
import Cooperation
import Interchange
import Services
import Testing
import TransparencyLog

/// Filing what an authority signed, and fetching receipts.
extension HTTPExchangeConnectionTests {
    private static func file(_ step: RawServer.Step) async throws -> (answer: DeliveryAnswer, requests: [String]) {
        try await withExchange({ _ in [step] }) { connection, log in
            let dispatch = try Example.dispatch(.filing(Example.request))
            return (try await connection.deliver(dispatch, text: #"{"purpose":"request"}"#), log.all)
        }
    }

    private static func filed(_ rest: String = "") -> RawServer.Step {
        .answer(201, #"{"id":"\#(Example.request)","state":"open"\#(rest)}"#)
    }

    @Test func `a signed request goes out as it was signed, in nobody's name and with nobody's key`() async throws {
        let (answer, requests) = try await Self.file(Self.filed())
        #expect(answer == .taken && requests.count == 1)
        #expect(requests[0].hasPrefix("POST /v1/requests HTTP/1.1\r\n"))
        #expect(requests[0].hasSuffix("\r\n\r\n" + #"{"purpose":"request"}"#))
        #expect(!requests[0].contains("Authorization") && !requests[0].contains("Perisai-Acting-Person"))
    }

    @Test(arguments: [
        (403, "key-revoked"), (403, "signer-unknown"), (409, "already-filed"), (422, "signature-wrong"),
    ])
    func `what is refused of a signed request is about it and never about a key`(status: Int, code: String) async throws
    {
        let problem = RawServer.Step.answer(status, #"{"code":"\#(code)"}"#, type: "application/problem+json")
        #expect(try await Self.file(problem).answer == .refused(code: code))
    }

    @Test func `a request that was turned away at the door counts as refused`() async throws {
        let answer = try await Self.file(Self.filed(#","turnedAwayFor":"standing-insufficient""#)).answer
        #expect(answer == .refused(code: "standing-insufficient"))
    }

    @Test func `an answer about another request is not believed`() async throws {
        for body in ["", "[]", "{}", #"{"id":7}"#, #"{"id":"\#(Example.signal)","state":"open"}"#] {
            #expect(try await failure(.filing, [.answer(201, body)])?.code == .malformed, "\(body)")
        }
    }

    @Test func `a receipt is asked for with the node's key, by its item, and is no longer than a receipt may be`()
        async throws
    {
        let (bytes, requests) = try await Self.withExchange({ _ in [.answer(200, "TEST")] }) { connection, log in
            (try await connection.receipt(of: Example.request, .init(.platform, item: 7)), log.all)
        }
        #expect(bytes == Array("TEST".utf8))
        #expect(requests[0].hasPrefix("GET /v1/requests/\(Example.request)/carried-receipt?item=7 HTTP/1.1\r\n"))
        #expect(requests[0].contains("Authorization: Bearer SECRET-KEY\r\n"))
        let pinned = PinnedCheckpoint(size: 9, isCosigned: true)
        for (choice, path) in [
            (RequestReceiptChoice(.person, item: 2), "carried-receipt?view=person&item=2"),
            (.init(.public, pinned: pinned), "carried-receipt?view=public&size=9&cosigned=true"),
            (.init(.authority, pinned: .init(size: 9, isCosigned: false)), "receipt?size=9"),
        ] {
            let asked = try await Self.withExchange({ _ in [.answer(200, "TEST")] }) { connection, log in
                _ = try await connection.receipt(of: Example.request, choice)
                return log.all
            }
            #expect(asked[0].hasPrefix("GET /v1/requests/\(Example.request)/\(path) HTTP/1.1\r\n"))
        }
        let long = String(repeating: "x", count: ReceiptLimits.bytesMax + 1)
        #expect(try await failure(.receipt, [.answer(200, long)])?.code == .malformed)
        let later = RawServer.Step.answer(409, #"{"code":"not-yet-logged"}"#, type: "application/problem+json")
        let refusal = try await Self.withExchange({ _ in [later] }) { connection, _ in
            await #expect(throws: Refusal.self) { try await connection.receipt(of: Example.request, .init(.platform)) }
        }
        #expect(refusal?.code == "not-yet-logged" && refusal?.kind == .conflict)
    }
}
