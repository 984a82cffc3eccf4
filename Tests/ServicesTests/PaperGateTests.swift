import Cooperation
import Services
import Store
import Testing

/// What no signature would let in comes in on paper neither: it is recorded, turned away and counted.
@Suite struct `Paper at the door` {
    /// Fails unless it was turned away so, and nobody works on it.
    private static func expect(_ request: Request, turnedAwayFor code: String, _ scene: RequestScene) async throws {
        #expect(request.state == .turnedAway && request.turnedAwayFor == code)
        #expect(try await scene.assessment(request.id) == nil)
        #expect(try await scene.clocks(request.id, on: scene.platform).isEmpty)
    }

    /// Somebody called back, and who asked was confirmed or denied it.
    private static func confirm(
        _ request: Request,
        _ scene: RequestScene,
        _ result: IdentityCheck.Result = .confirmed
    ) async throws {
        let call = AssessmentCommand.checkIdentity(
            .callBack,
            result,
            note: "TEST call",
            by: scene.counsel.person,
            called: IdentityCheck.Called(number: "+62 21 555 0100", source: "TEST directory")
        )
        try await scene.assess(call, request.id)
    }

    @Test func `intelligence refers nothing, and acts on the word of a judge or a minister alone`() async throws {
        let scene = try await RequestScene.make()
        let office = try await scene.enterIntelligence()
        try await scene.sync()
        let before = try await scene.platform.node.requestQuality().all.turnedAway
        for (kind, instrument) in [
            (RequestKind.referral, "ID_TEST_REFERRAL"), (.emergencyDisclosure, "ID_TEST_EMERGENCY"),
            (.emergencyDisclosure, "OTHER"),
        ] {
            let asked = try await scene.record(kind, instrument) {
                $0.office = office
                $0.authorisation = .judge
            }
            try await Self.expect(asked, turnedAwayFor: "intelligence-not-allowed", scene)
        }
        for source in [nil, RequestDocument.Authorisation.Source.prosecutor] {
            let asked = try await scene.record(.disclosure, RequestScene.secret) {
                $0.office = office
                $0.authorisation = source
            }
            try await Self.expect(asked, turnedAwayFor: "intelligence-needs-authorisation", scene)
        }
        #expect(try await scene.platform.node.requestQuality().all.turnedAway == before + 5)
        let authorised = try await scene.record(.disclosure, RequestScene.secret) {
            $0.office = office
            $0.authorisation = .minister
        }
        #expect(authorised.state == .open)
        let police = try await scene.record(.referral, "ID_TEST_REFERRAL") { $0.office = scene.office }
        #expect(police.state == .open)
    }

