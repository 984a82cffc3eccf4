import CanonicalJSON
import Foundation
import Testing

@Suite struct `Commands beside a server` {
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

    @Test func `print completions for three shells and a manual page`() async throws {
        for shell in ["bash", "zsh", "fish"] {
            let script = try await Program.run("--generate-completion-script", shell)
            #expect(script.status == 0)
            #expect(script.output.contains("scan"))
        }
    }

    @Test func `refuse another address without encryption`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let open = try await Program.run("serve", "--data", folder.data, "--host", "0.0.0.0", "--port", "0")
        #expect(open.status != 0)
        #expect(open.errors.contains("--tls-certificate"))
    }
}
