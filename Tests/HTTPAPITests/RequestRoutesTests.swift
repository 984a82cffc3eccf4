import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import Services
import Statements
import Testing

/// What an authority and those whom it asks can do over HTTP.
@Suite struct `Requests over HTTP` {
    private static func exchange(_ settings: NodeSettings = NodeSettings()) async throws -> RequestScene {
        try await RequestScene(on: try await TestNode(kind: .secretariat, isExchange: true, settings: settings))
    }

    private static func member(_ platform: Organisation) -> JSONValue { ["member": .string(platform.id.description)] }

    @Test func `an answer is fetched in the form and the language that are asked for, by those who read requests`()
        async throws
    {
        let scene = try await Self.exchange()
        let id = "0192f0c1-7f7a-7000-8000-00000000000b"
        try await LiveAPI.serving(
            scene.test,
            answerFile: { id, form, language, _ in .bytes(Array("\(id) \(form) \(language ?? "-")".utf8), "text/html") }
        ) { api in
            let officer = api.callers.token(for: scene.officer)
            let path = "/v1/requests/\(id)/answer"
            for (query, words) in [("", "json -"), ("?form=html", "html -"), ("?form=pdf&language=th", "pdf th")] {
                let answer = try await api.answer("GET", path + query, token: officer)
                #expect(answer.status == 200)
                #expect(String(decoding: answer.body, as: UTF8.self) == "\(id) \(words)", "\(query)")
            }
            for query in ["?form=odt", "?forms=html"] {
                #expect(try await api.answer("GET", path + query, token: officer).status == 400, "\(query)")
            }
        }
    }

    @Test func `an officer signs what is written byte for byte, a supervisor signs too, and then it is filed`()
        async throws
    {
        let scene = try await Self.exchange()
        let platform = try await scene.test.member(.platform)
        try await LiveAPI.serving(scene.test) { api in
            let officer = api.callers.token(for: scene.officer)
            let supervisor = api.callers.token(for: scene.supervisor)
            let wording = RequestScene.wording(RequestScene.joint, to: [Self.member(platform), ["name": "TEST guest"]])
            let written = try await api.answer("POST", "/v1/request-drafts", token: officer, json: wording)
            #expect(written.status == 201 && written.json?["documents"]?.arrayValue?.count == 2)
            let path = "/v1/request-drafts/" + (try #require(written.json?["id"]?.stringValue))
            let early = try await api.answer(
                "POST",
                path + "/co-signatures",
                token: supervisor,
                json: try scene.signed(written.json, withSupervisor: true)
            )
            #expect(early.status == 409 && early.code == "not-signed")
            let once = try scene.signed(written.json)
            #expect(
                try await api.answer("POST", path + "/signatures", token: officer, json: once).json?["state"]
                    == "signed"
            )
            #expect(try await api.answer("GET", "/v1/requests", token: officer).json?["items"] == [])
            let seen = try await api.answer("GET", path, token: supervisor)
            #expect(seen.json?["signed"] == once["statements"])
            let both = try scene.signed(written.json, withSupervisor: true)
            let alone = try await api.answer("POST", path + "/co-signatures", token: officer, json: both)
            #expect(alone.status == 403 && alone.code == "role-not-allowed")
            let filed = try await api.answer("POST", path + "/co-signatures", token: supervisor, json: both)
            #expect(filed.json?["state"] == "filed")
            let list = try await api.answer("GET", "/v1/requests?kind=removalOrder&state=open", token: officer)
            #expect(list.json?["items"]?.arrayValue?.count == 2)
        }
    }