    @Test func `what the register has no office of is held to what it is, as whoever records it made out`() async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        #expect(
            try await RequestScene.code {
                try await scene.record(.referral, "ID_TEST_REFERRAL") { $0.function = nil }
            } == "function-missing"
        )
        for name in [nil, "TEST Bureau"] {
            for kind in [RequestKind.referral, .emergencyDisclosure] {
                let asked = try await scene.record(kind, "OTHER", from: name) {
                    $0.function = .intelligence
                    $0.authorisation = .judge
                }
                try await Self.expect(asked, turnedAwayFor: "intelligence-not-allowed", scene)
            }
            let alone = try await scene.record(.disclosure, "OTHER", from: name) { $0.function = .intelligence }
            try await Self.expect(alone, turnedAwayFor: "intelligence-needs-authorisation", scene)
            let authorised = try await scene.record(.disclosure, "OTHER", from: name) {
                $0.function = .intelligence
                $0.authorisation = .judge
            }
            #expect(authorised.state == .open && authorised.filing.function == .intelligence)
        }
        // What a paper calls itself undoes nothing that the register says, and is believed where it says more.
        let hidden = try await scene.record(.referral, "ID_TEST_REFERRAL") {
            $0.office = scene.office
            $0.function = .intelligence
        }
        try await Self.expect(hidden, turnedAwayFor: "intelligence-not-allowed", scene)
        scene.advance(.days(62))
        let counted = try await scene.platform.node.requestFigures().intelligence
        #expect(counted.values.reduce(0, +) == 2, "Both that were taken.")
    }

    @Test func `an instrument that is not accepted opens nothing`() async throws {
        let scene = try await RequestScene.make()
        try await scene.adopt("ID_TEST_CROWN", .removalOrder, isAccepted: false)
        try await scene.sync()
        let asked = try await scene.record(.removalOrder, "ID_TEST_CROWN")
        try await Self.expect(asked, turnedAwayFor: "instrument-not-accepted", scene)
        #expect(
            try await scene.record(.removalOrder, "OTHER").state == .open,
            "People judge what no register has."
        )
    }

    @Test func `what is to stay up is nobody's who attacked, once, and renewed once by a judge`() async throws {
        for name in [nil, "TEST Bureau"] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let said: (inout PaperRequest) -> Void = { $0.isNotPerpetrators = true }
            func stay(
                _ instrument: String = "ID_TEST_STAY",
                items: [RequestItem] = [RequestScene.item(1)],
                saying change: (inout PaperRequest) -> Void
            ) async throws -> Request {
                try await scene.record(.stayUp, instrument, from: name, items: items, change)
            }
            let judged: (inout PaperRequest) -> Void = {
                $0.isNotPerpetrators = true
                $0.authorisation = .judge
            }
            try await Self.expect(try await stay { _ in }, turnedAwayFor: "never-stays-up", scene)
            let threat = [RequestScene.item(1, nil, .threatens)]
            try await Self.expect(try await stay(items: threat, saying: said), turnedAwayFor: "never-stays-up", scene)
            let first = try await stay(saying: said)
            #expect(first.state == .open)
            try await Self.confirm(first, scene)
            scene.advance(.hours(1))
            try await Self.expect(try await stay(saying: said), turnedAwayFor: "stay-up-again", scene)
            try await Self.expect(try await stay(saying: judged), turnedAwayFor: "judge-needed", scene)
            let more = [RequestScene.item(1), RequestScene.item(2)]
            try await Self.expect(
                try await stay(RequestScene.court.code, items: more, saying: judged),
                turnedAwayFor: "nothing-to-renew",
                scene
            )
            let other = try await scene.record(.stayUp, "ID_TEST_STAY", from: "TEST Other bureau", said)
            #expect(other.state == .open, "Another authority is told nothing by being turned away.")
            let renewed = try await stay(RequestScene.court.code, saying: judged)
            #expect(renewed.state == .open && renewed.filing.renews == first.id)
            try await Self.confirm(renewed, scene)
            try await Self.expect(
                try await stay(RequestScene.court.code, saying: judged),
                turnedAwayFor: "renewed-already",
                scene
            )
        }
    }

    @Test func `who asks in another's name that something stays up silences that other neither on paper nor signed`()
        async throws
    {
        for isDenied in [false, true] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let said: (inout PaperRequest) -> Void = { $0.isNotPerpetrators = true }
            let forged = try await scene.record(.stayUp, "ID_TEST_STAY", said)
            if isDenied { try await Self.confirm(forged, scene, .denied) }
            let genuine = try await scene.record(.stayUp, "ID_TEST_STAY", said)
            #expect(genuine.state == .open)
            #expect(try await scene.assessment(genuine.id) != nil, "Counsel learns of it.")
            // Whom its office denied once about the same is locked, until a lead has looked.
            guard !isDenied else { continue }
            try await Self.confirm(genuine, scene)
            try await Self.expect(
                try await scene.record(.stayUp, "ID_TEST_STAY", said),
                turnedAwayFor: "stay-up-again",
                scene
            )
        }
    }

    @Test func `who is barred by the members asks in vain, and who is no member any more as a stranger`() async throws {
        for (standing, isTaken) in [
            (Standing.suspended, false), (.restricted, false), (.withdrawn, true),
        ] {
            let scene = try await RequestScene.make()
            try await scene.changeStanding(to: standing)
            let asked = try await scene.record(.removalOrder, "ID_TEST_ORDER")
            #expect((asked.state == .open) == isTaken, "\(standing)")
            if !isTaken { try await Self.expect(asked, turnedAwayFor: "standing-insufficient", scene) }
        }
    }

    @Test func `an authority that older programs took orders from on paper has had its first`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let now = scene.platform.clock.now
        let paper = RequestScene.paper(.removalOrder, RequestScene.first.code, at: now, by: "TEST Bureau")
        // As they recorded it: with the name, and without the keyed hash of it.
        let own = scene.counsel.organisation.id
        let filing = RequestFiling(
            facts: RequestFiled(paper: paper, addressee: own, authority: nil, renews: nil),
            items: paper.items,
            itemKeys: ["TEST key"],
            sealed: ["authorityName": paper.authorityName],
            dueAt: nil,
            receivedAt: now
        )
        try await scene.platform.store.write { transaction in
            for act in try Request.decide(nil, .file(filing), id: transaction.newID(), now: now) {
                try transaction.append(act, by: scene.counsel.author)
            }
        }
        let next = try await scene.record(.removalOrder, RequestScene.first.code, from: "test, BUREAU")
        #expect(next.waitsUntil == nil && next.dueAt != nil)
        let other = try await scene.record(.removalOrder, RequestScene.first.code, from: "TEST Other bureau")
        #expect(other.waitsUntil != nil)
    }

    @Test func `a first order runs at once where the register has no row for its wait`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let code = try #require(ClockCode("EU_TCO_FIRST_INFO"))
        let rule = try await scene.platform.store.read { try $0.ownClockRule(inForce: code) }
        _ = try await scene.platform.node.retireClockRule(#require(rule).id, by: scene.platform.administrator)
        let first = try await scene.record(.removalOrder, RequestScene.first.code, from: "TEST Bureau")
        #expect(first.waitsUntil == nil && first.dueAt == first.receivedAt.map { $0 + .hours(1) })
        #expect(try await scene.clocks(first.id, on: scene.platform).map(\.subjectKind) == [.request])
    }

    @Test func `what an exchange alone knows counts by the exchange's row, and is answered in its form`() async throws {
        let scene = try await RequestScene.make()
        let code = try #require(ClockCode("TEST_PRESERVE"))
        let rule = try ClockRuleDraft(
            code: code,
            summary: "TEST a week",
            terms: ClockTerms(duration: ClockDuration(.seconds, 7 * 86_400), start: .disabled),
            source: "TEST",
            sourceDate: #require(CivilDate("2018-11-01"))
        )
        _ = try await scene.exchange.node.importClockRules([rule], by: scene.exchange.administrator)
        try await scene.adopt("ID_TEST_KEPT", .removalOrder, form: .annexI, preservationClock: code.description)
        try await scene.sync()
        for name in [nil, "TEST Bureau"] {
            let asked = try await scene.record(.removalOrder, "ID_TEST_KEPT", from: name)
            let view = try await scene.platform.node.assessment(ID(asked.id.identifier), for: scene.counsel)
            let now = scene.platform.clock.now
            #expect(view.keptUntil.map { $0 > now + .days(6) && $0 <= now + .days(7) } == true)
            #expect(
                try await RequestScene.code { try await scene.assess(.preserve(until: now + .days(5)), asked.id) }
                    == "preservation-too-short"
            )
            try await scene.assess(.preserve(until: now + .days(7)), asked.id)
            #expect(try await scene.platform.node.hasForm(.annexI, asked))
        }
    }

    @Test func `what is kept from its receipt is kept no longer for being confirmed days later`() async throws {
        let scene = try await RequestScene.make()
        let code = try #require(ClockCode("TEST_PRESERVE"))
        let rule = try ClockRuleDraft(
            code: code,
            summary: "TEST sixty days",
            terms: ClockTerms(duration: ClockDuration(.seconds, 60 * 86_400), start: .received),
            source: "TEST",
            sourceDate: #require(CivilDate("2018-11-01"))
        )
        _ = try await scene.exchange.node.importClockRules([rule], by: scene.exchange.administrator)
        try await scene.adopt("ID_TEST_KEPT", .removalOrder, form: .annexI, preservationClock: code.description)
        try await scene.sync()
        let asked = try await scene.record(.removalOrder, "ID_TEST_KEPT")
        let received = try #require(asked.receivedAt)
        scene.advance(.days(5))
        let view = try await scene.platform.node.assessment(ID(asked.id.identifier), for: scene.counsel)
        #expect(view.keptUntil == received + .days(60))
        #expect(
            try await RequestScene.code { try await scene.assess(.preserve(until: received + .days(58)), asked.id) }
                == "preservation-too-short"
        )
        try await scene.assess(.preserve(until: received + .days(60)), asked.id)
        #expect(try await scene.assessment(asked.id)?.preservedUntil == received + .days(60))
    }

    @Test func `a judge renews nothing whose time is over`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let first = try await scene.record(.stayUp, "ID_TEST_STAY") { $0.isNotPerpetrators = true }
        try await Self.confirm(first, scene)
        scene.advance(.hours(73))
        let late = try await scene.record(.stayUp, RequestScene.court.code) {
            $0.isNotPerpetrators = true
            $0.authorisation = .judge
        }
        try await Self.expect(late, turnedAwayFor: "stay-up-over", scene)
    }

    @Test func `the time of a first order begins when it was here for twelve hours, and of the next at once`()
        async throws
    {
        for name in [nil, "TEST Bureau"] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let code = RequestScene.first.code
            let first = try await scene.record(.removalOrder, code, from: name)
            let received = try #require(first.receivedAt)
            #expect(first.waitsUntil == received + .hours(12) && first.dueAt == nil && first.state == .open)
            #expect(try await scene.clocks(first.id, on: scene.platform).map(\.subjectKind) == [.firstContact])
            scene.set(received + .hours(12))
            try await RequestScene.keep(scene.platform)
            let begun = try #require(try await scene.onPlatform(first.id))
            #expect(begun.waitsUntil == nil && begun.dueAt == received + .hours(13))
            let next = try await scene.record(.removalOrder, code, from: name)
            #expect(next.waitsUntil == nil && next.dueAt == next.receivedAt.map { $0 + .hours(1) })
            let other = try await scene.record(.removalOrder, code, from: "TEST Other bureau")
            #expect(other.waitsUntil != nil, "Each authority has a first one.")
            let urgent = try await scene.record(.removalOrder, code, from: "TEST Third bureau") {
                $0.isFirstEmergency = true
            }
            #expect(urgent.waitsUntil == nil && urgent.dueAt == urgent.receivedAt.map { $0 + .hours(1) })
            #expect(urgent.filing.firstContact == .emergency)
        }
    }

    @Test func `nobody is bound to silence by paper for longer than its law says`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        func code(_ days: Int64) async throws -> String? {
            try await RequestScene.code {
                try await scene.record(.disclosure, "ID_TEST_DATA") { $0.silentUntil = $0.issuedAt + .days(days) }
            }
        }
        #expect(try await code(367) == "silence-too-long")
        #expect(try await code(366) == nil)
    }
}
