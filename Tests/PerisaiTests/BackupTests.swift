import CanonicalJSON
import Foundation
import Testing
import TransparencyLog

/// The real program copies a node that serves, and makes a node of the copy.
@Suite struct `A backup` {
    private static let signals = 40

    @Test func `is made while members write, and gives a node that knows all that was acknowledged before`()
        async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let backup = folder.root + "/backup"
        let (scene, known) = try await folder.serving { _, node in
            let scene = try await WritingScene.make(at: node)
            let acknowledged = Shared<[String]>([])
            let known = try await withThrowingTaskGroup(of: [String].self) { group in
                for writer in 0..<2 {
                    group.addTask {
                        for number in 0..<Self.signals / 2 {
                            let signal = try await scene.propose(UInt64(writer * Self.signals + number))
                            acknowledged.change { $0.append(signal) }
                        }
                        return []
                    }
                }
                group.addTask {
                    while acknowledged.value.count < Self.signals / 4 {
                        try await Task.sleep(for: .milliseconds(1))
                    }
                    let known = acknowledged.value
                    let outcome = try await Program.run("backup", backup, "--data", folder.data)
                    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
                    #expect(outcome.output.contains("verified"))
                    return known
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            // The node goes on, and a second backup does not touch the first.
            #expect(acknowledged.value.count == Self.signals)
            #expect(try await Program.run("backup", backup, "--data", folder.data).status == 2)
            return (scene, known)
        }
        for name in ["backup.sqlite", "node.secret", "log.key", "checkpoint"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: backup + "/" + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        #expect(!FileManager.default.fileExists(atPath: backup + ".part"))
        // A backup is not served by mistake.
        let served = try await Program.run("serve", "--data", backup, "--port", "0")
        #expect(served.status == 2 && served.errors.contains("is a backup"), "\(served.errors)")

        let restored = folder.beside("restored")
        let outcome = try await Program.run("restore", backup, "--data", restored.data)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains("signs nothing"))
        try await restored.serving { _, node in
            let signals = Set(try await scene.at(node).curator.list("/v1/signals").compactMap { $0["id"]?.stringValue })
            #expect(signals.isSuperset(of: known) && !known.isEmpty)
            #expect(try await node.call("GET", "/status")["log"]?["condition"]?.stringValue == "refusing")
        }
    }

    @Test func `signs again where the log holds what was signed last, and not where that is newer`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { _, node in
            let scene = try await WritingScene.make(at: node)
            try await scene.isSigned()
            #expect(try await Program.run("backup", folder.root + "/older", "--data", folder.data).status == 0)
            _ = try await scene.propose(1)
            try await scene.isSigned()
        }
        // Also of a node that does not run.
        let made = try await Program.run("backup", folder.root + "/newest", "--data", folder.data)
        #expect(made.status == 0, "\(made.output)\(made.errors)")
        let last = folder.data + "/checkpoint"

        let newest = folder.beside("one")
        let fine = try await Program.run(
            "restore",
            folder.root + "/newest",
            "--data",
            newest.data,
            "--checkpoint",
            last,
            "--accept-fork-because",
            "TEST"
        )
        #expect(fine.status == 0 && fine.output.contains("so the node signs it"), "\(fine.output)\(fine.errors)")
        #expect(fine.errors.contains("nothing to accept"))
        try await newest.serving { _, node async throws -> Void in
            #expect(try await node.call("GET", "/status")["state"]?.stringValue == "ready")
        }

        let older = folder.beside("two")
        let late = try await Program.run(
            "restore",
            folder.root + "/older",
            "--data",
            older.data,
            "--checkpoint",
            last
        )
        #expect(late.status == 0 && late.errors.contains("older than that checkpoint"), "\(late.errors)")
        try await older.serving { _, node async throws -> Void in
            let status = try await node.call("GET", "/status")
            #expect(status["state"]?.stringValue == "degraded")
            #expect(status["log"]?["condition"]?.stringValue == "refusing")
        }
        let abandoned = try Self.checkpoint(last)
        let wordless = try await Program.run("log", "accept-fork", "--data", older.data, "--because", "  ")
        #expect(wordless.status == 2 && wordless.errors.contains("reason"))
        let accepted = try await Program.run("log", "accept-fork", "--data", older.data, "--because", "TEST disk lost")
        #expect(accepted.status == 0, "\(accepted.errors)")
        let again = try await Program.run("log", "accept-fork", "--data", older.data, "--because", "TEST")
        #expect(again.status == 2 && again.errors.contains("log-is-whole"))
        try await older.serving { _, node in
            #expect(try await node.call("GET", "/status")["state"]?.stringValue == "ready")
            let fork = try #require(try await node.events().last { $0["type"] == "log.forkAccepted" })
            #expect(fork["fact.abandonedSize"]?.integerValue == abandoned.size)
            #expect(fork["fact.abandonedRoot"]?.stringValue == abandoned.root.hex)
            #expect(fork["sealed.reason"] == "TEST disk lost")
        }
        let audit = try await Program.run("log", "verify", "--data", older.data)
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }

