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
