import CanonicalJSON
import Cooperation
import Services

extension LocalAdministration {
    func setAddress(
        _ email: String?,
        of id: ID<Person>,
        in organisation: ID<Organisation>
    ) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepAddresses)
        let address = try email.map { try EmailAddress(typed: $0) }
        return try await node.setAddress(address, of: id, in: organisation, by: caller).json
    }

    func roster() async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readAlerts)
        return try await node.roster().map(\.json)
    }

    func setRoster(_ entries: [RosterEntry]) async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .keepRoster)
        return try await node.setRoster(entries, by: caller).map(\.json)
    }

    func alerts() async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readAlerts)
        return try await all { after in
            let page = try await node.alerts(state: nil, after: after, limit: Self.pageSize)
            return (page.alerts.map(\.json), page.next)
        }
    }

    func readings(by person: ID<Person>?, of subject: Identifier?) async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readReadings)
        var items: [JSONValue] = []
        var after: ReadingBookmark?
        repeat {
            let page = try await node.readings(
                for: caller,
                by: person,
                of: subject,
                after: after,
                limit: Self.pageSize
            )
            items += page.readings.map(\.json)
            after = page.next
        } while after != nil
        return items
    }

    func acknowledgeAlert(_ id: ID<Alert>, by person: ID<Person>?) async throws -> JSONValue {
        try await node.acknowledgeAlert(id, by: self.caller(person, for: .acknowledgeAlerts)).json
    }
}
