import CanonicalJSON
import HTTPServing
import HTTPTypes

/// The routes that the live tests talk to.
enum LiveDoor {
    static func routes(gate: Gate = Gate()) throws -> [TestRoute] {
        [
            try .open(.get, "/open", "open") { _ in .text("ok") },
            try .open(.get, "/live", "live", limits: RouteLimits(isExemptFromLoadLimits: true)) { _ in .text("live") },
            try .keyOptional(.get, "/optional", "optional") { _, caller in .text(caller ?? "nobody") },
            try .keyRequired(.get, "/things/{id}", "readThing", .read, limits: .reading) { request, _ in
                .json(["id": .integer(try request.path.value("id") { Int64($0) })])
            },
            try .keyRequired(.post, "/echo", "echo", .read, limits: RouteLimits(bodyBytesMax: 100)) { request, _ in
                .json(try await request.readJSON())
            },
            try .keyRequired(.put, "/bytes", "putBytes", .read, limits: RouteLimits(bodyBytesMax: 200_000)) {
                request,
                _ in
                .json(["count": .integer(Int64(try await request.readBytes().count))])
            },
            try .keyRequired(.post, "/form", "form", .read) { request, _ in
                let parts = try await request.readForm(bytesMaxByName: ["file": 10, "context": 20])
                return .json(.object(parts.mapValues { .string(String(decoding: $0.bytes, as: UTF8.self)) }))
            },
            try .keyRequired(.get, "/never", "never", .nobody) { _, _ in .noContent },
            try .open(.get, "/fails", "fails") { _ in throw SecretError() },
            try .open(.get, "/stuck", "stuck", limits: RouteLimits(timeout: .milliseconds(20))) { _ in
                try await Task.sleep(for: .seconds(60))
                return .noContent
            },
            try .keyRequired(.get, "/gate", "gate", .read) { _, _ in
                await gate.pass()
                return .text("through")
            },
            try .open(.get, "/stream", "stream", limits: RouteLimits(streamsAnswer: true)) { _ in
                .stream("text/plain") { stream in
                    for piece in ["one ", "two ", "three"] { try await stream.write(Array(piece.utf8)) }
                }
            },
            try .open(.get, "/undeclared-stream", "undeclaredStream") { _ in .stream("text/plain") { _ in } },
            try .open(.get, "/tile/**", "tile") { request in
                .bytes(Array(request.path.tail.joined(separator: "/").utf8), MediaType.octetStream, cache: .forever)
            },
        ]
    }

    /// Sends one request and reads one answer.
    static func answer(
        to text: String...,
        ending: RawClient.Ending = .waitForServer,
        limits: ServingLimits = ServingLimits(),
        connection: ConnectionLimits = ConnectionLimits()
    ) async throws -> RawAnswer? {
        try await withDoor(routes: routes(), limits: limits, connection: connection) { port, _ in
            RawAnswer(try await RawClient.exchange(port, text, ending: ending))
        }
    }
}
