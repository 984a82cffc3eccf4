import CanonicalJSON
import Commands
import Synchronization
import Testing

@Suite struct AdministrationTests {
    private static let base = "https://node.example"
    private static let own = "01970000-0000-7000-8000-000000000001"
    private static let other = "01970000-0000-7000-8000-000000000002"

    @Test(
        arguments: [
            (["organisation", "list"], "No node was named."),
            (["organisation", "list", "--url", base], "The node wants a key."),
            (["organisation", "list", "--url", "node", "--key-file", "KEY"], "This is not the address of a node."),
            (["organisation", "list", "--url", base, "--key-file", "/nowhere"], "There is no key file at /nowhere."),
            (["organisation", "list", "--url", base, "--key-file", "BAD"], "does not hold a key."),
            (["organisation", "list", "--url", base, "--key-file", "KEY"], "No node answers at that address."),
            (["organisation", "show", "x", "--url", base, "--key-file", "KEY"], "'x' is invalid"),
            (["person", "add", "--name", "x", "--roles", "king", "--data", "d"], "'king' is no role"),
            (["organisation", "list", "--data", "d"], "The database is damaged. (damaged)"),
        ])
    func `a node that can't be reached is an error in a line or two`(_ arguments: [String], _ words: String)
        async throws
    {
        let place = try TestFolder()
        let key = try place.write("key", "perisai_secret\n")
        let bad = try place.write("bad", "two words\n")
        let world = TestWorld()
        #expect(await world.run(arguments.map { $0 == "KEY" ? key : $0 == "BAD" ? bad : $0 }) == 2)
        let said = world.terminal.notes.joined(separator: "\n")
        #expect(said.contains(words), "\(said)")
        #expect(!said.contains("perisai_secret"))
    }

