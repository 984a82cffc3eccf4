import CanonicalJSON
import Cooperation

extension RemoteAdministration {
    func keepLaw(_ act: LawAct, by person: ID<Person>?) async throws -> JSONValue {
        try Self.requireNobody(person)
        let (instruments, rules) = ("/v1/instruments", "/v1/clocks/rules")
        switch act {
        case .proposeInstrument(let written): return try await post(instruments, written)
        case .adoptInstrument(let id): return try await send("POST", "\(instruments)/\(id)/adoption", nil)
        case .confirmInstrument(let id, let day, let confirmation):
            return try await post(
                "\(instruments)/\(id)/confirmation",
                ["confirmedOn": .string(day.description), "confirmation": .string(confirmation)]
            )
        case .retireInstrument(let id, let reason):
            return try await post("\(instruments)/\(id)/retirement", ["reason": .string(reason)])
        case .proposeRule(let written): return try await post(rules, written)
        case .adoptRule(let id): return try await send("POST", "\(rules)/\(id)/adoption", nil)
        case .confirmRule(let id, let day, let name):
            return try await post(
                "\(rules)/\(id)/confirmation",
                ["confirmedOn": .string(day.description), "confirmedBy": .string(name)]
            )
        case .retireRule(let id): return try await send("POST", "\(rules)/\(id)/retirement", nil)
        }
    }
}
