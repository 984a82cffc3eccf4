import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes
import Services
import Statements
import Testing

/// What the people of a platform do with a request over HTTP, and what of it the authority sees.
@Suite struct `Assessments over HTTP` {
    private struct Scene: Sendable {
        let requests: RequestScene
        let counsel: Caller
        let lead: Caller

        init() async throws {
            let test = try await TestNode(kind: .platform)
            _ = try await test.node.importClockRules(ClockRuleText.first(), by: test.administrator)
            requests = try await RequestScene(on: test)
            let own = test.administrator.organisation
            counsel = Caller(own, .counsel, isPerson: true, isOnExchange: false)
            lead = Caller(own, .lead, isPerson: true, isOnExchange: false)
        }

        var addressee: JSONValue {
            ["member": .string(requests.test.administrator.organisation.id.description)]
        }
    }

    static let weighing: JSONValue = [
        "hasLegitimateAim": true, "isCompetent": true, "isSpecific": true, "wouldLessDo": false, "territory": ["ID"],
        "rabat": ["context": 2, "speaker": 2, "intent": 2, "contentAndForm": 2, "extent": 2, "likelihood": 2],
        "dangers": [], "tellsPerson": true, "legalBasis": "TEST law SECRET", "reasons": "TEST weighing SECRET",
    ]

    /// Everything that has to be found before an order is complied with.
    private static func find(_ path: String, _ token: String, over api: LiveAPI) async throws {
        for (word, body) in [
            ("identity", ["method": "callBack", "result": "confirmed", "note": "TEST call SECRET"] as JSONValue),
            ("form", ["defects": [], "note": "TEST form SECRET"]), ("weighing", weighing),
            ("preservation", ["until": "2019-05-06T01:02:03Z"]),
        ] {
            let answer = try await api.answer("POST", path + "/" + word, token: token, json: body)
            #expect(answer.status == 200, "\(word): \(answer.code ?? "") \(answer.pointer ?? "")")
        }
    }

    @Test func `an order is assessed, answered by one person and approved by another, and the answer is signed`()
        async throws
    {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            let wording = RequestScene.wording(RequestScene.order, to: [scene.addressee])
            let id = try #require(try await scene.requests.file(wording, over: api).first)
            let (counsel, lead) = (api.callers.token(for: scene.counsel), api.callers.token(for: scene.lead))
            let path = "/v1/assessments/\(id)"
            let list = try await api.answer("GET", "/v1/assessments?state=open", token: counsel)
            #expect(list.json?["items"]?.arrayValue?.count == 1)
            let answer: JSONValue = [
                "items": [["number": 1, "outcome": "compliedInCountry", "reasons": "TEST answer"]], "isTemporary": true,
            ]
            let early = try await api.answer("POST", path + "/answer", token: counsel, json: answer)
            #expect(early.status == 409 && early.code == "form-not-checked")
            try await Self.find(path, counsel, over: api)
            let proposed = try await api.answer("POST", path + "/answer", token: counsel, json: answer)
            #expect(proposed.json?["state"] == "proposed", "\(proposed.code ?? "")")
            #expect(proposed.json?["proposal"]?["needsSecondPerson"] == true)
            let alone = try await api.answer("POST", path + "/approval", token: counsel)
            #expect(alone.status == 409 && alone.code == "same-person")
            let back = try await api.answer("POST", path + "/return", token: lead, json: ["reason": "TEST not yet"])
            #expect(back.json?["state"] == "open" && back.json?["proposal"] == nil)
            _ = try await api.answer("POST", path + "/answer", token: counsel, json: answer)
            let approved = try await api.answer("POST", path + "/approval", token: lead)
            #expect(approved.json?["state"] == "answered", "\(approved.code ?? "")")
            #expect(approved.json?["measure"]?["items"] == [1])
            let confirmed = try await api.answer("POST", path + "/measure", token: lead, json: ["reason": "TEST again"])
            #expect(confirmed.status == 200 && confirmed.json?["measure"] == nil)
            let officer = api.callers.token(for: scene.requests.officer)
            let read = try await api.answer("GET", "/v1/requests/\(id)", token: officer)
            let item = read.json?["items"]?.arrayValue?.first
            #expect(item?["outcome"] == "compliedInCountry" && item?["answer"] == "TEST answer")
            let file = try SignedStatement(parsing: try #require(read.json?["answer"]).canonicalBytes)
            #expect(file.purpose == .answer && file.statement["request"]?.stringValue == id)
            let key = try SigningPublicKey(try #require(file.statement["key"]?.stringValue))
            #expect(throws: Never.self) { try file.verify(as: .answer, by: [key]) }
        }
    }

    @Test func `a reason that is missing is said to be missing at the field that was sent`() async throws {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            let wording = RequestScene.wording(RequestScene.order, to: [scene.addressee])
            let id = try #require(try await scene.requests.file(wording, over: api).first)
            let counsel = api.callers.token(for: scene.counsel)
            for (word, body) in [
                ("return", ["reason": " "] as JSONValue), ("measure", ["reason": " "]),
                ("reversal", ["item": 1, "reason": " "]), ("forgery-reversal", ["reason": " "]),
            ] {
                let answer = try await api.answer("POST", "/v1/assessments/\(id)/\(word)", token: counsel, json: body)
                #expect(answer.status == 422 && answer.code == "text-missing", "\(word): \(answer.code ?? "")")
                #expect(answer.pointer == "/reason", "\(word): \(answer.pointer ?? "")")
            }
        }
    }