    @Test func `where a server runs the command says so`() async {
        var world = TestWorld()
        world.nodes = TestNodes(isLocked: true)
        #expect(await world.run(["key", "list", "--data", "d"]) == 2)
        #expect(
            world.terminal.notes == [
                "perisai: A server runs on d.\nTalk to it with --url URL and --key-file FILE, or stop it."
            ]
        )
    }

    @Test func `a problem of the node is told in its own words`() async throws {
        let world = try world([
            "POST \(Self.base)/v1/organisations/\(Self.other)/standing": (
                409,
                #"{"code":"wrong-standing","detail":"It is active already.","errors":[{"detail":"no","pointer":"/standing"}]}"#
            )
        ])
        let status = await world.run(["organisation", "standing", Self.other, "active", "--reason", "Vote"])
        #expect(status == 2)
        #expect(world.terminal.notes == ["perisai: It is active already. (wrong-standing)\n/standing: no"])
        #expect(
            world.api.asked.withLock { $0.first?.body } == Array(#"{"reason":"Vote","standing":"active"}"#.utf8)
        )
    }

    @Test func `who read a case is listed page by page, with the filter kept`() async throws {
        let reads = "GET \(Self.base)/v1/reads?subject=\(Self.other)"
        func item(_ person: String) -> String {
            #"{"case":"\#(Self.other)","id":"x","person":"\#(person)","purpose":"preview","readAt":"2018-11-06T01:00:00Z"}"#
        }
        let asking = try world([
            reads: (200, #"{"cursor":"next","items":[\#(item("TEST-1"))]}"#),
            reads + "&cursor=next": (200, #"{"items":[\#(item("TEST-2"))]}"#),
        ])
        #expect(await asking.run(["reads", "--subject", Self.other]) == 0)
        let lines = asking.terminal.lines
        #expect(lines.count == 3 && lines[0].hasPrefix("TIME"), "\(lines)")
        #expect(lines[1].contains("TEST-1") && lines[2].contains("TEST-2") && lines[2].hasSuffix("preview"))
    }

    @Test func `texts are erased through the API, and a key leaves no choice of person`() async throws {
        let answers = ["POST \(Self.base)/v1/events/214/erasure": (200, #"{"erased":1}"#)]
        let erase = ["event", "erase", "214", "--parts", "reason,source", "--reason", "TEST a name"]
        let asking = try world(answers)
        #expect(await asking.run(erase) == 0)
        #expect(asking.terminal.lines == ["Erased 1 of 2."])
        #expect(
            asking.api.asked.withLock { $0.first?.body }
                == Array(#"{"parts":["reason","source"],"reason":"TEST a name"}"#.utf8)
        )
        for command in [erase, ["organisation", "standing", Self.other, "active", "--reason", "Vote"]] {
            let naming = try world(answers)
            #expect(await naming.run(command + ["--person", Self.own]) == 2)
            #expect(
                naming.terminal.notes == [
                    "perisai: The key says who acts.\nLeave --person out, or use that person's own key."
                ]
            )
            #expect(naming.api.asked.withLock { $0.isEmpty })
        }
    }

    @Test func `lists are read to their last page, with the key`() async throws {
        let list = "\(Self.base)/v1/organisations"
        func item(_ id: String) -> String {
            #"{"id":"\#(id)","kind":"platform","standing":"active","ownsNode":false,"name":"N\u001b[1m"}"#
        }
        let world = try world([
            "GET \(list)": (200, #"{"cursor":"abc-1","items":[\#(item(Self.own))]}"#),
            "GET \(list)?cursor=abc-1": (200, #"{"items":[\#(item(Self.other))]}"#),
        ])
        #expect(await world.run(["organisation", "list"]) == 0)
        #expect(
            world.terminal.lines == [
                "ID                                    KIND      STANDING  NAME",
                "\(Self.own)  platform  active    N\\u{1b}[1m", "\(Self.other)  platform  active    N\\u{1b}[1m",
            ]
        )
        #expect(world.api.asked.withLock { $0.map(\.key) } == ["perisai_secret", "perisai_secret"])
    }

    @Test func `an issued key is shown once, or only written to a file`() async throws {
        let place = try TestFolder()
        let answer =
            #"{"id":"\#(Self.other)","organisation":"\#(Self.own)","role":"curator","vouches":true,"revoked":false,"secret":"perisai_new"}"#
        let answers = [
            "GET \(Self.base)/status": (200, #"{"state":"ready","organisation":"\#(Self.own)"}"#),
            "POST \(Self.base)/v1/organisations/\(Self.own)/keys": (201, answer),
        ]
        let shown = try world(answers)
        #expect(await shown.run(["key", "issue", "--role", "curator", "--vouches"]) == 0)
        #expect(shown.terminal.lines.filter { $0.contains("perisai_new") }.count == 1)
        #expect(
            shown.api.asked.withLock { $0.last?.body } == Array(#"{"role":"curator","vouches":true}"#.utf8)
        )
        let written = try world(answers)
        #expect(await written.run(["key", "issue", "--role", "curator", "--out", place.path + "/k", "--json"]) == 0)
        #expect(!written.terminal.lines.joined().contains("perisai_new"))
        #expect(try place.read("k") == "perisai_new\n")
        #expect(try place.mode("k") == 0o600)
    }

    @Test func `a person is added with what they read, which can be changed`() async throws {
        let people = "\(Self.base)/v1/organisations/\(Self.own)/people"
        func person(_ languages: String) -> String {
            #"{"id":"\#(Self.other)","organisation":"\#(Self.own)","roles":["reviewer"],"state":"active"\#(languages)}"#
        }
        let world = try world([
            "POST \(people)": (201, person(#","languages":["id","ms"]"#)),
            "PATCH \(people)/\(Self.other)": (200, person("")),
            "GET \(Self.base)/status": (200, #"{"state":"ready","organisation":"\#(Self.own)"}"#),
        ])
        #expect(
            await world.run(["person", "add", "--name", "TEST", "--roles", "reviewer", "--languages", "ms,id"]) == 0
        )
        #expect(
            world.api.asked.withLock { $0.last?.body }
                == Array(#"{"languages":["ms","id"],"name":"TEST","roles":["reviewer"]}"#.utf8)
        )
        #expect(await world.run(["person", "languages", Self.other, "any"]) == 0)
        #expect(world.api.asked.withLock { $0.last?.body } == Array(#"{"languages":[]}"#.utf8))
        #expect(
            world.terminal.lines.filter { $0.hasPrefix(Self.other) } == [
                "\(Self.other)  active  reviewer  id,ms      -        -",
                "\(Self.other)  active  reviewer  -          -        -",
            ]
        )
        let asked = world.api.asked.withLock { $0.count }
        for wrong in ["", "bahasa indonesia", "id,", "und"] {
            #expect(await world.run(["person", "languages", Self.other, wrong]) == 2)
        }
        #expect(world.api.asked.withLock { $0.count } == asked)
    }

    @Test func `a revoked key needs no answer but that it is done`() async throws {
        let world = try world(["DELETE \(Self.base)/v1/organisations/\(Self.own)/keys/\(Self.other)": (204, "")])
        #expect(await world.run(["key", "revoke", Self.other, "--organisation", Self.own]) == 2)
        let asking = try self.world([
            "GET \(Self.base)/status": (200, #"{"state":"ready","organisation":"\#(Self.own)"}"#),
            "DELETE \(Self.base)/v1/organisations/\(Self.own)/keys/\(Self.other)": (204, ""),
        ])
        #expect(await asking.run(["key", "revoke", Self.other]) == 0)
        #expect(asking.terminal.lines == ["Revoked \(Self.other)."])
    }

    @Test func `a login is closed through the API, and it is said whose`() async throws {
        let login = "DELETE \(Self.base)/v1/organisations/\(Self.own)/people/\(Self.other)/login"
        let status = "GET \(Self.base)/status"
        let world = try world([
            status: (200, #"{"state":"ready","organisation":"\#(Self.own)"}"#), login: (204, ""),
        ])
        #expect(await world.run(["person", "close-login", Self.other]) == 0)
        #expect(world.terminal.lines == ["Closed the login of \(Self.other)."])
    }

    @Test func `an alarm about an exchange is listed, and acknowledged with its name and a reason`() async throws {
        let list = "\(Self.base)/v1/exchanges"
        func item(_ more: String) -> String {
            #"{"id":"\#(Self.other)","address":"https://exchange.example","member":"\#(Self.own)","verifierKey":"K","#
                + #""received":12,"verifiedSize":9,"waiting":2,\#(more)}"#
        }
        let world = try world([
            "GET \(list)": (200, #"{"items":[\#(item(#""alarm":"missingLeaf","alarmAcknowledged":false"#))]}"#),
            "POST \(list)/\(Self.other)/acknowledgement": (
                200, item(#""alarm":"missingLeaf","alarmAcknowledged":true"#)
            ),
        ])
        #expect(await world.run(["exchange", "list"]) == 0)
        let acknowledge = ["exchange", "acknowledge", Self.other, "--alarm"]
        #expect(await world.run(acknowledge + ["missingLeaf", "--reason", "They told us."]) == 0)
        #expect(
            world.terminal.lines.filter { $0.hasPrefix(Self.other) } == [
                "\(Self.other)  missingLeaf  no            12        9         2        https://exchange.example",
                "\(Self.other)  missingLeaf  yes           12        9         2        https://exchange.example",
            ]
        )
        #expect(
            world.api.asked.withLock { $0.last?.body }
                == Array(#"{"alarm":"missingLeaf","reason":"They told us."}"#.utf8)
        )
        let asked = world.api.asked.withLock { $0.count }
        #expect(await world.run(acknowledge + ["fire", "--reason", "x"]) == 2)
        #expect(await world.run(acknowledge + ["missingLeaf"]) == 2)
        #expect(world.api.asked.withLock { $0.count } == asked)
    }

    private func world(_ answers: [String: (status: Int, body: String)]) throws -> TestWorld {
        let place = try TestFolder()
        var world = TestWorld()
        world.api = TestAPI(answers)
        world.environment = [
            "PERISAI_URL": Self.base + "/", "PERISAI_KEY_FILE": try place.write("key", "perisai_secret\n"),
        ]
        world.keepsAlive(place)
        return world
    }
}
