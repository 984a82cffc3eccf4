import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    /// After how long a stream without news says that it is still there.
    package static let heartbeat = Seconds(10)
    /// A comment, which clients pass over.
    private static let signOfLife = Array(":\n\n".utf8)

    /// The slice of the journal as server-sent events: the same events, and cursors as their ids.
    ///
    /// The first page is read before the answer begins, so that a wrong cursor is refused as such. A client that does not
    /// read holds up no more than the page that is being written, and is cut off as any other.
    func eventStream(_ request: IncomingRequest, _ query: Query, for caller: Caller) async throws -> OutgoingResponse {
        guard query["wait"] == nil else {
            throw Problem.invalidField("wait", "A stream waits by itself; leave this out.")
        }
        let limit = try query.integer("limit", in: 1...Node.eventsPerPageMax) ?? Node.eventsPerPageMax
        let recheck = try recheck(.readEvents, request)
        let first = try await node.readEvents(
            cursor: request.headerFields[.lastEventID] ?? query["cursor"],
            limit: limit,
            wait: Seconds(0),
            by: caller,
            recheck: recheck
        )
        return .stream(MediaType.eventStream) { stream in
            var cursor = first.cursor
            try await stream.write(text(first, after: ""))
            while true {
                let known = cursor
                let next: Waited<EventPage>
                do {
                    // A little more than the node itself waits, so that it is the one to end.
                    next = try await request.wait(atMost: .seconds(Self.heartbeat.count + 5)) {
                        try await node.readEvents(
                            cursor: known,
                            limit: limit,
                            wait: Self.heartbeat,
                            by: try await recheck(),
                            recheck: recheck
                        )
                    }
                } catch {
                    guard let problem = (error as? Problem) ?? Problem.translated(error) else { throw error }
                    let json = problem.json(requestID: request.id).canonicalString
                    return try await stream.write(Array("event: end\ndata: \(json)\n\n".utf8))
                }
                switch next {
                case .value(let page):
                    try await stream.write(text(page, after: cursor))
                    cursor = page.cursor
                // A machine with too much to do was late. Clients whose streams ended here would come back and ask more.
                case .timeIsOver: try await stream.write(Self.signOfLife)
                case .nodeStops: return
                }
            }
        }
    }

    /// A page as server-sent events; without any, a sign of life that takes the cursor along.
    private func text(_ page: EventPage, after cursor: String) -> [UInt8] {
        guard !page.events.isEmpty else {
            return page.cursor == cursor ? Self.signOfLife : Array("id: \(page.cursor)\n\n".utf8)
        }
        var text = ""
        for (slice, cursor) in zip(page.events, page.cursors) {
            text += "id: \(cursor)\ndata: \(json(slice).canonicalString)\n\n"
        }
        if page.cursor != page.cursors.last { text += "id: \(page.cursor)\n\n" }
        return Array(text.utf8)
    }
}

extension IncomingRequest {
    /// Whether the client asks for server-sent events.
    var acceptsEventStream: Bool {
        headerFields[values: .accept].contains { value in
            value.split(separator: ",").contains {
                MediaType(parsing: String($0.drop { $0 == " " }))?.essence == MediaType.eventStream
            }
        }
    }
}

extension HTTPField.Name {
    /// The cursor of the last event that a stream's client saw.
    static let lastEventID = HTTPField.Name("Last-Event-ID") ?? .trailer
}
