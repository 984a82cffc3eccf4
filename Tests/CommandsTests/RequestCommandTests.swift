import CanonicalJSON
import Commands
import Synchronization
import Testing

/// What officers and counsel do with requests on the command line.
@Suite struct `Commands of requests` {
    private static let base = "https://node.example"
    private static let id = "01970000-0000-7000-8000-000000000001"

    private static func world(_ call: String, _ answer: String) throws -> TestWorld {
        let place = try TestFolder()
        var world = TestWorld()
        world.environment = ["PERISAI_URL": base, "PERISAI_KEY_FILE": try place.write("key", "perisai_secret\n")]
        world.api = TestAPI([call.replacing(" ", with: " " + base): (200, answer)])
        world.keepsAlive(place)
        return world
    }

    /// Each command, what it asks of the node and with which body, what is answered, and what is shown of that.
    private static let commands: [(arguments: [String], call: String, body: String?, answer: String, shown: String)] = [
        (
            ["request", "figures"], "GET /v1/request-figures", nil,
            #"{"periods":[{"since":"2018-10-01T00:00:00.000000Z","turnedAway":3,"all":{"requests":47}}]}"#, "47"
        ),
        (
            ["request", "figures", "--quality"], "GET /v1/request-quality", nil,
            #"{"authorities":[{"organisation":"\#(id)","consequence":"throttled","figures":{"requests":47}}]}"#,
            "throttled"
        ),
        (["request", "drafts"], "GET /v1/request-drafts", nil, #"{"items":[{"id":"\#(id)"}]}"#, id),
        (
            ["request", "discard", id, "--reason", "TEST"], "POST /v1/request-drafts/\(id)/discarding",
            #"{"reason":"TEST"}"#, #"{"id":"\#(id)","state":"discarded"}"#, "discarded"
        ),
        (
            ["request", "guest-link", id, "--days", "14"], "POST /v1/requests/\(id)/guest-link", #"{"days":14}"#,
            #"{"secret":"00","path":"/guest/00"}"#, "/guest/00"
        ),
    ]

    @Test(arguments: commands.indices)
    func `ask the node for what they say, and show what it answers`(_ index: Int) async throws {
        let command = Self.commands[index]
        let world = try Self.world(command.call, command.answer)
        #expect(
            await world.run(command.arguments) == 0,
            "\(world.terminal.notes) \(world.api.asked.withLock { $0.map(\.url) })"
        )
        #expect(world.api.asked.withLock { $0.last?.body } == command.body.map { Array($0.utf8) })
        #expect(world.terminal.lines.contains { $0.contains(command.shown) }, "\(world.terminal.lines)")
    }

    @Test func `a receipt is written to a new file, byte for byte, for whom it was asked`() async throws {
        let place = try TestFolder()
        let out = place.path + "/receipt.json"
        let call = "GET /v1/requests/\(Self.id)/receipt?view=person&item=2"
        let asking = ["request", "receipt", Self.id, "--view", "person", "--item", "2", "--out", out]
        let world = try Self.world(call, #"{"a":[1,2],"b":"TEST"}"#)
        #expect(await world.run(asking) == 0, "\(world.terminal.notes)")
        #expect(try place.read("receipt.json") == #"{"a":[1,2],"b":"TEST"}"#)
        // What is there already is not overwritten.
        #expect(await world.run(asking) != 0)
        let strange = try Self.world(call, "{}")
        #expect(await strange.run(["request", "receipt", Self.id, "--view", "everybody", "--out", out]) == 2)
        #expect(strange.api.asked.withLock { $0.isEmpty })
    }
}
