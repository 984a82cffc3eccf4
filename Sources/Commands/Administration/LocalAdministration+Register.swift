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

    func importInstruments(_ bytes: [UInt8]) async throws -> JSONValue {
        try AuthorisationRules.authorise(caller, .keepInstruments)
        let result = try await node.importInstruments(InstrumentFile(bytes), by: caller)
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
