import Cooperation
import Services
import Statements
import Store
import Testing

/// What a life in danger changes, and what it does not.
@Suite struct `An emergency` {
    /// An answer goes out and data follow, in stages.
    private func release(_ id: ID<Request>, in scene: RequestScene) async throws {
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        try await scene.sync()
    }

    private func disclose(
        _ category: DataCategory,
        _ id: ID<Request>,
        by caller: Caller? = nil,
        in scene: RequestScene
    ) async throws {
        _ = try await scene.platform.node.disclose(
            category,
            Array("TEST data".utf8),
            named: "TEST.txt",
            of: ID(id.identifier),
            by: caller ?? scene.counsel
        )
    }

    @Test func `that is forged from a real but newly seen mailbox, with every signature valid, releases nothing`()
        async throws
    {
        let scene = try await RequestScene.make()
        // Whoever broke into the office signs as its officer and as its supervisor.
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        let opened = try #require(try await scene.assessment(id))
        #expect(opened.identityChecks.map(\.result) == [.confirmed], "All signatures are valid.")
        #expect(opened.factors.contains(.newOfficer) && opened.factors.contains(.newKey))
        func expectNothing(_ code: String) async throws {
            #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == code)
            #expect(
                try await RequestScene.code { try await scene.propose([.compliedInPart], to: id) } == code
            )
            #expect(
                try await RequestScene.code { try await disclose(.subscriber, id, in: scene) } == "nothing-to-disclose"
            )
        }
        try await expectNothing("identity-unconfirmed")
        try await scene.prepare(id)
        // The number of the register says: nobody here asked for that.
        let denied = AssessmentCommand.checkIdentity(
            .callBack,
            .denied,
            note: "TEST they know nothing",
            by: scene.lead.person
        )
        try await scene.assess(denied, id, by: scene.lead)
        let doubted = try #require(try await scene.assessment(id))
        #expect(doubted.riskScore >= RiskFactor.lockScore)
        try await expectNothing("risk-too-high")
        try await scene.assess(.unlock(note: "TEST it must be genuine", by: try #require(scene.counsel.person)), id)
        let writer = try #require(scene.counsel.person)
        #expect(try await scene.assessment(id)?.clearedBy == writer)
        try await expectNothing("risk-too-high")
        let second = try await scene.platform.person(.lead)
        try await scene.assess(.unlock(note: "TEST", by: try #require(second.person)), id, by: second)
        try await expectNothing("identity-unconfirmed")
        try await scene.assess(.lock(factors: [.alteredDocument], note: "TEST"), id)
        try await scene.sync()
        #expect(try await scene.onExchange(id).disclosures.isEmpty)
        #expect(try await scene.onExchange(id).items.allSatisfy { $0.outcome == nil })
    }

    @Test func `in an urgent tone at three in the morning still waits for the call and for a second person`()
        async throws
    {
        let scene = try await RequestScene.make()
        // Eight in the morning in Jakarta; nineteen hours later it is three.
        scene.advance(.hours(19))
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        #expect(try await scene.assessment(id)?.factors.contains(.offHours) == true)
        try await scene.assess(.checkForm(defects: [], factors: [], note: nil), id)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == "identity-unconfirmed")
        let nobody = AssessmentCommand.checkIdentity(
            .callBack,
            .unreachable,
            note: "TEST no answer",
            by: scene.lead.person
        )
        try await scene.assess(nobody, id, by: scene.lead)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == "risk-too-high")
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        #expect(try await scene.assessment(id)?.state == .proposed)
        try await scene.sync()
        #expect(try await scene.onExchange(id).items.allSatisfy { $0.outcome == nil })
        #expect(
            try await RequestScene.code {
                try await scene.assess(.approve(by: try #require(scene.counsel.person)), id)
            } == "same-person"
        )
        try await scene.approve(id)
        try await scene.sync()
        #expect(try await scene.onExchange(id).state == .answered)
    }

    @Test func `asks for no content, and for nothing without a supervisor of the authority`() async throws {
        let scene = try await RequestScene.make()
        var document = try scene.document(.emergencyDisclosure, "ID_TEST_EMERGENCY")
        document.categories = [.subscriber, .content]
        let asking = document
        #expect(
            try await RequestScene.code {
                try await scene.exchange.node.fileSignedRequest(scene.sign(asking, coSigned: true))
            } == "content-never-in-emergency"
        )
        #expect(try await scene.events() == 0)
        let alone = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY")
        try await scene.prepare(alone)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: alone) } == "supervisor-missing")
    }

    @Test func `whose formal request is missing after 14 days freezes the agency until it comes`() async throws {
        let scene = try await RequestScene.make()
        let first = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await release(first, in: scene)
        #expect(try await RequestScene.code { try await disclose(.traffic, first, in: scene) } == "less-comes-first")
        try await disclose(.subscriber, first, in: scene)
        try await scene.sync()
        #expect(try await scene.onExchange(first).disclosures.map(\.category) == [.subscriber])
        #expect(try await scene.assessment(first)?.noticeDueAt != nil)
        let due = try #require(try await scene.assessment(first)?.formalDueAt)
        scene.set(due - Seconds(60))
        try await RequestScene.keep(scene.platform)
        #expect(try await scene.assessment(first)?.isFormalMissed == false)
        let inTime = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(inTime)
        try await scene.propose([.complied], to: inTime)
        scene.set(due)
        #expect(try await RequestScene.keep(scene.platform) == 2, "The clock expired, and the agency is frozen.")
        #expect(try await RequestScene.keep(scene.platform) == 0)
        // What was about to go out to it stops, and what is asked now too.
        #expect(try await RequestScene.code { try await scene.approve(inTime) } == "agency-frozen")
        #expect(try await RequestScene.code { try await disclose(.traffic, first, in: scene) } == "agency-frozen")
        let later = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(later)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: later) } == "agency-frozen")
        for answerer in [scene.counsel, scene.lead] {
            let own = AssessmentCommand.noteFormal(nil, note: "TEST it came", by: try #require(answerer.person))
            #expect(try await RequestScene.code { try await scene.assess(own, first, by: answerer) } == "same-person")
        }
        try await scene.settleElsewhere(first)
        try await scene.propose([.complied], to: later)
        try await scene.approve(inTime)
        #expect(try await RequestScene.code { try await disclose(.traffic, first, in: scene) } == "same-person")
        #expect(
            try await RequestScene.code { try await disclose(.traffic, first, by: scene.lead, in: scene) }
                == "reasons-needed-for-more"
        )
        func widen(_ caller: Caller, as person: Caller) async throws -> String? {
            let command = AssessmentCommand.widen(.traffic, reasons: "TEST no number", by: try #require(person.person))
            return try await RequestScene.code { try await scene.assess(command, first, by: caller) }
        }
        #expect(try await widen(scene.counsel, as: scene.counsel) == "same-person")
        #expect(
            try await widen(scene.counsel, as: scene.lead) == "role-not-allowed",
            "Everybody speaks for themselves."
        )
        #expect(try await widen(scene.lead, as: scene.lead) == nil)
        try await disclose(.traffic, first, by: scene.lead, in: scene)
        let read = try await scene.platform.node.assessment(ID(first.identifier), for: scene.counsel)
        #expect(Array(read.widened.values) == ["TEST no number"] && read.assessment.disclosed.count == 2)
        try await scene.sync()
        #expect(try await scene.onExchange(first).disclosures.map(\.category) == [.subscriber, .traffic])
    }

    @Test func `is settled by a request for data of the same authority that came after it, and by no other`()
        async throws
    {
        let scene = try await RequestScene.make()
        let before = try await scene.ask(.disclosure, "ID_TEST_DATA", coSigned: true)
        scene.advance(.minutes(1))
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await release(id, in: scene)
        scene.advance(.minutes(1))
        let order = try await scene.ask(.removalOrder, "ID_TEST_SIGNED", coSigned: true)
        let formal = try await scene.ask(.disclosure, "ID_TEST_DATA", coSigned: true)
        for disclosure in [before, formal] { try await scene.prepare(disclosure) }
        let emergency = try #require(try await scene.assessment(id))
        let choices = try await scene.platform.node.formalRequests(after: emergency)
        #expect(choices.map(\.request.id) == [ID<Request>(formal.identifier)])
        let third = try await scene.platform.person(.counsel)
        let person = try #require(third.person)
        func noted(_ request: ID<Request>) -> AssessmentCommand { .noteFormal(request, note: "", by: person) }
        for wrong in [before, id, order] {
            let request = ID<Request>(wrong.identifier)
            #expect(
                try await RequestScene.code { try await scene.assess(noted(request), id, by: third) }
                    == "formal-request-unknown"
            )
        }
        #expect(try await scene.assessment(id)?.formalDueAt != nil)
        try await scene.assess(noted(ID<Request>(formal.identifier)), id, by: third)
        #expect(try await scene.assessment(id)?.formalDueAt == nil)
    }

    @Test func `is told to the person concerned by day 90`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await release(id, in: scene)
        let answered = try #require(try await scene.assessment(id)?.noticeDueAt)
        // Ninety days of the calendar, to the end of the last of them.
        #expect(answered > scene.platform.clock.now + .days(89) && answered < scene.platform.clock.now + .days(91))
        try await scene.settleElsewhere(id)
        let notice = try await scene.clocks(id, on: scene.platform).filter { $0.subjectKind == .notice }
        #expect(notice.map(\.deadline) == [answered])
        #expect(notice.map(\.code.description) == ["INT_EDR_USER_NOTICE"] && notice.map(\.state) == [.running])
        scene.advance(.days(92))
        try await RequestScene.keep(scene.platform)
        #expect(try await scene.assessment(id)?.noticeDueAt == answered, "It is owed until it is done.")
        try await scene.assess(.notePersonTold, id)
        try await scene.sync()
        #expect(try await scene.onExchange(id).personToldAt != nil)
        #expect(try await scene.assessment(id)?.noticeDueAt == nil)
        let told = try await scene.clocks(id, on: scene.platform).filter { $0.subjectKind == .notice }
        #expect(told.map(\.state) == [.ended])
    }

    @Test func `is told to the person concerned sooner where the members voted so`() async throws {
        let scene = try await RequestScene.make()
        let draft = try ClockRuleDraft(
            code: #require(ClockCode("INT_EDR_USER_NOTICE")),
            summary: "TEST sixty days",
            terms: ClockTerms(duration: ClockDuration(.seconds, 60 * 86_400), start: .released),
            source: "TEST vote",
            sourceDate: #require(CivilDate("2018-11-01"))
        )
        _ = try await scene.platform.node.importClockRules([draft], by: scene.platform.administrator)
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await release(id, in: scene)
        let due = try #require(try await scene.assessment(id)?.noticeDueAt)
        #expect(due <= scene.platform.clock.now + .days(60) && due > scene.platform.clock.now + .days(59))
        scene.set(due - Seconds(1))
        _ = try await scene.platform.node.keepRequestTimes()
        #expect(try await scene.assessment(id)?.noticeOverdueSince == nil)
        scene.set(due)
        _ = try await scene.platform.node.keepRequestTimes()
        #expect(try await scene.assessment(id)?.noticeOverdueSince != nil)
    }

    @Test func `that puts the person in danger passes nobody alone`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(id, dangers: [.torture])
        func expectBarred() async throws {
            #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == "danger-not-agreed")
        }
        func judge(_ role: Role, _ caller: Caller) async throws -> String? {
            let person = try #require(caller.person)
            return try await RequestScene.code {
                try await scene.assess(
                    .judgeDanger(agrees: true, reasons: "TEST", role: role, by: person),
                    id,
                    by: caller
                )
            }
        }
        try await expectBarred()
        #expect(try await judge(.counsel, scene.counsel) == nil)
        #expect(try await judge(.adviser, scene.counsel) == "role-not-allowed")
        #expect(try await judge(.adviser, scene.counsel.with(role: .adviser)) == "not-found")
        #expect(try await judge(.lead, scene.lead) == "role-not-allowed")
        // An adviser who was not asked does not even see it.
        #expect(try await judge(.adviser, scene.adviser) == "not-found")
        try await expectBarred()
        #expect(
            try await RequestScene.code {
                try await scene.assess(.askAdviser(try #require(scene.counsel.person)), id)
            } == "adviser-unknown"
        )
        try await scene.assess(.askAdviser(try #require(scene.adviser.person)), id)
        try await expectBarred()
        #expect(try await judge(.adviser, scene.adviser) == nil)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        #expect(try await scene.assessment(id)?.state == .answered)
    }
}
