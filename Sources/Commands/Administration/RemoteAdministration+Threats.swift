import CanonicalJSON
import Cooperation

extension RemoteAdministration {
    func threats(_ act: ThreatAct) async throws -> [JSONValue] {
        switch act {
        case .list: return try await list("/v1/threats")
        case .show(let id): return [try await get("/v1/threats/\(id)")]
        case .figures: return [try await get("/v1/threats/figures")]
        case .recipients(let country):
            let answer = try await get("/v1/threats/recipients?country=\(country)")
            guard let items = answer["items"]?.arrayValue else { throw Self.unreadable }
            return items
        case .raise(let threat): return [try await send("POST", "/v1/threats", threat.json)]
        case .release(let id): return [try await send("POST", "/v1/threats/\(id)/release", nil)]
        case .approve(let id): return [try await send("POST", "/v1/threats/\(id)/approval", nil)]
        case .danger(let id, let dangers, let note):
            return try await say(
                id,
                "danger",
                ["dangers": .array(dangers.map { .string($0.rawValue) }), "note": .string(note)]
            )
        case .agree(let id, let text): return try await say(id, "agreement", ["agreement": .string(text)])
        case .redirect(let id, let office, let choice):
            return try await say(id, "recipient", ["office": .string(office.description), "choice": .string(choice)])
        case .withdraw(let id, let reason): return try await say(id, "withdrawal", ["reason": .string(reason)])
        case .call(let id, let note, let isReached):
            return try await say(id, "call", ["note": .string(note), "isReached": .bool(isReached)])
        case .inbox: return try await list("/v1/threat-alerts")
        case .received(let id): return [try await get("/v1/threat-alerts/\(id)")]
        case .acknowledge(let id):
            return [try await send("POST", "/v1/threat-alerts/\(id)/acknowledgement", nil)]
        case .report(let id, let outcome, let note):
            var body: [String: JSONValue] = ["outcome": .string(outcome.rawValue)]
            body["note"] = note.map { .string($0) }
            return [try await send("POST", "/v1/threat-alerts/\(id)/outcome", .object(body))]
        }
    }

    private func say(_ id: ID<ThreatAlert>, _ word: String, _ body: [String: JSONValue]) async throws -> [JSONValue] {
        [try await send("POST", "/v1/threats/\(id)/\(word)", .object(body))]
    }
}

extension NewThreat {
    fileprivate var json: JSONValue {
        var body: [String: JSONValue] = [
            "level": .string(level.rawValue), "seenAt": .string(seenAt.description), "what": .string(what),
            "why": .string(why),
            "identifiers": .array(identifiers.map { .string($0) }),
            "dangers": .array(dangers.map { .string($0.rawValue) }), "isExercise": .bool(isExercise),
        ]
        body["office"] = office.map { .string($0.description) }
        body["country"] = country.map { .string($0) }
        body["choice"] = choice.map { .string($0) }
        body["case"] = startedFrom.map { .string($0.description) }
        body["request"] = startedFromRequest.map { .string($0.description) }
        return .object(body)
    }
}
