import CanonicalJSON
import Cooperation
import HTTPAPI
import Services
import Testing

/// What the routes of threat alerts say, and to whom.
@Suite struct `Threats over HTTP` {
    @Test func `a threat is flagged, approved, read by its authority and by no other, and answered`() async throws {
        let test = try await TestNode(kind: .platform)
        let authority = try await test.member(.authority)
        let other = try await test.member(.authority)
        let new = Node.NewOffice(
            authority: authority.id,
            function: .police,
            country: "ID",
            zone: "Asia/Jakarta",
            instruments: [],
            texts: [
                .name: "TEST office", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                .law: "TEST act",
            ]
        )
        let keeper = Caller(authority, .administrator, isPerson: true, isOnExchange: false)
        let office = try await test.node.enterOffice(new, by: keeper).office.id
        let own = test.administrator.organisation
        let voucher = Caller(own, .administrator, isPerson: true, isOnExchange: false)
        _ = try await test.node.vouchForOffice(office, how: "TEST call", by: voucher)
        try await LiveAPI.serving(test) { api in
            func person(_ organisation: Organisation, _ role: Role) -> String {
                api.callers.token(for: Caller(organisation, role, isPerson: true, isOnExchange: false))
            }
            let (reviewer, lead, counsel) = (person(own, .reviewer), person(own, .lead), person(own, .counsel))
            let recipients = try await api.answer("GET", "/v1/threats/recipients?country=ID", token: reviewer)
            #expect(recipients.json?["items"]?.arrayValue?.first?["isRecommended"] == true)
            let threat: JSONValue = [
                "level": "high", "office": .string(office.description), "seenAt": "2018-11-05T01:02:03Z",
                "what": "TEST secret", "why": "TEST", "identifiers": ["TEST account"],
            ]
            let raised = try await api.answer("POST", "/v1/threats", token: reviewer, json: threat)
            #expect(raised.status == 201 && raised.json?["state"] == "flagged")
            let nowhere = try await api.answer(
                "POST",
                "/v1/threats",
                token: reviewer,
                json: [
                    "level": "high", "country": "VN", "seenAt": "2018-11-05T01:02:03Z", "what": "TEST", "why": "TEST",
                    "identifiers": [],
                ]
            )
            #expect(nowhere.status == 201 && nowhere.json?["state"] == "withheld")
            #expect(nowhere.json?["hindrance"] == "noOffice" && nowhere.json?["office"] == nil)
            let id = try #require(raised.json?["id"]?.stringValue)
            // In a list people are not told what it says: they open it for that, which is noted, as are their acts.
            let listed = try await api.answer("GET", "/v1/threats", token: lead)
            #expect(listed.json?["items"]?.arrayValue?.count == 2)
            #expect(!String(decoding: listed.body, as: UTF8.self).contains("TEST secret"))
            let machine = api.callers.token(for: Caller(own, .lead, isPerson: false, isOnExchange: false))
            let read = try await api.answer("GET", "/v1/threats", token: machine)
            #expect(String(decoding: read.body, as: UTF8.self).contains("TEST secret"))
            let own = try await api.answer("POST", "/v1/threats/\(id)/approval", token: reviewer)
            #expect(own.code == "role-not-allowed")
            // By night one is enough, and the second confirms.
            _ = try await api.answer("POST", "/v1/threats/\(id)/approval", token: lead)
            let approved = try await api.answer("POST", "/v1/threats/\(id)/approval", token: counsel)
            #expect(approved.json?["state"] == "sent" && approved.json?["needsCall"] == false)

            let alert = "/v1/threat-alerts/\(id)"
            let duty = person(authority, .dutyOfficer)
            let inbox = try await api.answer("GET", "/v1/threat-alerts?open=true", token: duty)
            #expect(inbox.json?["items"]?.arrayValue?.count == 1)
            let early = try await api.answer("POST", alert + "/outcome", token: duty, json: ["outcome": "noDanger"])
            #expect(early.status == 409 && early.code == "not-acknowledged")
            for role in [Role.officer, .supervisor, .dutyOfficer] {
                let stranger = person(other, role)
                let list = try await api.answer("GET", "/v1/threat-alerts", token: stranger)
                #expect(list.json?["items"] == [])
                for (method, path) in [
                    ("GET", alert), ("POST", alert + "/acknowledgement"), ("GET", "/v1/threats/\(id)"),
                ] {
                    let answer = try await api.answer(method, path, token: stranger)
                    #expect(answer.status == 404 && answer.code == "not-found", "\(role) \(method) \(path)")
                    #expect(!String(decoding: answer.body, as: UTF8.self).contains("secret"))
                }
                #expect(try await api.answer("GET", "/v1/threats", token: stranger).json?["items"] == [])
                #expect(try await api.answer("GET", "/v1/threats/figures", token: stranger).json?["states"] == [:])
                let raises = try await api.answer("POST", "/v1/threats", token: stranger, json: threat)
                #expect(raises.code == "not-on-this-node")
            }
            #expect(try await api.answer("POST", alert + "/acknowledgement", token: duty).status == 200)
            let outcome = try await api.answer("POST", alert + "/outcome", token: duty, json: ["outcome": "noDanger"])
            #expect(outcome.json?["state"] == "closed")
            let closed = try await api.answer("GET", "/v1/threats/\(id)", token: reviewer)
            #expect(closed.json?["outcome"] == "noDanger" && closed.json?["what"] == "TEST secret")
            let figures = try await api.answer("GET", "/v1/threats/figures", token: lead)
            #expect(figures.json?["outcomes"] == ["noDanger": 1])
        }
    }