    @Test func `what was changed after signing, or is not of the draft, is not filed`() async throws {
        let scene = try await Self.exchange()
        let platform = try await scene.test.member(.platform)
        try await LiveAPI.serving(scene.test) { api in
            let token = api.callers.token(for: scene.officer)
            let wording = RequestScene.wording(RequestScene.order, to: [Self.member(platform)])
            let written = try await api.answer("POST", "/v1/request-drafts", token: token, json: wording)
            let path = "/v1/request-drafts/" + (try #require(written.json?["id"]?.stringValue)) + "/signatures"
            let good = try scene.signed(written.json)
            var file = try #require(good["statements"]?.arrayValue?.first?.objectValue)
            var document = try #require(file["statement"]?.objectValue)
            document["explanation"] = "TEST added later"
            file["statement"] = .object(document)
            let changed = try await api.answer("POST", path, token: token, json: ["statements": [.object(file)]])
            #expect(changed.status == 422 && changed.code == "statement-not-of-draft")
            let loose = try await api.answer("POST", "/v1/requests", json: .object(file))
            #expect(loose.status == 422 && loose.code == "signature-wrong")
            #expect(try await api.answer("GET", "/v1/requests", token: token).json?["items"] == [])
        }
    }

    @Test func `a signed file is taken without a key, once, and turned away in the name of a suspended member`()
        async throws
    {
        let scene = try await Self.exchange()
        let platform = try await scene.test.member(.platform)
        try await LiveAPI.serving(scene.test) { api in
            let officer = api.callers.token(for: scene.officer)
            let counsel = api.callers.token(for: Caller(platform, .counsel, isPerson: true, isOnExchange: true))
            var files: [JSONValue] = []
            for _ in 0..<2 {
                let wording = RequestScene.wording(RequestScene.order, to: [Self.member(platform)])
                let written = try await api.answer("POST", "/v1/request-drafts", token: officer, json: wording)
                files.append(try #require(try scene.signed(written.json)["statements"]?.arrayValue?.first))
            }
            let taken = try await api.answer("POST", "/v1/requests", json: files[0])
            #expect(taken.status == 201 && taken.json?["state"] == "open" && taken.json?["recordedAt"] != nil)
            let id = try #require(taken.json?["id"]?.stringValue)
            #expect(taken.header("Location") == "/v1/requests/\(id)")
            let again = try await api.answer("POST", "/v1/requests", json: files[0])
            #expect(again.status == 409 && again.code == "already-filed")
            _ = try await scene.test.node.changeStanding(
                of: scene.authority.id,
                to: .suspended,
                reason: "TEST vote",
                by: scene.test.administrator
            )
            let late = try await api.answer("POST", "/v1/requests", json: files[1])
            #expect(late.status == 201 && late.json?["state"] == "turnedAway")
            #expect(late.json?["turnedAwayFor"] == "standing-insufficient")
            let hidden = "/v1/requests/" + (try #require(late.json?["id"]?.stringValue))
            #expect(try await api.answer("GET", hidden, token: counsel).code == "not-found")
            let list = try await api.answer("GET", "/v1/requests", token: counsel)
            #expect(list.json?["items"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == [id])
        }
    }

    @Test func `an authority files no more within an hour than it may`() async throws {
        var settings = NodeSettings()
        settings.requestsPerAuthorityPerHourMax = 1
        let scene = try await Self.exchange(settings)
        let platform = try await scene.test.member(.platform)
        try await LiveAPI.serving(scene.test) { api in
            let wording = RequestScene.wording(RequestScene.order, to: [Self.member(platform)])
            _ = try await scene.file(wording, over: api)
            let token = api.callers.token(for: scene.officer)
            let written = try await api.answer("POST", "/v1/request-drafts", token: token, json: wording)
            let file = try #require(try scene.signed(written.json)["statements"]?.arrayValue?.first)
            let second = try await api.answer("POST", "/v1/requests", json: file)
            #expect(second.status == 429 && second.code == "too-many-requests-filed")
        }
    }

    @Test func `an address that files without end is told to wait`() async throws {
        let test = try await TestNode(kind: .secretariat, isExchange: true)
        try await LiveAPI.serving(test) { api in
            var codes: Set<String> = []
            // One a second comes back, which a slow machine can be as slow as.
            for _ in 0..<5000 where !codes.contains("rate-limited") {
                codes.insert(try await api.answer("GET", "/v1/guest-requests/TEST").code ?? "")
            }
            #expect(codes == ["not-found", "rate-limited"])
            // Each of the open routes counts by itself, and what has a key is not touched.
            #expect(try await api.answer("POST", "/v1/requests", json: [:]).status == 400)
            let token = api.callers.token(for: test.administrator)
            #expect(try await api.answer("GET", "/v1/organisations", token: token).status == 200)
        }
    }

    @Test func `only the node of whoever was asked answers, and a repeat is taken once`() async throws {
        let scene = try await Self.exchange()
        let (platform, other) = (try await scene.test.member(.platform), try await scene.test.member(.platform))
        try await LiveAPI.serving(scene.test) { api in
            let wording = RequestScene.wording(RequestScene.order, to: [Self.member(platform)])
            let id = try #require(try await scene.file(wording, over: api).first)
            let path = "/v1/requests/\(id)/words"
            func node(_ organisation: Organisation, isNode: Bool = true) -> String {
                api.callers.token(
                    for: Caller(
                        organisation: organisation,
                        key: .random(),
                        role: .curator,
                        person: .random(),
                        isNode: isNode,
                        isOnExchange: true
                    )
                )
            }
            let word: JSONValue = [
                "word": ["answered": ["outcomes": [["number": 1, "outcome": "refusedScope"]]]],
                "text": #"{"reasons":[{"number":1,"reasons":"TEST answer"}]}"#,
                "dispatch": .string(ID<Dispatch>.random().description),
            ]
            let program = try await api.answer("POST", path, token: node(platform, isNode: false), json: word)
            #expect(program.status == 403 && program.code == "not-a-node")
            #expect(try await api.answer("POST", path, token: node(other), json: word).code == "not-found")
            for _ in 0..<2 {
                let said = try await api.answer("POST", path, token: node(platform), json: word)
                #expect(said.status == 200 && said.json?["state"] == "answered", "\(said.code ?? "")")
            }
            let officer = api.callers.token(for: scene.officer)
            let read = try await api.answer("GET", "/v1/requests/\(id)", token: officer)
            let item = read.json?["items"]?.arrayValue?.first
            #expect(item?["outcome"] == "refusedScope" && item?["answer"] == "TEST answer")
            let second = try await api.answer(
                "POST",
                path,
                token: node(platform),
                json: ["word": ["answered": ["outcomes": [["number": 1, "outcome": "complied"]]]]]
            )
            #expect(second.status == 409 && second.code == "already-answered")
        }
    }

    @Test func `a clock that stands is told, mended and goes on, and an open request can be taken back`() async throws {
        let scene = try await Self.exchange()
        let platform = try await scene.test.member(.platform)
        try await LiveAPI.serving(scene.test) { api in
            let wording = RequestScene.wording(RequestScene.order, to: [Self.member(platform)])
            let id = try #require(try await scene.file(wording, over: api).first)
            let officer = api.callers.token(for: scene.officer)
            let path = "/v1/requests/\(id)"
            let node = api.callers.token(
                for: Caller(
                    organisation: platform,
                    key: .random(),
                    role: .curator,
                    person: .random(),
                    isNode: true,
                    isOnExchange: true
                )
            )
            let early = try await api.answer("POST", path + "/clarification", token: officer, json: ["note": "TEST"])
            #expect(early.status == 409 && early.code == "clock-not-stopped")
            let stopped = try await api.answer(
                "POST",
                path + "/words",
                token: node,
                json: [
                    "word": ["clockStopped": ["reason": "missingInformation"]], "text": #"{"note":"TEST which post"}"#,
                ]
            )
            #expect(stopped.json?["state"] == "stopped", "\(stopped.code ?? "")")
            let read = try await api.answer("GET", path, token: officer)
            #expect(read.json?["stoppedFor"] == "missingInformation" && read.json?["notes"] == ["TEST which post"])
            let mended = try await api.answer(
                "POST",
                path + "/clarification",
                token: officer,
                json: ["note": "TEST this"]
            )
            #expect(mended.json?["state"] == "open" && mended.json?["notes"] == ["TEST which post", "TEST this"])
            let back = try await api.answer("POST", path + "/withdrawal", token: officer, json: ["reason": "TEST"])
            #expect(back.json?["state"] == "withdrawn")
        }
    }

    @Test func `a guest's link is used up by the answer and not by opening it, and nobody else learns its secret`()
        async throws
    {
        let scene = try await Self.exchange()
        try await LiveAPI.serving(scene.test) { api in
            let wording = RequestScene.wording(RequestScene.order, to: [["name": "TEST guest"]])
            let id = try #require(try await scene.file(wording, over: api).first)
            let officer = api.callers.token(for: scene.officer)
            let made = try await api.answer(
                "POST",
                "/v1/requests/\(id)/guest-link",
                token: officer,
                json: ["days": 1]
            )
            let (path, secret) = (
                try #require(made.json?["path"]?.stringValue), try #require(made.json?["secret"]?.stringValue)
            )
            for _ in 0..<2 {
                let read = try await api.answer("GET", path)
                #expect(read.status == 200 && read.json?["items"]?.arrayValue?.count == 1)
                #expect(read.header("Cache-Control") == "no-store")
            }
            for token in [officer, api.callers.token(for: scene.test.administrator)] {
                for place in ["/v1/requests", "/v1/requests/\(id)", "/v1/events?limit=1000"] {
                    let answer = try await api.answer("GET", place, token: token)
                    #expect(!String(decoding: answer.body, as: UTF8.self).contains(secret), "\(place)")
                }
            }
            let long = try await api.answer("POST", path, bytes: [UInt8](repeating: 0x20, count: (1 << 20) + 1))
            #expect(long.status == 413)
            #expect(try await api.answer("GET", path, bytes: [0x20]).status == 413)
            let missing = try await api.answer("POST", path, json: ["items": []])
            #expect(missing.status == 422 && missing.code == "items-unanswered")
            let item: JSONValue = ["number": 1, "outcome": "complied", "reasons": "TEST done"]
            let unkept = try await api.answer("POST", path, json: ["items": [item]])
            #expect(unkept.status == 422 && unkept.code == "preservation-missing" && unkept.pointer == "/keptUntil")
            let kept: JSONValue = ["items": [item], "keptUntil": "2019-05-16T00:00:00Z"]
            let done = try await api.answer("POST", path, json: kept)
            #expect(done.status == 200 && done.json?["state"] == "answered", "\(done.code ?? "")")
            #expect(try await api.answer("GET", path).code == "not-found")
            #expect(try await api.answer("POST", path, json: ["items": [item]]).code == "not-found")
            let read = try await api.answer("GET", "/v1/requests/\(id)", token: officer)
            #expect(read.json?["items"]?.arrayValue?.first?["answer"] == "TEST done")
        }
    }
}
