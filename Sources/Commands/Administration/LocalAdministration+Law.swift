import CanonicalJSON
import Cooperation
import Services

extension LocalAdministration {
    func keepLaw(_ act: LawAct, by person: ID<Person>?) async throws -> JSONValue {
        let caller = try await self.caller(person, for: act.permission)
        switch act {
        case .proposeInstrument(let written):
            let entry = try Self.read(InstrumentFile.Written.self, written).entry()
            return try await node.proposeInstrument(entry.terms, entry.texts, by: caller).json
        case .adoptInstrument(let id): return try await node.adoptInstrument(id, by: caller).json
        case .confirmInstrument(let id, let day, let confirmation):
            return try await node.confirmInstrument(
                id,
                day: day.description,
                confirmation: confirmation,
                by: caller
            ).json
        case .retireInstrument(let id, let reason):
            return try await node.retireInstrument(id, reason: reason, by: caller).json
        case .proposeRule(let written):
            let draft = try Self.read(ClockRuleText.self, written).draft()
            return try await node.proposeClockRule(draft, by: caller).json
        case .adoptRule(let id): return try await node.adoptClockRule(id, by: caller).json
        case .confirmRule(let id, let day, let name):
            return try await node.confirmClockRule(id, on: day, by: name, noting: caller).json
        case .retireRule(let id): return try await node.retireClockRule(id, by: caller).json
        }
    }

    private static func read<Written: Decodable>(_ type: Written.Type, _ value: JSONValue) throws -> Written {
        do throws(JSONError) {
            return try JSONValueDecoder().decode(type, from: value)
        } catch {
            throw CommandFailure("The file can't be read: \(error)")
        }
    }
}
