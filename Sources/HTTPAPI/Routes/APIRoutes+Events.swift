import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

extension APIRoutes {
    private static let eventParameters = pageParameters.union(["wait"])
    /// Every whole number that JSON carries exactly.
    private static let positionRange = 0...(1 << 53) - 1
    private static let bundleParameters: Set = ["after", "verified", "positions"]
    private static let eventLimits = RouteLimits(bodyBytesMax: 0, timeout: nil, streamsAnswer: true)

    func events() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/events",
                "readEvents",
                .readEvents,
                limits: Self.eventLimits,
                query: Self.eventParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.eventParameters)
                if request.acceptsEventStream { return try await eventStream(request, query, for: caller) }
                let seconds = try query.integer("wait", in: 0...Int(Node.eventWaitMax.count)) ?? 0
                let limit = try query.integer("limit", in: 1...Node.eventsPerPageMax) ?? Node.eventsPerPageMax
                let cursor = query["cursor"]
                let recheck = try recheck(.readEvents, request)
                // A little more than the node itself waits, so that it is the one to end.
                let waited = try await request.wait(atMost: .seconds(seconds + 5)) {
                    try await node.readEvents(
                        cursor: cursor,
                        limit: limit,
                        wait: Seconds(Int64(seconds)),
                        by: caller,
                        recheck: recheck
                    )
                }
                guard case .value(let page) = waited else { throw Problem.overloaded }
                return .json(json(page))
            },
            try route(
                .get,
                "/v1/bundle",
                "exportBundle",
                .readEvents,
                limits: Self.eventLimits,
                query: Self.bundleParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.bundleParameters)
                let wish = BundleWish(
                    after: Int64(try query.integer("after", in: Self.positionRange) ?? 0),
                    verified: try query.integer("verified", in: Self.positionRange).map(Int64.init),
                    positions: Int64(
                        try query.integer("positions", in: 1...Int(BundleWish.positionsMax))
                            ?? Int(BundleWish.positionsMax)
                    )
                )
                let export = try await node.exportBundle(wish, for: caller, recheck: try recheck(.readEvents, request))
                // Its seal comes last, so that one that was cut short is known by that.
                return .stream(MediaType.lines) { stream in
                    var export = export
                    while let piece = try await export.next() { try await stream.write(piece) }
                }
            },
            try route(.post, "/v1/events/{position}/erasure", "eraseTexts", .eraseTexts) { request, caller in
                let wire = try await request.readJSON(as: WireErasure.self)
                return try await answering {
                    try await node.eraseTexts(
                        at: try request.path.value("position") { Int64($0).flatMap { $0 >= 0 ? $0 : nil } },
                        parts: Set(wire.parts),
                        reason: wire.reason,
                        by: caller
                    )
                } with: { erased in
                    .json(["erased": .integer(Int64(erased))])
                }
            },
        ]
    }

    private func json(_ page: EventPage) -> JSONValue {
        var members: [String: JSONValue] = [
            "cursor": .string(page.cursor), "events": .array(page.events.map(json)),
        ]
        members["position"] = page.position.map { .integer($0) }
        return .object(members)
    }

    func json(_ slice: EventSlice) -> JSONValue {
        [
            "position": .integer(slice.position), "leafHash": .string(slice.leafHash.hex),
            "fields": slice.event.json,
        ]
    }

    func log() throws -> [APIRoute] {
        [
            try .open(.get, "/checkpoint", "readCheckpoint", limits: .reading) { request in
                _ = try request.query(knowing: [])
                try await requireLogAccess(request)
                guard let note = try await node.checkpoint() else { throw Self.noCheckpoint }
                return .text(note)
            },
            try .open(.get, "/tile/**", "readTile", limits: .reading) { request in
                _ = try request.query(knowing: [])
                try await requireLogAccess(request)
                let path = "/tile/" + request.path.tail.joined(separator: "/")
                guard let tile = Tile(path: path), let bytes = try await node.tile(tile) else { throw Problem.notFound }
                let isShared = node.logAccess != .keyed
                let age: CachePolicy = tile.isFull ? .forever : .seconds(60)
                return .bytes(bytes, "application/octet-stream", cache: isShared ? age : .never)
            },
        ]
    }

    /// Asks for a key where the log is not for anyone.
    private func requireLogAccess(_ request: IncomingRequest) async throws {
        guard node.logAccess == .keyed else { return }
        guard let token = try BearerToken.read(from: request.headerFields) else { throw Problem.keyRequired }
        let caller = try await NodeAuthenticator(node: node).authenticate(token)
        if let problem = Self.authorise(.readLog, caller) { throw problem }
    }

    private static var noCheckpoint: Problem {
        Problem(
            "no-checkpoint",
            status: .notFound,
            title: "No checkpoint yet",
            detail: "The node has signed no checkpoint yet; ask again in a minute."
        )
    }
}
