import Cooperation
import Services
import Store
import Testing

/// What can't wait until somebody looks, and whom it reaches.
@Suite struct `What a request is told people of` {
    /// A watch over the platform's journal, where everybody is on the roster.
    private static func manned(_ scene: RequestScene) async throws -> AlertWatch {
        let watch = AlertWatch(node: scene.platform.node)
        let people = [scene.counsel, scene.lead].compactMap(\.person).map { RosterEntry(person: $0) }
        _ = try await scene.platform.node.setRoster(people, by: scene.platform.administrator)
        while try await watch.take() > 0 {}
        return watch
    }

    private static func alerts(_ kind: Alert.Kind, _ scene: RequestScene, _ watch: AlertWatch) async throws -> [Alert] {
        while try await watch.take() > 0 {}
        return try await scene.platform.node.alerts(state: nil, after: nil, limit: 100).alerts.filter {
            $0.kind == kind
        }
    }

    @Test func `an emergency asks the duty officer when it comes, and an order of an hour counsel`() async throws {
        let scene = try await RequestScene.make()
        let watch = try await Self.manned(scene)
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        let emergency = try await Self.alerts(.urgentRequest, scene, watch)
        #expect(emergency.map(\.role) == [.dutyOfficer] && emergency.first?.causes == [id.identifier])
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let both = try await Self.alerts(.urgentRequest, scene, watch)
        #expect(both.first { $0.causes == [order.identifier] }?.role == .counsel)
        _ = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        #expect(try await Self.alerts(.urgentRequest, scene, watch).count == 2, "A referral can wait.")
    }

