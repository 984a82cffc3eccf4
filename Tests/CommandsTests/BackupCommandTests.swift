import Commands
import Foundation
import Synchronization
import Testing

@Suite struct BackupCommandTests {
    private static func names(_ place: TestFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    }

    @Test func `a backup appears whole, for its owner alone, and leaves nothing beside it`() async throws {
        let place = try TestFolder()
        let world = TestWorld()
        #expect(await world.run(["backup", place.path + "/copy/", "--data", "d"]) == 0, "\(world.terminal.notes)")
        #expect(try Self.names(place) == ["copy"])
        #expect(try place.mode("copy") == 0o700)
        #expect(try place.mode("copy/backup.sqlite") == 0o600)
        #expect(world.terminal.lines.contains("Root: 00ff"))
        #expect(world.terminal.notes.contains { $0.contains("keys") })
    }

    @Test func `a folder that is there and empty is filled`() async throws {
        let place = try TestFolder()
        try FileManager.default.createDirectory(atPath: place.path + "/copy", withIntermediateDirectories: true)
        #expect(await TestWorld().run(["backup", place.path + "/copy", "--data", "d"]) == 0)
        #expect(try place.mode("copy") == 0o700)
        let inside = try FileManager.default.contentsOfDirectory(atPath: place.path + "/copy").sorted()
        #expect(inside == ["backup.sqlite", "log.key"])
    }

    @Test func `a folder that is not empty, or what an earlier run left, is not touched`() async throws {
        let place = try TestFolder()
        try place.write("full/file", "mine")
        try place.write("next.part/file", "mine")
        for name in ["full", "next"] {
            let world = TestWorld()
            #expect(await world.run(["backup", place.path + "/" + name, "--data", "d"]) == 2)
            #expect(world.terminal.notes.joined().contains(name == "full" ? "not empty" : "earlier run"))
        }
        #expect(try place.read("full/file") == "mine")
        #expect(try place.read("next.part/file") == "mine")
        #expect(try Self.names(place) == ["full", "next.part"])
    }

    @Test func `a copy that does not verify is not kept`() async throws {
        let place = try TestFolder()
        var world = TestWorld()
        world.nodes = TestNodes(difference: "events, position 3: The leaf differs.")
        #expect(await world.run(["backup", place.path + "/copy", "--data", "d"]) == 1)
        #expect(world.terminal.lines.joined().contains("position 3"))
        #expect(try Self.names(place) == [])
    }

    @Test func `a restored node says that it signs nothing, and what would change that`() async throws {
        let place = try TestFolder()
        let world = TestWorld()
        #expect(await world.run(["restore", "backup", "--data", place.path + "/node"]) == 0)
        #expect(try place.mode("node") == 0o700)
        let notes = world.terminal.notes.joined(separator: "\n")
        #expect(notes.contains("signs nothing"))
        #expect(notes.contains("log accept-fork --data \(place.path)/node"))
        #expect(notes.contains(place.path + "/node/checkpoint"))
        #expect(notes.contains("erase it again"))
    }

    @Test func `what the operator knows and says reaches the node`() async throws {
        let place = try TestFolder()
        let file = try place.write("checkpoint", "a note\n")
        let world = TestWorld()
        let status = await world.run([
            "restore", "backup", "--data", place.path + "/node", "--checkpoint", file, "--accept-fork-because", "TEST",
        ])
        #expect(status == 0, "\(world.terminal.notes)")
        let wishes = try #require(world.nodes.asked.withLock { $0.restored })
        #expect(wishes.checkpoint == "a note\n" && wishes.forkReason == "TEST")
        #expect(!world.terminal.notes.joined().contains("signs nothing"))
    }

    @Test func `nothing is restored over a node, from a bad backup, or without the file that was named`()
        async throws
    {
        let place = try TestFolder()
        try place.write("node/perisai.sqlite", "mine")
        #expect(await TestWorld().run(["restore", "backup", "--data", place.path + "/node"]) == 2)
        #expect(try place.read("node/perisai.sqlite") == "mine")
        var world = TestWorld()
        world.nodes = TestNodes(difference: "a difference")
        #expect(await world.run(["restore", "backup", "--data", place.path + "/other"]) == 2)
        let missing = ["restore", "backup", "--data", place.path + "/other", "--checkpoint", place.path + "/none"]
        #expect(await TestWorld().run(missing) == 2)
        #expect(try Self.names(place) == ["node"])
    }

    @Test func `accepting a fork wants a reason`() async throws {
        let world = TestWorld()
        #expect(await world.run(["log", "accept-fork", "--data", "d"]) == 2)
        #expect(world.nodes.asked.withLock { $0.forkReason } == nil)
        #expect(await world.run(["log", "accept-fork", "--data", "d", "--because", "TEST"]) == 0)
        #expect(world.nodes.asked.withLock { $0.forkReason } == "TEST")
    }
}
