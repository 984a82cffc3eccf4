import CanonicalJSON
import Commands
import Cooperation
import Services
import Synchronization
import Testing

/// What is done to the register of mandates on the command line.
@Suite struct `Commands of the register` {
    private static let base = "https://node.example"
    private static let own = "01970000-0000-7000-8000-000000000001"
    private static let other = "01970000-0000-7000-8000-000000000002"
    private static let publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    private static let keyID = String(repeating: "ab", count: 16)

    private static let office =
        #"{"id":"\#(own)","authority":"\#(other)","function":"police","country":"ID","vouched":false,"name":"TEST"}"#
    private static let officer =
        #"{"id":"\#(own)","office":"\#(other)","rank":"officer","vouched":false,"name":"TEST","keys":[]}"#

    private static let entering = [
        "office", "enter", other, "--function", "police", "--country", "ID", "--zone", "Asia/Jakarta",
        "--instruments", "ID_A,ID_B", "--name", "TEST", "--telephone", "+62 21 555 0100",
        "--telephone-source", "TEST directory", "--law", "TEST act",
    ]

    /// Each command, what it asks of the node and with which body.
    private static let commands: [(arguments: [String], call: String, body: String)] = [
        (
            entering, "POST /v1/offices",
            #"{"authority":"\#(other)","country":"ID","function":"police","instruments":["ID_A","ID_B"],"law":"TEST act","#
                + #""name":"TEST","telephone":"+62 21 555 0100","telephoneSource":"TEST directory","zone":"Asia/Jakarta"}"#
        ),
        (
            ["office", "change", own, "--zone", "Asia/Makassar", "--instruments", ""], "PATCH /v1/offices/\(own)",
            #"{"instruments":[],"zone":"Asia/Makassar"}"#
        ),
        (
            ["office", "vouch", own, "--how", "TEST call"], "POST /v1/offices/\(own)/vouching",
            #"{"how":"TEST call"}"#
        ),
        (
            ["office", "warn", own, "--order", "1", "--law", "TEST", "--source", "TEST"],
            "POST /v1/offices/\(own)/warning",
            #"{"law":"TEST","order":1,"source":"TEST"}"#
        ), (["office", "warn", own], "POST /v1/offices/\(own)/warning", "{}"),
        (
            ["office", "revoke", own, "--reason", "TEST"], "POST /v1/offices/\(own)/revocation",
            #"{"reason":"TEST"}"#
        ),
        (
            ["officer", "enter", own, "--office", other, "--rank", "officer", "--name", "TEST"], "POST /v1/officers",
            #"{"name":"TEST","office":"\#(other)","person":"\#(own)","rank":"officer"}"#
        ),
        (["officer", "rank", own, "supervisor"], "PATCH /v1/officers/\(own)", #"{"rank":"supervisor"}"#),
        (
            ["officer", "vouch", own, "--how", "TEST call"], "POST /v1/officers/\(own)/vouching",
            #"{"how":"TEST call"}"#
        ),
        (["officer", "leave", own], "POST /v1/officers/\(own)/departure", "{}"),
        (
            ["officer", "vouch-key", own, keyID, "--how", "TEST"], "POST /v1/officers/\(own)/keys/\(keyID)/vouching",
            #"{"how":"TEST"}"#
        ),
        (
            ["officer", "revoke-key", own, keyID, "--why", "lost", "--reason", "TEST"],
            "POST /v1/officers/\(own)/keys/\(keyID)/revocation", #"{"reason":"TEST","why":"lost"}"#
        ),
    ]

    private static func world(_ answers: [String: (status: Int, body: String)]) throws -> TestWorld {
        let place = try TestFolder()
        var world = TestWorld()
        world.environment = ["PERISAI_URL": base, "PERISAI_KEY_FILE": try place.write("key", "perisai_secret\n")]
        world.api = TestAPI(answers)
        world.keepsAlive(place)
        return world
    }

    @Test(arguments: [["--law", "TEST"], ["--source", "TEST"], ["--law", "TEST", "--source", "TEST"]])
    func `take away no warning of an office where its words are mended and the place was forgotten`(
        _ words: [String]
    ) async throws {
        let world = try Self.world([:])
        #expect(await world.run(["office", "warn", Self.own] + words) == 2)
        #expect(world.api.asked.withLock { $0.isEmpty })
    }

    @Test(arguments: commands.indices)
    func `ask the node for what they say, and show what it became`(_ index: Int) async throws {
        let (arguments, call, body) = Self.commands[index]
        let answer = arguments[0] == "office" ? Self.office : Self.officer
        let world = try Self.world([call.replacing(" ", with: " " + Self.base): (200, answer)])
        #expect(await world.run(arguments) == 0, "\(world.terminal.notes)")
        #expect(world.api.asked.withLock { $0.last?.body } == Array(body.utf8), "\(arguments)")
        #expect(world.terminal.lines.last?.hasPrefix(Self.own) == true)
        let naming = try Self.world([:])
        #expect(await naming.run(arguments + ["--person", Self.other]) == 2)
        #expect(naming.api.asked.withLock { $0.isEmpty }, "A key says who acts.")
    }

    @Test func `a public key gets its id, and what is none goes nowhere`() async throws {
        let call = "POST \(Self.base)/v1/officers/\(Self.own)/keys"
        let world = try Self.world([call: (200, Self.officer)])
        #expect(await world.run(["officer", "add-key", Self.own, "ed25519:" + Self.publicKey]) == 0)
        let sent = try JSONValue(parsing: try #require(world.api.asked.withLock { $0.last?.body }))
        #expect(sent["kind"] == "signing" && sent["publicKey"]?.stringValue == Self.publicKey)
        #expect(sent["id"]?.stringValue?.count ?? 0 >= 32)
        for wrong in [
            ["TEST"], ["ed25519:" + String(repeating: "0", count: 64)], [], ["--certificate", "/nowhere"],
            ["ed25519:" + Self.publicKey, "--certificate", "/nowhere"],
        ] {
            let asking = try Self.world([call: (200, Self.officer)])
            #expect(await asking.run(["officer", "add-key", Self.own] + wrong) == 2, "\(wrong)")
            #expect(asking.api.asked.withLock { $0.isEmpty })
        }
    }

    @Test func `an office without a number and its source is not entered`() async throws {
        for missing in ["--name", "--telephone", "--telephone-source", "--law"] {
            let world = try Self.world([:])
            var arguments = Self.entering
            let place = try #require(arguments.firstIndex(of: missing))
            arguments.removeSubrange(place...place + 1)
            #expect(await world.run(arguments) == 2)
            #expect(world.api.asked.withLock { $0.isEmpty })
        }
    }

    @Test func `every clock of the first instruments is a rule of the first clock rules`() throws {
        let rules = Set(try ClockRuleText.first().map(\.code.description))
        let clocks = try InstrumentFile(InstrumentFile.firstBytes).entries.flatMap { entry in
            [
                entry.terms.clock, entry.terms.firstContactClock, entry.terms.preservationClock,
                entry.terms.redressClock,
            ].compactMap(\.self)
        }
        #expect(clocks.count > 10)
        for clock in clocks { #expect(rules.contains(clock), "\(clock)") }
    }

    @Test
    func `an urgent order of Indonesia reaches another person at three hours and a half, and complies with nothing`()
        throws
    {
        let rule = try #require(try ClockRuleText.first().first { $0.code.description == "ID_URGENT" })
        #expect(rule.terms.duration.count == 14_400 && rule.terms.consequence == .breach)
        let left: [Int64] = rule.terms.steps.map { Int64($0.before.count) }
        #expect(left == [7200, 3600, 1800])
        #expect(rule.terms.steps.map(\.role) == [.counsel, .dutyOfficer, .lead])
    }

    @Test func `the register begins with the five directions of Singapore's act on online criminal harms`() throws {
        let entries = try InstrumentFile(InstrumentFile.firstBytes).entries
        let directions = entries.filter { $0.terms.code.hasPrefix("SG_OCHA_") }
        #expect(
            Set(directions.map(\.texts.title)) == [
                "Stop communication direction", "Disabling direction", "Access blocking direction",
                "Account restriction direction", "App removal direction",
            ]
        )
        #expect(directions.allSatisfy { $0.terms.territory == "SG" && $0.terms.kind == .removalOrder })
    }

    @Test func `a request for help in Australia is no demand to weaken encryption, and neither is accepted`() throws {
        let entries = try InstrumentFile(InstrumentFile.firstBytes).entries
        let help = try #require(entries.first { $0.terms.code == "AU_TAR_TAN" })
        #expect(help.terms.kind == .disclosure && !help.terms.isAccepted)
        let weakening = entries.filter { $0.terms.kind == .weakenEncryption }
        #expect(weakening.map(\.terms.code) == ["AU_TCN"] && weakening.allSatisfy { !$0.terms.isAccepted })
    }

    @Test func `what is answered by a clock is late when it is over, and an emergency is answered within hours`() throws
    {
        let rules = Dictionary(
            try ClockRuleText.first().map { ($0.code.description, $0.terms) },
            uniquingKeysWith: { first, _ in first }
        )
        for entry in try InstrumentFile(InstrumentFile.firstBytes).entries {
            guard let clock = entry.terms.clock else { continue }
            let terms = try #require(rules[clock])
            // A row that says how long data are kept, or a window stands open, is no time for an answer.
            #expect(terms.consequence == .breach, "\(entry.terms.code)")
            guard entry.terms.kind == .emergencyDisclosure else { continue }
            #expect(terms.duration.unit == .seconds && terms.duration.count <= 8 * 3600, "\(entry.terms.code)")
        }
    }
}