    @Test func `a threat starts from a request, and whoever asked it reads nothing of that where they are warned`()
        async throws
    {
        let test = try await TestNode(kind: .platform)
        let scene = try await RequestScene(on: test)
        let own = test.administrator.organisation
        // An office without a key of anybody: what it is told stands there in plain words.
        let new = Node.NewOffice(
            authority: scene.authority.id,
            function: .police,
            country: "ID",
            zone: "Asia/Jakarta",
            instruments: [],
            texts: [
                .name: "TEST desk", .telephone: "+62 21 555 0101", .telephoneSource: "TEST directory",
                .law: "TEST act",
            ]
        )
        let keeper = Caller(scene.authority, .administrator, isPerson: true, isOnExchange: false)
        let office = try await test.node.enterOffice(new, by: keeper).office.id
        let voucher = Caller(own, .administrator, isPerson: true, isOnExchange: false)
        _ = try await test.node.vouchForOffice(office, how: "TEST call", by: voucher)
        try await LiveAPI.serving(test) { api in
            func person(_ role: Role) -> String {
                api.callers.token(for: Caller(own, role, isPerson: true, isOnExchange: false))
            }
            let addressee: JSONValue = ["member": .string(own.id.description)]
            let wording = RequestScene.wording(RequestScene.order, to: [addressee])
            let request = try #require(try await scene.file(wording, over: api).first)
            let (counsel, lead, officer) = (person(.counsel), person(.lead), api.callers.token(for: scene.officer))
            let threat: JSONValue = [
                "level": "high", "office": .string(office.description), "seenAt": "2018-11-05T01:02:03Z",
                "what": "TEST secret", "why": "TEST", "identifiers": [], "choice": "TEST", "request": .string(request),
            ]
            let unseen = try await api.answer("POST", "/v1/threats", token: person(.reviewer), json: threat)
            #expect(unseen.status == 404 && unseen.code == "not-found" && unseen.pointer == "/request")
            for role in [Role.adviser, .auditor] {
                let refused = try await api.answer("POST", "/v1/threats", token: person(role), json: threat)
                #expect(refused.status == 403 && refused.code == "role-not-allowed", "\(role)")
            }
            let theirs = try await api.answer("POST", "/v1/threats", token: officer, json: threat)
            #expect(theirs.code == "not-on-this-node")
            let raised = try await api.answer("POST", "/v1/threats", token: counsel, json: threat)
            #expect(raised.status == 201 && raised.json?["request"]?.stringValue == request)
            #expect(raised.json?["case"] == nil)
            let again = try await api.answer("POST", "/v1/threats", token: lead, json: threat)
            #expect(again.status == 409 && again.code == "request-flagged-already")
            let id = try #require(raised.json?["id"]?.stringValue)
            for (reader, isShown) in [(counsel, true), (person(.reviewer), false)] {
                let read = try await api.answer("GET", "/v1/threats/\(id)", token: reader)
                #expect(read.status == 200 && read.json?["request"]?.stringValue == (isShown ? request : nil))
                let list = try await api.answer("GET", "/v1/threats", token: reader)
                for answer in [read, list] {
                    #expect(String(decoding: answer.body, as: UTF8.self).contains(request) == isShown)
                }
            }
            for role in [Role.lead, .dutyOfficer] {
                _ = try await api.answer("POST", "/v1/threats/\(id)/approval", token: person(role))
            }
            let told = try await api.answer("GET", "/v1/threat-alerts/\(id)", token: officer)
            let words = String(decoding: told.body, as: UTF8.self)
            #expect(told.status == 200 && words.contains("TEST secret") && !words.contains(request))
            #expect(try await api.answer("GET", "/v1/threats/\(id)", token: officer).status == 404)
            let asked = try await api.answer("GET", "/v1/requests/\(request)", token: officer)
            #expect(asked.status == 200 && !String(decoding: asked.body, as: UTF8.self).contains(id))
            // On a platform's own node an authority reads no events at all.
            #expect(try await api.answer("GET", "/v1/events?limit=500", token: officer).status == 403)
        }
    }
}
