import CanonicalJSON
import HTTPServing
import Testing

@Suite struct BadRequestTests {
    @Test(arguments: [
        "garbage\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}\u{3}\u{3}",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 100_000) + "\r\n\r\n",
        "GET / HTTP/1.1\r\n" + String(repeating: "X: a\r\n", count: 200) + "\r\n",
        "GET /" + String(repeating: "a", count: 100_000) + " HTTP/1.1\r\n\r\n",
    ])
    func `bytes that are no HTTP request get a problem and the end`(text: String) async throws {
        let answer = try #require(try await LiveDoor.answer(to: text))
        #expect(answer.status == 400)
        #expect(answer.code == "malformed-request")
        #expect(answer.headerFields["connection"] == "close")
        #expect(answer.headerFields["content-type"] == "application/problem+json")
    }

    @Test func `garbage after a request is answered after the answer`() async throws {
        let first = try #require(try await LiveDoor.answer(to: request("GET /open", closes: false) + "garbage\r\n\r\n"))
        #expect(first.status == 200 && first.body == "ok")
        let second = try #require(RawAnswer(first.rest))
        #expect(second.code == "malformed-request")
        #expect(second.rest == "")
    }

    @Test(arguments: [
        (request("GET /nothing"), 404, "not-found"),
        (request("GET /open/"), 404, "not-found"),
        (request("GET /things/..%2f"), 404, "not-found"),
        (request("POST /open"), 405, "method-not-allowed"),
        (request("OPTIONS /echo"), 405, "method-not-allowed"),
        (request("GET /things/7", key: nil), 401, "key-required"),
        (request("GET /things/7", key: "key-of-nobody"), 401, "key-not-valid"),
        (request("GET /things/7", ["Authorization: Basic YTpi"], key: nil), 401, "key-not-valid"),
        (request("GET /optional", key: "key-of-nobody"), 401, "key-not-valid"),
        (request("GET /never"), 403, "forbidden"),
        (request("GET /things/seven"), 400, "invalid-request"),
        (request("POST /echo", body: "{}"), 415, "unsupported-media-type"),
        (request("POST /echo", ["Content-Type: text/json"], body: "{}"), 415, "unsupported-media-type"),
        (
            request("POST /echo", ["Content-Type: application/json; charset=latin1"], body: "{}"), 415,
            "unsupported-media-type"
        ),
        (
            request("POST /echo", ["Content-Type: application/json", "Content-Encoding: gzip"], body: "{}"), 415,
            "unsupported-content-encoding"
        ),
        (request("POST /echo", ["Content-Type: a b"], body: "{}"), 400, "invalid-request"),
        (request("POST /echo", ["Content-Type: application/json"], body: "{\"a\":1,}"), 400, "malformed-json"),
        (request("POST /echo", ["Content-Type: application/json"]), 400, "malformed-json"),
        (request("POST /echo", ["Content-Type: application/json"], body: "[1.5]"), 400, "malformed-json"),
        (request("POST /form", ["Content-Type: multipart/form-data"], body: "--B--"), 400, "malformed-multipart"),
        (
            request("POST /form", ["Content-Type: multipart/form-data; boundary=B"], body: "--X--"), 400,
            "malformed-multipart"
        ),
        (request("GET /fails"), 500, "internal-error"),
        (request("GET /undeclared-stream"), 500, "internal-error"),
        (request("GET /stuck"), 503, "timed-out"),
    ])
    func `a request that fails gets a problem`(text: String, status: Int, code: String) async throws {
        let answer = try #require(try await LiveDoor.answer(to: text))
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect(answer.json?["type"] == .string("/problems/\(code)"))
        #expect(answer.json?["status"] == .integer(Int64(status)))
        #expect(answer.json?["instance"]?.stringValue == answer.headerFields["perisai-request-id"])
        #expect(answer.headerFields["content-type"] == "application/problem+json")
        #expect(!answer.body.contains("SECRET") && !answer.body.contains("Swift"))
        if status == 401 { #expect(answer.headerFields["www-authenticate"]?.hasPrefix("Bearer ") == true) }
        if status == 503 { #expect(answer.headerFields["retry-after"] == "1") }
    }

    @Test func `a wrong method is told the right ones`() async throws {
        let answer = try #require(try await LiveDoor.answer(to: request("DELETE /open")))
        #expect(answer.headerFields["allow"] == "GET, HEAD")
    }

    @Test func `a wrong form names the part`() async throws {
        func form(_ name: String, _ text: String) -> String {
            "--B\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n"
        }
        for (body, status, pointer) in [
            (form("other", "x"), 400, "other"), (form("file", "x") + form("file", "x"), 400, "file"),
            (form("file", "12345678901"), 413, nil),
        ] {
            let text = request("POST /form", ["Content-Type: multipart/form-data; boundary=B"], body: body + "--B--")
            let answer = try #require(try await LiveDoor.answer(to: text))
            #expect(answer.status == status)
            #expect(answer.json?["errors"]?.arrayValue?.first?["pointer"]?.stringValue == pointer)
        }
    }

    @Test func `a body that is announced too large is refused before it is sent`() async throws {
        let text = request(
            "POST /echo",
            ["Content-Type: application/json", "Content-Length: 100000000000"],
            closes: false
        )
        let answer = try #require(try await LiveDoor.answer(to: text))
        #expect(answer.status == 413)
        #expect(answer.code == "body-too-large")
        #expect(answer.json?["detail"]?.stringValue?.contains("100 bytes") == true)
        #expect(answer.headerFields["connection"] == "close")
    }

    @Test func `a body that turns out too large is refused and the connection ends`() async throws {
        let text = request("PUT /bytes", ["Transfer-Encoding: chunked"], closes: false)
        let chunk = "10000\r\n\(String(repeating: "x", count: 0x10000))\r\n"
        // Also a client that a busy machine holds up between two chunks still reads the answer.
        var connection = ConnectionLimits()
        (connection.lingerTimeout, connection.lingerTimeMax) = (.seconds(3600), .seconds(3600))
        let answer = try #require(
            try await LiveDoor.answer(to: text, chunk, chunk, chunk, chunk, chunk, chunk, connection: connection)
        )
        #expect(answer.status == 413)
        #expect(answer.headerFields["connection"] == "close")
    }

    @Test func `whoever sends a whole body that is too large before reading anything still reads the answer`()
        async throws
    {
        var connection = ConnectionLimits()
        connection.lingerTimeout = .seconds(3600)
        connection.lingerTimeMax = .seconds(3600)
        let length = 8 << 20
        let head = request(
            "POST /echo",
            ["Content-Type: application/json", "Content-Length: \(length)"],
            closes: false
        )
        let answer = try await withDoor(routes: LiveDoor.routes(), connection: connection) { port, _ in
            try await BlockingClient.onThreadOfItsOwn {
                let client = try BlockingClient(port: port)
                defer { client.close() }
                try client.send(Array(head.utf8))
                let piece = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 16)
                for _ in 0..<length / piece.count { try client.send(piece) }
                return try client.countLines().last
            }
        }
        #expect(answer.contains("/problems/body-too-large"))
    }

    @Test func `whoever never stops sending a body that was refused is cut off`() async throws {
        var connection = ConnectionLimits()
        connection.lingerTimeout = .seconds(3600)
        connection.lingerTimeMax = .milliseconds(50)
        let head = request(
            "POST /echo",
            ["Content-Type: application/json", "Content-Length: 100000000000"],
            closes: false
        )
        try await withDoor(routes: LiveDoor.routes(), connection: connection) { port, _ in
            try await BlockingClient.onThreadOfItsOwn {
                let client = try BlockingClient(port: port)
                defer { client.close() }
                try client.send(Array(head.utf8))
                let piece = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 16)
                #expect(throws: BlockingClient.Failure.self) { while true { try client.send(piece) } }
            }
        }
    }

    @Test(arguments: ["Content-Length: 50", "Transfer-Encoding: chunked"])
    func `a body that breaks off is not taken for a whole one`(framing: String) async throws {
        let text = request("PUT /bytes", [framing], closes: false) + "5\r\nhello\r\n"
        let answer = try #require(try await LiveDoor.answer(to: text, ending: .closeOutput))
        #expect(answer.status == 400)
        #expect(answer.code == "malformed-request")
    }

    @Test func `a broken chunk is answered once`() async throws {
        let text = request("PUT /bytes", ["Transfer-Encoding: chunked"], closes: false) + "5\r\nhello\r\nZZ\r\n"
        let answer = try #require(try await LiveDoor.answer(to: text))
        #expect(answer.code == "malformed-request")
        #expect(answer.rest == "")
    }

    @Test(
        arguments: [
            "", "GET /open HTTP/1.1\r\nHost: x", request("PUT /bytes", ["Content-Length: 9"], closes: false) + "abc",
        ]
    )
    func `a client that is too slow is let go`(text: String) async throws {
        var connection = ConnectionLimits()
        connection.idleTimeout = .milliseconds(100)
        connection.bodyTimeout = .milliseconds(100)
        let pieces = text.isEmpty ? [] : [text]
        let answer = try await withDoor(routes: LiveDoor.routes(), connection: connection) { port, _ in
            // On a busy machine it is let go before it sent anything, and may not get rid of it any more.
            (try? await RawClient.exchange(port, pieces)) ?? ""
        }
        #expect(!answer.hasPrefix("HTTP/1.1 2"))
    }
}
