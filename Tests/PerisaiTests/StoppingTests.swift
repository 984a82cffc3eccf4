import AsyncHTTPClient
import CanonicalJSON
import Fingerprints
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Testing

/// SIGTERM to a node that has much to do.
@Suite struct `A node that is told to stop` {
    /// It ends by itself within eight seconds, and would wait thirty for an upload that stands still: the rest is for a
    /// machine that is busy.
    private static let stopMax = Duration.seconds(25)
    private static let writers = 4

    /// What came of the streams that were open.
    private struct Ends: Sendable {
        var events: String?
        var lines: String?
    }

    @Test(.timeLimit(.minutes(3)))
    func `waits for nobody who stands still, ends its streams, and loses nothing that it acknowledged`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let acknowledged = Shared<[UInt64: String]>([:])
        let stopped = Shared<ContinuousClock.Instant?>(nil)
        let status = Shared<Int32?>(nil)
        // How many of the two streams have brought something.
        let begun = Shared(0)
        let (scene, ends) = try await folder.serving(
            ended: { code in status.change { $0 = code } }
        ) { running, node in
            let scene = try await WritingScene.make(at: node)
            let ends = try await withThrowingTaskGroup(of: Ends.self) { group in
                for writer in 0..<Self.writers {
                    group.addTask {
                        var seed = UInt64(writer) << 32
                        while let signal = try? await scene.propose(seed) {
                            acknowledged.change { [seed] in $0[seed] = signal }
                            seed += 1
                        }
                        return Ends()
                    }
                }
                group.addTask { Ends(events: try await Self.followEvents(of: scene, begun)) }
                group.addTask { Ends(lines: try await Self.sendOneLineAndPause(to: scene, begun)) }
                // A file that never comes to its end.
                let stalled = try StalledUpload(to: node)
                while acknowledged.value.count < 50 || begun.value < 2 {
                    try await Task.sleep(for: .milliseconds(1))
                }
                stopped.change { $0 = .now }
                running.send(SIGTERM)
                var ends = Ends()
                for try await end in group {
                    ends.events = ends.events ?? end.events
                    ends.lines = ends.lines ?? end.lines
                }
                stalled.close()
                return ends
            }
            return (scene, ends)
        }
        let (told, code) = (stopped.value, status.value)
        let began = try #require(told)
        #expect(ContinuousClock.now - began < Self.stopMax)
        #expect(code == 0)
        #expect(ends.events?.contains("signal.proposed") == true)
        #expect(ends.lines?.contains("\"code\":\"node-stops\"") == true, "\(ends.lines ?? "none")")

        try await folder.serving { _, node in
            let kept = Dictionary(
                grouping: try await scene.at(node).curator.list("/v1/signals"),
                by: { $0["fingerprints"]?.arrayValue?.first?["value"]?.stringValue ?? "" }
            )
            for (seed, signal) in acknowledged.value {
                #expect(kept[WritingScene.hash(seed).hex]?.compactMap { $0["id"]?.stringValue } == [signal])
            }
        }
        let audit = try await Program.run("log", "verify", "--data", folder.data)
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }

    /// Reads server-sent events to their end; an answer that breaks off throws.
    private static func followEvents(of scene: WritingScene, _ begun: Shared<Int>) async throws -> String {
        var request = scene.curator.request("GET", "/v1/events")
        request.headers.replaceOrAdd(name: "Accept", value: "text/event-stream")
        return try await text(of: request, from: "signal.proposed", begun)
    }

    /// Imports one line, never sends the next, and reads to the end.
    private static func sendOneLineAndPause(to scene: WritingScene, _ begun: Shared<Int>) async throws -> String {
        var request = scene.curator.request("POST", "/v1/checks")
        request.headers.replaceOrAdd(name: "Content-Type", value: "application/x-ndjson")
        let (pieces, more) = AsyncStream<ByteBuffer>.makeStream()
        let print: JSONValue = ["kind": "pdq", "value": .string(WritingScene.hash(1 << 60).hex)]
        more.yield(ByteBuffer(string: JSONValue.object(["fingerprints": .array([print])]).canonicalString + "\n"))
        request.body = .stream(pieces, length: .unknown)
        defer { more.finish() }
        return try await text(of: request, from: "\"line\":1", begun)
    }

    /// All that is answered; says that it has begun once a word came.
    private static func text(
        of request: HTTPClientRequest,
        from word: String,
        _ begun: Shared<Int>
    ) async throws -> String {
        let answer = try await NodeClient.client.execute(request, timeout: .minutes(2))
        #expect(answer.status == .ok)
        var text = ""
        var isBegun = false
        do {
            for try await piece in answer.body {
                text += String(buffer: piece)
                guard !isBegun, text.contains(word) else { continue }
                isBegun = true
                begun.change { $0 += 1 }
            }
        } catch {
            throw BrokenOff(url: request.url, seen: String(text.suffix(500)), cause: "\(error)")
        }
        return text
    }

    /// An answer had no end.
    private struct BrokenOff: Error {
        let url: String
        let seen: String
        let cause: String
    }
}

/// A connection on which a request was begun and is not ended.
private final class StalledUpload: Sendable {
    private let descriptor: Int32

    init(to node: NodeClient) throws {
        descriptor = try OpenConnection.make(to: node.address)
        let head = [
            "POST /v1/fingerprints HTTP/1.1", "Host: localhost", "Authorization: Bearer \(node.key ?? "")",
            "Content-Type: image/png", "Content-Length: 1000", "", "0123456789",
        ].joined(separator: "\r\n")
        _ = head.withCString { send(descriptor, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
    }

    func close() { _ = Glibc.close(descriptor) }
}
