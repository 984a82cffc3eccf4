import CanonicalJSON
import Cooperation
import Foundation
import Testing

@Suite struct DoctorCommandTests {
    private static func node() throws -> TestFolder {
        let place = try TestFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: place.path)
        for name in ["perisai.sqlite", "node.secret", "log.key"] {
            let file = try place.write(name, "TEST")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        }
        return place
    }

    private static func world() -> TestWorld {
        var world = TestWorld()
        world.now = Timestamp(microseconds: 1_795_000_000_000_000)
        return world
    }

    @Test func `a clock that shows a time before the program was written fails`() async throws {
        let place = try Self.node()
        let world = TestWorld()
        #expect(await world.run(["doctor", "--data", place.path]) == 1)
        #expect(world.terminal.lines.contains { $0.hasPrefix("fail  clock") })
    }

    @Test func `each finding is one object a line, and none that fails is 0`() async throws {
        let place = try Self.node()
        let world = Self.world()
        #expect(await world.run(["doctor", "--data", place.path, "--json"]) == 0, "\(world.terminal.lines)")
        let findings = try world.terminal.lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(findings.count > 5)
        #expect(findings.allSatisfy { ["ok", "warn"].contains($0["state"]?.stringValue) })
        // The kernel of this world has no landlock.
        #expect(findings.contains { $0["subject"] == "kernel" && $0["state"] == "warn" && $0["advice"] != nil })
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).count == 3)
    }

    @Test(arguments: ["", "node.secret", "log.key", "perisai.sqlite"])
    func `what others may read fails, with the command that mends it`(_ name: String) async throws {
        let place = try Self.node()
        let path = name.isEmpty ? place.path : place.path + "/" + name
        try FileManager.default.setAttributes([.posixPermissions: 0o740], ofItemAtPath: path)
        let world = Self.world()
        #expect(await world.run(["doctor", "--data", place.path]) == 1)
        #expect(world.terminal.lines.contains { $0.contains("chmod \(name.isEmpty ? 700 : 600) \(path)") })
    }

    @Test(arguments: ["node.secret", "log.key", "perisai.sqlite"])
    func `a file that is missing fails`(_ name: String) async throws {
        let place = try Self.node()
        try FileManager.default.removeItem(atPath: place.path + "/" + name)
        let world = Self.world()
        #expect(await world.run(["doctor", "--data", place.path]) == 1)
        #expect(world.terminal.lines.contains { $0.hasPrefix("fail  folder") && $0.contains(name) })
    }

    @Test func `a first key that was never put away is warned of`() async throws {
        let place = try Self.node()
        try place.write("administrator.key", "TEST")
        let world = Self.world()
        #expect(await world.run(["doctor", "--data", place.path]) == 0)
        #expect(world.terminal.lines.contains { $0.hasPrefix("warn  folder") && $0.contains("administrator.key") })
    }

    @Test func `what the program itself finds counts, and a folder that is none is said to be that`() async throws {
        let place = try Self.node()
        var world = Self.world()
        world.nodes = TestNodes(difference: "it was put back")
        #expect(await world.run(["doctor", "--data", place.path]) == 1)
        #expect(world.terminal.lines.contains { $0.hasPrefix("fail  log") && $0.contains("put back") })
        let nowhere = Self.world()
        #expect(await nowhere.run(["doctor", "--data", place.path + "/none"]) == 1)
        #expect(nowhere.terminal.lines.contains { $0.contains("is no folder") })
    }
}
