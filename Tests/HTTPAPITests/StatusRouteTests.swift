import CanonicalJSON
import Cooperation
import Services
import Testing

@Suite struct `The status of a node` {
    @Test(arguments: [[], ["witness.example/w1"]] as [[String]])
    func `names the witnesses that saw another history of its log to those with a key`(names: [String]) async throws {
        let test = try await TestNode(kind: .platform)
        let caller = Caller(test.administrator.organisation, .administrator, isPerson: false, isOnExchange: false)
        try await LiveAPI.serving(test, contradictingWitnesses: names) { api in
            let told = try await api.answer("GET", "/status", token: api.callers.token(for: caller))
            let found = told.json?["log"]?["contradictingWitnesses"]
            #expect(told.status == 200 && found == (names.isEmpty ? nil : .array(names.map { .string($0) })))
            let open = try await api.answer("GET", "/status", token: nil)
            #expect(open.json == ["state": "ready"])
        }
    }

    @Test func `tells its own people when the exchange answered last and how far it is ahead`() async throws {
        let test = try await TestNode(kind: .platform)
        let own = test.administrator.organisation
        let ids = [ID<Exchange>.random(), .random()]
        for id in ids {
            let acts = try Exchange.decide(
                nil,
                .follow(member: own.id, verifierKey: "TEST \(id)", address: "https://exchange.test"),
                id: id
            )
            _ = try await test.node.store.write { transaction in
                for act in acts { try transaction.append(act, by: .node(of: own.id)) }
            }
        }
        let moment = Timestamp(microseconds: 1_541_466_000_000_000)
        let contact = FollowContact(
            exchange: ids[0],
            lastAnswer: moment,
            silence: Seconds(90),
            eventsBehind: 7,
            behindSince: moment + Seconds(30),
            behind: Seconds(60)
        )
        let caller = Caller(own, .administrator, isPerson: false, isOnExchange: false)
        try await LiveAPI.serving(test, following: contact) { api in
            let answer = try await api.answer("GET", "/status", token: api.callers.token(for: caller))
            let exchanges = answer.json?["exchanges"]?.arrayValue ?? []
            let (line, other) = (
                exchanges.first { $0["exchange"] == .string(ids[0].description) },
                exchanges.first { $0["exchange"] == .string(ids[1].description) }
            )
            #expect(line?["lastAnswer"] == .string(moment.description) && line?["eventsBehind"] == 7)
            #expect(line?["behindSince"] == .string((moment + Seconds(30)).description))
            #expect(other != nil && other?["lastAnswer"] == nil, "No line is open to it.")
        }
    }
}
