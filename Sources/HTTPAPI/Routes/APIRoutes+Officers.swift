import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let officerList = "officers"
    private static let officerParameters = pageParameters.union(["authority", "office"])

    func officers() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/officers",
                "listOfficers",
                .readRegister,
                limits: .reading,
                query: Self.officerParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.officerParameters)
                let page = try PageRequest(query, list: Self.officerList, node: node)
                let found = try await node.officers(
                    at: try query.value("office", "an id") { ID<Office>($0) },
                    of: try query.value("authority", "an id") { ID<Organisation>($0) },
                    after: page.afterID(),
                    limit: page.limit,
                    for: caller
                )
                return try self.page(found.officers.map(WireOfficer.init), next: found.next, list: Self.officerList)
            },
            try route(.post, "/v1/officers", "enterOfficer", .keepRegister) { request, caller in
                let wire = try await request.readJSON(as: WireNewOfficer.self)
                return try await answering {
                    try await node.enterOfficer(
                        wire.person,
                        at: wire.office,
                        rank: wire.rank,
                        texts: try OfficerTexts(name: wire.name, post: wire.post, contact: wire.contact),
                        by: caller
                    )
                } with: { view in
                    try .created("/v1/officers/\(view.officer.id)", .encoding(WireOfficer(view)))
                }
            },
            try route(.get, "/v1/officers/{id}", "readOfficer", .readRegister, limits: .reading) { request, caller in
                try .json(encoding: WireOfficer(try await node.officer(request.path.id(), for: caller)))
            },
            try route(.patch, "/v1/officers/{id}", "changeOfficer", .keepRegister) { request, caller in
                let wire = try await request.readJSON(as: WireRank.self)
                return try await answering {
                    try await node.changeOfficerRank(request.path.id(), to: wire.rank, by: caller)
                } with: { view in
                    try .json(encoding: WireOfficer(view))
                }
            },
            try route(.post, "/v1/officers/{id}/vouching", "vouchForOfficer", .vouchForMandates) { request, caller in
                let wire = try await request.readJSON(as: WireVouching.self)
                return try await answering {
                    try await node.vouchForOfficer(request.path.id(), how: wire.how, by: caller)
                } with: { view in
                    try .json(encoding: WireOfficer(view))
                }
            },
            try route(.post, "/v1/officers/{id}/departure", "noteDeparture", .keepRegister) { request, caller in
                let wire = try await request.readJSON(as: WireDeparture.self)
                return try await answering {
                    try await node.leaveOffice(request.path.id(), reason: wire.reason, by: caller)
                } with: { view in
                    try .json(encoding: WireOfficer(view))
                }
            },
        ]
    }

    func officerKeys() throws -> [APIRoute] {
        [
            try route(.post, "/v1/officers/{id}/keys", "addOfficerKey", .keepOfficerKeys) { request, caller in
                let wire = try await request.readJSON(as: WireNewOfficerKey.self)
                let entry = try OfficerKeyEntry(
                    id: wire.id,
                    kind: wire.kind,
                    publicKey: wire.publicKey,
                    certificate: wire.certificate
                )
                let officer: ID<Officer> = try request.path.id()
                return try await answering {
                    try await node.addOfficerKey(entry, to: officer, by: caller)
                } with: { view in
                    try .json(encoding: WireOfficer(view))
                }
            },
            try route(
                .post,
                "/v1/officers/{id}/keys/{key}/vouching",
                "vouchForOfficerKey",
                .vouchForMandates
            ) { request, caller in
                let wire = try await request.readJSON(as: WireVouching.self)
                return try await answering {
                    try await node.vouchForOfficerKey(
                        try request.path.value("key") { $0 },
                        of: try request.path.id(),
                        how: wire.how,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireOfficer(view))
                }
            },
            try route(
                .post,
                "/v1/officers/{id}/keys/{key}/revocation",
                "revokeOfficerKey",
                .keepOfficerKeys
            ) { request, caller in
                let wire = try await request.readJSON(as: WireKeyRevocation.self)
                return try await answering {
                    try await node.revokeOfficerKey(
                        try request.path.value("key") { $0 },
                        of: try request.path.id(),
                        why: wire.why,
                        reason: wire.reason,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireOfficer(view))
                }
            },
        ]
    }
}