    @Test func `counsel is asked for paper that waits as a first order, which it may not be`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let watch = try await Self.manned(scene)
        let order = try await scene.record(.removalOrder, RequestScene.first.code)
        #expect(order.waitsUntil != nil && order.dueAt == nil)
        let told = try await Self.alerts(.urgentRequest, scene, watch)
        #expect(told.map(\.causes) == [[order.id.identifier]] && told.map(\.role) == [.counsel])
    }

    @Test func `nobody is asked for what somebody has already`() async throws {
        let scene = try await RequestScene.make()
        let watch = try await Self.manned(scene)
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.assess(.assign(try #require(scene.counsel.person)), id)
        #expect(try await Self.alerts(.urgentRequest, scene, watch).isEmpty)
    }

    @Test func `that a person was not told is noted once, when the silence of the law is over`() async throws {
        let scene = try await RequestScene.make()
        let watch = try await Self.manned(scene)
        let id = try await scene.ask(.disclosure, "ID_TEST_DATA", coSigned: true)
        try await scene.prepare(id)
        let ends = scene.platform.clock.now + .days(30)
        let finding = Proportionality.test(rabat: nil, tellsPerson: false, silenceEndsAt: ends)
        try await scene.assess(.weigh(finding, .init(legalBasis: "TEST", reasons: "TEST")), id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        scene.set(ends - Seconds(1))
        _ = try await scene.platform.node.keepRequestTimes()
        #expect(try await Self.alerts(.personUntold, scene, watch).isEmpty)
        scene.set(ends)
        #expect(try await scene.platform.node.keepRequestTimes() == 1)
        #expect(try await scene.platform.node.keepRequestTimes() == 0)
        let told = try await Self.alerts(.personUntold, scene, watch)
        #expect(told.map(\.role) == [.counsel] && told.first?.causes == [id.identifier])
        #expect(try await scene.assessment(id)?.noticeDueAt == ends, "It is owed until it is done.")
        try await scene.assess(.notePersonTold, id)
        #expect(try await scene.assessment(id)?.noticeOverdueSince == nil)
        scene.advance(.days(400))
        #expect(try await scene.platform.node.keepRequestTimes() == 0)
    }

    @Test func `counsel is warned before what was kept is kept no longer, and told when that is so, once`() async throws
    {
        let scene = try await RequestScene.make()
        let watch = try await Self.manned(scene)
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        #expect(try await scene.preservations(id).isEmpty, "Nobody keeps anything yet.")
        try await scene.prepare(id)
        let clock = try #require(try await scene.preservations(id).first)
        #expect(clock.code.description == "INT_PRESERVE" && clock.owner == scene.counsel.organisation.id)
        let kept = try await scene.assessment(id)?.preservedUntil
        #expect(clock.deadline == kept, "It ends when whoever keeps it said so.")
        func told(_ kind: Alert.Kind) async throws -> [Alert] {
            try await Self.alerts(kind, scene, watch).filter { $0.causes.contains(clock.id.identifier) }
        }
        scene.set(clock.deadline - .days(14) - Seconds(60))
        try await RequestScene.keep(scene.platform)
        #expect(try await told(.clockNear).isEmpty)
        scene.set(clock.deadline - .days(14))
        try await RequestScene.keep(scene.platform)
        #expect(try await told(.clockNear).map(\.role) == [.counsel])
        #expect(try await told(.clockOver).isEmpty)
        scene.set(clock.deadline)
        try await RequestScene.keep(scene.platform)
        #expect(try await told(.clockOver).map(\.role) == [.counsel])
        #expect(try await scene.preservations(id).map(\.ending) == [.expired])
        #expect(try await RequestScene.keep(scene.platform) == 0)
    }

    @Test func `what is kept for longer ends later, and nobody is told of the earlier end`() async throws {
        let scene = try await RequestScene.make()
        let watch = try await Self.manned(scene)
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.prepare(id)
        let first = try #require(try await scene.assessment(id)?.preservedUntil)
        try await scene.assess(.preserve(until: first + .days(30)), id)
        let clocks = try await scene.preservations(id)
        #expect(clocks.count == 2 && clocks.contains { $0.state == .ended && $0.deadline == first })
        #expect(clocks.filter { $0.state == .running }.map(\.deadline) == [first + .days(30)])
        scene.set(first)
        try await RequestScene.keep(scene.platform)
        let ids = Set(try await scene.preservations(id).map(\.id.identifier))
        let over = try await Self.alerts(.clockOver, scene, watch)
        #expect(over.allSatisfy { ids.isDisjoint(with: $0.causes) })
    }

    @Test func `what is kept for long enough is kept longer for any time, counted from when that began`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        let first = try #require(try await scene.assessment(id)?.preservedUntil)
        scene.advance(.days(90))
        try await scene.assess(.preserve(until: first + .days(20)), id)
        #expect(try await scene.assessment(id)?.preservedUntil == first + .days(20))
        scene.set(first + .days(21))
        let short = AssessmentCommand.preserve(until: first + .days(40))
        #expect(
            try await RequestScene.code { try await scene.assess(short, id) } == "preservation-too-short",
            "It was kept no more, and its time begins anew."
        )
    }

    @Test func `what is removed long after it was first kept is kept for as long from then`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.prepare(id)
        let first = try #require(try await scene.assessment(id)?.preservedUntil)
        let little = AssessmentCommand.preserve(until: first + .days(20))
        scene.advance(.days(90))
        #expect(
            try await RequestScene.code { try await scene.assess(little, id) } == "preservation-too-short",
            "It may be removed today."
        )
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        scene.advance(.days(1))
        #expect(try await RequestScene.code { try await scene.assess(little, id) } == "preservation-too-short")
        try await scene.assess(.preserve(until: first + .days(90)), id)
        #expect(try await scene.assessment(id)?.preservedUntil == first + .days(90))
    }

    @Test func `what was kept for too long by mistake ends earlier once another person says why`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.prepare(id)
        let meant = try #require(try await scene.assessment(id)?.preservedUntil)
        try await scene.assess(.preserve(until: meant + .days(3000)), id)
        let correction = AssessmentCommand.preserve(until: meant, reasons: "TEST the year was mistyped")
        #expect(try await RequestScene.code { try await scene.assess(correction, id) } == "same-person")
        try await scene.assess(correction, id, by: scene.lead)
        #expect(try await scene.assessment(id)?.preservedUntil == meant)
        let running = try await scene.preservations(id).filter { $0.state == .running }
        #expect(running.map(\.deadline) == [meant])
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `nobody is bound to silence for longer than a year without a law that says so`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.disclosure, "ID_TEST_DATA", coSigned: true)
        let ends = scene.platform.clock.now + .days(400)
        let finding = Proportionality.test(rabat: nil, tellsPerson: false, silenceEndsAt: ends)
        let weighing = AssessmentCommand.weigh(finding, .init(legalBasis: "TEST", reasons: "TEST"))
        #expect(try await RequestScene.code { try await scene.assess(weighing, id) } == "silence-too-long")
        var document = try scene.document(.disclosure, "ID_TEST_DATA")
        document.silence = RequestDocument.Silence(until: document.issuedAt + .days(367), basis: "TEST")
        let statement = try scene.sign(document, coSigned: true)
        #expect(
            try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(statement) }
                == "silence-too-long"
        )
    }

    @Test func `an authority that its refused share suspended is heard where a life is in danger, and nowhere else`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await Self.suspend(scene, isByQuality: true)
        let emergency = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        #expect(try await scene.onExchange(emergency).state == .open)
        let opened = try #require(try await scene.assessment(emergency))
        #expect(opened.isSignatureSound, "The platform's node verifies it as well.")
        try await scene.prepare(emergency)
        try await scene.propose([.complied], to: emergency)
        try await scene.approve(emergency)
        _ = try await scene.platform.node.disclose(
            .subscriber,
            Array("TEST data".utf8),
            named: "TEST.txt",
            of: ID(emergency.identifier),
            by: scene.counsel
        )
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        #expect(try await scene.onExchange(order).state == .turnedAway)
    }

    @Test func `an authority that the members suspended is not heard at all`() async throws {
        let scene = try await RequestScene.make()
        try await Self.suspend(scene, isByQuality: false)
        let emergency = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        #expect(try await scene.onExchange(emergency).state == .turnedAway)
    }

    @Test
    func `an emergency on paper is heard from whom its refused share suspended, and from whom members did is not`()
        async throws
    {
        for isByQuality in [true, false] {
            let scene = try await RequestScene.make()
            try await Self.suspend(scene, isByQuality: isByQuality)
            let watch = try await Self.manned(scene)
            let emergency = try await scene.record(.emergencyDisclosure, "ID_TEST_EMERGENCY")
            #expect(emergency.state == (isByQuality ? .open : .turnedAway))
            #expect(try await (scene.assessment(emergency.id) != nil) == isByQuality)
            let told = try await Self.alerts(.urgentRequest, scene, watch).map(\.causes)
            #expect(told == (isByQuality ? [[emergency.id.identifier]] : []))
            let order = try await scene.record(.removalOrder, "ID_TEST_ORDER")
            #expect(order.state == .turnedAway && order.turnedAwayFor == "standing-insufficient")
        }
    }

    private static func scene(_ settings: NodeSettings) async throws -> RequestScene {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true, settings: settings)
        let platform = try await TestNode("TEST Third", kind: .platform)
        for node in [exchange, platform] {
            _ = try await node.node.importClockRules(ClockRuleText.first(), by: node.administrator)
        }
        return try await RequestScene(exchange, platform)
    }

    /// With which code a request of this kind is refused where it is filed; `nil` where it is taken.
    private static func code(
        _ kind: RequestKind,
        _ instrument: String,
        isExercise: Bool = false,
        _ scene: RequestScene
    ) async throws -> String? {
        var document = try scene.document(kind, instrument)
        if isExercise {
            document.isExercise = true
            try await scene.plan(document)
        }
        let statement = try scene.sign(document, coSigned: true)
        return try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(statement) }
    }

    @Test func `an authority that is slowed down files emergencies as any other`() async throws {
        var settings = NodeSettings()
        settings.qualityThresholds = QualityThresholds(
            itemsMin: 1,
            addresseesMin: 1,
            throttlePerMille: 500,
            throttledPerDay: 2
        )
        let scene = try await Self.scene(settings)
        let bad = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.propose([.refusedScope], to: bad)
        try await scene.sync()
        for _ in 0..<3 { #expect(try await Self.code(.emergencyDisclosure, "ID_TEST_EMERGENCY", scene) == nil) }
        #expect(try await Self.code(.referral, "ID_TEST_REFERRAL", scene) == nil, "No life costs it another request.")
        #expect(try await Self.code(.referral, "ID_TEST_REFERRAL", scene) == "authority-throttled")
        for _ in 0..<3 { #expect(try await Self.code(.emergencyDisclosure, "ID_TEST_EMERGENCY", scene) == nil) }
    }

    @Test func `emergencies and practice have an hour's bound of their own, and keep no other request out`()
        async throws
    {
        var settings = NodeSettings()
        settings.requestsPerAuthorityPerHourMax = 20
        let scene = try await Self.scene(settings)
        // Who may file few of anything is not held to a tenth of that on the night of an attack.
        for _ in 0..<20 { #expect(try await Self.code(.emergencyDisclosure, "ID_TEST_EMERGENCY", scene) == nil) }
        let full = "too-many-requests-filed"
        #expect(try await Self.code(.emergencyDisclosure, "ID_TEST_EMERGENCY", scene) == full)
        for _ in 0..<20 {
            #expect(try await Self.code(.referral, "ID_TEST_REFERRAL", isExercise: true, scene) == nil)
        }
        #expect(try await Self.code(.referral, "ID_TEST_REFERRAL", isExercise: true, scene) == full)
        for _ in 0..<20 { #expect(try await Self.code(.referral, "ID_TEST_REFERRAL", scene) == nil) }
        #expect(try await Self.code(.referral, "ID_TEST_REFERRAL", scene) == full)
        scene.advance(.hours(1))
        #expect(try await Self.code(.emergencyDisclosure, "ID_TEST_EMERGENCY", scene) == nil)
        #expect(try await Self.code(.referral, "ID_TEST_REFERRAL", scene) == nil)
    }

    private static func suspend(_ scene: RequestScene, isByQuality: Bool) async throws {
        let (authority, home) = (scene.authority, scene.exchange.administrator.organisation.id)
        try await scene.exchange.store.write { transaction in
            let member = try transaction.load(Organisation.self, authority)
            let command = OrganisationCommand.changeStanding(.suspended, reason: "TEST", isByQuality: isByQuality)
            for act in try Organisation.decide(member, command, id: authority) {
                try transaction.append(act, by: .node(of: home))
            }
        }
        try await scene.sync()
    }
}
