import CanonicalJSON
import Cooperation
import Interchange
import Logging
import Services
import Synchronization
import Testing

/// A node and a receiver that speak over sockets of this machine.
@Suite struct `A receiver of webhooks` {
    /// A message as it came over the wire.
    private struct Arrived {
        let fields: [String: String]
        let body: [UInt8]
        let line: String

        init(_ request: String) throws {
            let end = try #require(request.firstRange(of: "\r\n\r\n"))
            let lines = request[..<end.lowerBound].split(separator: "\r\n")
            line = lines.first.map(String.init) ?? ""
            fields = Dictionary(
                lines.dropFirst().compactMap { line in
                    line.firstRange(of: ": ").map {
                        (line[..<$0.lowerBound].lowercased(), String(line[$0.upperBound...]))
                    }
                },
                uniquingKeysWith: { first, _ in first }
            )
            body = Array(request[end.upperBound...].utf8)
        }

        var id: String? { fields["webhook-id"] }
        var json: JSONValue { get throws { try JSONValue(parsing: body) } }
        /// The type and the subject.
        var what: [String] {
            get throws {
                let json = try json
                return [json["type"]?.stringValue ?? "-", json["data"]?["subject"]?.stringValue ?? "-"]
            }
        }
    }

    private static func arrived(_ server: RawServer) throws -> [Arrived] { try server.log.all.map { try Arrived($0) } }

    private static func address(_ server: RawServer) -> String { "http://127.0.0.1:\(server.port)/hook?a=b" }

    /// Answers that a test changes while the receiver runs, by a word that the request holds.
    private final class Answers: Sendable {
        private let answers = Mutex<[(word: String, steps: [RawServer.Step])]>([])

        func set(_ word: String, _ steps: [RawServer.Step]) { answers.withLock { $0 = [(word, steps)] } }
        func clear() { answers.withLock { $0 = [] } }

        func steps(for request: String) -> [RawServer.Step] {
            answers.withLock { $0.first { request.contains($0.word) }?.steps } ?? [.answer(204)]
        }
    }

    @Test func `gets a signed message, small and without names, once`() async throws {
        let home = try await ReceiverNode.make()
        try await RawServer.run({ _ in [.answer(200, "TEST taken")] }) { server in
            let made = try await home.webhook(Self.address(server))
            let key = try await home.issue()
            try await home.keeper().turn()
            try await home.keeper().turn()
            let all = try Self.arrived(server)
            let message = try #require(all.first)
            #expect(all.count == 1 && message.line == "POST /hook?a=b HTTP/1.1")
            #expect(message.fields["content-type"] == "application/json")
            #expect(message.fields["authorization"] == nil)
            let json = try message.json
            #expect(json["type"] == "key.issued")
            #expect(json["data"]?["subject"] == .string(key.description))
            #expect(json["timestamp"]?.stringValue.flatMap { Timestamp($0) } != nil)
            let second = try #require(message.fields["webhook-timestamp"].flatMap { Int64($0) })
            let signature = made.secret.signature(id: message.id ?? "", second: second, body: message.body)
            #expect(message.fields["webhook-signature"] == signature)
            #expect(try await home.view(made.view.webhook.id).counts == WebhookQueueCounts())
        }
    }

    @Test func `that fails is told again under the same id, and meanwhile nothing else about the same thing`()
        async throws
    {
        let home = try await ReceiverNode.make()
        let answers = Answers()
        try await RawServer.run({ answers.steps(for: $0) }) { server in
            let id = try await home.webhook(Self.address(server)).view.webhook.id
            let first = try await home.issue()
            try await home.revoke(first)
            let second = try await home.issue()
            answers.set(first.description, [.answer(500)])
            try await home.keeper().turn()
            var expected = [["key.issued", first.description], ["key.issued", second.description]]
            #expect(Set(try Self.arrived(server).map { try $0.what }) == Set(expected))
            // It is not asked before its time has come.
            home.clock.advance(Seconds(3))
            try await home.keeper().turn()
            #expect(server.log.all.count == 2)
            home.clock.advance(Seconds(7))
            answers.clear()
            try await home.keeper().turn()
            expected = [["key.issued", first.description], ["key.revoked", first.description]]
            let all = try Self.arrived(server)
            #expect(try all.dropFirst(2).map { try $0.what } == expected)
            let failed = try #require(try all.first { try $0.what == expected[0] })
            #expect(failed.id == all[2].id && failed.body == all[2].body && failed.id != all[3].id)
            #expect(try await home.view(id).counts == WebhookQueueCounts())
        }
    }