    @Test func `a request that looks forged is locked, and whoever worked on it does not clear it`() async throws {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            let wording = RequestScene.wording(RequestScene.data, kind: .disclosure, to: [scene.addressee])
            let id = try #require(try await scene.requests.file(wording, over: api).first)
            let (counsel, lead) = (api.callers.token(for: scene.counsel), api.callers.token(for: scene.lead))
            let path = "/v1/assessments/\(id)"
            #expect(try await api.answer("POST", path + "/assignment", token: counsel).status == 200)
            let called = try await api.answer(
                "POST",
                path + "/identity",
                token: counsel,
                json: ["method": "callBack", "result": "denied", "note": "TEST: they know nothing of it"]
            )
            #expect(called.json?["factors"]?.arrayValue?.contains("callBackFailed") == true)
            let factors: JSONValue = ["factors": ["doubtfulAddress"], "note": "TEST look-alike"]
            let locked = try await api.answer("POST", path + "/lock", token: counsel, json: factors)
            #expect(locked.json?["state"] == "locked")
            let item: JSONValue = ["number": 1, "outcome": "complied", "reasons": "TEST"]
            let answer = try await api.answer("POST", path + "/answer", token: counsel, json: ["items": [item]])
            #expect(answer.status == 409 && answer.code == "request-locked")
            let own = try await api.answer("POST", path + "/unlock", token: counsel, json: ["note": "TEST"])
            #expect(own.status == 409 && own.code == "same-person")
            let other = try await api.answer("POST", path + "/unlock", token: lead, json: ["note": "TEST"])
            #expect(other.json?["state"] == "open", "\(other.code ?? "")")
            _ = try await api.answer("POST", path + "/lock", token: counsel, json: factors)
            let alone = try await api.answer("POST", path + "/forgery", token: counsel, json: ["note": "TEST"])
            #expect(alone.status == 409 && alone.code == "same-person")
            let found = try await api.answer("POST", path + "/forgery", token: lead, json: ["note": "TEST"])
            #expect(found.json?["state"] == "closed" && found.json?["foundForgedAt"] != nil)
            let again = try await api.answer("POST", path + "/answer", token: counsel, json: ["items": [item]])
            #expect(again.status == 409 && again.code == "request-forged")
            let figures = try await api.answer("GET", "/v1/request-figures")
            let forgeries = figures.json?["forgeries"]?.arrayValue ?? []
            let running = forgeries.filter { $0["isOver"] == false }
            let isNamed = running.contains { $0["authorities"]?.arrayValue?.isEmpty == false }
            #expect(!forgeries.isEmpty && !isNamed)
            let reason: JSONValue = ["reason": "TEST they found the call"]
            let alike = try await api.answer("POST", path + "/forgery-reversal", token: lead, json: reason)
            #expect(alike.status == 409 && alike.code == "same-person")
            let back = try await api.answer("POST", path + "/forgery-reversal", token: counsel, json: reason)
            #expect(back.json?["state"] == "locked" && back.json?["foundForgedAt"] == nil)
            #expect(back.json?["forgeryTakenBack"]?["by"]?.stringValue == scene.counsel.person?.description)
            let cleared = try await api.answer("POST", path + "/unlock", token: lead, json: ["note": "TEST"])
            #expect(cleared.json?["state"] == "open", "\(cleared.code ?? "")")
            #expect(cleared.json?["lockedBy"] != nil, "It is denied still.")
            let denied = try await api.answer("POST", path + "/answer", token: counsel, json: ["items": [item]])
            #expect(denied.status == 409, "\(denied.code ?? "")")
        }
    }

    @Test func `data leave encrypted, and only the authority's key opens them`() async throws {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            let wording = RequestScene.wording(RequestScene.data, kind: .disclosure, to: [scene.addressee])
            let id = try #require(try await scene.requests.file(wording, over: api).first)
            let (counsel, lead) = (api.callers.token(for: scene.counsel), api.callers.token(for: scene.lead))
            let path = "/v1/assessments/\(id)"
            let place = path + "/disclosures?category=subscriber&name=TEST.txt"
            let plain = Array("TEST subscriber".utf8)
            let early = try await api.answer("POST", place, token: counsel, bytes: plain)
            #expect(early.status == 409 && early.code == "nothing-to-disclose")
            let nameless = try await api.answer(
                "POST",
                path + "/disclosures?category=subscriber",
                token: counsel,
                bytes: plain
            )
            #expect(nameless.status == 400 && nameless.pointer == "name")
            try await Self.find(path, counsel, over: api)
            let item: JSONValue = ["number": 1, "outcome": "complied", "reasons": "TEST answer"]
            _ = try await api.answer("POST", path + "/answer", token: counsel, json: ["items": [item]])
            let approved = try await api.answer("POST", path + "/approval", token: lead)
            #expect(approved.json?["state"] == "answered", "\(approved.code ?? "")")
            let asText = try await api.answer("POST", place, token: counsel, json: [:])
            #expect(asText.status == 415)
            // No lead whom the node knows by name answered it, so one hands over.
            let disclosed = try await api.answer("POST", place, token: lead, bytes: plain)
            #expect(disclosed.status == 200, "\(disclosed.code ?? "")")
            let officer = api.callers.token(for: scene.requests.officer)
            let file = try await api.answer("GET", "/v1/requests/\(id)/disclosures/1", token: officer)
            #expect(file.status == 200 && file.header("Content-Type") == "application/octet-stream")
            let opened = try SealedFile.open(file.body, with: scene.requests.encryption)
            #expect(opened.content == plain && opened.header.name == "TEST.txt")
            #expect(try await api.answer("GET", "/v1/requests/\(id)/disclosures/2", token: officer).status == 404)
        }
    }

    @Test func `what came on paper has the same assessment and is marked unsigned`() async throws {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            let counsel = api.callers.token(for: scene.counsel)
            let hash = String(repeating: "ab", count: 32)
            let paper: JSONValue = [
                "authorityName": "TEST Ministry", "function": "regulator", "kind": "removalOrder",
                "instrument": "OTHER", "country": "ID",
                "language": "id", "issuedAt": "2018-11-05T01:02:03Z", "receivedAt": "2018-11-06T01:00:00Z",
                "items": [["kind": "content", "address": "https://platform.example/post/7", "ground": "other"]],
                "scan": .string(hash),
            ]
            let recorded = try await api.answer("POST", "/v1/paper-requests", token: counsel, json: paper)
            #expect(recorded.status == 201, "\(recorded.code ?? "") \(recorded.pointer ?? "")")
            #expect(recorded.json?["channel"] == "paper" && recorded.json?["isSigned"] == false)
            let id = try #require(recorded.json?["id"]?.stringValue)
            let read = try await api.answer("GET", "/v1/assessments/\(id)", token: counsel)
            #expect(read.json?["identityChecks"] == [] && read.json?["isIdentified"] == false)
            #expect(read.json?["request"]?["scan"]?.stringValue == hash)
        }
    }

    @Test func `that nobody is in danger is said and not left out where data are asked for, and may change later`()
        async throws
    {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            var silent = try #require(Self.weighing.objectValue)
            silent["dangers"] = nil
            let counsel = api.callers.token(for: scene.counsel)
            func weigh(_ asked: String, _ kind: RequestKind) async throws -> (answer: Answer, path: String) {
                let wording = RequestScene.wording(asked, kind: kind, to: [scene.addressee])
                let id = try #require(try await scene.requests.file(wording, over: api).first)
                let path = "/v1/assessments/\(id)"
                let answer = try await api.answer("POST", path + "/weighing", token: counsel, json: .object(silent))
                return (answer, path)
            }
            let data = try await weigh(RequestScene.data, .disclosure)
            #expect(data.answer.status == 422 && data.answer.code == "dangers-missing")
            #expect(data.answer.pointer == "/dangers")
            #expect(try await weigh(RequestScene.order, .removalOrder).answer.status == 200)
            let said = try await api.answer("POST", data.path + "/weighing", token: counsel, json: Self.weighing)
            #expect(said.json?["dangers"] == [] && said.json?["isBarredByDanger"] == false)
            let note: JSONValue = ["dangers": ["exile"], "note": "TEST fled"]
            let noted = try await api.answer("POST", data.path + "/dangers", token: counsel, json: note)
            #expect(noted.json?["dangers"] == ["exile"] && noted.json?["isBarredByDanger"] == true)
        }
    }

    @Test func `a scan of paper is brought once, handed out as a file to save, and erased`() async throws {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            let counsel = api.callers.token(for: scene.counsel)
            let paper: JSONValue = [
                "authorityName": "TEST Ministry", "function": "regulator", "kind": "removalOrder",
                "instrument": "OTHER", "country": "ID",
                "language": "id", "issuedAt": "2018-11-05T01:02:03Z", "receivedAt": "2018-11-06T01:00:00Z",
                "items": [["kind": "content", "address": "https://platform.example/post/7", "ground": "other"]],
                "scan": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ]
            let recorded = try await api.answer("POST", "/v1/paper-requests", token: counsel, json: paper)
            let path = "/v1/assessments/\(try #require(recorded.json?["id"]?.stringValue))/scan"
            #expect(try await api.answer("GET", path, token: counsel).status == 404)
            for (text, code) in [("other", "scan-differs"), ("abc", nil), ("abc", nil)] as [(String, String?)] {
                let kept = try await api.answer(
                    "PUT",
                    path,
                    token: counsel,
                    bytes: Array(text.utf8)
                )
                #expect(kept.code == code && (code == nil) == (kept.json?["scan"]?["bytes"] == 3), "\(text)")
            }
            let read = try await api.answer("GET", path, token: counsel)
            #expect(read.body == Array("abc".utf8) && read.header("Content-Type") == "application/octet-stream")
            #expect(read.header("Content-Disposition")?.hasPrefix("attachment; filename=\"scan-") == true)
            #expect(read.header("X-Content-Type-Options") == "nosniff")
            let erased = try await api.answer("POST", path + "/erasure", token: counsel, json: ["reason": "TEST why"])
            #expect(erased.json == ["erased": 1])
            #expect(try await api.answer("GET", path, token: counsel).status == 404)
        }
    }

    @Test func `an adviser reads and judges the one request that they were asked about`() async throws {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            let test = scene.requests.test
            let own = scene.counsel.organisation
            let person = try await test.node.addPerson(
                to: own.id,
                name: "TEST adviser",
                roles: [.adviser],
                by: test.administrator
            ).person.id
            let adviser = Caller(
                organisation: own,
                key: .random(),
                role: .adviser,
                person: person,
                isOnExchange: false
            )
            var ids: [String] = []
            for _ in 0..<2 {
                let wording = RequestScene.wording(RequestScene.data, kind: .disclosure, to: [scene.addressee])
                ids.append(try #require(try await scene.requests.file(wording, over: api).first))
            }
            let (counsel, token) = (api.callers.token(for: scene.counsel), api.callers.token(for: adviser))
            let asked = try await api.answer(
                "POST",
                "/v1/assessments/\(ids[0])/adviser",
                token: counsel,
                json: ["person": .string(person.description)]
            )
            #expect(asked.status == 200)
            // Somebody who is no adviser here is none.
            let stranger = try await api.answer(
                "POST",
                "/v1/assessments/\(ids[1])/adviser",
                token: counsel,
                json: ["person": .string(try #require(scene.lead.person).description)]
            )
            #expect(stranger.status == 422 && stranger.code == "adviser-unknown")
            let list = try await api.answer("GET", "/v1/assessments", token: token)
            #expect(list.json?["items"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == [ids[0]])
            let word: JSONValue = ["agrees": false, "reasons": "TEST"]
            #expect(
                try await api.answer("POST", "/v1/assessments/\(ids[0])/danger", token: token, json: word).status == 200
            )
            #expect(
                try await api.answer("POST", "/v1/assessments/\(ids[1])/danger", token: token, json: word).code
                    == "not-found"
            )
            #expect(try await api.answer("GET", "/v1/assessments/\(ids[1])", token: token).code == "not-found")
        }
    }

    @Test func `an authority learns nothing of what people of the platform found, by any route or event`() async throws
    {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            // Something that the wall hides: notes, findings, another authority's request on paper for the same item.
            let wording = RequestScene.wording(RequestScene.order, to: [scene.addressee])
            let id = try #require(try await scene.requests.file(wording, over: api).first)
            let counsel = api.callers.token(for: scene.counsel)
            try await Self.find("/v1/assessments/\(id)", counsel, over: api)
            let paper: JSONValue = [
                "authority": .string(scene.requests.stranger.id.description), "authorityName": "TEST other SECRET",
                "function": "regulator",
                "kind": "removalOrder", "instrument": "OTHER", "country": "ID", "language": "id",
                "issuedAt": "2018-11-05T01:02:03Z", "receivedAt": "2018-11-06T01:00:00Z",
                "items": [
                    [
                        "kind": "content", "address": "https://platform.example/SECRET", "ground": "incites",
                        "reasons": "SECRET",
                    ]
                ],
                "scan": .string(String(repeating: "cd", count: 32)),
            ]
            let hidden = try await api.answer("POST", "/v1/paper-requests", token: counsel, json: paper)
            let other = try #require(hidden.json?["id"]?.stringValue)
            let routes = try APIRoutes(node: scene.requests.test.node, condition: { .ready }).all()
            for role in Role.allCases {
                for isPerson in [true, false] {
                    let caller = Caller(scene.requests.authority, role, isPerson: isPerson, isOnExchange: false)
                    let token = api.callers.token(for: caller)
                    for route in routes where route.method == .get && route.permission != nil {
                        for subject in [id, other] {
                            let path = route.path(about: subject)
                            let answer = try await api.answer("GET", path, token: token)
                            let text = String(decoding: answer.body, as: UTF8.self)
                            for word in [
                                "SECRET", "riskScore", "\"assessment.", "sameTargetElsewhere", "isFirstOfKind",
                                "proportionality", scene.counsel.person?.description ?? "", other,
                            ] where text.contains(word) {
                                // A problem names nothing but what was asked, and never tells that it is there.
                                Issue.record("\(role) \(route.operationID) told \(word)")
                            }
                        }
                    }
                    let unknown = try await api.answer("GET", "/v1/requests/\(ID<Request>.random())", token: token)
                    let others = try await api.answer("GET", "/v1/requests/\(other)", token: token)
                    #expect(unknown.status == others.status && unknown.body == others.body)
                }
            }
        }
    }

    @Test func `another authority learns nothing of a request, whoever asks there`() async throws {
        let scene = try await Scene()
        try await LiveAPI.serving(scene.requests.test) { api in
            let wording = RequestScene.wording(RequestScene.order, to: [scene.addressee], reasons: "TEST SECRET")
            let id = try #require(try await scene.requests.file(wording, over: api).first)
            let routes = try APIRoutes(node: scene.requests.test.node, condition: { .ready }).all()
            for role in Role.allCases {
                let caller = Caller(scene.requests.stranger, role, isPerson: true, isOnExchange: false)
                let token = api.callers.token(for: caller)
                for route in routes where route.method == .get && route.permission != nil {
                    let answer = try await api.answer("GET", route.path(about: id), token: token)
                    let text = String(decoding: answer.body, as: UTF8.self)
                    #expect(!text.contains("SECRET") && !text.contains(id), "\(role) \(route.operationID)")
                }
            }
        }
    }
}
