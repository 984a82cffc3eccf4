import CanonicalJSON
import Foundation
import Testing

/// Lists of signals out of one node and into another, with the program itself.
@Suite struct `Signals on their way between nodes` {
    private struct Member: Sendable {
        let client: NodeClient
        let keyFile: String
        let bank: String
    }

    private static func platform(_ name: String) async throws -> NodeFolder {
        try await NodeFolder.initialised(["--kind", "platform", "--name", name])
    }

    /// A curator with a bank of the platform's own.
    private static func curator(_ folder: NodeFolder, _ node: NodeClient) async throws -> Member {
        let own = try #require(try await node.call("GET", "/status")["organisation"]?.stringValue)
        let secret = try await node.person("curator", of: own)
        let curator = node.with(key: secret)
        let bank = try await curator.call("POST", "/v1/banks", ["name": "TEST bank"])
        return Member(
            client: curator,
            keyFile: try folder.write("curator.key", secret + "\n"),
            bank: try #require(bank["id"]?.stringValue)
        )
    }

    /// What an import and an export have in common.
    private static func essence(_ signal: JSONValue) -> String {
        let fields = ["fingerprints", "behaviours", "kind", "rationale", "exemptionAssessment", "source", "expiresAt"]
        var members: [String: JSONValue] = [:]
        for field in fields { members[field] = signal[field] }
        return JSONValue.object(members).canonicalString
    }

    @Test(arguments: ["ndjson", "csv"])
    func `are the same in both, and a second import proposes nothing`(format: String) async throws {
        let (lentera, suara) = (try await Self.platform("Lentera"), try await Self.platform("Suara"))
        try await lentera.serving { _, first in
            let from = try await Self.curator(lentera, first)
            let lines = (0..<1200).map { number in
                let hash = String(repeating: "0", count: 64 - String(number).count) + String(number)
                let other = hash.replacing("0000000000", with: "00000000ff")
                let value: JSONValue = [
                    "fingerprints": [
                        ["kind": "pdq", "value": .string(hash)], ["kind": "sha256", "value": .string(other)],
                    ],
                    "behaviours": ["glorification", "recruitment"], "rationale": .string("TEST, \"why\" \(number)"),
                    "exemptionAssessment": "TEST keine; ไม่มี", "source": "TEST list", "kind": "video",
                ]
                return value.canonicalString
            }
            let list = try lentera.write("list.ndjson", lines.joined(separator: "\n"))
            let access = ["--url", from.client.address, "--key-file", from.keyFile]
            let imported = try await Program.run(["signals", "import", list, "--bank", from.bank] + access)
            #expect(imported.status == 0, "\(imported.errors)")
            #expect(imported.errors.contains("1200 lines: 1200 accepted, 0 known, 0 refused"))
            // Nobody watches: no bar.
            #expect(!imported.errors.contains("["))
            let exported = try await Program.run(
                ["signals", "export", "--bank", from.bank, "--format", format] + access
            )
            #expect(exported.status == 0)
            let moved = try lentera.write("moved." + format, exported.output)
            let before = try await from.client.list("/v1/signals").map(Self.essence)
            try await suara.serving { _, second in
                let into = try await Self.curator(suara, second)
                let access = ["--url", into.client.address, "--key-file", into.keyFile]
                for words in ["1200 lines: 1200 accepted, 0 known", "1200 lines: 0 accepted, 1200 known"] {
                    let outcome = try await Program.run(["signals", "import", moved, "--bank", into.bank] + access)
                    #expect(outcome.status == 0, "\(outcome.errors)")
                    #expect(outcome.errors.contains(words))
                }
                let after = try await into.client.list("/v1/signals").map(Self.essence)
                #expect(after.sorted() == before.sorted())
                #expect(after.count == 1200)
                // What came in is found, each once.
                let last = try #require(lines.last.flatMap { try? JSONValue(parsing: Array($0.utf8)) })
                let hash = try #require(last["fingerprints"]?.arrayValue?.first)
                try await until {
                    try await second.call("GET", "/status")["index"]?["hashes"]?.integerValue == 1200
                }
                let check = try await into.client.call("POST", "/v1/checks", ["fingerprints": [hash]])
                let nearest = check["matches"]?.arrayValue?.filter { $0["distance"]?.integerValue == 0 }
                #expect(nearest?.count == 1)
            }
        }
    }

    @Test func `are neither imported nor exported by an authority`() async throws {
        let folder = try await Self.platform("Lentera")
        try await folder.serving { _, node in
            let member = try await Self.curator(folder, node)
            let registered = try await node.call(
                "POST",
                "/v1/organisations",
                ["kind": "authority", "name": "TEST Unit", "interests": ["governments": ["test.gov"]]]
            )
            let id = try #require(registered["id"]?.stringValue)
            let own = try #require(try await node.call("GET", "/status")["organisation"]?.stringValue)
            let keeper = node.with(key: try await node.person("administrator", of: own))
            try await keeper.call(
                "POST",
                "/v1/organisations/\(id)/standing",
                ["standing": "active", "reason": "TEST vote of the members"]
            )
            let administrator = node.with(key: try await node.key("administrator", of: id))
            let key = try folder.write("officer.key", try await administrator.person("officer", of: id) + "\n")
            let list = try folder.write("list", String(repeating: "0f", count: 32))
            let access = ["--bank", member.bank, "--url", node.address, "--key-file", key]
            let imported = try await Program.run(
                [
                    "signals", "import", list, "--behaviours", "threat", "--rationale", "a", "--exemption-assessment",
                    "b",
                ]
                    + access
            )
            #expect(imported.status == 2 && imported.output.isEmpty)
            let exported = try await Program.run(["signals", "export"] + access)
            #expect(exported.status == 2 && exported.output.isEmpty)
        }
    }
}
