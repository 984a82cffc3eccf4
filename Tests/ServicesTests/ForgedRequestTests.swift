import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What is left behind by a forged request: it is counted in public, and others are told to call back.
@Suite struct `A request that was found to be forged` {
    private static func lock(_ id: ID<Request>, in scene: RequestScene) async throws {
        try await scene.assess(.lock(factors: [.alteredDocument], note: "TEST the desk knows nothing"), id)
    }

    private static func find(_ id: ID<Request>, in scene: RequestScene, by caller: Caller? = nil) async throws {
        let caller = caller ?? scene.lead
        let person = try #require(caller.person)
        try await scene.assess(.findForged(note: "TEST nobody asked for this", by: person), id, by: caller)
    }

    /// An emergency that is signed with stolen keys, found to be forged, and all of it at the exchange.
    private static func forged(in scene: RequestScene, isFound: Bool = true) async throws -> ID<Request> {
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await lock(id, in: scene)
        if isFound { try await find(id, in: scene) }
        try await scene.sync()
        return id
    }

    /// The same as practice.
    private static func practised(in scene: RequestScene) async throws -> ID<Request> {
        var document = try scene.document(.emergencyDisclosure, "ID_TEST_EMERGENCY")
        document.isExercise = true
        try await scene.plan(document)
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document, coSigned: true))
        try await scene.sync()
        try await Self.lock(document.id, in: scene)
        try await Self.find(document.id, in: scene)
        try await scene.sync()
        return document.id
    }

    private static func office(_ scene: RequestScene, for caller: Caller) async throws -> Office {
        try await scene.exchange.node.office(scene.office, for: caller).office
    }

    @Test func `needs a second person's word, is over then, and owes nobody a formal request`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        #expect(try await RequestScene.code { try await Self.find(id, in: scene) } == "not-locked")
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        #expect(try await scene.assessment(id)?.formalDueAt != nil)
        try await Self.lock(id, in: scene)
        #expect(
            try await RequestScene.code { try await Self.find(id, in: scene, by: scene.counsel) } == "same-person"
        )
        try await Self.find(id, in: scene)
        let found = try #require(try await scene.assessment(id))
        #expect(found.foundForgedAt != nil && found.state == .closed && found.formalDueAt == nil)
        #expect(found.noticeDueAt != nil, "Whose data went to a forger is told so all the more.")
        let open = try await scene.clocks(id, on: scene.platform).filter { $0.state == .running }
        #expect(open.map(\.subjectKind) == [.notice])
        let other = try await scene.platform.person(.lead)
        let clearing = AssessmentCommand.unlock(note: "TEST", by: try #require(other.person))
        #expect(try await RequestScene.code { try await scene.assess(clearing, id, by: other) } == "request-forged")
        let size = try await scene.platform.store.read { try $0.journalSize() }
        try await Self.find(id, in: scene)
        #expect(try await scene.platform.store.read { try $0.journalSize() } == size, "It is found once.")
    }

    @Test func `is found so still where it was taken back while it was locked`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.forged(in: scene, isFound: false)
        _ = try await scene.exchange.node.withdrawRequest(id, reason: "TEST never mind", by: scene.officer.caller)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.state == .closed)
        try await Self.find(id, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
    }

    @Test func `tells members which office and key were misused, and neither the request nor who was asked`()
        async throws
    {
        let scene = try await RequestScene.make()
        let other = try await scene.exchange.member("TEST Fourth", .platform, interests: nil).administrator
        let police = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let id = try await Self.forged(in: scene)
        let misuse = try #require(try await Self.office(scene, for: other).misuse)
        #expect(misuse.key == scene.officer.keyID)
        var (texts, cursor): ([String], String?) = ([], nil)
        while true {
            let page = try await scene.exchange.node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: other)
            {
                other
            }
            texts += page.events.map { slice in
                slice.event.shownFields.map { "\($0.name)=\($0.value.canonicalString)" }.joined(separator: " ")
            }
            if page.events.isEmpty, page.cursor == cursor { break }
            cursor = page.cursor
        }
        texts.removeAll { !$0.contains("office.misused") }
        #expect(texts.count == 1)
        for secret in [id.description, scene.member.description, "TEST nobody"] {
            #expect(texts.allSatisfy { !$0.contains(secret) }, "\(secret)")
        }
        // Neither the authority, of whom somebody else may have the keys, nor another one is told.
        for authority in [scene.officer.caller, scene.authorityAdministrator, police.officer.caller] {
            let sight = try await `Two authorities that ask about one item`.sight(of: authority, on: scene.exchange)
            #expect(sight.allSatisfy { !$0.contains("misused") && !$0.contains("foundForged") })
        }
    }

    @Test func `leaves the authority with what it would see of one that is only locked`() async throws {
        var sights: [[String]] = []
        for isFound in [false, true] {
            let scene = try await RequestScene.make()
            _ = try await Self.forged(in: scene, isFound: isFound)
            sights.append(
                try await `Two authorities that ask about one item`.sight(of: scene.officer.caller, on: scene.exchange)
            )
        }
        #expect(sights[0] == sights[1])
    }

    @Test func `has everybody call back before they trust that office, until somebody vouches for it anew`()
        async throws
    {
        let scene = try await RequestScene.make()
        _ = try await Self.forged(in: scene)
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let doubted = try #require(try await scene.assessment(order))
        #expect(doubted.opening.factors.contains(.officeMisused))
        #expect(doubted.identityChecks.map(\.result) == [.confirmed] && !doubted.isIdentified)
        try await scene.prepare(order)
        #expect(try await scene.assessment(order)?.isIdentified == true, "Somebody called.")
        _ = try await scene.exchange.node.vouchForOffice(scene.office, how: "TEST new keys", by: scene.secretary)
        #expect(try await Self.office(scene, for: scene.secretary).misuse == nil)
        let later = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let trusted = try #require(try await scene.assessment(later))
        #expect(!trusted.opening.factors.contains(.officeMisused) && trusted.isIdentified)
    }

    @Test func `is counted in public by half-year and by whose name it bore, and so is that there was none`()
        async throws
    {
        let scene = try await RequestScene.make()
        scene.set(try #require(Timestamp("2018-11-20T00:00:00Z")))
        _ = try await Self.forged(in: scene)
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await Self.lock(order, in: scene)
        try await Self.find(order, in: scene)
        _ = try await Self.practised(in: scene)
        let node = scene.exchange.node
        func forgeries() async throws -> [RequestFigures.Forgeries] { try await node.requestFigures().forgeries }
        #expect(try await forgeries().allSatisfy { $0.requests == 0 && $0.authorities.isEmpty }, "The month goes on.")
        scene.set(try #require(Timestamp("2018-12-05T00:00:00Z")))
        let counted = try #require(try await forgeries().first)
        #expect(counted.since == "2018-07-01" && counted.requests == 2 && counted.emergencies == 1)
        #expect(counted.authorities.map(\.id) == [scene.authority] && counted.authorities.map(\.requests) == [2])
        scene.set(try #require(Timestamp("2019-02-05T00:00:00Z")))
        #expect(try await forgeries().map(\.since) == ["2019-01-01", "2018-07-01"])
        #expect(try await forgeries().map(\.requests) == [0, 2], "None is a figure too.")
    }

    @Test func `marks no office where it was practice`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.practised(in: scene)
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
        #expect(try await Self.office(scene, for: scene.secretary).misuse == nil)
        let told = try await scene.platform.store.read { reading in
            try reading.events(EventQuery(limit: 100_000)).filter { $0.type.hasPrefix("dispatch.") }
        }
        #expect(Set(told.map(\.type)) == ["dispatch.queued", "dispatch.delivered", "dispatch.recorded"])
        let areMarked = told.allSatisfy { $0.isExercise }
        #expect(areMarked, "What is said about practice bears its mark.")
    }
}
