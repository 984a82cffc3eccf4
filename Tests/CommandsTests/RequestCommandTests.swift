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

    /// What is sent of a threat that starts from a request.
    private static let threat =
        #"{"country":"VN","dangers":[],"identifiers":[],"isExercise":false,"level":"low","request":"\#(id)","#
        + #""seenAt":"2018-11-05T01:02:03.000000Z","what":"TEST","why":"TEST"}"#

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
        (
            ["request", "drafts", "--state", "written"], "GET /v1/request-drafts?state=written", nil,
            #"{"items":[{"id":"\#(id)"}]}"#, id
        ),
        (
            ["assessment", "form", id, "--defect", "reasons", "--factor", "doubtfulAddress"],
            "POST /v1/assessments/\(id)/form", #"{"defects":["reasons"],"factors":["doubtfulAddress"],"note":null}"#,
            #"{"id":"\#(id)","factors":["doubtfulAddress"]}"#, "doubtfulAddress"
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
        (
            ["assessment", "note-formal", id, "--note", "Letter F-18 (TEST)"],
            "POST /v1/assessments/\(id)/formal-request", #"{"note":"Letter F-18 (TEST)"}"#,
            #"{"id":"\#(id)","state":"answered"}"#, "answered"
        ),
        (
            ["assessment", "reopen", id], "POST /v1/assessments/\(id)/reopening", nil,
            #"{"id":"\#(id)","state":"open"}"#, "open"
        ),
        (
            ["assessment", "scan", "erase", id, "--reason", "TEST"], "POST /v1/assessments/\(id)/scan/erasure",
            #"{"reason":"TEST"}"#, #"{"erased":1}"#, "1"
        ),
        (
            ["threat", "show", id], "GET /v1/threats/\(id)", nil,
            #"{"id":"\#(id)","state":"sent","calls":["TEST first","TEST second"],"telephone":"+62 21 555 0100"}"#,
            "Calls: TEST second"
        ),
        (
            [
                "threat", "raise", "--level", "low", "--country", "VN", "--seen-at", "2018-11-05T01:02:03Z", "--what",
                "TEST", "--why", "TEST", "--request", id,
            ], "POST /v1/threats",
            threat,
            #"{"id":"\#(id)","state":"withheld"}"#, "withheld"
        ),
        (
            ["threat", "figures"], "GET /v1/threats/figures", nil,
            #"{"states":{"acknowledged":2,"sent":41},"outcomes":{"averted":1}}"#, "sent          41"
        ),
        (
            ["threat", "received", id], "GET /v1/threat-alerts/\(id)", nil,
            #"{"id":"\#(id)","state":"open","text":"TEST"}"#, "open"
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

    @Test func `an answer is written byte for byte, in the form and the language that are asked for`() async throws {
        let place = try TestFolder()
        let call = "GET /v1/requests/\(Self.id)/answer?form="
        for (more, query) in [
            ([], "json"), (["--form", "html"], "html"), (["--form", "pdf", "--language", "th"], "pdf&language=th"),
        ] {
            let out = place.path + "/" + query
            let asking = ["request", "answer", Self.id, "--out", out] + more
            let world = try Self.world(call + query, "no JSON (TEST)")
            #expect(await world.run(asking) == 0, "\(world.terminal.notes)")
            #expect(try place.read(query) == "no JSON (TEST)")
            #expect(await world.run(asking) != 0, "What is there already is not overwritten.")
        }
        for wrong in [["--form", "odt"], ["--language", "../x"]] {
            let world = try Self.world(call + "json", "{}")
            #expect(await world.run(["request", "answer", Self.id, "--out", place.path + "/x"] + wrong) == 2)
            #expect(world.api.asked.withLock { $0.isEmpty })
        }
    }

    @Test func `what was handed over is fetched byte for byte, for its owner alone, and nothing is overwritten`()
        async throws
    {
        let place = try TestFolder()
        let out = place.path + "/data.sealed"
        let world = try Self.world("GET /v1/requests/\(Self.id)/disclosures/2", "sealed, and no JSON (TEST)")
        let asking = ["request", "disclosure", Self.id, "2", "--out", out]
        #expect(await world.run(asking) == 0, "\(world.terminal.notes)")
        #expect(try place.read("data.sealed") == "sealed, and no JSON (TEST)")
        #expect(try place.mode("data.sealed") == 0o600)
        try place.write("data.sealed", "mine")
        #expect(await world.run(asking) != 0)
        #expect(try place.read("data.sealed") == "mine")
    }

    @Test func `what the node refuses to hand out is told in its words, and no file is made`() async throws {
        let place = try TestFolder()
        var world = try Self.world("GET /v1/none", "")
        world.api = TestAPI([
            "GET \(Self.base)/v1/requests/\(Self.id)/disclosures/1": (
                404, #"{"code":"not-found","detail":"There is no such file."}"#
            )
        ])
        let out = place.path + "/data"
        #expect(await world.run(["request", "disclosure", Self.id, "1", "--out", out]) != 0)
        #expect(world.terminal.notes.contains { $0.contains("There is no such file.") })
        #expect(throws: (any Error).self) { try place.read("data") }
    }

    @Test func `a scan is sent as it is, and fetched as it was`() async throws {
        let place = try TestFolder()
        let scan = try place.write("letter.pdf", "a letter (TEST)")
        let path = "/v1/assessments/\(Self.id)/scan"
        let keeping = try Self.world("PUT \(path)", #"{"id":"\#(Self.id)","state":"open"}"#)
        #expect(await keeping.run(["assessment", "scan", "keep", Self.id, scan]) == 0, "\(keeping.terminal.notes)")
        let asked = keeping.api.asked.withLock { $0 }
        let sent = try #require(asked.last)
        #expect(sent.body == Array("a letter (TEST)".utf8) && sent.contentType == "application/octet-stream")
        let reading = try Self.world("GET \(path)", "a letter (TEST)")
        let out = place.path + "/read.pdf"
        #expect(await reading.run(["assessment", "scan", "read", Self.id, "--out", out]) == 0)
        #expect(try place.read("read.pdf") == "a letter (TEST)")
        #expect(try place.mode("read.pdf") == 0o600)
    }

    @Test func `of a file that was handed over elsewhere the node learns the SHA-256 alone`() async throws {
        let place = try TestFolder()
        let file = try place.write("subscriber.csv", "abc")
        let world = try Self.world("POST /v1/assessments/\(Self.id)/disclosures-elsewhere", #"{"id":"\#(Self.id)"}"#)
        let status = await world.run([
            "assessment", "disclose-elsewhere", Self.id, file, "--category", "subscriber", "--note",
            "By courier (TEST)", "--handed-at", "2018-11-05T01:02:03Z",
        ])
        #expect(status == 0, "\(world.terminal.notes)")
        // The SHA-256 of "abc", as FIPS 180 has it.
        let body: JSONValue = [
            "category": "subscriber", "handedAt": "2018-11-05T01:02:03.000000Z", "note": "By courier (TEST)",
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ]
        #expect(world.api.asked.withLock { $0.last?.body } == body.canonicalBytes)
    }

    @Test func `a draft's documents are fetched to be signed, and as the officer signed them for the supervisor`()
        async throws
    {
        let place = try TestFolder()
        let path = "GET /v1/request-drafts/\(Self.id)"
        let asking = ["request", "show-draft", Self.id, "--out", place.path]
        let written = try Self.world(path, #"{"documents":["{\"a\":1}"],"requests":["\#(Self.id)"]}"#)
        #expect(await written.run(asking) == 0, "\(written.terminal.notes)")
        #expect(try place.read("\(Self.id).json") == #"{"a":1}"#)
        let signed = try Self.world(
            path,
            #"{"documents":["{\"a\":1}"],"requests":["\#(Self.id)"],"signed":[{"statement":"TEST"}]}"#
        )
        #expect(await signed.run(asking) == 0, "\(signed.terminal.notes)")
        #expect(try place.read("\(Self.id).signed.json") == #"{"statement":"TEST"}"#)
        // An answer that names fewer requests than documents is not guessed about.
        let strange = try Self.world(path, #"{"documents":["{}"],"requests":[]}"#)
        #expect(await strange.run(asking) != 0)
    }

    @Test func `a file that is there already, or can't be made, is told before anything is asked of the node`()
        async throws
    {
        let place = try TestFolder()
        try place.write("there", "mine")
        let order = try place.write("order.json", "{}")
        let (out, nowhere) = (place.path + "/there", place.path + "/no-folder")
        for asking in [
            ["request", "disclosure", Self.id, "1"], ["request", "answer", Self.id], ["request", "receipt", Self.id],
            ["assessment", "scan", "read", Self.id], ["threat", "received", Self.id],
        ] {
            for file in [out, nowhere + "/file"] {
                let world = try Self.world("GET /v1/none", "{}")
                #expect(await world.run(asking + ["--out", file]) != 0, "\(asking)")
                #expect(world.api.asked.withLock { $0.isEmpty }, "\(asking)")
            }
        }
        for asking in [["request", "draft", order], ["request", "show-draft", Self.id]] {
            for folder in [nowhere, out] {
                let world = try Self.world("GET /v1/none", "{}")
                #expect(await world.run(asking + ["--out", folder]) != 0, "\(asking)")
                #expect(world.api.asked.withLock { $0.isEmpty }, "\(asking)")
            }
        }
        #expect(try place.read("there") == "mine")
    }

    @Test func `what --json prints are objects alone, and what was written is told beside them`() async throws {
        let place = try TestFolder()
        let alert = #"{"envelope":{"isSealed":false},"text":"YWJj"}"#
        let draft = #"{"documents":["{}"],"requests":["\#(Self.id)"],"state":"written"}"#
        let cases: [(asking: [String], call: String, answer: String)] = [
            (["threat", "received", Self.id, "--out", place.path + "/a"], "/v1/threat-alerts/\(Self.id)", alert),
            (["request", "show-draft", Self.id, "--out", place.path], "/v1/request-drafts/\(Self.id)", draft),
            (
                ["request", "disclosure", Self.id, "1", "--out", place.path + "/b"],
                "/v1/requests/\(Self.id)/disclosures/1", "TEST"
            ),
        ]
        for (asking, call, answer) in cases {
            let world = try Self.world("GET " + call, answer)
            #expect(await world.run(asking + ["--json"]) == 0, "\(world.terminal.notes)")
            for line in world.terminal.lines { #expect((try? JSONValue(parsing: Array(line.utf8))) != nil, "\(line)") }
            #expect(!world.terminal.notes.isEmpty)
        }
    }

    @Test func `an alert that was received is written as it was sent: signed, or sealed`() async throws {
        let place = try TestFolder()
        let path = "GET /v1/threat-alerts/\(Self.id)"
        for (isSealed, text, name) in [(false, "YWJj", "signed"), (true, "YWJj", "sealed")] {
            let answer = #"{"envelope":{"isSealed":\#(isSealed)},"text":"\#(text)"}"#
            let world = try Self.world(path, answer)
            let out = place.path + "/" + name
            #expect(await world.run(["threat", "received", Self.id, "--out", out]) == 0, "\(world.terminal.notes)")
            #expect(world.terminal.notes.last?.contains("(\(name))") == true)
        }
        #expect(try place.read("signed") == "YWJj")
        #expect(try place.read("sealed") == "abc")
        let erased = try Self.world(path, #"{"envelope":{"isSealed":false}}"#)
        #expect(await erased.run(["threat", "received", Self.id, "--out", place.path + "/none"]) != 0)
    }
}