    @Test func `that is gone for good is told nothing more until somebody switches it on`() async throws {
        let home = try await ReceiverNode.make()
        let answers = Answers()
        try await RawServer.run({ answers.steps(for: $0) }) { server in
            let id = try await home.webhook(Self.address(server)).view.webhook.id
            let key = try await home.issue()
            try await home.revoke(key)
            answers.set("webhook-id", [.answer(410)])
            try await home.keeper().turn()
            #expect(server.log.all.count == 1)
            let view = try await home.view(id)
            #expect(view.webhook.state == .off && view.webhook.offReason == .gone)
            #expect(view.counts == WebhookQueueCounts(waiting: 0, dead: 2))
            _ = try await home.issue()
            home.clock.advance(.days(1))
            try await home.keeper().turn()
            #expect(server.log.all.count == 1)
            answers.clear()
            _ = try await home.node.switchWebhook(id, of: home.own, on: true, by: home.administrator)
            let later = try await home.issue()
            try await home.keeper().turn()
            #expect(try Self.arrived(server).dropFirst().map { try $0.what } == [["key.issued", later.description]])
        }
    }

    @Test func `that is away for days has its messages among the dead ones, from where they are replayed in order`()
        async throws
    {
        let home = try await ReceiverNode.make()
        let port = try await RawServer.closedPort()
        let id = try await home.webhook("http://127.0.0.1:\(port)/hook").view.webhook.id
        let key = try await home.issue()
        for _ in 0..<9 {
            try await home.keeper().turn()
            home.clock.advance(.hours(30))
        }
        // The second waits behind the first, which is still tried.
        try await home.revoke(key)
        try await home.keeper().turn()
        #expect(try await home.dead(id).map(\.attempts) == [10])
        for _ in 0..<10 {
            try await home.keeper().turn()
            home.clock.advance(.hours(30))
        }
        let dead = try await home.dead(id)
        #expect(dead.map(\.kind) == [.keyIssued, .keyRevoked] && dead.map(\.attempts) == [10, 10])
        #expect(dead.allSatisfy { $0.failure == WebhookFailure(.unreachable) && $0.subject == key.identifier })
        #expect(try await home.view(id).counts == WebhookQueueCounts(waiting: 0, dead: 2))
        let count = try await home.node.replayDeliveries(of: id, of: home.own, at: nil, by: home.administrator)
        let waiting = try await home.node.store.read { [now = home.clock.now] reading in
            try reading.nextDeliveries(for: id, dueBy: now, limit: 10)
        }
        #expect(count == 2 && waiting.map(\.kind) == [.keyIssued], "The later one waits behind the earlier one.")
        #expect(try await home.dead(id).isEmpty)
    }

    @Test func `gets what waited when the node was stopped, and nothing twice that it took`() async throws {
        let home = try await ReceiverNode.make()
        let answers = Answers()
        try await RawServer.run({ answers.steps(for: $0) }) { server in
            let id = try await home.webhook(Self.address(server)).view.webhook.id
            let taken = try await home.issue()
            let waiting = try await home.issue()
            answers.set(waiting.description, [.answer(503, fields: "Retry-After: 60\r\n")])
            try await home.keeper().turn()
            // This one happens without anybody looking.
            let unseen = try await home.issue()
            let again = try await home.restarted()
            answers.clear()
            again.clock.advance(Seconds(30))
            try await again.keeper().turn()
            again.clock.advance(Seconds(31))
            try await again.keeper().turn()
            let all = try Self.arrived(server)
            let subjects = try all.map { try $0.what[1] }
            #expect(Set(subjects.prefix(2)) == [taken.description, waiting.description])
            #expect(subjects.dropFirst(2) == [unseen.description, waiting.description])
            #expect(Set(all.compactMap(\.id)).count == 3)
            #expect(try await again.view(id).counts == WebhookQueueCounts())
        }
    }

