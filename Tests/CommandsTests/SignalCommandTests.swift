import CanonicalJSON
import Commands
import Services
import Synchronization
import Testing

/// Lists of signals on the command line.
@Suite struct `Commands of signals` {
    private static let base = "https://node.example"
    private static let bank = "01970000-0000-7000-8000-000000000001"
    private static let signal = "01970000-0000-7000-8000-000000000002"
    private static let sha256 = String(repeating: "ab", count: 32)
    private static let pdq = String(repeating: "0f", count: 32)
    private static let target = "POST \(base)/v1/signals/import?bank=\(bank)&kind=image"

    private static func world(
        _ answers: [String: (status: Int, body: String)],
        watched: Bool = false
    ) throws -> (TestWorld, TestFolder) {
        let place = try TestFolder()
        var world = TestWorld(TestTerminal(isErrorWatched: watched))
        world.environment = ["PERISAI_URL": base, "PERISAI_KEY_FILE": try place.write("key", "perisai_secret\n")]
        world.api = TestAPI(answers)
        world.keepsAlive(place)
        return (world, place)
    }

    private static func sent(_ world: TestWorld) throws -> [JSONValue] {
        try world.api.asked.withLock { $0 }.flatMap { request in
            try (request.body ?? []).split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: Array($0)) }
        }
    }

    private static let options = [
        "--behaviours", "recruitment,threat", "--rationale", "TEST why", "--exemption-assessment", "TEST none",
        "--source",
        "TEST list",
    ]

    @Test(arguments: [
        (["signals", "import"], "<file>"), (["signals", "import", "LIST"], "--bank"),
        (["signals", "import", "LIST", "--bank", "TEST"], "--bank"),
        (["signals", "import", "/nowhere", "--bank", bank], "The list /nowhere can't be read: not-found."),
        (["signals", "import", "LIST", "--bank", bank, "--provenance", "submission"], "provenance"),
        (["signals", "import", "LIST", "--bank", bank, "--kind", "TEST"], "kind"),
        (["signals", "export"], "--bank"), (["signals", "export", "--bank", bank, "--format", "TEST"], "format"),
    ])
    func `what can't be done ends with 2 and asks nobody`(_ arguments: [String], _ words: String) async throws {
        let (world, place) = try Self.world([:])
        let list = try place.write("list", Self.sha256)
        #expect(await world.run(arguments.map { $0.replacing("LIST", with: list) }) == 2)
        #expect(world.terminal.notes.joined(separator: "\n").contains(words), "\(world.terminal.notes)")
        #expect(world.api.asked.withLock { $0.isEmpty })
    }

    @Test func `where the node ends it, what was done is reported and the status is 2`() async throws {
        let answer = """
            {"id":"\(Self.signal)","line":1,"outcome":"accepted"}
            {"error":{"code":"key-not-valid","detail":"TEST gone","status":401}}
            """
        let (world, place) = try Self.world([Self.target: (200, answer)], watched: true)
        let list = try place.write("list", "sha256 \(Self.sha256)\npdq \(Self.pdq)\n")
        #expect(await world.run(["signals", "import", list, "--bank", Self.bank] + Self.options) == 2)
        #expect(world.terminal.lines == ["line 1: accepted as \(Self.signal)"])
        #expect(world.terminal.notes.joined().contains("TEST gone (key-not-valid)"))
    }

    @Test(arguments: ["", "{", "{\"line\":9,\"outcome\":\"accepted\"}\n{\"summary\":{}}", "{\"summary\":{}}"])
    func `an answer that is none is not taken for one`(answer: String) async throws {
        let (world, place) = try Self.world([Self.target: (200, answer)])
        let list = try place.write("list", Self.pdq)
        #expect(await world.run(["signals", "import", list, "--bank", Self.bank] + Self.options) == 2)
    }

    @Test(arguments: [
        "# a comment\npdq PDQ\n\nsha256 SHA\nTEST wrong\n",
        "name,PDQ,sha256\nx,PDQ,\ny,,SHA\nz,TEST,\n".replacing("name,PDQ", with: "name,pdq"),
    ])
    func `a list of hashes gets what the options say, and each line is reported`(text: String) async throws {
        let answer = """
            {"id":"\(Self.signal)","line":1,"outcome":"accepted"}
            {"error":{"code":"text-missing","detail":"TEST no text","pointer":"/source"},"line":2}
            {"summary":{}}
            """
        let (world, place) = try Self.world([Self.target: (200, answer)])
        let list = try place.write("list", text.replacing("PDQ", with: Self.pdq).replacing("SHA", with: Self.sha256))
        #expect(await world.run(["signals", "import", list, "--bank", Self.bank] + Self.options) == 1)
        let first: JSONValue = [
            "fingerprints": [["kind": "pdq", "value": .string(Self.pdq)]], "behaviours": ["recruitment", "threat"],
            "rationale": "TEST why", "exemptionAssessment": "TEST none", "source": "TEST list",
        ]
        let sent = try Self.sent(world)
        #expect(sent.first == first)
        #expect(sent.last?["fingerprints"] == [["kind": "sha256", "value": .string(Self.sha256)]])
        let request = try #require(world.api.asked.withLock { $0.first })
        #expect(request.contentType == "application/x-ndjson" && request.key == "perisai_secret")
        let lines = world.terminal.lines
        #expect(lines.count == 3)
        #expect(lines[0].hasSuffix(": accepted as \(Self.signal)"))
        #expect(lines[1].hasSuffix(": refused: TEST no text at /source (text-missing)"))
        #expect(lines[2].contains("(hash-invalid)"))
        #expect(world.terminal.notes.last == "3 lines: 1 accepted, 0 known, 2 refused")
    }

    @Test func `what a line says goes before the options, in objects and in columns`() async throws {
        let (world, place) = try Self.world([:])
        let object: JSONValue = [
            "fingerprints": [["kind": "pdq", "value": .string(Self.pdq)]], "behaviours": ["glorification"],
            "rationale": "TEST own", "kind": "video",
        ]
        for (name, text) in [
            ("a.ndjson", object.canonicalString + "\n"),
            (
                "b.csv",
                "pdq,behaviours,Rationale,kind\n\(Self.pdq),glorification|threat,\"TEST \"\"own\"\", so\",video\n"
            ),
        ] {
            let list = try place.write(name, text)
            _ = await world.run(["signals", "import", list, "--bank", Self.bank] + Self.options)
        }
        let sent = try Self.sent(world)
        #expect(sent.count == 2)
        #expect(sent[0]["rationale"] == "TEST own" && sent[0]["behaviours"] == ["glorification"])
        #expect(sent[1]["rationale"] == "TEST \"own\", so" && sent[1]["behaviours"] == ["glorification", "threat"])
        for line in sent { #expect(line["kind"] == "video" && line["exemptionAssessment"] == "TEST none") }
    }

    @Test func `a bar is drawn only where a person watches, and JSON is one object a line`() async throws {
        let answer = "{\"id\":\"\(Self.signal)\",\"line\":1,\"outcome\":\"duplicate\"}\n{\"summary\":{}}"
        for watched in [true, false] {
            let (world, place) = try Self.world([Self.target: (200, answer)], watched: watched)
            let list = try place.write("list", "\n\n\(Self.pdq)\n")
            #expect(await world.run(["signals", "import", list, "--bank", Self.bank, "--json"] + Self.options) == 0)
            #expect(world.terminal.progress.contains { $0?.hasPrefix("[") == true } == watched)
            let line = try JSONValue(parsing: Array(try #require(world.terminal.lines.first).utf8))
            #expect(line["line"] == 3 && line["outcome"] == "duplicate")
        }
    }

    private static func item(_ more: [String: JSONValue] = [:]) -> String {
        var members: [String: JSONValue] = [
            "id": .string(signal), "state": "proposed", "disputed": false, "kind": "image",
            "behaviours": ["recruitment", "threat"], "rationale": "TEST, \"why\"\nso",
            "exemptionAssessment": "TEST none",
            "fingerprints": [["kind": "pdq", "value": .string(pdq)], ["kind": "sha256", "value": .string(sha256)]],
            "expiresAt": "2999-01-01T00:00:00Z", "opinions": [], "position": 7,
        ]
        members.merge(more) { $1 }
        return JSONValue.object(members).canonicalString
    }

    @Test func `what does not live, has no texts or is disputed is not written`() async throws {
        let items = [
            Self.item(), Self.item(["state": "withdrawn"]), Self.item(["state": "expired"]),
            Self.item(["rationale": .null]), Self.item(["disputed": true]),
        ]
        let pages: [String: (status: Int, body: String)] = [
            "GET \(Self.base)/v1/signals?bank=\(Self.bank)&limit=1000": (
                200, "{\"items\":[\(items[0])],\"cursor\":\"7-x\"}"
            ),
            "GET \(Self.base)/v1/signals?bank=\(Self.bank)&limit=1000&cursor=7-x":
                (200, "{\"items\":[\(items[1...].joined(separator: ","))]}"),
        ]
        for (options, count) in [([], 1), (["--disputed"], 2)] as [([String], Int)] {
            let (world, _) = try Self.world(pages)
            #expect(await world.run(["signals", "export", "--bank", Self.bank] + options) == 0)
            #expect(world.terminal.lines.count == count)
            let line = try JSONValue(parsing: Array(world.terminal.lines[0].utf8))
            #expect(line["rationale"] == "TEST, \"why\"\nso" && line["position"] == nil && line["id"] == nil)
            #expect(world.terminal.notes.last == "\(count) signals written, \(5 - count) left out")
        }
    }

    @Test func `an export draws a bar of all that the bank holds, and asks for that only where a person watches`()
        async throws
    {
        let target = "GET \(Self.base)/v1/banks/\(Self.bank)"
        let answers: [String: (status: Int, body: String)] = [
            target: (200, "{\"signals\":2}"),
            "GET \(Self.base)/v1/signals?bank=\(Self.bank)&limit=1000": (
                200, "{\"items\":[\(Self.item()),\(Self.item(["state": "withdrawn"]))]}"
            ),
        ]
        for watched in [true, false] {
            let (world, _) = try Self.world(answers, watched: watched)
            #expect(await world.run(["signals", "export", "--bank", Self.bank]) == 0)
            let bars = world.terminal.progress.compactMap(\.self)
            #expect(bars.allSatisfy { $0.hasPrefix("[") && $0.hasSuffix("/2 signals") } && bars.isEmpty != watched)
            #expect(world.api.asked.withLock { $0.count } == (watched ? 2 : 1))
            #expect(world.terminal.notes.last == "1 signals written, 1 left out")
        }
    }

    @Test func `CSV and hashes are read back as what was written`() async throws {
        let page: [String: (status: Int, body: String)] = [
            "GET \(Self.base)/v1/signals?bank=\(Self.bank)&limit=1000": (200, "{\"items\":[\(Self.item())]}")
        ]
        let (csv, _) = try Self.world(page)
        #expect(await csv.run(["signals", "export", "--bank", Self.bank, "--format", "csv"]) == 0)
        var parser = SignalListParser(defaults: .init())
        let read = try csv.terminal.lines.compactMap { try parser.take($0.utf8) }
        let expected: JSONValue = [
            "fingerprints": [
                ["kind": "pdq", "value": .string(Self.pdq)], ["kind": "sha256", "value": .string(Self.sha256)],
            ],
            "behaviours": ["recruitment", "threat"], "rationale": "TEST, \"why\" so",
            "exemptionAssessment": "TEST none",
            "kind": "image", "expiresAt": "2999-01-01T00:00:00Z",
        ]
        #expect(read == [expected])
        let (hashes, _) = try Self.world(page)
        #expect(await hashes.run(["signals", "export", "--bank", Self.bank, "--format", "hash"]) == 0)
        #expect(hashes.terminal.lines == ["pdq \(Self.pdq)", "sha256 \(Self.sha256)"])
    }

    @Test(arguments: ["\u{301}a", "\"\u{301}", "a,\u{301}", " \u{20E3}", "\r\nx", "\u{0E49}, \"\u{0E49}\""])
    func `a field of CSV that begins with a combining mark is read as it was written`(text: String) throws {
        var parser = SignalListParser(defaults: .init())
        #expect(try parser.take("pdq,rationale,source".utf8) == nil)
        let row = [Self.pdq, text, "TEST"].map(CSVRow.field).joined(separator: ",")
        let read = try parser.take(row.utf8)
        let expected = text.replacing("\r\n", with: " ").trimmingPrefix(" ")
        #expect(read?["rationale"]?.stringValue?.unicodeScalars.elementsEqual(expected.unicodeScalars) == true)
        #expect(read?["source"] == "TEST")
    }
}
