import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes
import Services
import Statements
import Testing

/// An authority learns nothing of what is another's, whichever route it asks.
@Suite struct `The wall between authorities` {
    /// The things of an authority.
    private struct Things: Sendable {
        /// Their ids, by the word of the routes that are about them.
        var ids: [String: String]
        /// The ids of what belongs to one of them, by that word and the name in the path, as `officers/key`.
        let parts: [String: String]
        /// The position of an event of the authority.
        let position: Int64

        /// The path of a route, with the ids that stand in it.
        ///
        /// - Parameters:
        ///   - route: the route.
        ///   - isReal: whether a name in the path gets the id of what there is, else one that nothing has.
        /// - Returns: the path, and the ids in it.
        func path(of route: APIRoutes.APIRoute, _ isReal: (String) -> Bool) -> (text: String, ids: [String]) {
            let word = route.word
            var filled: [String] = []
            let text = route.template.segments.map { segment -> String in
                switch segment {
                case .literal(let text): return text
                case .tail: return "0/000"
                case .parameter("number"): return "1"
                case .parameter("position"):
                    return isReal("position") ? "\(position)" : "\((Int64(1) << 53) - 1)"
                case .parameter(let name):
                    let known = name == "id" ? ids[word] ?? ids["requests"] : parts["\(word)/\(name)"]
                    let none = known?.count == 64 ? String(repeating: "7", count: 64) : "\(ID<Request>.random())"
                    let id = isReal(name) ? known ?? none : none
                    filled.append(id)
                    return id
                }
            }
            return ("/" + text.joined(separator: "/"), filled)
        }
    }

    /// The words of routes under which no authority has anything of its own.
    private static let others: Set<String> = [
        "agreements", "alerts", "assessments", "banks", "canaries", "cases", "clocks", "decisions", "events",
        "exchanges",
        "instruments", "receipts", "signals", "threats", "views",
    ]

    /// People of an authority, one of each role, and its node.
    private static func people(of member: Organisation, on test: TestNode) async throws -> [Caller] {
        let isOnExchange = test.node.identity.isExchange
        let keeper = Caller(member, .administrator, isPerson: true, isOnExchange: isOnExchange)
        var callers = [
            Caller(
                organisation: member,
                key: .random(),
                role: .officer,
                person: nil,
                isNode: true,
                isOnExchange: isOnExchange
            )
        ]
        for role in RoleTable.roles(of: .authority).sorted() {
            let person = try await test.node.addPerson(
                to: member.id,
                name: "TEST \(role)",
                roles: [role],
                by: keeper
            ).person.id
            callers.append(
                Caller(organisation: member, key: .random(), role: role, person: person, isOnExchange: isOnExchange)
            )
        }
        return callers
    }

