import CanonicalJSON
import Foundation
import HTTPServing
import HTTPTypes
import NIOCore
import Testing

/// Answers each line with what it says, and refuses to go on at one that says "stop".
private struct Echo: LineAnswering {
    struct Stop: Error {}

    var count = 0

    mutating func answers(to lines: [LineParser.Line]) async -> (answers: [JSONValue], failure: (any Error)?) {
        var answers: [JSONValue] = []
        for line in lines {
            let text = String(decoding: line.bytes, as: UTF8.self)
            if text == "stop" { return (answers, Stop()) }
            count += 1
            answers.append(["line": .integer(Int64(line.number)), "echo": .string(text)])
        }
        return (answers, nil)
    }

    var summary: JSONValue { ["lines": .integer(Int64(count))] }
}

@Suite struct LineStreamTests {
    private static func routes(folder: String, limits: LineLimits = LineLimits()) throws -> [TestRoute] {
        [
            try .keyRequired(
                .post,
                "/lines",
                "lines",
                .read,
                limits: RouteLimits(bodyBytesMax: 10, lineStreamBytesMax: 1 << 30, streamsAnswer: true)
            ) { request, _ in
                guard try request.bringsLines() else { return .json(try await request.readJSON()) }
                return .lines(
                    of: request,
                    limits: limits,
                    backlog: BacklogLimits(folder: folder),
                    reader: BacklogRoom.Reader(key: "key-of-lentera"),
                    answeredBy: Echo()
                )
            }
        ]
    }

    private static func head(_ fields: String...) -> String {
        let lines = ["POST /lines HTTP/1.1", "Host: node.test.invalid", "Authorization: Bearer key-of-lentera"]
        return (lines + ["Content-Type: application/x-ndjson"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
    }

    private static func chunk(_ text: String) -> String {
        text.isEmpty ? "" : "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n"
    }

    /// The lines of a chunked answer.
    private static func lines(_ answer: String) throws -> [JSONValue] {
        let body = try #require(answer.firstRange(of: "\r\n\r\n")).upperBound
        var rest = Array(answer[body...].utf8)[...]
        var bytes: [UInt8] = []
        while let end = rest.firstIndex(of: 0x0D) {
            let count = try #require(Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16))
            if count == 0 { break }
            rest = rest[(end + 2)...]
            bytes += rest.prefix(count)
            rest = rest.dropFirst(count + 2)
        }
        return try bytes.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: Array($0)) }
    }

    private static func exchange(
        _ pieces: [String],
        limits: LineLimits = LineLimits(),
        connection: ConnectionLimits = ConnectionLimits()
    ) async throws -> String {
        try await withDoor(routes: routes(folder: "/nowhere/TEST", limits: limits), connection: connection) { port, _ in
            try await RawClient.exchange(port, pieces)
        }
    }

    private static let last = "0\r\n\r\n"

    @Test func `a failure in the middle is the last line, and what comes after it is read over`() async throws {
        let body = Self.chunk("a\nb\nstop\nc\n") + Self.chunk(String(repeating: "d\n", count: 100)) + Self.last
        let text = try await Self.exchange([Self.head("Transfer-Encoding: chunked", "Connection: close") + body])
        #expect(text.hasPrefix("HTTP/1.1 200"))
        let lines = try Self.lines(text)
        #expect(lines.count == 3)
        #expect(lines[1] == ["line": 2, "echo": "b"])
        #expect(lines[2]["error"]?["code"] == "internal-error")
        #expect(lines[2]["error"]?["instance"] == "request-1")
    }

    @Test(arguments: ["abcdefghi", "a\nabcdefghi\nc\n"])
    func `a line that is too long ends the answer with the reason`(body: String) async throws {
        let text = try await Self.exchange(
            [Self.head("Transfer-Encoding: chunked", "Connection: close") + Self.chunk(body) + Self.last],
            limits: LineLimits(lineBytesMax: 8)
        )
        let lines = try Self.lines(text)
        #expect(lines.last?["error"]?["code"] == "line-too-long")
        #expect(lines.count == (body.hasPrefix("a\n") ? 2 : 1))
    }

