import CanonicalJSON
import Foundation
import Testing
import TransparencyLog

/// Data that earlier programs wrote, kept with the tests, under the program as it is now.
@Suite struct `A data folder of an earlier program` {
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    /// A copy of a folder that is kept, and what it holds.
    private static func unpacked(_ name: String) async throws -> (folder: NodeFolder, facts: JSONValue) {
        let source = fixtures.appendingPathComponent(name).path
        let root = try NodeFolder.makeRoot()
        let outcome = try await Program.shell(
            "mkdir -m 700 node; cp '\(source)'/{checkpoint,log.key,node.secret} node; "
                + "gzip -dc '\(source)/perisai.sqlite.gz' > node/perisai.sqlite; chmod 600 node/*",
            in: root
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let facts = try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: source + "/facts.json"))))
        return (.around(root, administratorKey: facts["administrator"]?.stringValue ?? ""), facts)
    }

    @Test func `is brought up to date when the node starts, holds what it held, and goes on`() async throws {
        let (folder, facts) = try await Self.unpacked("schema-23")
        let before = try Self.checkpoint(of: folder)
        #expect(before.size == facts["signed"]?.integerValue)
        let log = folder.root + "/log"
        try await folder.serving(after: "exec 2>'\(log)'") { _, node in
            let status = try await node.call("GET", "/status")
            #expect(status["state"] == "ready" && status["log"]?["condition"] == "signing")
            let curator = node.with(key: facts["curator"]?.stringValue ?? "")
            let reviewer = node.with(key: facts["reviewer"]?.stringValue ?? "")
            let kept = try #require(facts["signals"]?.arrayValue)
            #expect(try await curator.list("/v1/signals").count == kept.count)
            for signal in kept {
                let print: JSONValue = ["kind": "pdq", "value": signal["pdq"] ?? .null]
                let answer = try await reviewer.call("POST", "/v1/checks", ["fingerprints": .array([print])])
                #expect(answer["matches"]?.arrayValue?.map { $0["signal"] } == [signal["id"]])
            }
            let cases = try await reviewer.call("GET", "/v1/cases")["items"]?.arrayValue
            #expect(cases?.contains { $0["id"] == facts["case"] && $0["context"]?["reference"] == "TEST-1" } == true)
            let scene = try await WritingScene.make(at: node)
            _ = try await scene.propose(1)
            try await scene.isSigned()
        }
        #expect(try Self.checkpoint(of: folder).size > before.size)
        let audit = try await Program.run("log", "verify", "--data", folder.data)
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        let doctor = try await Program.run("doctor", "--data", folder.data)
        #expect(doctor.status == 0, "\(doctor.output)")

        // What people of a node decide by is not changed by an upgrade; that it differs is said.
        func warnings() throws -> [Substring] {
            try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
                .filter { $0.contains("differ from those of this program") }
        }
        let told = try warnings()
        #expect(told.count == 2 && told.contains { $0.contains("INT_EDR_ANSWER") })
        for command in [["clock", "rules", "import"], ["instrument", "import"]] {
            let outcome = try await Program.run(command + ["--data", folder.data])
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        }
        try await folder.serving(after: "exec 2>'\(log)'") { _, node async throws -> Void in
            #expect(try await node.call("GET", "/status")["state"] == "ready")
        }
        #expect(try warnings() == [])
    }

    @Test(arguments: ["schema-13-exchange", "schema-13-amihan"])
    func `of a demonstration with requests, decisions and an exchange is brought up to date`(name: String) async throws
    {
        let (folder, facts) = try await Self.unpacked(name)
        let before = try Self.checkpoint(of: folder)
        #expect(before.size == facts["signed"]?.integerValue)
        try await folder.serving { _, node in
            #expect(try await node.call("GET", "/status")["log"]?["condition"] == "signing")
            for list in try #require(facts["lists"]?.arrayValue) {
                let caller = node.with(key: list["key"]?.stringValue ?? "")
                let items = try await caller.list(list["path"]?.stringValue ?? "")
                #expect(Int64(items.count) == list["count"]?.integerValue)
            }
            try await WritingScene(node: node, curator: node, bank: "").isSigned()
        }
        #expect(try Self.checkpoint(of: folder).size >= facts["events"]?.integerValue ?? .max)
        for command in [["log", "verify"], ["doctor"], ["backup", folder.root + "/backup"]] {
            let outcome = try await Program.run(command + ["--data", folder.data])
            #expect(outcome.status == 0, "\(command): \(outcome.output)\(outcome.errors)")
        }
    }

    @Test func `can be restored where it was copied while its node was stopped`() async throws {
        let (folder, facts) = try await Self.unpacked("schema-23")
        let restored = folder.beside("restored")
        let outcome = try await Program.run(
            "restore",
            folder.data,
            "--data",
            restored.data,
            "--checkpoint",
            folder.data + "/checkpoint"
        )
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains("\(facts["events"]?.integerValue ?? 0) events"))
        try await restored.serving { _, node async throws -> Void in
            #expect(try await node.call("GET", "/status")["state"] == "ready")
        }
    }

    @Test func `of a newer program is refused by every command, and stays as it is`() async throws {
        let (folder, _) = try await Self.unpacked("schema-23")
        let raised = try await Program.shell(
            Tampering.command("newer_schema"),
            in: folder.root
        )
        #expect(raised.status == 0, "\(raised.errors)")
        let dump =
            "python3 -c \"import sqlite3, hashlib; lines = sqlite3.connect('node/perisai.sqlite').iterdump(); "
            + "print(hashlib.sha256(''.join(lines).encode()).hexdigest())\""
        let before = try await Program.shell(dump, in: folder.root)
        #expect(before.status == 0, "\(before.errors)")
        for arguments in [
            ["serve", "--port", "0"], ["log", "verify"], ["person", "list"], ["backup", folder.root + "/backup"],
        ] {
            let outcome = try await Program.run(arguments + ["--data", folder.data])
            #expect(outcome.status == 2 && outcome.errors.contains("newer-schema"), "\(arguments): \(outcome.errors)")
        }
        let doctor = try await Program.run("doctor", "--data", folder.data)
        #expect(doctor.status == 1 && doctor.output.contains("newer Perisai"))
        let restored = try await Program.run("restore", folder.data, "--data", folder.root + "/restored")
        #expect(restored.status == 2 && restored.errors.contains("newer-schema"))
        let after = try await Program.shell(dump, in: folder.root)
        #expect(after.output == before.output)
    }

    private static func checkpoint(of folder: NodeFolder) throws -> Checkpoint {
        let note = try String(contentsOfFile: folder.data + "/checkpoint", encoding: .utf8)
        return try Checkpoint(parsing: SignedNote(parsing: Array(note.utf8)).text)
    }
}
