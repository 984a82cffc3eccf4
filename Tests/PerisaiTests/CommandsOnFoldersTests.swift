import CanonicalJSON
import Foundation
import Testing

@Suite struct `Commands beside a server` {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..").standardizedFileURL

    @Test func `say that a server runs on the folder, and work over its address instead`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { running, node in
            let local = try await Program.run("organisation", "list", "--data", folder.data)
            #expect(local.status == 2)
            #expect(local.errors.contains("--url"))
            #expect(!local.errors.contains("Fatal"))
            let second = try await Program.run("serve", "--data", folder.data, "--port", "0")
            #expect(second.status != 0)
            #expect(second.output.isEmpty)
            let remote = try await Program.run(
                "organisation",
                "list",
                "--url",
                running.address,
                "--key-file",
                folder.root + "/admin.key"
            )
            #expect(remote.status == 0, "\(remote.errors)")
            #expect(remote.output.contains("TEST Lentera"))
        }
        let local = try await Program.run("organisation", "list", "--data", folder.data)
        #expect(local.status == 0, "\(local.errors)")
        #expect(local.output.contains("TEST Lentera"))
    }

    @Test func `change a standing and erase texts in the name of a person of the node, and of nobody else`()
        async throws
    {
        let folder = try await NodeFolder.initialised(
            ["--exchange", "--kind", "civilSociety", "--name", "TEST Suara", "--no-interests"]
        )
        func run(_ command: String) async throws -> Program.Outcome {
            try await Program.shell("exec \(Program.path) \(command) --data node --json", in: folder.root)
        }
        func object(_ command: String) async throws -> JSONValue {
            let outcome = try await run(command)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return try JSONValue(parsing: Array(outcome.output.utf8.dropLast()))
        }
        let member = try await object("organisation register --kind platform --name TEST --no-interests")["id"]?
            .stringValue
        let id = try #require(member)
        let secretary = try await object("person add --name TEST --roles secretary")["id"]?.stringValue ?? ""
        let auditor = try await object("person add --name TEST --roles auditor")["id"]?.stringValue ?? ""
        let change = "organisation standing \(id) active --reason 'TEST vote'"
        let nameless = try await run(change)
        #expect(nameless.status == 2 && nameless.errors.contains("--person"))
        let refused = try await run(change + " --person \(auditor)")
        #expect(refused.status == 2 && refused.errors.contains("role-not-allowed"))
        let changed = try await object(change + " --person \(secretary)")
        #expect(changed["standing"]?.stringValue == "active")

        // Founding took four events and two for each clock rule and each instrument; each registration, person and change
        // took one more.
        let rules = try await run("clock rules list").output.split(separator: "\n").count
        let instruments = try await run("instrument list").output.split(separator: "\n").count
        let position = 7 + 2 * rules + 2 * instruments
        let erase = "event erase \(position) --parts reason --reason 'TEST a name'"
        #expect(try await run(erase + " --person \(auditor)").status == 2)
        #expect(try await object(erase + " --person \(secretary)")["erased"]?.integerValue == 1)
        #expect(try await object(erase + " --person \(secretary)")["erased"]?.integerValue == 0)
        let rows = try await run("clock rules list").output.split(separator: "\n")
        let row = try JSONValue(parsing: Array(try #require(rows.first).utf8))
        let rule = try #require(row["id"]?.stringValue)
        let confirm = "clock rules confirm \(rule) --on 2026-11-27 --by 'TEST lawyer'"
        #expect(try await run(confirm).status == 2, "Somebody answers for it.")
        #expect(try await run(confirm + " --person \(auditor)").status == 2)
        #expect(try await object(confirm + " --person \(secretary)")["confirmedByLocalLawyer"] == true)
        let retired = try await object("clock rules retire \(rule) --person \(secretary)")
        #expect(retired["state"]?.stringValue == "retired")
        let audit = try await Program.run("log", "verify", "--data", folder.data)
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }

    @Test func `say how to verify a log while its node runs`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { _, _ in
            let audit = try await Program.run("log", "verify", "--data", folder.data)
            #expect(audit.status == 2)
            #expect(audit.errors.contains("Stop it"))
        }
        #expect(try await Program.run("log", "verify", "--data", folder.data).status == 0)
    }

    @Test func `print completions for three shells`() async throws {
        for shell in ["bash", "zsh", "fish"] {
            let script = try await Program.run("--generate-completion-script", shell)
            #expect(script.status == 0)
            #expect(script.output.contains("scan"))
        }
    }

    @Test func `leave no key file behind where a node was not set up`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let key = folder.root + "/second.key"
        let again = try await Program.run("init", "--data", folder.data, "--key-file", key)
        #expect(again.status == 2)
        #expect(!FileManager.default.fileExists(atPath: key))
    }

    @Test func `stand in the manual page, each with all its options`() async throws {
        let manual = try String(contentsOf: Self.root.appendingPathComponent("docs/perisai.1"), encoding: .utf8)
        let help = try await Program.run("--experimental-dump-help")
        let tree = try JSONValue(parsing: Array(help.output.utf8))
        let entries = Set(manual.split(separator: "\n").filter { $0.hasPrefix(".It ") }.map(String.init))
        var checked = 0
        func check(_ command: JSONValue) {
            for argument in command["arguments"]?.arrayValue ?? [] where argument["shouldDisplay"] == true {
                for name in argument["names"]?.arrayValue ?? [] where name["kind"] == "long" {
                    let option = name["name"]?.stringValue ?? ""
                    #expect(
                        entries.contains { $0.contains("Fl -\(option)") || $0.contains(", -\(option)") },
                        "--\(option)"
                    )
                    checked += 1
                }
            }
            for child in command["subcommands"]?.arrayValue ?? [] {
                guard let name = child["commandName"]?.stringValue, name != "help" else { continue }
                #expect(entries.contains(".It Em \(name)"), "\(name) is missing; run 'make manual'.")
                check(child)
            }
        }
        check(tree["command"] ?? .null)
        #expect(checked > 50)
    }

    @Test func `refuse another address without encryption`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let open = try await Program.run("serve", "--data", folder.data, "--host", "0.0.0.0", "--port", "0")
        #expect(open.status != 0)
        #expect(open.errors.contains("--tls-certificate"))
    }
}
