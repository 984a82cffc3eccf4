import CanonicalJSON
import Cooperation
import Services

// The members that lists of the register show, as the API gives them.

extension InstrumentView {
    var json: JSONValue {
        let terms = instrument.terms
        var members: [String: JSONValue] = [
            "id": .string(instrument.id.description), "code": .string(terms.code),
            "kind": .string(terms.kind.rawValue), "state": .string(instrument.state.rawValue),
            "isAccepted": .bool(terms.isAccepted), "sourceDate": .string(terms.sourceDate),
        ]
        members["country"] = terms.country.map { .string($0) }
        members["clock"] = terms.clock.map { .string($0) }
        members["confirmedOn"] = instrument.confirmedOn.map { .string($0) }
        members["title"] = title.map { .string($0) }
        return .object(members)
    }
}

extension OfficeView {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(office.id.description), "authority": .string(office.authority.description),
            "function": .string(office.function.rawValue), "country": .string(office.country),
            "vouched": .bool(office.vouchings.standing != nil && office.revokedAt == nil),
        ]
        members["name"] = texts[.name].map { .string($0) }
        members["revokedAt"] = office.revokedAt.map { .string($0.description) }
        return .object(members)
    }
}

extension OfficerView {
    var json: JSONValue {
        let live = officer.keys.filter { $0.revokedAt == nil }.count
        var members: [String: JSONValue] = [
            "id": .string(officer.id.description), "office": .string(officer.office.description),
            "rank": .string(officer.rank.rawValue), "keys": .integer(Int64(live)),
            "vouched": .bool(officer.vouchings.standing != nil && officer.leftAt == nil),
        ]
        members["name"] = name.map { .string($0) }
        members["leftAt"] = officer.leftAt.map { .string($0.description) }
        return .object(members)
    }
}