    private static func things(
        of scene: RequestScene,
        asking addressee: Organisation,
        over api: LiveAPI
    ) async throws -> Things {
        let (test, node, authority) = (scene.test, scene.test.node, scene.authority)
        let isOnExchange = node.identity.isExchange
        let keeper = Caller(authority, .administrator, isPerson: true, isOnExchange: isOnExchange)
        let officer = api.callers.token(for: scene.officer)
        let wording = RequestScene.wording(
            RequestScene.order,
            to: [["member": .string(addressee.id.description)]]
        )
        let request = try #require(try await scene.file(wording, over: api).first)
        let draft = try await api.answer("POST", "/v1/request-drafts", token: officer, json: wording)
        let handed = try await api.answer(
            "POST",
            "/v1/submissions",
            token: officer,
            json: [
                "kind": "video", "behaviours": ["recruitment"], "reference": "https://video.example/TEST",
                "reasons": "TEST reasons",
            ]
        )
        let step = ExerciseStep(stage: .answered, within: .minutes(20))
        let exercise = try await node.planExercise(
            title: "TEST night",
            script: "TEST",
            steps: [step],
            by: scene.supervisor
        )
        let offices = try await node.offices(limit: 1, for: keeper).offices
        let officers = try await node.officers(limit: 1, for: keeper).officers
        let key = try await node.issueKey(
            for: authority.id,
            role: .auditor,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: keeper
        ).key.id
        // An authority that may not see a platform's journal grow is told of nothing there.
        var webhook: ID<Webhook> = .random()
        if isOnExchange {
            webhook = try await node.makeWebhook(
                for: authority.id,
                role: .officer,
                kinds: [.requestAnswered],
                address: "https://receiver.example/TEST",
                by: keeper
            ).view.webhook.id
        }
        let filed = try #require(ID<Request>(request))
        var things = Things(
            ids: [
                "requests": request, "request-drafts": try #require(draft.json?["id"]?.stringValue),
                "submissions": try #require(handed.json?["id"]?.stringValue),
                "offices": try #require(offices.first).office.id.description,
                "officers": try #require(officers.first).officer.id.description,
                "exercises": exercise.exercise.id.description, "organisations": authority.id.description,
            ],
            parts: [
                "officers/key": scene.keys.officer.publicKey.id.description, "organisations/key": key.description,
                "organisations/webhook": webhook.description,
                "organisations/person": try #require(scene.officer.person).description,
            ],
            position: try #require(try await node.store.read { try $0.load(Request.self, filed) }).filedAtPosition
        )
        guard !isOnExchange else { return things }
        let own = test.administrator.organisation
        func token(_ role: Role) -> String {
            api.callers.token(for: Caller(own, role, isPerson: true, isOnExchange: false))
        }
        let raised = try await api.answer(
            "POST",
            "/v1/threats",
            token: token(.reviewer),
            json: [
                "level": "high", "office": .string(try #require(offices.first).office.id.description),
                "seenAt": "2018-11-05T01:02:03Z", "what": "TEST secret", "why": "TEST",
                "identifiers": ["TEST account"],
            ]
        )
        let threat = try #require(raised.json?["id"]?.stringValue)
        for role in [Role.lead, .counsel] {
            _ = try await api.answer("POST", "/v1/threats/\(threat)/approval", token: token(role))
        }
        things.ids["threat-alerts"] = threat
        return things
    }

    /// All that an answer says, without the ids that stand in the path that was asked for.
    private static func said(_ answer: Answer, _ ids: [String]) -> [String] {
        let body = ids.reduce(String(decoding: answer.body, as: UTF8.self)) { $0.replacing($1, with: "ID") }
        let fields = ["Content-Type", "Content-Length", "Location", "ETag", "Retry-After", "Cache-Control", "Allow"]
        return ["\(answer.status)", body] + fields.map { answer.header($0) ?? "-" }
    }

    /// What is answered to the described examples of an operation's body, or without any.
    private static func answers(
        _ route: APIRoutes.APIRoute,
        _ bodies: [JSONValue?],
        at path: (text: String, ids: [String]),
        to token: String,
        over api: LiveAPI
    ) async throws -> [[String]] {
        var answers: [[String]] = []
        for body in bodies {
            let answer = try await api.answer(route.method.rawValue, path.text, token: token, json: body)
            answers.append(said(answer, path.ids))
        }
        return answers
    }

    @Test(arguments: [true, false])
    func `stands at every route with an id in its path: what is another's is answered as what never was`(
        isExchange: Bool
    ) async throws {
        let test = try await TestNode(kind: isExchange ? .secretariat : .platform, isExchange: isExchange)
        let scene = try await RequestScene(on: test)
        let platform = try await test.member(.platform)
        let addressee = isExchange ? platform : test.administrator.organisation
        let routes = try APIRoutes(node: test.node, condition: { .ready }).all().filter {
            $0.permission != nil && !$0.names.isEmpty
        }
        let operations = try APIDescription.ofRepository().operations()
        let strangers = try await Self.people(of: scene.stranger, on: test)
        let owners = try await Self.people(of: scene.authority, on: test)
        try await LiveAPI.serving(test) { api in
            let things = try await Self.things(of: scene, asking: addressee, over: api)
            let words = Set(routes.map(\.word))
            #expect(
                words == Self.others.union(things.ids.keys).union(["threat-alerts"]),
                "Say of a new word whether an authority has such things, and make one."
            )
            // Whose a route's ids are has to be a difference to somebody, or the ids are not those of anything.
            var told: Set<String> = []
            for route in routes {
                let operation = try #require(operations.first { $0.id == route.operationID })
                let examples = try DescribedBody.all(of: operation).map { Optional(JSONValue.object($0.example)) }
                let bodies = examples.isEmpty ? [nil] : examples
                let isPublic = route.word == "organisations"
                for name in route.names.subtracting(["id", "number", "position"]) {
                    #expect(things.parts["\(route.word)/\(name)"] != nil, "\(route.operationID): \(name)")
                }
                // Who is a member is told to everybody; what belongs to one is not.
                let none = things.path(of: route) { isPublic && $0 == "id" }
                let whole = things.path(of: route) { _ in true }
                let part = things.path(of: route) { $0 == "id" }
                for stranger in strangers {
                    let token = api.callers.token(for: stranger)
                    let expected = try await Self.answers(route, bodies, at: none, to: token, over: api)
                    for path in part.text == whole.text ? [whole] : [whole, part] {
                        let answers = try await Self.answers(route, bodies, at: path, to: token, over: api)
                        #expect(answers == expected, "\(stranger.testDescription), \(route.operationID)")
                        let isRefused = answers.allSatisfy { $0[0].hasPrefix("4") }
                        #expect(isRefused || route.operationID == "readOrganisation", "\(route.operationID)")
                    }
                }
                guard route.method == .get else { continue }
                for owner in owners {
                    let token = api.callers.token(for: owner)
                    let expected = try await Self.answers(route, bodies, at: none, to: token, over: api)
                    let answers = try await Self.answers(route, bodies, at: whole, to: token, over: api)
                    if answers != expected { told.insert(route.word) }
                }
            }
            #expect(told == Set(things.ids.keys), "The authority itself is told of each.")
        }
    }
}

extension Route<Permission, Caller> {
    /// The word behind the version, which says what it is about.
    fileprivate var word: String {
        guard template.segments.count > 1, case .literal(let word) = template.segments[1] else { return "" }
        return word
    }

    /// The names of what stands in its path.
    fileprivate var names: Set<String> {
        Set(
            template.segments.compactMap { segment in
                if case .parameter(let name) = segment { name } else { nil }
            }
        )
    }
}
