import CanonicalJSON
import Cooperation
import Services

extension RemoteAdministration {
    func instruments() async throws -> [JSONValue] { try await list("/v1/instruments") }

    func importInstruments(_ bytes: [UInt8]?) async throws -> JSONValue {
        guard let bytes else { throw Self.needsFile }
        _ = try InstrumentFile(bytes)
        return try await send("POST", "/v1/instruments/import", ["instruments": try JSONValue(parsing: bytes)])
    }

    func offices() async throws -> [JSONValue] { try await list("/v1/offices") }

    func officers() async throws -> [JSONValue] { try await list("/v1/officers") }
}

extension RemoteAdministration {
    func keepRegister(_ act: RegisterAct, by person: ID<Person>?) async throws -> JSONValue {
        try Self.requireNobody(person)
        switch act {
        case .enterOffice(let new):
            var body = Self.words(new.texts)
            body["authority"] = .string(new.authority.description)
            body["function"] = .string(new.function.rawValue)
            body["country"] = .string(new.country)
            body["zone"] = .string(new.zone)
            body["instruments"] = .array(new.instruments.map { .string($0) })
            return try await post("/v1/offices", .object(body))
        case .changeOffice(let id, let changed):
            var body = Self.words(changed.texts)
            body["function"] = changed.function.map { .string($0.rawValue) }
            body["zone"] = changed.zone.map { .string($0) }
            body["instruments"] = changed.instruments.map { .array($0.map { .string($0) }) }
            return try await send("PATCH", "/v1/offices/\(id)", .object(body))
        case .setWarning(let id, let order, let law, let source):
            var body: [String: JSONValue] = [:]
            body["order"] = order.map { .integer(Int64($0)) }
            body["law"] = law.map { .string($0) }
            body["source"] = source.map { .string($0) }
            return try await post("/v1/offices/\(id)/warning", .object(body))
        case .vouchForOffice(let id, let how):
            return try await post("/v1/offices/\(id)/vouching", ["how": .string(how)])
        case .revokeOffice(let id, let reason):
            return try await post("/v1/offices/\(id)/revocation", ["reason": .string(reason)])
        case .enterOfficer(let id, let office, let rank, let texts):
            var body: [String: JSONValue] = [
                "person": .string(id.description), "office": .string(office.description),
                "rank": .string(rank.rawValue), "name": .string(texts.name),
            ]
            body["post"] = texts.post.map { .string($0) }
            body["contact"] = texts.contact.map { .string($0) }
            return try await post("/v1/officers", .object(body))
        case .changeRank(let id, let rank):
            return try await send("PATCH", "/v1/officers/\(id)", ["rank": .string(rank.rawValue)])
        case .vouchForOfficer(let id, let how):
            return try await post("/v1/officers/\(id)/vouching", ["how": .string(how)])
        case .leave(let id, let reason):
            let body: [String: JSONValue] = reason.map { ["reason": .string($0)] } ?? [:]
            return try await post("/v1/officers/\(id)/departure", .object(body))
        case .addKey(let id, let entry):
            var body: [String: JSONValue] = ["id": .string(entry.id), "kind": .string(entry.kind.rawValue)]
            body["publicKey"] = entry.publicKey.map { .string($0) }
            body["certificate"] = entry.certificate.map { .string($0) }
            return try await post("/v1/officers/\(id)/keys", .object(body))
        case .vouchForKey(let id, let key, let how):
            return try await post("/v1/officers/\(id)/keys/\(key)/vouching", ["how": .string(how)])
        case .revokeKey(let id, let key, let why, let reason):
            return try await post(
                "/v1/officers/\(id)/keys/\(key)/revocation",
                ["why": .string(why.rawValue), "reason": .string(reason)]
            )
        }
    }

    private static func words(_ texts: [OfficeText: String]) -> [String: JSONValue] {
        var words: [String: JSONValue] = [:]
        for (part, text) in texts { words[part.rawValue] = .string(text) }
        return words
    }
}
