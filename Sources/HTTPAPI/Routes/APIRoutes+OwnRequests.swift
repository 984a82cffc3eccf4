import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    /// What an authority's own node says and asks of the authority's requests and threat alerts that are kept here.
    func ownRequests() throws -> [APIRoute] {
        [
            try route(
                .post,
                "/v1/requests/{id}/authority-words",
                "takeAuthorityWord",
                .carryOwnRequests
            ) { request, caller in
                let wire = try await request.readJSON(as: WireAuthorityWord.self)
                return try await answering {
                    try await node.takeAuthorityWord(
                        wire.word,
                        text: wire.text,
                        about: request.path.id(),
                        dispatch: wire.dispatch,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireRequest(view, for: caller.organisation, isWhole: false))
                }
            },
            try route(
                .post,
                "/v1/requests/{id}/carried-link",
                "inviteCarriedGuest",
                .carryOwnRequests
            ) { request, caller in
                let lasting = try WireNewGuestLink.time(try await request.readJSON(as: WireNewGuestLink.self))
                let id: ID<Request> = try request.path.id()
                return try await tellingOnce(id: id.description) {
                    let link = try await node.inviteCarriedGuest(to: id, lasting: lasting, by: caller)
                    return try .json(encoding: WireGuestLink(link, path: "\(Self.guestPath)/\(link.secret)"))
                }
            },
            try route(
                .post,
                "/v1/requests/{id}/items/{number}/carried-look",
                "lookAtCarriedItem",
                .carryOwnRequests,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.lookAtCarriedItem(
                        of: try request.path.id(),
                        item: try request.path.value("number") { Int($0) },
                        by: caller
                    )
                } with: { standing in
                    try .json(encoding: WireItemStanding(standing))
                }
            },
            try route(
                .post,
                "/v1/threat-alerts/{id}/words",
                "takeThreatWord",
                .carryOwnRequests
            ) { request, caller in
                let wire = try await request.readJSON(as: WireThreatWord.self)
                return try await answering {
                    try await node.takeThreatWord(
                        wire.outcome.map { .reported($0) } ?? .acknowledged,
                        note: wire.note,
                        about: request.path.id(),
                        dispatch: wire.dispatch,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireThreatNotice(view))
                }
            },
        ]
    }
}
