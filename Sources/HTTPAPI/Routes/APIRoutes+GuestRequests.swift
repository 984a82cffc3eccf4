import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    static let guestPath = "/v1/guest-requests"
    /// Who guesses links gets nowhere.
    private static let guestRate = RateLimit(perSecond: 1, burst: 120)
    private static let guestReading = RouteLimits(bodyBytesMax: 0, perAddress: guestRate)
    private static let guestAnswering = RouteLimits(perAddress: guestRate)

    /// For a platform that is no member: the link says who it is.
    func guestRequests() throws -> [APIRoute] {
        [
            try .open(
                .get,
                Self.guestPath + "/{secret}",
                "readGuestRequest",
                limits: Self.guestReading
            ) { request in
                _ = try request.query(knowing: [])
                return try .json(encoding: WireGuestRequest(try await node.guestRequest(secret(request))))
            },
            try .open(
                .post,
                Self.guestPath + "/{secret}",
                "answerGuestRequest",
                limits: Self.guestAnswering
            ) { request in
                _ = try request.query(knowing: [])
                try refuseIdempotencyKey(request)
                let wire = try await request.readJSON(as: WireGuestAnswer.self)
                let view = try await node.answerAsGuest(secret(request), wire.items, keptUntil: wire.keptUntil)
                return try .json(encoding: WireGuestRequest(view))
            },
        ]
    }

    private func secret(_ request: IncomingRequest) throws -> String { try request.path.value("secret") { $0 } }
}