    @Test func `from before the first checkpoint signs nothing either until somebody says why`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let made = try await Program.run("backup", folder.root + "/first", "--data", folder.data)
        #expect(made.status == 0, "\(made.output)\(made.errors)")
        try await folder.serving { _, node in try await WritingScene.make(at: node).isSigned() }
        let early = folder.beside("early")
        let restored = try await Program.run("restore", folder.root + "/first", "--data", early.data)
        #expect(
            restored.status == 0 && restored.errors.contains("signs nothing"),
            "\(restored.output)\(restored.errors)"
        )
        for _ in 0..<2 {
            try await early.serving { _, node async throws -> Void in
                let status = try await node.call("GET", "/status")
                #expect(status["log"]?["condition"]?.stringValue == "refusing")
            }
        }
        let accepted = try await Program.run("log", "accept-fork", "--data", early.data, "--because", "TEST disk lost")
        #expect(accepted.status == 0, "\(accepted.errors)")
        try await early.serving { _, node async throws -> Void in
            #expect(try await node.call("GET", "/status")["state"]?.stringValue == "ready")
        }
    }

    @Test func `that was changed, or is of another node, is refused and nothing is restored`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let other = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Suara"])
        for node in [folder, other] {
            try await node.serving { _, client in
                let scene = try await WritingScene.make(at: client)
                _ = try await scene.propose(1)
                try await scene.isSigned()
            }
        }
        let backup = folder.root + "/backup"
        #expect(try await Program.run("backup", backup, "--data", folder.data).status == 0)
        func refusal(_ arguments: String...) async throws -> String {
            let outcome = try await Program.run(["restore", backup, "--data", folder.root + "/new"] + arguments)
            #expect(outcome.status == 2)
            #expect(!FileManager.default.fileExists(atPath: folder.root + "/new"))
            #expect(!FileManager.default.fileExists(atPath: folder.root + "/new.part"))
            return outcome.errors
        }
        let foreign = try await refusal("--checkpoint", other.data + "/checkpoint")
        #expect(foreign.contains("not signed with this node's key"))
        try Self.replace("TEST rationale", by: "TEST rationalf", in: backup + "/backup.sqlite")
        #expect(try await refusal().contains("does not verify"))
        try FileManager.default.removeItem(atPath: backup + "/log.key")
        #expect(try await refusal().contains("log.key is missing"))

        // The same change in the node itself: it is found when a backup is made, and no backup is left.
        try Self.replace("TEST rationale", by: "TEST rationalf", in: folder.data + "/perisai.sqlite")
        let made = try await Program.run("backup", folder.root + "/next", "--data", folder.data)
        #expect(made.status == 1 && made.output.contains("sealed_parts"), "\(made.output)\(made.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.root + "/next"))
        let none = try await Program.run("backup", folder.root + "/next", "--data", folder.root + "/nowhere")
        #expect(none.status == 2 && none.errors.contains("no node"))
    }

    private static func checkpoint(_ path: String) throws -> Checkpoint {
        let note = try String(contentsOfFile: path, encoding: .utf8)
        return try Checkpoint(parsing: SignedNote(parsing: Array(note.utf8)).text)
    }

    private static func replace(_ text: String, by other: String, in path: String) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        var count = 0
        while let range = bytes.range(of: Data(text.utf8)) {
            bytes.replaceSubrange(range, with: Data(other.utf8))
            count += 1
        }
        #expect(count > 0)
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}
