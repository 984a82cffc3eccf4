import CanonicalJSON
import Cooperation
import Services

extension LocalAdministration {
    func instruments() async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readRegister)
        return try await all { after in
            let page = try await node.instruments(after: after, limit: Self.pageSize)
            return (page.instruments.map(\.json), page.next)
        }
    }

    func importInstruments(_ bytes: [UInt8]?) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepInstruments)
        let result =
            if let bytes {
                try await node.importInstruments(InstrumentFile(bytes), by: caller)
            } else {
                try await node.importFirstInstruments(InstrumentFile(InstrumentFile.firstBytes), by: caller)
            }
        return [
            "added": .integer(Int64(result.added)), "replaced": .integer(Int64(result.replaced)),
            "unchanged": .integer(Int64(result.unchanged)),
        ]
    }

    func offices() async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readRegister)
        return try await all { after in
            let page = try await node.offices(after: after, limit: Self.pageSize, for: caller)
            return (page.offices.map(\.json), page.next)
        }
    }

    func officers() async throws -> [JSONValue] {
        try AuthorisationRules.authorise(caller, .readRegister)
        return try await all { after in
            let page = try await node.officers(after: after, limit: Self.pageSize, for: caller)
            return (page.officers.map(\.json), page.next)
        }
    }
}

extension LocalAdministration {
    func keepRegister(_ act: RegisterAct, by person: ID<Person>?) async throws -> JSONValue {
        let caller = try await self.caller(person, for: act.permission)
        switch act {
        case .enterOffice(let new): return try await node.enterOffice(new, by: caller).json
        case .changeOffice(let id, let changed): return try await node.changeOffice(id, changed, by: caller).json
        case .setWarning(let id, let order, let law, let source):
            return try await node.setOfficeWarning(id, order: order, law: law, source: source, by: caller).json
        case .vouchForOffice(let id, let how): return try await node.vouchForOffice(id, how: how, by: caller).json
        case .revokeOffice(let id, let reason):
            return try await node.revokeOffice(id, reason: reason, by: caller).json
        case .enterOfficer(let id, let office, let rank, let texts):
            return try await node.enterOfficer(id, at: office, rank: rank, texts: texts, by: caller).json
        case .changeRank(let id, let rank): return try await node.changeOfficerRank(id, to: rank, by: caller).json
        case .vouchForOfficer(let id, let how): return try await node.vouchForOfficer(id, how: how, by: caller).json
        case .leave(let id, let reason): return try await node.leaveOffice(id, reason: reason, by: caller).json
        case .addKey(let id, let entry): return try await node.addOfficerKey(entry, to: id, by: caller).json
        case .vouchForKey(let id, let key, let how):
            return try await node.vouchForOfficerKey(key, of: id, how: how, by: caller).json
        case .revokeKey(let id, let key, let why, let reason):
            return try await node.revokeOfficerKey(key, of: id, why: why, reason: reason, by: caller).json
        }
    }
}