    @Test func `in a network that is not allowed is never spoken to`() async throws {
        let home = try await ReceiverNode.make()
        try await RawServer.run({ _ in [.answer(204)] }) { server in
            let id = try await home.webhook(Self.address(server)).view.webhook.id
            _ = try await home.issue()
            for _ in 0..<10 {
                try await home.keeper(.none).turn()
                home.clock.advance(.hours(30))
            }
            #expect(server.log.all.isEmpty)
            #expect(try await home.dead(id).map(\.failure) == [WebhookFailure(.notAllowed)])
        }
    }

    @Test(
        arguments: [
            ([.answer(302, fields: "Location: http://127.0.0.1:1/\r\n")], WebhookFailure(.refused, status: 302)),
            ([.hold], WebhookFailure(.timedOut)), ([], WebhookFailure(.unreachable)),
            (
                [.text("HTTP/1.1 500 No\r\n\r\n"), .sendForEver(Array("TEST".utf8))],
                WebhookFailure(.refused, status: 500)
            ), ([.text("HTTP/1.1 200 OK\r\nContent-Le"), .hold], WebhookFailure(.timedOut)),
            ([.text("TEST no answer\r\n\r\n")], WebhookFailure(.malformed)),
        ] as [([RawServer.Step], WebhookFailure)]
    )
    func `that redirects, refuses at length, is slow, or no server at all took nothing`(
        steps: [RawServer.Step],
        failure: WebhookFailure
    ) async throws {
        let home = try await ReceiverNode.make()
        try await RawServer.run({ _ in steps }) { server in
            let id = try await home.webhook(Self.address(server)).view.webhook.id
            _ = try await home.issue()
            let isSlow = failure.reason == .timedOut
            try await home.keeper {
                // The time of a slow one is over once the message got there.
                while !isSlow || server.log.all.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
            }.turn()
            #expect(server.log.all.count == 1)
            #expect(try await home.view(id).counts == WebhookQueueCounts(waiting: 1, dead: 0))
            let later = home.clock.now + Seconds(6)
            let waiting = try await home.node.store.read { try $0.nextDeliveries(for: id, dueBy: later, limit: 1) }
            #expect(waiting.map(\.failure) == [failure])
        }
    }

    @Test(
        arguments: [
            [.answer(200, String(repeating: "TEST ", count: 40_000), type: "text/html")],
            [.answer(200, bytes: [0x1F, 0x8B, 0x08, 0x00], type: "text/html", fields: "Content-Encoding: gzip\r\n")],
            [.text("HTTP/1.1 200 OK\r\n\r\n"), .sendForEver(Array("TEST".utf8))],
            [.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"), .hold],
            [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nTEST")],
        ] as [[RawServer.Step]]
    )
    func `that says yes took it, however long, packed, slow or broken the rest of its answer is`(
        steps: [RawServer.Step]
    ) async throws {
        let home = try await ReceiverNode.make()
        try await RawServer.run({ _ in steps }) { server in
            let id = try await home.webhook(Self.address(server)).view.webhook.id
            _ = try await home.issue()
            try await home.keeper().turn()
            #expect(server.log.all.count == 1)
            #expect(try await home.view(id).counts == WebhookQueueCounts())
        }
    }

    @Test func `is told while the node runs, without anybody asking`() async throws {
        let home = try await ReceiverNode.make()
        try await RawServer.run({ _ in [.answer(204)] }) { server in
            _ = try await home.webhook(Self.address(server))
            let keeper = home.keeper()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await keeper.run(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) }
                group.addTask {
                    for count in 1...3 {
                        _ = try await home.issue()
                        while server.log.all.count < count { try await Task.sleep(for: .milliseconds(1)) }
                    }
                }
                try await group.next()
                group.cancelAll()
            }
            #expect(server.log.all.count == 3)
        }
    }
}
