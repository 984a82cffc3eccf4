import CanonicalJSON
import Cooperation

extension RemoteAdministration {
    private static let rulesPath = "/v1/clocks/rules"

    func clocks() async throws -> [JSONValue] { try await list("/v1/clocks") }

    func clockRules() async throws -> [JSONValue] { try await list(Self.rulesPath) }

    func importClockRules(_ rules: [JSONValue]) async throws -> [JSONValue] {
        let answer = try await send("POST", Self.rulesPath + "/import", ["rules": .array(rules)])
        guard let adopted = answer["items"]?.arrayValue else { throw Self.unreadable }
        return adopted
    }
}
