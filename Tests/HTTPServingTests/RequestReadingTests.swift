import CanonicalJSON
import HTTPServing
import HTTPTypes
import NIOCore
import Testing

@Suite struct RequestReadingTests {
    @Test(arguments: [
        "", "Bearer", "Bearer ", "Basic YTpi", "Bearer  two-spaces", "Bearer a b", "Bearer a,b", "Bearer k\u{E9}y",
        "Bearer " + String(repeating: "a", count: 513),
    ])
    func `what is no bearer token is refused`(value: String) {
        #expect(throws: Problem.malformedAuthorization) { try BearerToken.read(from: [.authorization: value]) }
    }

    @Test func `a bearer token is taken and never shown`() throws {
        let token = try #require(try BearerToken.read(from: [.authorization: "bEARER abc-._~+/="]))
        #expect(token.bytes == Array("abc-._~+/=".utf8))
        #expect(!"\(token)\(String(reflecting: token))".contains("abc"))
        #expect(try BearerToken.read(from: [:]) == nil)
    }

    @Test(
        arguments: [
            (nil, false), ("", false), ("identity", false), ("br, deflate", false), ("gzip;q=0", false),
            ("gzip; q=0.000, *", false), ("*;q=0", false), ("gzipped", false), ("x, ;q=1", false), ("gzip", true),
            ("br;q=1.0, GZIP;q=0.001", true), ("*", true), ("deflate,\tx-gzip", true), ("*;q=0, gzip", true),
            ("gzip;q=", true),
        ] as [(String?, Bool)]
    )
    func `whether an answer may come as gzip is read as RFC 9110 has it`(text: String?, isTaken: Bool) {
        let fields: HTTPFields = text.map { [.acceptEncoding: $0] } ?? [:]
        #expect(fields.acceptsGzip == isTaken)
    }

    @Test func `an encoding is taken from whichever line names it`() {
        var fields = HTTPFields()
        for value in ["br", "gzip"] { fields.append(HTTPField(name: .acceptEncoding, value: value)) }
        #expect(fields.acceptsGzip)
    }

    @Test func `two Authorization headers are refused`() {
        var fields = HTTPFields()
        fields.append(HTTPField(name: .authorization, value: "Bearer abc"))
        fields.append(HTTPField(name: .authorization, value: "Bearer abd"))
        #expect(throws: Problem.malformedAuthorization) { try BearerToken.read(from: fields) }
    }

    @Test(arguments: [
        "", "json", "/", "a/", "a/b/c", "a b/c", "a/b;x", "a/b;=y", "a/b; x=\"y", "a/b;x=1;X=2", "a/b;x= y",
    ])
    func `what is no media type is refused`(text: String) {
        #expect(MediaType(parsing: text) == nil)
    }

    @Test func `a media type is read with its parameters`() throws {
        let type = try #require(MediaType(parsing: "Multipart/Form-Data ; Boundary=\"a;\\\"b\" ;charset=utf-8;"))
        #expect(type.essence == "multipart/form-data")
        #expect(type.parameters == ["boundary": "a;\"b", "charset": "utf-8"])
    }

