import CanonicalJSON
import Fingerprints
import SeededRandomness
import TransparencyLog

/// A node to which a curator proposes signals.
struct WritingScene: Sendable {
    let node: NodeClient
    let curator: NodeClient
    let bank: String

    static func make(at node: NodeClient) async throws -> WritingScene {
        let own = try await node.call("GET", "/status")["organisation"]?.stringValue ?? ""
        let bank = try await node.call("POST", "/v1/banks", ["name": "TEST bank"])["id"]?.stringValue ?? ""
        return WritingScene(node: node, curator: node.with(key: try await node.person("curator", of: own)), bank: bank)
    }

    /// The same scene at another address.
    func at(_ other: NodeClient) -> WritingScene {
        WritingScene(node: other, curator: other.with(key: curator.key ?? ""), bank: bank)
    }

    /// The hash of a picture that nobody has.
    static func hash(_ seed: UInt64) -> Hash256 {
        var random = SplitMix64(seed: seed)
        return Hash256(random.next(), random.next(), random.next(), random.next())
    }

    func proposal(_ seed: UInt64) -> JSONValue {
        [
            "bank": .string(bank), "kind": "image", "behaviours": ["graphicViolence"],
            "fingerprints": [["kind": "pdq", "value": .string(Self.hash(seed).hex)]],
            "rationale": "TEST rationale", "exemptionAssessment": "TEST no exemption",
        ]
    }

    /// Proposes a signal and gives its id.
    func propose(_ seed: UInt64) async throws -> String {
        try await curator.call("POST", "/v1/signals", proposal(seed))["id"]?.stringValue ?? ""
    }

    /// Waits until a checkpoint covers all that is recorded.
    func isSigned() async throws {
        let size = try await node.call("GET", "/status")["journalSize"]?.integerValue ?? 0
        while try await node.call("GET", "/status")["log"]?["size"]?.integerValue ?? 0 < size {
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
