import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let alertList = "alerts"
    private static let alertParameters = pageParameters.union(["state"])
    private static let addressPath = "/v1/organisations/{id}/people/{person}/address"

    func alerts() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/alerts",
                "listAlerts",
                .readAlerts,
                limits: .reading,
                query: Self.alertParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.alertParameters)
                let page = try PageRequest(query, list: Self.alertList, node: node)
                let state = try query.value("state", "a state of an alert") { Alert.State(rawValue: $0) }
                let found = try await node.alerts(state: state, after: page.afterID(), limit: page.limit)
                let alerts = found.alerts.map { WireAlert($0, for: caller) }
                return try self.page(alerts, next: found.next, list: Self.alertList)
            },
            try route(.get, "/v1/alerts/{id}", "readAlert", .readAlerts, limits: .reading) { request, caller in
                try .json(encoding: WireAlert(try await node.alert(request.path.id()), for: caller))
            },
            try route(
                .post,
                "/v1/alerts/{id}/acknowledgement",
                "acknowledgeAlert",
                .acknowledgeAlerts,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.acknowledgeAlert(request.path.id(), by: caller)
                } with: { alert in
                    try .json(encoding: WireAlert(alert, for: caller))
                }
            },
        ]
    }

    func roster() throws -> [APIRoute] {
        [
            try route(.get, "/v1/roster", "readRoster", .readAlerts, limits: .reading) { _, _ in
                try .json(encoding: WireRoster(try await node.roster()))
            },
            try route(.put, "/v1/roster", "setRoster", .keepRoster) { request, caller in
                let wire = try await request.readJSON(as: WireNewRoster.self)
                return try await answering {
                    try await node.setRoster(wire.entries.map(\.entry), by: caller)
                } with: { entries in
                    try .json(encoding: WireRoster(entries))
                }
            },
        ]
    }

    func addresses() throws -> [APIRoute] {
        [
            try route(.get, Self.addressPath, "readAddress", .keepAddresses, limits: .reading) { request, caller in
                let id: ID<Person> = try request.path.id("person")
                let organisation: ID<Organisation> = try request.path.id()
                let address = try await node.noting(.person(id), by: caller) {
                    try await node.address(of: id, in: organisation, for: caller)
                }
                guard let address else {
                    throw Refusal(.notFound, "address-missing", "This person has no address; set one first.")
                }
                return try .json(encoding: WireAddress(email: address.text))
            },
            try route(.put, Self.addressPath, "setAddress", .keepAddresses) { request, caller in
                let wire = try await request.readJSON(as: WireAddress.self)
                return try await answering {
                    try await node.setAddress(
                        EmailAddress(typed: wire.email),
                        of: try request.path.id("person"),
                        in: try request.path.id(),
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WirePerson(view))
                }
            },
            try route(
                .delete,
                Self.addressPath,
                "removeAddress",
                .keepAddresses,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.setAddress(
                        nil,
                        of: try request.path.id("person"),
                        in: try request.path.id(),
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WirePerson(view))
                }
            },
        ]
    }
}
