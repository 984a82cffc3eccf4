import Commands
import Synchronization
import Testing

/// What is done to instruments and to the rules of clocks on the command line.
@Suite struct `Commands of the registries of law` {
    private static let base = "https://node.example"
    private static let id = "01970000-0000-7000-8000-000000000001"
    private static let row = #"{"id":"\#(id)","code":"ID_TEST","state":"inForce"}"#

    /// Each command, what it asks of the node and with which body.
    private static let commands: [(arguments: [String], call: String, body: String?)] = [
        (["instrument", "adopt", id], "POST /v1/instruments/\(id)/adoption", nil),
        (
            ["instrument", "confirm", id, "--on", "2026-11-27", "--confirmation", "TEST read"],
            "POST /v1/instruments/\(id)/confirmation", #"{"confirmation":"TEST read","confirmedOn":"2026-11-27"}"#
        ),
        (
            ["instrument", "retire", id, "--reason", "TEST"], "POST /v1/instruments/\(id)/retirement",
            #"{"reason":"TEST"}"#
        ),
        (["clock", "rules", "adopt", id], "POST /v1/clocks/rules/\(id)/adoption", nil),
        (
            ["clock", "rules", "confirm", id, "--on", "2026-11-27", "--by", "TEST lawyer"],
            "POST /v1/clocks/rules/\(id)/confirmation", #"{"confirmedBy":"TEST lawyer","confirmedOn":"2026-11-27"}"#
        ),
        (["clock", "rules", "retire", id], "POST /v1/clocks/rules/\(id)/retirement", nil),
    ]

    private static func world(_ call: String? = nil) throws -> (world: TestWorld, place: TestFolder) {
        let place = try TestFolder()
        var world = TestWorld()
        world.environment = ["PERISAI_URL": base, "PERISAI_KEY_FILE": try place.write("key", "perisai_secret\n")]
        var answers: [String: (status: Int, body: String)] = [:]
        if let call { answers[call.replacing(" ", with: " " + base)] = (200, row) }
        world.api = TestAPI(answers)
        world.keepsAlive(place)
        return (world, place)
    }

    @Test(arguments: commands.indices)
    func `ask the node for what they say, and show what it became`(_ index: Int) async throws {
        let (arguments, call, body) = Self.commands[index]
        let world = try Self.world(call).world
        #expect(await world.run(arguments) == 0, "\(world.terminal.notes)")
        #expect(world.api.asked.withLock { $0.last?.body } == body.map { Array($0.utf8) }, "\(arguments)")
        #expect(world.terminal.lines.last?.hasPrefix(Self.id) == true)
        let naming = try Self.world().world
        #expect(await naming.run(arguments + ["--person", Self.id]) == 2)
        #expect(naming.api.asked.withLock { $0.isEmpty }, "A key says who acts.")
    }

    @Test(arguments: [
        (["instrument", "propose"], "POST /v1/instruments"), (["clock", "rules", "propose"], "POST /v1/clocks/rules"),
    ])
    func `send a file as it is, and nothing that is no JSON`(_ arguments: [String], _ call: String) async throws {
        let (world, place) = try Self.world(call)
        let file = try place.write("row.json", #"{ "code": "ID_TEST" }"#)
        #expect(await world.run(arguments + [file]) == 0, "\(world.terminal.notes)")
        #expect(world.api.asked.withLock { $0.last?.body } == Array(#"{"code":"ID_TEST"}"#.utf8))
        let (other, folder) = try Self.world(call)
        #expect(await other.run(arguments + [try folder.write("row.json", "TEST")]) == 2)
        #expect(other.api.asked.withLock { $0.isEmpty })
    }

    @Test func `take no day that there is not`() async throws {
        for day in ["2026-02-30", "yesterday"] {
            let world = try Self.world().world
            let rule = ["clock", "rules", "confirm", Self.id, "--on", day, "--by", "TEST"]
            #expect(await world.run(rule) == 2)
            #expect(world.api.asked.withLock { $0.isEmpty })
        }
    }
}
