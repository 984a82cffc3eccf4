import CanonicalJSON
import Fingerprints
import Foundation
import Glibc
import Testing

/// Checks that come one a line, from the field's simplest clients: they read once they have sent everything.
@Suite struct `A stream of checks` {
    private static let lineCount = 1600
    /// The longest that a line may be, in bytes.
    private static let lineBytes = 65_536
    /// What waits for a client in memory at most, in bytes.
    private static let waitingBytesMax = 8 << 20
    /// By how much the node may grow meanwhile, in bytes: by less than it is sent.
    private static let growthMax = 80 << 20

    private struct Failure: Error {
        let code: Int32
    }

    /// As many as one check may bring.
    private static let prints: JSONValue = .array(
        (1...100 as ClosedRange<UInt64>).map { seed -> JSONValue in
            ["kind": "pdq", "value": .string(WritingScene.hash(seed << 32).hex)]
        }
    )
    private static let text = String(repeating: "x", count: 1900)

    private static func reference(_ number: Int) -> String { "TEST \(number) \(text)" }

    /// A check that is as long as it may be, with its end.
    private static func line(_ number: Int) -> [UInt8] {
        let check: JSONValue = [
            "context": [
                "reference": .string(reference(number)), "account": .string("TEST " + text),
                "link": .string("https://lentera.example/" + text),
                "thumbnail": .string("https://lentera.example/small/" + text),
            ],
            "fingerprints": prints,
        ]
        var line = check.canonicalBytes
        let blanks = lineBytes - line.count
        line.removeLast()
        line += [UInt8](repeating: UInt8(ascii: " "), count: blanks)
        line += Array("}\n".utf8)
        return line
    }

    /// How much memory a process had at most since it began, in bytes.
    private static func peak(of process: pid_t) throws -> Int {
        let facts = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = try #require(facts.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        let kibibytes = try #require(Int(line.filter(\.isNumber)))
        return kibibytes << 10
    }

    /// Sends all lines, and only then reads, to the end.
    private static func exchange(with node: NodeClient) throws -> [UInt8] {
        let connection = try OpenConnection.make(to: node.address)
        defer { close(connection) }
        let head = [
            "POST /v1/checks HTTP/1.1", "Host: \(node.address.replacingOccurrences(of: "http://", with: ""))",
            "Authorization: Bearer \(node.key ?? "")", "Content-Type: application/x-ndjson",
            "Content-Length: \(lineCount * (lineBytes + 1))", "Connection: close", "", "",
        ]
        try send(Array(head.joined(separator: "\r\n").utf8), over: connection)
        for number in 1...lineCount { try send(line(number), over: connection) }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { recv(connection, $0.baseAddress, $0.count, 0) }
            guard count >= 0 else { throw Failure(code: errno) }
            guard count > 0 else { return answer }
            answer += piece[..<count]
        }
    }

    private static func send(_ bytes: [UInt8], over connection: Int32) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(connection, buffer.baseAddress.map { $0 + done }, buffer.count - done, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(code: errno) }
            done += count
        }
    }

    /// What stands before a byte, which is passed over.
    private static func take(upTo end: UInt8, from bytes: [UInt8], at place: inout Int) throws -> [UInt8] {
        let start = place
        let length = bytes.withUnsafeBytes { buffer -> Int? in
            guard let base = buffer.baseAddress, start < buffer.count,
                let found = memchr(base + start, Int32(end), buffer.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - (base + start)
        }
        let count = try #require(length, "The answer breaks off.")
        place = start + count + 1
        return Array(bytes[start..<start + count])
    }

    /// The lines of an answer that came in chunks; its head has to say that all is well.
    private static func lines(of answer: [UInt8]) throws -> [[UInt8]] {
        var place = 0
        func headLine() throws -> String {
            let line = try take(upTo: UInt8(ascii: "\n"), from: answer, at: &place)
            return String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let status = try headLine()
        try #require(status == "HTTP/1.1 200 OK", "\(String(decoding: answer.prefix(2000), as: UTF8.self))")
        var fields: [String] = []
        var field = try headLine()
        while !field.isEmpty {
            fields.append(field.lowercased())
            field = try headLine()
        }
        try #require(fields.contains("transfer-encoding: chunked"), "\(fields)")
        var body: [UInt8] = []
        while let count = Int(try headLine(), radix: 16), count > 0 {
            try #require(place + count <= answer.count)
            body += answer[place..<place + count]
            place += count
            _ = try headLine()
        }
        #expect(body.count > 2 * waitingBytesMax, "What waits has to be more than fits into memory.")
        var lines: [[UInt8]] = []
        var start = 0
        while start < body.count { lines.append(try take(upTo: UInt8(ascii: "\n"), from: body, at: &start)) }
        return lines
    }

    @Test(.timeLimit(.minutes(5)))
    func `of 100 MB whose client reads only at the end is answered whole, in order, and takes little memory`()
        async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let answer = try await folder.serving { running, node in
            let curator = try await WritingScene.make(at: node).curator
            try await curator.call("POST", "/v1/checks", ["fingerprints": Self.prints])
            let before = try Self.peak(of: running.process)
            let answer = try await withCheckedThrowingContinuation {
                (continuation: CheckedContinuation<[UInt8], any Error>) in
                Thread { continuation.resume(with: Result { try Self.exchange(with: curator) }) }.start()
            }
            let growth = try Self.peak(of: running.process) - before
            #expect(growth < Self.growthMax, "\(growth >> 20) MiB")
            return answer
        }
        let lines = try Self.lines(of: answer)
        let last = try JSONValue(parsing: try #require(lines.last))
        let count = JSONValue.integer(Int64(Self.lineCount))
        let summary: JSONValue = ["lines": count, "act": 0, "clear": count, "review": 0, "refused": 0]
        #expect(last["summary"] == summary, "\(last.canonicalString)")
        try #require(lines.count == Self.lineCount + 1)
        for (number, line) in zip(1..., lines.dropLast()) {
            let line = try JSONValue(parsing: line)
            try #require(line["line"]?.integerValue == Int64(number))
            #expect(line["verdict"] == "clear" && line["fingerprints"] == Self.prints, "line \(number)")
            #expect(line["context"]?["reference"]?.stringValue == Self.reference(number), "line \(number)")
        }
    }
}
