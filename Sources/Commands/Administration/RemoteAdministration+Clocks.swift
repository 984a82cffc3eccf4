import CanonicalJSON
import Cooperation

extension RemoteAdministration {
    private static let rulesPath = "/v1/clocks/rules"
    /// What a rule that is in force must have as the file has it, for nothing to be done.
    private static let compared = ["duration", "start", "zone", "consequence", "sourceDate"]

    func clocks() async throws -> [JSONValue] { try await list("/v1/clocks") }

    func clockRules() async throws -> [JSONValue] { try await list(Self.rulesPath) }

    func importClockRules(_ rules: [JSONValue]) async throws -> [JSONValue] {
        let present = try await clockRules().filter { $0["state"]?.stringValue == "inForce" }
        var adopted: [JSONValue] = []
        for rule in rules {
            let isKnown = present.contains { one in
                one["code"] == rule["code"] && Self.compared.allSatisfy { Self.same(one[$0], rule[$0]) }
            }
            if isKnown { continue }
            let proposed = try await send("POST", Self.rulesPath, rule)
            guard let id = proposed["id"]?.stringValue else { throw Self.unreadable }
            adopted.append(try await send("POST", "\(Self.rulesPath)/\(id)/adoption", nil))
        }
        return adopted
    }

    /// Whether a file says what a node answers, which also names what the file may leave out.
    private static func same(_ answered: JSONValue?, _ written: JSONValue?) -> Bool {
        guard let members = written?.objectValue else { return answered == written }
        return members.allSatisfy { same(answered?[$0.key], $0.value) }
    }
}