    @Test func `another type of body has its own limit`() async throws {
        let text = try await withDoor(routes: Self.routes(folder: "/nowhere/TEST")) { port, _ in
            try await RawClient.exchange(
                port,
                [request("POST /lines", ["Content-Type: application/json"], body: "{\"a\":[1,2,3]}")]
            )
        }
        #expect(RawAnswer(text)?.code == "body-too-large")
    }

    @Test func `a line is answered before the next one is sent`() async throws {
        try await withDoor(routes: Self.routes(folder: "/nowhere/TEST")) { port, _ in
            let channel = try await RawClient.connect(port)
            try await channel.executeThenClose { inbound, outbound in
                var iterator = inbound.makeAsyncIterator()
                var seen = ""
                try await outbound.write(
                    ByteBuffer(string: Self.head("Transfer-Encoding: chunked", "Connection: close"))
                )
                for number in 1...3 {
                    try await outbound.write(ByteBuffer(string: Self.chunk("line \(number)\n")))
                    while !seen.contains("\"line\":\(number)") {
                        seen += String(buffer: try #require(try await iterator.next()))
                    }
                }
                try await outbound.write(ByteBuffer(string: Self.last))
                while let more = try await iterator.next() { seen += String(buffer: more) }
                #expect(seen.contains("{\"summary\":{\"lines\":3}}"))
            }
        }
    }

    @Test func `a node that stops ends the answer with the reason, and what was answered stands`() async throws {
        try await withDoor(routes: Self.routes(folder: "/nowhere/TEST")) { port, stop in
            let channel = try await RawClient.connect(port)
            try await channel.executeThenClose { inbound, outbound in
                var iterator = inbound.makeAsyncIterator()
                var seen = ""
                try await outbound.write(ByteBuffer(string: Self.head("Transfer-Encoding: chunked")))
                try await outbound.write(ByteBuffer(string: Self.chunk("one\n")))
                while !seen.contains("\"line\":1"), let more = try await iterator.next() {
                    seen += String(buffer: more)
                }
                await stop()
                // It is told a moment later; on a busy machine the line may be closed by then, which takes no word back.
                while !seen.contains("node-stops") {
                    try? await outbound.write(ByteBuffer(string: Self.chunk("more\n")))
                    guard let more = try? await iterator.next() else { break }
                    seen += String(buffer: more)
                }
                #expect(seen.contains("\"code\":\"node-stops\""))
            }
        }
    }

    @Test func `a client that pauses is told too that the node stops, and its answer ends whole`() async throws {
        let text = try await withDoor(routes: Self.routes(folder: "/nowhere/TEST")) { port, stop in
            let channel = try await RawClient.connect(port)
            return try await channel.executeThenClose { inbound, outbound in
                let start = Self.head("Transfer-Encoding: chunked") + Self.chunk("one\ntwo")
                try await outbound.write(ByteBuffer(string: start))
                var seen = ""
                for try await more in inbound {
                    seen += String(buffer: more)
                    if seen.contains("\"line\":1") { await stop() }
                }
                return seen
            }
        }
        let lines = try Self.lines(text)
        #expect(lines.count == 2)
        #expect(lines.last?["error"]?["code"] == "node-stops")
        #expect(text.hasSuffix(Self.last))
    }

    @Test func `leave to send is given before the status, and the connection serves the next request`() async throws {
        let body = "a\nb\n"
        let first = Self.head("Expect: 100-continue", "Content-Length: \(body.utf8.count)")
        let text = try await Self.exchange([
            first, body, request("POST /lines", ["Content-Type: application/json"], body: "{}"),
        ])
        #expect(text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"))
        #expect(text.components(separatedBy: "HTTP/1.1 100").count == 2)
        #expect(text.contains("{\"summary\":{\"lines\":2}}"))
        #expect(text.hasSuffix("{}"))
    }

    /// Sends a line, waits twice as long as a body may take, and sends another and the end.
    ///
    /// - Returns: What came; nothing of it is about a line where the time was over before the first was looked at.
    private static func answerToPausing(bodyTimeout: Duration) async throws -> String {
        var connection = ConnectionLimits()
        (connection.bodyTimeout, connection.idleTimeout) = (bodyTimeout, .seconds(600))
        return try await withDoor(routes: routes(folder: "/nowhere/TEST"), connection: connection) { port, _ in
            let channel = try await RawClient.connect(port)
            return try await channel.executeThenClose { inbound, outbound in
                var iterator = inbound.makeAsyncIterator()
                var seen = ""
                let start = Self.head("Transfer-Encoding: chunked", "Connection: close") + Self.chunk("early\n")
                try await outbound.write(ByteBuffer(string: start))
                while !seen.contains("\"line\":1") {
                    guard let more = try? await iterator.next() else { return seen }
                    seen += String(buffer: more)
                }
                try await Task.sleep(for: bodyTimeout * 2)
                try? await outbound.write(ByteBuffer(string: Self.chunk("late\n") + Self.last))
                while let more = try? await iterator.next() { seen += String(buffer: more) }
                return seen
            }
        }
    }

    @Test func `a body that takes longer than others may is answered`() async throws {
        var seen = ""
        // On a busy machine a body's time can be over before anybody saw that it comes line by line: then once more.
        for time in [Duration.milliseconds(50), .seconds(1), .seconds(20)] where !seen.contains("\"line\":1") {
            seen = try await Self.answerToPausing(bodyTimeout: time)
        }
        #expect(seen.contains("\"line\":2"))
        #expect(seen.contains("{\"summary\":{\"lines\":2}}"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `a body that stops coming is not waited for`() async throws {
        var answer = ""
        // On a busy machine the line can be idle for as long before the first is answered: then once more.
        for time in [Duration.milliseconds(100), .seconds(2), .seconds(30)] where !answer.contains("\"line\":1") {
            var connection = ConnectionLimits()
            connection.idleTimeout = time
            answer = try await withDoor(routes: Self.routes(folder: "/nowhere/TEST"), connection: connection) {
                port,
                _ in
                let channel = try await RawClient.connect(port)
                return try await channel.executeThenClose { inbound, outbound in
                    var seen = ""
                    // The server closes, although the body has no end.
                    do {
                        let start = Self.head("Transfer-Encoding: chunked") + Self.chunk("only\n")
                        try await outbound.write(ByteBuffer(string: start))
                        for try await bytes in inbound { seen += String(buffer: bytes) }
                    } catch {}
                    return seen
                }
            }
        }
        #expect(answer.contains("\"line\":1") && !answer.contains("summary"))
    }

    private static let linesSent = 10_000

    /// Sends 100 MB to a door that waits so many seconds for whoever takes nothing, and reads only then.
    private static func sendThenRead(_ patience: Double, folder: String) async throws -> (count: Int, last: String) {
        let line = String(repeating: "x", count: 9_999) + "\n"
        let piece = String(repeating: line, count: 100)
        let pieces = linesSent / 100
        var connection = ConnectionLimits()
        // Shorter than sending takes: whoever still sends need not read.
        (connection.stalledWriteTimeout, connection.idleTimeout) = (.seconds(patience), .seconds(600))
        return try await withDoor(routes: routes(folder: folder), connection: connection) { port, _ in
            let head = Self.head("Content-Length: \(piece.utf8.count * pieces)", "Connection: close")
            return try await BlockingClient.onThreadOfItsOwn { () throws -> (count: Int, last: String) in
                let client = try BlockingClient(port: port)
                defer { client.close() }
                try client.send(Array(head.utf8))
                for number in 0..<pieces {
                    if number == pieces / 2 { Thread.sleep(forTimeInterval: patience * 5 / 3) }
                    try client.send(Array(piece.utf8))
                }
                // Its time to begin to read is counted from when it has sent everything.
                Thread.sleep(forTimeInterval: patience / 2)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
                return try client.countLines()
            }
        }
    }

    /// What the field's simplest clients do: they read once they have sent everything.
    @Test func `a client that sends 100 MB and reads only at the end gets every answer`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lines-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var answered = try? await Self.sendThenRead(3, folder: folder)
        // A busy machine may hold the client up for longer than a door waits that is in a hurry.
        if answered?.count != Self.linesSent { answered = try await Self.sendThenRead(15, folder: folder) }
        #expect(answered?.count == Self.linesSent)
        #expect(answered?.last.contains("{\"summary\":{\"lines\":\(Self.linesSent)}}") == true)
    }
}
