import Cooperation
import Services
import Store
import Testing

/// What ends by itself after an answer, ends by the clock registry: once, at its moment, and never by complying.
@Suite struct `What follows from an answer` {
    private static func measured(_ scene: RequestScene) async throws -> ID<Request> {
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await scene.prepare(id)
        try await scene.propose([.compliedInCountry], to: id, isTemporary: true)
        try await scene.approve(id)
        try await scene.sync()
        return id
    }

    private static func released(_ scene: RequestScene) async throws -> ID<Request> {
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        try await scene.sync()
        return id
    }

    private static func clock(
        _ kind: Clock.SubjectKind,
        of id: ID<Request>,
        on node: TestNode
    ) async throws -> Clock {
        let clocks = try await node.store.read { try $0.clocks(about: id.identifier) }
        return try #require(clocks.first { $0.subjectKind == kind })
    }

    private static func types(_ id: ID<Request>, on node: TestNode) async throws -> [String] {
        try await node.store.read { try $0.events(EventQuery(subject: id.identifier)).map(\.type) }
    }

    @Test func `is shown by the clock that runs, in the authority's zone and in UTC`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.released(scene)
        let assessment = try #require(try await scene.assessment(id))
        let clock = try await Self.clock(.disclosure, of: id, on: scene.platform)
        #expect(clock.code.description == "INT_EDR_FORMAL" && clock.deadline == assessment.formalDueAt)
        // Fourteen days from the sixth of November in Jakarta, to the end of the last of them.
        let face = scene.platform.node.face(of: clock)
        #expect(face.localText == "2018-11-21 00:00:00 +07:00 (Asia/Jakarta)")
        #expect(face.universalText == "2018-11-20 17:00:00 UTC")
        let view = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel)
        #expect(Set(view.clocks.map(\.subjectKind)) == [.disclosure, .notice])
        let own = try await scene.platform.node.clocks(for: scene.counsel).clocks
        #expect(own.contains { $0.id == clock.id })
        #expect(try await Self.types(id, on: scene.exchange).allSatisfy { !$0.hasPrefix("clock.") })
    }

    @Test func `ends at its microsecond and not before, once, after a restart and with the clock set back`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await Self.measured(scene)
        let ends = try #require(try await scene.assessment(id)?.measure?.endsAt)
        scene.set(Timestamp(microseconds: ends.microseconds - 20))
        try await RequestScene.keep(scene.platform)
        #expect(try await scene.assessment(id)?.measure != nil)
        scene.set(ends)
        let platform = try await scene.platform.restarted()
        try await RequestScene.keep(platform)
        #expect(try await RequestScene.keep(platform) == 0)
        platform.clock.set(ends - .days(2))
        #expect(try await RequestScene.keep(platform) == 0)
        platform.clock.set(ends + .days(2))
        #expect(try await RequestScene.keep(platform) == 0)
        let types = try await Self.types(id, on: platform)
        #expect(types.filter { $0 == AssessmentMeasureEnded.type }.count == 1)
        #expect(try await Self.clock(.measure, of: id, on: platform).ending == .expired)
        let assessment = try #require(
            try await platform.store.read { try $0.load(Assessment.self, ID(id.identifier)) }
        )
        #expect(assessment.outcomes.map(\.outcome) == [.compliedInCountry], "What was answered is what was answered.")
    }

    @Test func `comes first where somebody is a moment too late, whoever looked at the clock`() async throws {
        let scene = try await RequestScene.make()
        let measured = try await Self.measured(scene)
        let released = try await Self.released(scene)
        let (ends, due) = (
            try #require(try await scene.assessment(measured)?.measure?.endsAt),
            try #require(try await scene.assessment(released)?.formalDueAt)
        )
        scene.set(ends)
        let confirming = AssessmentCommand.confirmMeasure(reasons: "TEST", by: try #require(scene.lead.person))
        #expect(
            try await RequestScene.code { try await scene.assess(confirming, measured, by: scene.lead) } == "no-measure"
        )
        scene.set(due)
        try await scene.settleElsewhere(released)
        let types = try await Self.types(released, on: scene.platform)
        #expect(types.suffix(2) == [AssessmentFormalMissed.type, AssessmentFormalised.type])
        #expect(try await Self.clock(.disclosure, of: released, on: scene.platform).ending == .expired)
    }

    @Test func `does not follow where it was seen to in time`() async throws {
        let scene = try await RequestScene.make()
        let measured = try await Self.measured(scene)
        let released = try await Self.released(scene)
        let person = try #require(scene.lead.person)
        try await scene.assess(.confirmMeasure(reasons: "TEST", by: person), measured, by: scene.lead)
        try await scene.settleElsewhere(released)
        for (id, kind) in [(measured, Clock.SubjectKind.measure), (released, .disclosure)] {
            #expect(try await Self.clock(kind, of: id, on: scene.platform).ending == .answered)
        }
        scene.advance(.days(30))
        try await RequestScene.keep(scene.platform)
        let types = try await Self.types(measured, on: scene.platform) + Self.types(released, on: scene.platform)
        #expect(!types.contains(AssessmentMeasureEnded.type) && !types.contains(AssessmentFormalMissed.type))
    }

    @Test func `tells people before, and lasts as long as the registry says`() async throws {
        let scene = try await RequestScene.make()
        let shorter = try ClockTerms(
            duration: ClockDuration(.seconds, 86_400),
            start: .disabled,
            steps: [.init(before: .hours(4), role: .lead)],
            atEnd: [.counsel],
            consequence: .temporaryMeasureEnds
        )
        let draft = try ClockRuleDraft(
            code: #require(ClockCode("INT_TEMP_GEO")),
            summary: "TEST a day",
            terms: shorter,
            source: "TEST vote",
            sourceDate: CivilDate("2018-11-01") ?? CivilDate(daysSinceEpoch: 17_836)
        )
        _ = try await scene.platform.node.importClockRules([draft], by: scene.platform.administrator)
        let id = try await Self.measured(scene)
        let clock = try await Self.clock(.measure, of: id, on: scene.platform)
        #expect(clock.deadline == clock.startedAt + .days(1))
        scene.set(clock.deadline - .hours(4))
        try await RequestScene.keep(scene.platform)
        #expect(try await Self.clock(.measure, of: id, on: scene.platform).stepsTaken == 1)
        #expect(try await scene.assessment(id)?.measure?.endsAt == clock.deadline)
        scene.set(clock.deadline)
        try await RequestScene.keep(scene.platform)
        try await scene.sync()
        #expect(try await scene.onExchange(id).items.map(\.isReversed) == [true])
    }

    @Test func `is not promised where the registry has no rule by which it would end`() async throws {
        let scene = try await RequestScene.make()
        for code in ["INT_TEMP_GEO", "INT_EDR_FORMAL"] {
            let rules = try await scene.platform.node.clockRules().rules
            let rule = try #require(rules.first { $0.rule.code.description == code }).rule.id
            _ = try await scene.platform.node.retireClockRule(rule, by: scene.platform.administrator)
        }
        #expect(try await RequestScene.code { try await Self.measured(scene) } == "clock-rule-missing")
        #expect(try await RequestScene.code { try await Self.released(scene) } == "clock-rule-missing")
        try await scene.sync()
        #expect(try await scene.events(RequestAnswered.type) == 0)
    }
}
