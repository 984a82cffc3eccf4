import HTTPServing
import HTTPTypes
import NIOCore
import Synchronization
import Testing

@Suite struct WaitTests {
    /// Says what became of a wait.
    private final class Watch: Sendable {
        let began = AsyncStream<Void>.makeStream()
        let ended = AsyncStream<String>.makeStream()

        func route(atMost duration: Duration, value: String? = nil) throws -> TestRoute {
            try .open(.get, "/wait", "wait", limits: .waiting) { [self] request in
                do {
                    let waited = try await request.wait(atMost: duration) { [self] in
                        began.continuation.yield()
                        if let value { return value }
                        try await Task.sleep(for: .seconds(600))
                        return "too late"
                    }
                    let text =
                        switch waited {
                        case .value(let text): text
                        case .timeIsOver: "time is over"
                        case .nodeStops: "node stops"
                        }
                    ended.continuation.yield(text)
                    return .text(text)
                } catch {
                    ended.continuation.yield(error is CancellationError ? "client left" : "\(error)")
                    throw error
                }
            }
        }

        func firstEnd() async -> String? {
            for await end in ended.stream { return end }
            return nil
        }

        func beginning() async {
            for await _ in began.stream { return }
        }
    }

    @Test(arguments: [(Duration.milliseconds(10), nil, "time is over"), (.seconds(600), "something", "something")])
    func `a wait ends with its time or with its value`(atMost: Duration, value: String?, body: String) async throws {
        let watch = Watch()
        let answers = try await withDoor(routes: [watch.route(atMost: atMost, value: value)]) { port, _ in
            let twice = request("GET /wait", closes: false) + request("GET /wait")
            return try await RawClient.exchange(port, [twice])
        }
        let first = try #require(RawAnswer(answers))
        #expect(first.status == 200 && first.body == body)
        #expect(RawAnswer(first.rest)?.body == body)
    }

    @Test func `a wait ends when the client leaves`() async throws {
        let watch = Watch()
        let end = try await withDoor(routes: [watch.route(atMost: .seconds(600))]) { port, _ in
            let channel = try await RawClient.connect(port)
            try await channel.executeThenClose { _, outbound in
                try await outbound.write(ByteBuffer(string: request("GET /wait", closes: false)))
                await watch.beginning()
            }
            return await watch.firstEnd()
        }
        #expect(end == "client left")
    }

    @Test func `a wait ends with an answer when the node stops`() async throws {
        let watch = Watch()
        let text = try await withDoor(routes: [watch.route(atMost: .seconds(600))]) { port, stop in
            async let text = RawClient.exchange(port, [request("GET /wait", closes: false)])
            await watch.beginning()
            await stop()
            return try await text
        }
        #expect(RawAnswer(text)?.body == "node stops")
    }
}
