import CanonicalJSON
import Fingerprints
import Foundation
import Testing

/// The real program looks at this machine and at real folders.
@Suite struct `The doctor` {
    private static func findings(_ folder: String) async throws -> (status: Int32, bySubject: [String: [JSONValue]]) {
        let outcome = try await Program.run("doctor", "--data", folder, "--json")
        let findings = try outcome.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        return (outcome.status, Dictionary(grouping: findings) { $0["subject"]?.stringValue ?? "" })
    }

    @Test func `finds nothing wrong with a node, whether it runs or not, and changes nothing`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let whole = ["folder", "files", "kernel", "libraries", "printing", "disk", "flush", "clock"]
        try await folder.serving { _, node in
            let scene = try await WritingScene.make(at: node)
            for seed in 0..<20 { _ = try await scene.propose(UInt64(seed)) }
            try await scene.isSigned()
            let (status, findings) = try await Self.findings(folder.data)
            #expect(status == 0, "\(findings)")
            for subject in whole + ["node"] { #expect(findings[subject] != nil, "\(subject)") }
        }
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.data).sorted()
        let (status, findings) = try await Self.findings(folder.data)
        #expect(status == 0, "\(findings)")
        for subject in whole + ["log", "index"] { #expect(findings[subject] != nil, "\(subject)") }
        #expect(findings["index"]?.first?["detail"]?.stringValue?.contains("all 20 hashes") == true)
        let libraries = try #require(findings["libraries"]?.first?["detail"]?.stringValue)
        for name in ["libvips", "SQLite", "libsodium", "libcurl", "ICU", "Pango", "Cairo", "libqrencode"] {
            let version = libraries.components(separatedBy: name + " ").dropFirst().first
            #expect(version?.first?.isNumber == true, "\(name): \(libraries)")
        }
        // The tests' packages bring the fonts of all languages.
        #expect(findings["fonts"] == nil, "\(findings)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.data).sorted() == before)
    }

    @Test func `finds a hash of a live signal that the index would not find`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { _, node in
            let scene = try await WritingScene.make(at: node)
            for seed in 0..<3 { _ = try await scene.propose(UInt64(seed)) }
        }
        let broken = try await Program.shell(
            Tampering.command("hide_hash", WritingScene.hash(1).hex),
            in: folder.root
        )
        #expect(broken.output == "1\n", "\(broken.errors)")
        let (status, findings) = try await Self.findings(folder.data)
        #expect(status == 1)
        #expect(findings["index"]?.first?["detail"]?.stringValue?.hasPrefix("1 hashes") == true)
    }

    @Test func `finds a log that was put back, keys that others may read, and a kernel that confines nothing`()
        async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { _, node in try await WritingScene.make(at: node).isSigned() }
        try FileManager.default.removeItem(atPath: folder.data + "/checkpoint")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.data + "/log.key")
        let (status, findings) = try await Self.findings(folder.data)
        #expect(status == 1)
        #expect(findings["log"]?.first?["state"] == "fail")
        #expect(findings["folder"]?.contains { $0["advice"] == .string("chmod 600 \(folder.data)/log.key") } == true)

        let programs = (Program.path as NSString).deletingLastPathComponent
        let lame = try await Program.shell(
            "'\(programs)/KernelWithout' seccomp=\(EINVAL) '\(Program.path)' doctor --data '\(folder.data)' || true",
            in: folder.root
        )
        #expect(lame.output.contains("fail  kernel"), "\(lame.output)")
        // A landlock that can't be closed leaves open what the process that prints could read.
        let open = try await Program.shell(
            "'\(programs)/KernelWithout' landlock_restrict_self=\(EPERM) '\(Program.path)' doctor --data '\(folder.data)' "
                + "|| true",
            in: folder.root
        )
        #expect(open.output.contains("fail  printing"), "\(open.output)")
    }

    @Test func `warns of a certificate that is over soon`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let made = try await Program.shell(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout soon.key -out soon.pem "
                + "-days 3 -subj /O=TEST/CN=node.test.invalid 2>/dev/null",
            in: folder.root
        )
        try #require(made.status == 0)
        let outcome = try await Program.run(
            "doctor",
            "--data",
            folder.data,
            "--json",
            "--tls-certificate",
            folder.root + "/soon.pem",
            "--tls-key",
            folder.root + "/soon.key"
        )
        let findings = try outcome.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        let finding = try #require(findings.first { $0["subject"] == "certificate" })
        // It has its three days whole for as long as the second lasts in which it was made.
        let either = (2...3).map { JSONValue.string("it is good for \($0) days more") }
        #expect(finding["state"] == "warn" && either.contains(finding["detail"] ?? .null), "\(finding)")
    }
}
