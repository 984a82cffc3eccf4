import CanonicalJSON
import Cooperation

extension RemoteAdministration {
    private static let rulesPath = "/v1/clocks/rules"

    func clocks() async throws -> [JSONValue] { try await list("/v1/clocks") }

    func clockRules() async throws -> [JSONValue] { try await list(Self.rulesPath) }

    func importClockRules(_ rules: [JSONValue]?) async throws -> [JSONValue] {
        guard let rules else { throw Self.needsFile }
        let answer = try await send("POST", Self.rulesPath + "/import", ["rules": .array(rules)])
        guard let adopted = answer["items"]?.arrayValue else { throw Self.unreadable }
        return adopted
    }

    /// Why nothing is adopted over a line without a file: the node's program may begin with others than this one.
    static let needsFile = CommandFailure(
        "Over a line a file is needed.",
        advice: "Give the file; without one, stop the node and run this with --data in its folder."
    )
}
