import CanonicalJSON
import Cooperation
import Services
import Store
import Testing

/// What follows where a real officer was called a forger, and others than who said so find that out.
@Suite struct `A finding of forgery that is taken back` {
    typealias Forged = `The answer to a forged request`

    static func takeBack(_ id: ID<Request>, in scene: RequestScene) async throws {
        let person = try #require(scene.counsel.person)
        try await scene.assess(.takeForgeryBack(reasons: "TEST they found the call", by: person), id)
    }

    /// Somebody clears it who had no part in it before.
    static func clear(_ id: ID<Request>, in scene: RequestScene) async throws {
        let other = try await scene.platform.person(.lead)
        let person = try #require(other.person)
        try await scene.assess(.unlock(note: "TEST the desk knows it", by: person), id, by: other)
    }

    /// An order that was found forged, at the exchange too.
    static func forged(in scene: RequestScene, isFound: Bool = true) async throws -> ID<Request> {
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await Forged.lock(id, in: scene)
        if isFound { try await Forged.find(id, in: scene) }
        try await scene.sync()
        return id
    }

    @Test func `is told to the exchange once a second person agrees, and the request is answered as any other`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await Self.forged(in: scene)
        let finder = try #require(scene.lead.person)
        let own = AssessmentCommand.takeForgeryBack(reasons: "TEST", by: finder)
        #expect(try await RequestScene.code { try await scene.assess(own, id, by: scene.lead) } == "same-person")
        try await Self.takeBack(id, in: scene)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.state == .locked)
        #expect(try await scene.onExchange(id).foundForgedAt != nil, "One person alone takes nothing back.")
        let taker = AssessmentCommand.unlock(note: "TEST", by: try #require(scene.counsel.person))
        #expect(try await RequestScene.code { try await scene.assess(taker, id) } == "same-person")
        try await Self.clear(id, in: scene)
        try await scene.sync()
        let known = try await scene.onExchange(id)
        #expect(known.foundForgedAt == nil && known.forgeriesTakenBack?.count == 1 && known.state == .open)
        #expect(try await scene.onPlatform(id)?.foundForgedAt == nil)
        #expect(try await scene.assessment(id)?.state == .open)
        try await scene.propose([.refusedScope], to: id)
        try await scene.sync()
        #expect(try await scene.onExchange(id).state == .answered)
        for node in [scene.platform, scene.exchange] { #expect(try await node.store.audit().finding == nil) }
    }

    @Test func `has what was never sent written anew`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await scene.propose([.refusedScope], to: id)
        #expect(try await scene.assessment(id)?.state == .answered)
        try await Forged.lock(id, in: scene)
        try await Forged.find(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).state == .open)
        try await Self.takeBack(id, in: scene)
        try await Self.clear(id, in: scene)
        let waiting = try #require(try await scene.assessment(id))
        #expect(waiting.state == .open && waiting.outcomes.isEmpty)
        try await scene.propose([.refusedScope], to: id)
        try await scene.sync()
        let known = try await scene.onExchange(id)
        #expect(known.state == .answered && known.foundForgedAt == nil)
    }

    @Test func `leaves undone what was undone, and holds none of it against the authority`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        if try await scene.assessment(id)?.state == .proposed { try await scene.approve(id) }
        try await scene.sync()
        try await Forged.lock(id, in: scene)
        try await Forged.find(id, in: scene)
        try await scene.sync()
        let node = scene.exchange.node
        #expect(try await node.requestQuality().authorities[scene.authority] == AuthorityQuality())
        try await Self.takeBack(id, in: scene)
        try await Self.clear(id, in: scene)
        try await scene.sync()
        let known = try await scene.onExchange(id)
        #expect(known.items.map(\.isReversed) == [true] && known.items.map(\.wasMistake) == [false])
        let quality = try #require(try await node.requestQuality().authorities[scene.authority])
        #expect(quality.requests == 1 && quality.compliedItems == 1 && quality.reversedItems == 0)
        #expect(try await scene.assessment(id)?.state == .answered)
        #expect(try await scene.assessment(id)?.reversibleItems == [])
    }

    @Test func `leaves the authority with what it would see of one that was locked and cleared`() async throws {
        var sights: [[String]] = []
        for isFound in [false, true] {
            let scene = try await RequestScene.make()
            let id = try await Self.forged(in: scene, isFound: isFound)
            if isFound { try await Self.takeBack(id, in: scene) }
            try await Self.clear(id, in: scene)
            try await scene.sync()
            sights.append(
                try await `Two authorities that ask about one item`.sight(of: scene.officer.caller, on: scene.exchange)
            )
        }
        #expect(sights[0] == sights[1])
    }

    @Test func `leaves a formal request owed that was owed, also where the registry lost its row`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        try await scene.sync()
        let due = try #require(try await scene.assessment(id)?.formalDueAt)
        try await Forged.lock(id, in: scene)
        try await Forged.find(id, in: scene)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.formalDueAt == nil)
        let code = try #require(ClockCode("INT_EDR_FORMAL"))
        let rule = try #require(try await scene.platform.store.read { try $0.ownClockRule(inForce: code) })
        _ = try await scene.platform.node.retireClockRule(rule.id, by: scene.platform.administrator)
        #expect(try await scene.platform.store.read { try $0.clockRule(inForce: code) } == nil)
        try await Self.takeBack(id, in: scene)
        #expect(try await scene.assessment(id)?.formalDueAt == due)
    }

    @Test func `closes what the authority took back meanwhile`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.forged(in: scene)
        _ = try await scene.exchange.node.withdrawRequest(id, reason: "TEST never mind", by: scene.officer.caller)
        try await scene.sync()
        try await Self.takeBack(id, in: scene)
        try await Self.clear(id, in: scene)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.state == .closed)
        #expect(try await scene.onExchange(id).foundForgedAt == nil)
    }

    @Test func `is told to the exchange also where the authority took it back before anybody cleared it`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await Self.forged(in: scene)
        try await Self.takeBack(id, in: scene)
        _ = try await scene.exchange.node.withdrawRequest(id, reason: "TEST never mind", by: scene.officer.caller)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.state == .closed)
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
        try await Self.clear(id, in: scene)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.state == .closed)
        #expect(try await scene.onExchange(id).foundForgedAt == nil)
    }

    @Test func `is said no more where it is found forged anew before anybody cleared it`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.forged(in: scene)
        try await Self.takeBack(id, in: scene)
        try await Forged.find(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
        #expect(try await scene.events(RequestFoundForged.type) == 1)
        #expect(try await scene.events(RequestForgeryTakenBack.type) == 0)
        let waiting = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).request.ownWords
        #expect(waiting.isEmpty)
    }

    @Test func `is said anew by whoever takes it back again, where the exchange refused to hear it`() async throws {
        let scene = try await RequestScene.make()
        let watch = AlertWatch(node: scene.platform.node)
        let roster = [RosterEntry(person: try #require(scene.counsel.person))]
        _ = try await scene.platform.node.setRoster(roster, by: scene.platform.administrator)
        let id = try await Self.forged(in: scene)
        try await Self.takeBack(id, in: scene)
        try await Self.clear(id, in: scene)
        try await scene.syncRefused()
        while try await watch.take() > 0 {}
        #expect(try await scene.forgeryAlerts().map(\.causes) == [[id.identifier]])
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
        try await Self.takeBack(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt == nil)
    }

    @Test func `is not said anew while somebody at the office denies it, and counsel is alerted until it is`()
        async throws
    {
        let scene = try await RequestScene.make()
        let watch = AlertWatch(node: scene.platform.node)
        try await scene.manCounsel()
        let id = try await Self.forged(in: scene)
        try await Self.takeBack(id, in: scene)
        try await Self.clear(id, in: scene)
        try await scene.syncRefused()
        let call = AssessmentCommand.checkIdentity(.callBack, .denied, note: "TEST", by: scene.lead.person)
        try await scene.assess(call, id, by: scene.lead)
        try await Self.takeBack(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
        while try await watch.take() > 0 {}
        #expect(try await scene.forgeryAlerts().map(\.causes) == [[id.identifier]])
        try await scene.escalate()
        #expect(try await scene.forgeryAlerts().map(\.state) != [.over], "It waits for a call.")
        let other = try await scene.platform.person(.lead)
        let again = AssessmentCommand.checkIdentity(.callBack, .confirmed, note: "TEST", by: other.person)
        try await scene.assess(again, id, by: other)
        try await Self.clear(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt == nil)
    }

    @Test func `is cleared and refused while the office denies it, and told to the exchange after another call`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        func call(_ result: IdentityCheck.Result, by caller: Caller) async throws {
            let call = AssessmentCommand.checkIdentity(.callBack, result, note: "TEST", by: caller.person)
            try await scene.assess(call, id, by: caller)
        }
        try await call(.denied, by: scene.lead)
        try await Forged.lock(id, in: scene)
        try await Forged.find(id, in: scene)
        try await scene.sync()
        try await Self.takeBack(id, in: scene)
        // Nobody can call an office for which nobody vouches any more.
        _ = try await scene.exchange.node.changeOffice(
            scene.office,
            .init(texts: [.telephone: "+62 21 555 0666"]),
            by: scene.authorityAdministrator
        )
        try await scene.sync()
        let other = try await scene.platform.person(.lead)
        #expect(try await RequestScene.code { try await call(.confirmed, by: other) } == "office-not-vouched")
        try await Self.clear(id, in: scene)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.state == .open)
        #expect(try await scene.onExchange(id).foundForgedAt != nil, "It is denied still.")
        try await scene.propose([.refusedScope], to: id)
        try await scene.sync()
        let refused = try await scene.onExchange(id)
        #expect(refused.state == .answered && refused.foundForgedAt != nil)
        _ = try await scene.exchange.node.vouchForOffice(scene.office, how: "TEST call", by: scene.secretary)
        try await scene.sync()
        try await call(.confirmed, by: scene.lead)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt != nil, "They were told that it is denied.")
        try await call(.confirmed, by: other)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt == nil)
        for node in [scene.platform, scene.exchange] { #expect(try await node.store.audit().finding == nil) }
    }

    @Test func `is said anew by nobody alone, where it looks forged again or was found so anew`() async throws {
        let scene = try await RequestScene.make()
        let watch = AlertWatch(node: scene.platform.node)
        try await scene.manCounsel()
        let id = try await Self.forged(in: scene)
        try await Self.takeBack(id, in: scene)
        try await Self.clear(id, in: scene)
        try await scene.syncRefused()
        while try await watch.take() > 0 {}
        #expect(try await scene.forgeryAlerts().count == 1)
        try await Forged.lock(id, in: scene)
        try await scene.escalate()
        #expect(try await scene.forgeryAlerts().map(\.state) == [.over], "Whoever clears it says it.")
        try await Self.takeBack(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
        try await Forged.find(id, in: scene)
        for _ in 1...2 { try await Self.takeBack(id, in: scene) }
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt != nil, "One person says it twice.")
        try await Self.clear(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt == nil)
    }

    @Test func `is counted in public as taken back, in the half-year in which it was found`() async throws {
        let scene = try await RequestScene.make()
        scene.set(try #require(Timestamp("2018-11-20T00:00:00Z")))
        let id = try await Self.forged(in: scene)
        let node = scene.exchange.node
        scene.set(try #require(Timestamp("2019-02-05T00:00:00Z")))
        let before = try #require(try await node.requestFigures().forgeries.last)
        #expect(before.requests == 1 && before.takenBack == 0 && before.authorities.map(\.requests) == [1])
        try await Self.takeBack(id, in: scene)
        try await Self.clear(id, in: scene)
        try await scene.sync()
        #expect(try await node.requestFigures().forgeries.last == before, "What was told of these months stays.")
        scene.set(try #require(Timestamp("2019-03-05T00:00:00Z")))
        let after = try #require(try await node.requestFigures().forgeries.last)
        #expect(after.since == before.since && after.requests == 0 && after.takenBack == 1)
        #expect(after.authorities.map(\.takenBack) == [1] && after.authorities.map(\.requests) == [0])
    }
}
