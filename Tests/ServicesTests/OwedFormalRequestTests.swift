import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What an agency owes after an emergency is known to whoever is asked in the next one.
@Suite struct `A formal request that is owed` {
    /// What another platform's node says at the exchange.
    private static func say(
        _ word: RequestWord,
        _ text: RequestWordText? = nil,
        of id: ID<Request>,
        as member: ID<Organisation>,
        in scene: RequestScene
    ) async throws {
        let organisation = try #require(
            try await scene.exchange.store.read { try $0.load(Organisation.self, member) }
        )
        let caller = Caller(
            organisation: organisation,
            key: ID(member.identifier),
            role: .curator,
            person: ID(member.identifier),
            isNode: true,
            isOnExchange: true
        )
        _ = try await scene.exchange.node.takeWord(word, text: text?.text, about: id, dispatch: nil, by: caller)
    }

    /// An emergency that another platform answered by disclosing.
    private static func released(
        in scene: RequestScene
    ) async throws -> (id: ID<Request>, member: ID<Organisation>, administrator: Caller) {
        let other = try await scene.exchange.member("TEST Fourth", .platform, interests: nil)
        let document = try scene.document(
            .emergencyDisclosure,
            "ID_TEST_EMERGENCY",
            items: [RequestScene.item(1, "https://fourth.example/1")],
            to: .member(other.id)
        )
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document, coSigned: true))
        let outcomes = [Assessment.ItemFact(number: 1, outcome: .complied)]
        try await say(
            .answered(outcomes: outcomes, concernsProtectedRole: nil),
            RequestWordText(reasons: [1: "TEST"]),
            of: document.id,
            as: other.id,
            in: scene
        )
        return (document.id, other.id, other.administrator)
    }

    private static func why(_ id: ID<Request>, _ scene: RequestScene) async throws -> [FrozenAgency.Link] {
        try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).frozen.map(\.link)
    }

    private static func owing(_ scene: RequestScene) async throws -> Office.Owing? {
        try await scene.exchange.node.office(scene.office, for: scene.secretary).office.owing
    }

    @Test func `to another platform freezes the agency here as well, until it came`() async throws {
        let scene = try await RequestScene.make()
        let other = try await Self.released(in: scene)
        let own = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(own)
        #expect(try await Self.why(own, scene).isEmpty)
        try await Self.say(.formalMissed, of: other.id, as: other.member, in: scene)
        try await Self.say(.formalMissed, of: other.id, as: other.member, in: scene)
        #expect(try await Self.owing(scene)?.requests == 1, "Said twice, it is owed once.")
        try await scene.sync()
        #expect(try await Self.why(own, scene) == [.register])
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: own) } == "agency-frozen")
        let view = try await scene.platform.node.assessment(ID(own.identifier), for: scene.counsel)
        #expect(view.frozen.map(\.owes) == [nil], "Neither the request nor the platform is named.")
        try await Self.say(.formalSettled, of: other.id, as: other.member, in: scene)
        try await scene.sync()
        #expect(try await Self.owing(scene) == nil)
        #expect(try await Self.why(own, scene).isEmpty)
        try await scene.propose([.complied], to: own)
        #expect(try await scene.platform.store.audit().finding == nil)
        #expect(try await scene.exchange.store.audit().finding == nil)
    }

    @Test func `to this platform is told to the exchange, and settled here at once and there with the next word`()
        async throws
    {
        let scene = try await RequestScene.make()
        let owed = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(owed)
        try await scene.propose([.complied], to: owed)
        try await scene.approve(owed)
        try await scene.sync()
        scene.set(try #require(try await scene.assessment(owed)?.formalDueAt))
        try await RequestScene.keep(scene.platform)
        #expect(try await Self.owing(scene) == nil)
        try await scene.sync()
        #expect(try await scene.onExchange(owed).owesFormal)
        #expect(try await Self.owing(scene)?.requests == 1)
        let next = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        #expect(try await Self.why(next, scene) == [.member], "What is owed here is counted here.")
        try await scene.settleElsewhere(owed)
        #expect(try await Self.why(next, scene).isEmpty)
        try await scene.sync()
        #expect(try await !scene.onExchange(owed).owesFormal)
        #expect(try await Self.owing(scene) == nil)
        #expect(try await Self.why(next, scene).isEmpty)
    }

    @Test func `in time is told to nobody`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        try await scene.settleElsewhere(id)
        scene.advance(.days(30))
        try await RequestScene.keep(scene.platform)
        try await scene.sync()
        let types = [RequestFormalMissed.type, RequestFormalSettled.type, OfficeFormalOwed.type]
        let told = try await scene.exchange.store.read { try $0.events(EventQuery(types: types, limit: 10)) }
        #expect(told.isEmpty)
    }

    @Test func `for one that is found forged is owed no more`() async throws {
        let scene = try await RequestScene.make()
        let other = try await Self.released(in: scene)
        try await Self.say(.formalMissed, of: other.id, as: other.member, in: scene)
        #expect(try await Self.owing(scene) != nil)
        try await Self.say(.foundForged, of: other.id, as: other.member, in: scene)
        #expect(try await Self.owing(scene) == nil)
    }

    @Test func `is read in the register by members, without whose request it was, and by no other authority`()
        async throws
    {
        let scene = try await RequestScene.make()
        let police = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let other = try await Self.released(in: scene)
        let third = try await scene.exchange.member("TEST Fifth", .platform, interests: nil).administrator
        try await Self.say(.formalMissed, of: other.id, as: other.member, in: scene)
        let node = scene.exchange.node
        #expect(try await node.office(scene.office, for: third).office.owing != nil)
        var (texts, cursor): ([String], String?) = ([], nil)
        while true {
            let page = try await node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: third) { third }
            texts += page.events.map { slice in
                slice.event.shownFields.map { "\($0.name)=\($0.value.canonicalString)" }.joined(separator: " ")
            }
            if page.events.isEmpty, page.cursor == cursor { break }
            cursor = page.cursor
        }
        texts.removeAll { !$0.contains("formalOwed") && !$0.contains("formalMissed") }
        #expect(texts.count == 1 && texts.allSatisfy { $0.contains(OfficeFormalOwed.type) })
        for secret in [other.id.description, other.member.description] {
            #expect(texts.allSatisfy { !$0.contains(secret) }, "\(secret)")
        }
        let mine = try await `Two authorities that ask about one item`.sight(
            of: scene.officer.caller,
            on: scene.exchange
        )
        #expect(mine.contains { $0.contains(RequestFormalMissed.type) }, "It has to know, to settle it.")
        let stranger = try await `Two authorities that ask about one item`.sight(
            of: police.officer.caller,
            on: scene.exchange
        )
        #expect(stranger.allSatisfy { !$0.contains("formalOwed") && !$0.contains("formalMissed") })
    }

    @Test func `is counted by half-year, and by who owed it once that is over`() async throws {
        let scene = try await RequestScene.make()
        let other = try await Self.released(in: scene)
        try await Self.say(.formalMissed, of: other.id, as: other.member, in: scene)
        try await Self.say(.formalSettled, of: other.id, as: other.member, in: scene)
        func counted() async throws -> RequestFigures.MissedFormals {
            try #require(try await scene.exchange.node.requestFigures().missedFormals.first)
        }
        #expect(try await counted().requests == 0, "The month goes on.")
        scene.set(try #require(Timestamp("2018-12-05T00:00:00Z")))
        let running = try await counted()
        #expect(running.since == "2018-07-01" && running.requests == 1, "It was late, though it came.")
        #expect(!running.isOver && running.authorities.isEmpty)
        scene.set(try #require(Timestamp("2019-01-02T00:00:00Z")))
        let over = try await counted()
        #expect(over.isOver && over.authorities.map(\.id) == [scene.authority])
        #expect(over.authorities.map(\.requests) == [1])
    }
}
