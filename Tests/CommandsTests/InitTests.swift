import Commands
import Cooperation
import Synchronization
import Testing

@Suite struct InitTests {
    @Test(
        arguments: [
            ["init"], ["init", "--data", "d", "--kind", "company"], ["init", "--data", "d", "--organisation-id", "7"],
            ["init", "--data", "d", "--owners", "Not A Word"],
            ["init", "--data", "d", "--owners", "a", "--no-interests"],
        ])
    func `a wrong command sets nothing up`(_ arguments: [String]) async {
        let world = TestWorld()
        #expect(await world.run(arguments) == 2)
        #expect(!world.terminal.notes.isEmpty)
        #expect(world.nodes.asked.withLock { $0.founding } == nil)
    }

    @Test func `the administrator key is shown once and written for its owner alone`() async throws {
        let place = try TestFolder()
        let world = TestWorld()
        #expect(await world.run(["init", "--data", place.path, "--key-file", place.path + "/admin.key"]) == 0)
        #expect(world.terminal.lines.filter { $0.contains("perisai_test") }.count == 1)
        #expect(try place.read("admin.key") == "perisai_test\n")
        #expect(try place.mode("admin.key") == 0o600)
    }

    @Test func `a key file that is there already is not overwritten, and nothing is set up`() async throws {
        let place = try TestFolder()
        let file = try place.write("admin.key", "another")
        let world = TestWorld()
        #expect(await world.run(["init", "--data", place.path, "--key-file", file]) == 2)
        #expect(try place.read("admin.key") == "another")
        #expect(world.nodes.asked.withLock { $0.founding } == nil)
    }

    @Test func `what is said about the organisation reaches the node`() async throws {
        let id = "01970000-0000-7000-8000-000000000001"
        let world = TestWorld()
        let status = await world.run([
            "init", "--data", "d", "--exchange", "--name", "Working group", "--organisation-id", id, "--owners",
            "b.example,a.example", "--governments", "gov.example", "--origin", "exchange.example/log",
        ])
        #expect(status == 0, "\(world.terminal.notes)")
        let founding = try #require(world.nodes.asked.withLock { $0.founding })
        #expect(founding.organisation.description == id)
        #expect((founding.kind, founding.isExchange) == (.secretariat, true))
        #expect(founding.name == "Working group")
        #expect(founding.interests?.owners == ["a.example", "b.example"])
        #expect(founding.origin == "exchange.example/log")
    }

    @Test func `nothing said means a platform that declared nothing`() async throws {
        var world = TestWorld()
        world.environment = ["PERISAI_DATA": "d"]
        #expect(await world.run(["init"]) == 0)
        let founding = try #require(world.nodes.asked.withLock { $0.founding })
        #expect((founding.kind, founding.isExchange) == (.platform, false))
        #expect(founding.interests == nil)
        #expect(founding.folder.path == "d")
    }
}
