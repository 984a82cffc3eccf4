import CanonicalJSON
import Cooperation
import Services

// The same members as the API gives them.

extension Interests {
    var json: JSONValue {
        func words(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }
        return ["owners": words(owners), "funders": words(funders), "governments": words(governments)]
    }
}

extension OrganisationView {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(organisation.id.description), "kind": .string(organisation.kind.rawValue),
            "standing": .string(organisation.standing.rawValue), "ownsNode": .bool(organisation.ownsNode),
        ]
        members["name"] = name.map { .string($0) }
        members["interests"] = organisation.interests.map(\.json)
        members["exchange"] = organisation.origin.map { .string($0.exchange.description) }
        return .object(members)
    }
}

extension PersonView {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(person.id.description), "organisation": .string(person.organisation.description),
            "roles": .array(person.roles.map { .string($0.rawValue) }), "state": .string(person.state.rawValue),
            "hasAddress": .bool(person.addressedAt != nil),
        ]
        members["name"] = name.map { .string($0) }
        members["officer"] = person.officer.map { .string($0.description) }
        members["languages"] = person.languages.map { .array($0.map { .string($0) }) }
        return .object(members)
    }
}

extension ExchangeView {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(exchange.id.description), "member": .string(exchange.member.description),
            "verifierKey": .string(exchange.verifierKey), "received": .integer(exchange.received),
            "verifiedSize": .integer(exchange.verifiedSize),
            "alarmAcknowledged": .bool(exchange.isAlarmAcknowledged), "waiting": .integer(waiting),
        ]
        members["address"] = address.map { .string($0) }
        members["verifiedRoot"] = exchange.verifiedRoot.map { .string($0) }
        members["alarm"] = exchange.alarm.map { .string($0.rawValue) }
        return .object(members)
    }
}

extension Key {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id.description), "organisation": .string(organisation.description),
            "role": .string(role.rawValue), "vouches": .bool(vouches), "revoked": .bool(isRevoked),
        ]
        members["person"] = person.map { .string($0.description) }
        members["expiresAt"] = expiresAt.map { .string($0.description) }
        return .object(members)
    }
}

extension RosterEntry {
    /// As it is sent.
    var json: JSONValue {
        let shifts = shifts.map { shift -> JSONValue in
            ["startMinute": .integer(Int64(shift.startMinute)), "minutes": .integer(Int64(shift.minutes))]
        }
        return ["person": .string(person.description), "shifts": .array(shifts)]
    }
}

extension RosterEntryView {
    var json: JSONValue {
        .object((entry.json.objectValue ?? [:]).merging(["reachable": .bool(isReachable)]) { $1 })
    }
}

extension Alert {
    var json: JSONValue {
        let attempts = attempts.map { attempt -> JSONValue in
            ["person": .string(attempt.person.description), "outcome": .string(attempt.outcome.rawValue)]
        }
        var members: [String: JSONValue] = [
            "id": .string(id.description), "kind": .string(kind.rawValue), "state": .string(state.rawValue),
            "raisedAt": .string(raisedAt.description), "causes": .array(causes.map { .string($0.description) }),
            "attempts": .array(attempts), "escalated": .bool(isEscalated), "isExercise": .bool(isExercise),
        ]
        members["dueAt"] = dueAt.map { .string($0.description) }
        members["role"] = role.map { .string($0.rawValue) }
        members["acknowledgedBy"] = acknowledgedBy.map { .string($0.description) }
        return .object(members)
    }
}

extension Reading {
    var json: JSONValue {
        [
            "id": .string(id.description), "person": .string(person.description),
            "kind": .string(subject.kind.rawValue),
            "subject": .string(subject.identifier.description), "purpose": .string(purpose.rawValue),
            "readAt": .string(readAt.description),
        ]
    }
}
