import CanonicalJSON
import Foundation
import Testing
import TransparencyLog

/// An operator puts back an older copy of the database under a node that signed more since.
@Suite struct `A node whose database was put back` {
    private static let databaseFiles = ["perisai.sqlite", "perisai.sqlite-wal", "perisai.sqlite-shm"]

    @Test func `works, signs nothing and says so, until the newest one is back`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { _, node in _ = try await Self.signed(by: node, atLeast: 1) }
        try Self.copy(from: folder.data, to: folder.root + "/older")
        let newest = try await folder.serving { _, node in
            try await node.call("POST", "/v1/banks", ["name": "TEST bank"])
            let size = try #require(try await node.call("GET", "/status")["journalSize"]?.integerValue)
            return try await Self.signed(by: node, atLeast: size)
        }
        try Self.copy(from: folder.data, to: folder.root + "/newest")

        try Self.copy(from: folder.root + "/older", to: folder.data)
        try await folder.serving { _, node in
            let status = try await node.call("GET", "/status")
            #expect(status["state"]?.stringValue == "degraded")
            #expect(status["log"]?["condition"]?.stringValue == "refusing")
            // It goes on recording, and what it records is not signed: the log signs every second here.
            try await node.call("POST", "/v1/banks", ["name": "TEST another"])
            try await Task.sleep(for: .seconds(3))
            let served = try await Self.checkpoint(of: node)
            #expect(served.size < newest.size)
        }
        let audit = try await Program.run("log", "verify", "--data", folder.data)
        #expect(audit.status == 1)
        #expect(audit.output.contains("put back"))
        let kept = try String(contentsOfFile: folder.data + "/checkpoint", encoding: .utf8)
        #expect(try Checkpoint(parsing: SignedNote(parsing: Array(kept.utf8)).text) == newest)

        try Self.copy(from: folder.root + "/newest", to: folder.data)
        try await folder.serving { _, node in
            let status = try await node.call("GET", "/status")
            #expect(status["state"]?.stringValue == "ready")
            #expect(status["log"]?["condition"]?.stringValue == "signing")
        }
    }

    @Test func `refuses as well where the file of its last checkpoint was removed`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { _, node in _ = try await Self.signed(by: node, atLeast: 1) }
        try FileManager.default.removeItem(atPath: folder.data + "/checkpoint")
        try await folder.serving { _, node async throws -> Void in
            #expect(try await node.call("GET", "/status")["log"]?["condition"]?.stringValue == "refusing")
        }
    }

    private static func signed(by node: NodeClient, atLeast size: Int64) async throws -> Checkpoint {
        while true {
            if let checkpoint = try? await checkpoint(of: node), checkpoint.size >= size { return checkpoint }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func checkpoint(of node: NodeClient) async throws -> Checkpoint {
        try Checkpoint(parsing: SignedNote(parsing: try await node.ask("GET", "/checkpoint").bytes).text)
    }

    private static func copy(from: String, to: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: to, withIntermediateDirectories: true)
        for name in databaseFiles {
            try? files.removeItem(atPath: "\(to)/\(name)")
            guard files.fileExists(atPath: "\(from)/\(name)") else { continue }
            try files.copyItem(atPath: "\(from)/\(name)", toPath: "\(to)/\(name)")
        }
    }
}
