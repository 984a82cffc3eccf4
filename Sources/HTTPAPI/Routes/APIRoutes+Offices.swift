import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let officeList = "offices"
    private static let officeParameters = pageParameters.union(["authority"])

    func offices() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/offices",
                "listOffices",
                .readRegister,
                limits: .reading,
                query: Self.officeParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.officeParameters)
                let page = try PageRequest(query, list: Self.officeList, node: node)
                let found = try await node.offices(
                    of: try query.value("authority", "an id") { ID<Organisation>($0) },
                    after: page.afterID(),
                    limit: page.limit,
                    for: caller
                )
                let offices = found.offices.map { WireOffice($0, for: caller.organisation) }
                return try self.page(offices, next: found.next, list: Self.officeList)
            },
            try route(.post, "/v1/offices", "enterOffice", .keepRegister) { request, caller in
                let wire = try await request.readJSON(as: WireNewOffice.self)
                return try await answering {
                    try await node.enterOffice(wire.office, by: caller)
                } with: { view in
                    try .created("/v1/offices/\(view.office.id)", .encoding(WireOffice(view, for: caller.organisation)))
                }
            },
            try route(.get, "/v1/offices/{id}", "readOffice", .readRegister, limits: .reading) { request, caller in
                try .json(
                    encoding: WireOffice(
                        try await node.office(request.path.id(), for: caller),
                        for: caller.organisation
                    )
                )
            },
            try route(.patch, "/v1/offices/{id}", "changeOffice", .keepRegister) { request, caller in
                let wire = try await request.readJSON(as: WireOfficeChange.self)
                return try await answering {
                    try await node.changeOffice(request.path.id(), wire.change, by: caller)
                } with: { view in
                    try .json(encoding: WireOffice(view, for: caller.organisation))
                }
            },
            try route(.post, "/v1/offices/{id}/vouching", "vouchForOffice", .vouchForMandates) { request, caller in
                let wire = try await request.readJSON(as: WireVouching.self)
                return try await answering {
                    try await node.vouchForOffice(request.path.id(), how: wire.how, by: caller)
                } with: { view in
                    try .json(encoding: WireOffice(view, for: caller.organisation))
                }
            },
            try route(.post, "/v1/offices/{id}/warning", "setOfficeWarning", .keepRegister) { request, caller in
                let wire = try await request.readJSON(as: WireOfficeWarning.self)
                return try await answering {
                    try await node.setOfficeWarning(
                        request.path.id(),
                        order: wire.order,
                        law: wire.law,
                        source: wire.source,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireOffice(view, for: caller.organisation))
                }
            },
            try route(.post, "/v1/offices/{id}/revocation", "revokeOffice", .keepRegister) { request, caller in
                let wire = try await request.readJSON(as: WireReason.self)
                return try await answering {
                    try await node.revokeOffice(request.path.id(), reason: wire.reason, by: caller)
                } with: { view in
                    try .json(encoding: WireOffice(view, for: caller.organisation))
                }
            },
        ]
    }
}
