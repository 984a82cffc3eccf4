import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// How long a stream is silent before it shows that it is still there.
    private static let silenceMax = Duration.seconds(25)
    private static let streaming = RouteLimits(bodyBytesMax: 0, timeout: nil, streamsAnswer: true)

    /// Tells browsers that the queue changed, as server-sent events; they fetch the page anew.
    func live() throws -> [ConsoleRoute] {
        [
            try page("/console/queue/live", "console.queueLive", .readCases, limits: Self.streaming) { actor, _ in
                let request = actor.request
                let place = try liveStreams.place(for: actor.visit.session.id)
                return .stream("text/event-stream") { stream in
                    defer { place.keep() }
                    var seen = node.store.journalGrowth.size
                    try await stream.write(Array("retry: 5000\n\n".utf8))
                    while true {
                        let from = seen
                        let waited = try await request.wait(atMost: Self.silenceMax) {
                            try await node.store.journalGrowth.grows(beyond: from)
                        }
                        guard case .value(let size) = waited else {
                            // The page asks again, and another process answers.
                            guard waited == .timeIsOver else { return }
                            try await stream.write(Array(": still here\n\n".utf8))
                            guard try await isStillIn(request) else { return }
                            continue
                        }
                        seen = size
                        let hasChanged = try await node.hasCaseEvent(from: from)
                        guard hasChanged else { continue }
                        guard try await isStillIn(request) else { return }
                        try await stream.write(Array("data: \(size)\n\n".utf8))
                    }
                }
            }
        ]
    }

    /// Whether the session that began the stream still lets the person in.
    private func isStillIn(_ request: IncomingRequest) async throws -> Bool {
        guard let secret = cookies.session(in: request), let visit = try await access.visit(secret) else {
            return false
        }
        return visit.may(.readCases)
    }
}
