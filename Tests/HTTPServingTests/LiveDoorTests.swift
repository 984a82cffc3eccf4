import CanonicalJSON
import HTTPServing
import Logging
import NIOCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct LiveDoorTests {
    @Test func `requests on one connection are answered in order`() async throws {
        let texts = [
            request("GET /things/1", closes: false),
            request(
                "POST /echo",
                ["Content-Type: application/json"],
                closes: false,
                body: "{ \"b\": 1, \"a\": [true] }"
            ),
            request("HEAD /open", closes: false),
            request("GET /stream", closes: false),
            request("GET /tile/0/x001"),
        ]
        let text = try await withDoor(routes: LiveDoor.routes()) { port, _ in
            try await RawClient.exchange(port, [texts.joined()])
        }
        let thing = try #require(RawAnswer(text))
        #expect(thing.status == 200 && thing.body == "{\"id\":1}")
        let echo = try #require(RawAnswer(thing.rest))
        #expect(echo.body == "{\"a\":[true],\"b\":1}" && echo.headerFields["content-type"] == "application/json")
        let headLength = "Content-Length: 2"
        #expect(echo.rest.contains(headLength))
        let afterHead = echo.rest[(try #require(echo.rest.firstRange(of: "\r\n\r\n"))).upperBound...]
        #expect(afterHead.hasPrefix("HTTP/1.1 200"))
        #expect(afterHead.contains("4\r\none \r\n4\r\ntwo \r\n5\r\nthree\r\n0\r\n\r\n"))
        #expect(afterHead.hasSuffix("0/x001"))
        #expect(afterHead.contains("immutable"))
    }

    @Test(arguments: ["GET /open", "GET /nothing", "garbage"])
    func `every answer has the same protection`(line: String) async throws {
        let answer = try #require(try await LiveDoor.answer(to: request(line)))
        #expect(answer.headerFields["x-content-type-options"] == "nosniff")
        #expect(answer.headerFields["referrer-policy"] == "no-referrer")
        #expect(answer.headerFields["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'")
        #expect(answer.headerFields["cache-control"] == "no-store")
        #expect(answer.headerFields["date"] == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(answer.headerFields["perisai-request-id"] == "request-1")
        #expect(answer.headerFields["server"] == nil)
    }

    @Test(arguments: [true, false])
    func `browsers are told to come by TLS only where they do`(isEncrypted: Bool) async throws {
        let text = try await withDoor(routes: LiveDoor.routes(), isEncrypted: isEncrypted) { port, _ in
            try await RawClient.exchange(port, [request("GET /open")])
        }
        let field = try #require(RawAnswer(text)).headerFields["strict-transport-security"]
        #expect(field == (isEncrypted ? "max-age=31536000" : nil))
    }

    @Test func `a client that asks for leave to send gets it only when the body is wanted`() async throws {
        let fields = ["Expect: 100-continue", "Content-Length: 5"]
        let text = request("PUT /bytes", fields) + "hello"
        let first = try #require(try await LiveDoor.answer(to: text))
        #expect(first.status == 100)
        #expect(RawAnswer(first.rest)?.body == "{\"count\":5}")
        let refused = try #require(
            try await LiveDoor.answer(to: request("PUT /bytes", fields, key: nil, closes: false))
        )
        #expect(refused.status == 401 && refused.headerFields["connection"] == "close")
    }

    @Test func `a form and a large body come through`() async throws {
        let form = """
            --B\r\nContent-Disposition: form-data; name="file"; filename="TEST.png"\r\n\r\n1234567890\r\n\
            --B\r\nContent-Disposition: form-data; name="context"\r\n\r\n{}\r\n--B--\r\n
            """
        let answer = try await LiveDoor.answer(
            to: request("POST /form", ["Content-Type: multipart/form-data; boundary=B"], body: form)
        )
        #expect(answer?.body == "{\"context\":\"{}\",\"file\":\"1234567890\"}")
        let body = String(repeating: "x", count: 200_000)
        #expect(try await LiveDoor.answer(to: request("PUT /bytes", body: body))?.body == "{\"count\":200000}")
    }

    @Test func `a caller is known where a key may be given`() async throws {
        #expect(try await LiveDoor.answer(to: request("GET /optional"))?.body == TestAuthenticator.keys[0])
        #expect(try await LiveDoor.answer(to: request("GET /optional", key: nil))?.body == "nobody")
    }

    @Test func `TLS is spoken, and wrong files are named`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "perisai-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificate = folder.appending(path: "certificate.pem").path
        let key = folder.appending(path: "key.pem").path
        try Data(TestCertificate.certificate.utf8).write(to: URL(filePath: certificate))
        try Data(TestCertificate.key.utf8).write(to: URL(filePath: key))
        let text = try await withDoor(
            routes: LiveDoor.routes(),
            tls: TLSFiles(certificatePath: certificate, keyPath: key)
        ) { port, _ in try await RawClient.exchange(port, [request("GET /things/7")], tls: true) }
        #expect(RawAnswer(text)?.body == "{\"id\":7}")
        for files in [
            TLSFiles(certificatePath: key, keyPath: key), TLSFiles(certificatePath: certificate, keyPath: certificate),
            TLSFiles(certificatePath: folder.path + "/none", keyPath: key),
        ] {
            await #expect(throws: ListenerError.self) {
                try await withDoor(routes: [], tls: files) { _, _ in }
            }
        }
    }

    @Test func `a port that is taken is said to be`() async throws {
        try await withDoor(routes: LiveDoor.routes()) { port, _ in
            let dispatcher = try Dispatcher<TestPermission, TestAuthenticator>(
                routes: [],
                authenticator: TestAuthenticator(),
                authorise: { _, _ in nil },
                environment: .system(makeRequestID: { "request" }),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            )
            let second = try Listener(
                address: ListenAddress(host: "127.0.0.1", port: port),
                responder: dispatcher,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            )
            let error = await #expect(throws: ListenerError.self) { try await second.run() }
            #expect(error?.code == .cannotBind)
        }
    }
}