    @Test(arguments: [
        "limit=x", "limit=0", "limit=101", "limit=", "limit=1&limit=2", "x=1", "limit=%zz", "%ff=1", "a%00=1",
    ])
    func `a query that is not understood is refused`(text: String) {
        #expect(throws: Problem.self) {
            _ = try Query(parsing: text[...], knowing: ["limit"]).integer("limit", in: 1...100)
        }
    }

    @Test func `a query is decoded`() throws {
        let query = try Query(parsing: "limit=7&name=a+b%2Bc&flag", knowing: ["limit", "name", "flag", "other"])
        #expect(try query.integer("limit", in: 1...100) == 7)
        #expect(query["name"] == "a b+c")
        #expect(query["flag"] == "")
        #expect(query["other"] == nil)
    }

    @Test(arguments: ["a=1&a=2", "b=1", "a=%0", "a=%00", "a=%1B", "a=%FF", "token"])
    func `a form that is not understood is refused`(text: String) {
        #expect(throws: Problem.self) { _ = try Query(parsing: text[...], knowing: ["a"], allowsLines: true) }
    }

    @Test func `a form's texts may have lines, a query's may not`() throws {
        let text = "a=one%0D%0Atwo%09three"
        #expect(try Query(parsing: text[...], knowing: ["a"], allowsLines: true)["a"] == "one\r\ntwo\tthree")
        #expect(throws: Problem.self) { _ = try Query(parsing: text[...], knowing: ["a"]) }
    }

    @Test(arguments: [
        "", "localhost", "127.0.0.1", "127.0.0.1:", ":80", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80", "[::1:80",
    ])
    func `what is no address is refused`(text: String) {
        #expect(throws: ListenerError.self) { try ListenAddress(parsing: text) }
    }

    @Test(arguments: [
        ("127.0.0.1:80", true), ("127.9.9.9:0", true), ("[::1]:80", true), ("localhost:80", true),
        ("0.0.0.0:80", false),
        ("[::]:80", false), ("10.0.0.1:80", false), ("127.0.0.1.example.org:80", false), ("128.0.0.1:80", false),
        ("127.1:80", false),
    ])
    func `an address beyond this machine needs TLS or a proxy`(text: String, isLoopback: Bool) throws {
        let address = try ListenAddress(parsing: text)
        #expect(address.isLoopback == isLoopback)
        #expect(address.description == text)
        try address.checkIsProtected(hasTLS: true, behindProxy: false)
        try address.checkIsProtected(hasTLS: false, behindProxy: true)
        if isLoopback {
            try address.checkIsProtected(hasTLS: false, behindProxy: false)
        } else {
            #expect(throws: ListenerError.self) { try address.checkIsProtected(hasTLS: false, behindProxy: false) }
        }
    }

    @Test func `a forwarded address counts only behind a proxy and only the last one`() throws {
        let peer = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
        let sender = try ClientAddress(SocketAddress(ipAddress: "198.51.100.7", port: 2))
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        let fields: HTTPFields = [name: "203.0.113.9, 198.51.100.7"]
        #expect(ClientAddress.of(peer: peer, fields: fields, behindProxy: true) == sender)
        #expect(ClientAddress.of(peer: peer, fields: fields, behindProxy: false) == ClientAddress(peer))
        #expect(ClientAddress.of(peer: peer, fields: [name: "unknown"], behindProxy: true) == ClientAddress(peer))
        #expect(ClientAddress.of(peer: nil, fields: [:], behindProxy: true) == .unknown)
    }

    @Test func `addresses are one sender where one has them all`() throws {
        func address(_ text: String) throws -> ClientAddress {
            ClientAddress(try SocketAddress(ipAddress: text, port: 0))
        }
        #expect(try address("2001:db8:1:2::1") == address("2001:db8:1:2:ffff::9"))
        #expect(try address("2001:db8:1:2::1") != address("2001:db8:1:3::1"))
        #expect(try address("::ffff:192.0.2.1") == address("192.0.2.1"))
        #expect(try address("192.0.2.1") != address("192.0.2.2"))
    }

    @Test(arguments: [
        (Int64(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
        (-5, "Thu, 01 Jan 1970 00:00:00 GMT"),
    ])
    func `a date is written as HTTP wants it`(seconds: Int64, text: String) {
        #expect(HTTPDate.text(secondsSince1970: seconds) == text)
    }

    @Test func `a problem carries everything a client needs`() {
        var problem = Problem.invalidField("/context/kind", "Must be one of: post, comment.")
        problem.retryAfterSeconds = 3
        let text = problem.json(requestID: "request-1").canonicalString
        #expect(
            text == """
                {"code":"invalid-request","detail":"One part of the request cannot be accepted; see errors.",\
                "errors":[{"detail":"Must be one of: post, comment.","pointer":"/context/kind"}],\
                "instance":"request-1","retryAfter":3,"status":400,"title":"Invalid request",\
                "type":"/problems/invalid-request"}
                """
        )
    }
}
