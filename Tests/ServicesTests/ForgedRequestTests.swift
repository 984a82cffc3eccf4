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

    @Test func `has those who were asked before it was found call back too, also in spite of what was agreed to`()
        async throws
    {
        let scene = try await RequestScene.make()
        // In the morning in Jakarta, with keys that are old: the signature alone was enough.
        scene.set(try #require(Timestamp("2018-12-20T03:00:00Z")))
        // All of them came before anybody knew, and each signature confirmed who asks.
        let ids = [
            try await scene.ask(.removalOrder, "ID_TEST_ORDER"), try await scene.ask(.removalOrder, "ID_TEST_ORDER"),
        ]
        for id in ids { try await scene.prepare(id, calls: false) }
        try await scene.propose([.compliedInCountry], to: ids[1])
        #expect(try await scene.assessment(ids[1])?.state == .proposed)
        _ = try await Self.forged(in: scene)
        try await scene.sync()
        for id in ids {
            let stored = try #require(try await scene.assessment(id))
            #expect(stored.opening.factors.contains(.officeMisused) == false, "It came before.")
            let view = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).assessment
            #expect(view.factors.contains(.officeMisused) && !view.isIdentified && view.isCallNeeded)
            #expect(view.riskScore >= 40)
        }
        let listed = try await scene.platform.node.assessments(nil, limit: 10, for: scene.counsel).assessments
        let inbox = try await scene.platform.node.assessmentInbox(nil, after: nil, limit: 10, for: scene.counsel).rows
        for id in ids {
            let isDoubted =
                listed.first { $0.assessment.id.identifier == id.identifier }?.assessment.isIdentified == false
            #expect(isDoubted)
            #expect(inbox.first { $0.request.request.id == id }?.assessment.isIdentified == false)
        }
        let refused = "identity-unconfirmed"
        #expect(try await RequestScene.code { try await scene.propose([.compliedInCountry], to: ids[0]) } == refused)
        #expect(try await RequestScene.code { try await scene.approve(ids[1]) } == refused)
        // A word that is given now is for the keys of now; these were signed before it.
        _ = try await scene.exchange.node.vouchForOffice(scene.office, how: "TEST new keys", by: scene.secretary)
        try await scene.sync()
        #expect(try await RequestScene.code { try await scene.approve(ids[1]) } == refused)
        for id in ids {
            try await scene.assess(
                .checkIdentity(.callBack, .confirmed, note: "TEST the desk asked it", by: scene.counsel.person),
                id
            )
        }
        try await scene.approve(ids[1])
        #expect(try await scene.assessment(ids[1])?.state == .answered)
        try await scene.propose([.compliedInCountry], to: ids[0])
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

    @Test func `has what came before that word called back about, however much is recorded of the office since`()
        async throws
    {
        let scene = try await RequestScene.make()
        // In the morning in Jakarta, with keys that are old.
        scene.set(try #require(Timestamp("2018-12-20T03:00:00Z")))
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await scene.prepare(id, calls: false)
        _ = try await Self.forged(in: scene)
        _ = try await scene.exchange.node.vouchForOffice(scene.office, how: "TEST new keys", by: scene.secretary)
        let (office, author) = (scene.office, scene.authorityAdministrator.author)
        try await scene.exchange.store.write { transaction in
            for number in 0..<1002 {
                let zone = number.isMultiple(of: 2) ? "Asia/Makassar" : "Asia/Jakarta"
                let state = try transaction.load(Office.self, office)
                for act in try Office.decide(state, .change(OfficeChange(zone: zone), held: []), id: office) {
                    try transaction.append(act, by: author)
                }
            }
        }
        try await scene.sync()
        let received = try await scene.platform.store.read { reading in
            try reading.events(EventQuery(innerSubject: office.identifier, limit: 10_000)).count
        }
        #expect(received > 1002)
        let view = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).assessment
        #expect(view.factors.contains(.officeMisused) && !view.isIdentified)
        let refused = try await RequestScene.code { try await scene.propose([.compliedInCountry], to: id) }
        #expect(refused == "identity-unconfirmed")
    }

    @Test func `is news to whoever cleared another one before it was heard of here`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await Self.lock(id, in: scene)
        let (office, author) = (scene.office, scene.secretary.author)
        try await scene.exchange.store.write { transaction in
            let state = try transaction.load(Office.self, office)
            for act in try Office.decide(state, .noteMisuse(key: nil), id: office) {
                try transaction.append(act, by: author)
            }
        }
        scene.advance(.minutes(1))
        let clearing = AssessmentCommand.unlock(
            note: "TEST it looks genuine",
            by: try #require(scene.lead.person)
        )
        func clearer() async throws -> ID<Person>? {
            try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).assessment.clearedBy
        }
        try await scene.assess(clearing, id, by: scene.lead)
        #expect(try await clearer() == scene.lead.person)
        try await scene.sync()
        #expect(try await clearer() == nil, "It was noted there before, and known here only after.")
        try await scene.assess(clearing, id, by: scene.lead)
        #expect(try await clearer() == scene.lead.person)
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
        let running = try #require(try await forgeries().first)
        #expect(running.since == "2018-07-01" && running.requests == 2 && running.emergencies == 1)
        #expect(
            !running.isOver && running.authorities.isEmpty,
            "Whoever forged it would read which name was found out."
        )
        for (moment, isOver) in [("2019-01-01T23:59:59Z", false), ("2019-01-02T00:00:00Z", true)] {
            scene.set(try #require(Timestamp(moment)))
            let last = try #require(try await forgeries().first)
            #expect(last.since == "2018-07-01" && last.isOver == isOver && last.authorities.isEmpty == !isOver)
        }
        let counted = try #require(try await forgeries().first)
        #expect(counted.authorities.map(\.id) == [scene.authority] && counted.authorities.map(\.requests) == [2])
        scene.set(try #require(Timestamp("2019-02-05T00:00:00Z")))
        #expect(try await forgeries().map(\.since) == ["2019-01-01", "2018-07-01"])
        #expect(try await forgeries().map(\.requests) == [0, 2], "None is a figure too.")
        #expect(try await forgeries().map(\.isOver) == [false, true])
        #expect(try await forgeries().last == counted, "What was told of a half-year does not change.")
    }

    @Test func `reaches those whose register keeps the office, and nobody where it is practice`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        var document = try scene.document(.emergencyDisclosure, "ID_TEST_EMERGENCY")
        document.isExercise = true
        try await scene.plan(document)
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document, coSigned: true))
        try await scene.sync()
        let practice = document.id
        let store = scene.platform.store
        let own = try #require(try await store.read { try $0.load(Request.self, id) })
        let practised = try #require(try await store.read { try $0.load(Request.self, practice) })
        let known = try #require(try await store.read { try $0.load(Office.self, scene.office) })
        #expect(ForgeryReach(of: own, office: known) == .members)
        #expect(ForgeryReach(of: own, office: nil) == .nobody)
        #expect(ForgeryReach(of: practised, office: known) == .practice)
        let there = try #require(try await scene.exchange.store.read { try $0.load(Office.self, scene.office) })
        #expect(ForgeryReach(of: own, office: there) == .nobody, "Another node's register keeps it.")
        #expect(ForgeryReach(of: try await scene.onExchange(id), office: there) == .register)
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
