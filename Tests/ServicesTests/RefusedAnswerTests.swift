import Cooperation
import Services
import Store
import Testing

/// An answer that the exchange does not take.
@Suite struct `An answer that the exchange refuses for good` {
    private static func man(_ scene: RequestScene) async throws -> (watch: AlertWatch, escalation: AlertEscalation) {
        let (node, own) = (scene.platform.node, scene.platform.administrator.organisation.id)
        for (name, caller) in [("counsel", scene.counsel), ("lead", scene.lead)] {
            let person = try #require(caller.person)
            let address = try #require(EmailAddress("\(name)@third.example"))
            _ = try await node.setAddress(address, of: person, in: own, by: caller)
        }
        let entry = RosterEntry(person: try #require(scene.lead.person))
        _ = try await node.setRoster([entry], by: scene.platform.administrator)
        let escalation = AlertEscalation(
            node: node,
            sender: ScriptedSender(),
            pages: try #require(PublicAddress("https://third.example"))
        )
        return (AlertWatch(node: node), escalation)
    }

    private static func alerts(_ scene: RequestScene, _ watch: AlertWatch) async throws -> [Alert] {
        while try await watch.take() > 0 {}
        return try await scene.platform.node.alerts(state: nil, after: nil, limit: 100).alerts
            .filter { $0.kind == .answerRefused }
    }

    @Test func `alerts counsel, stands on its page with the reason, and needs nobody once it was taken back`()
        async throws
    {
        let scene = try await RequestScene.make()
        let (watch, escalation) = try await Self.man(scene)
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.propose([.refusedScope], to: id)
        // It crosses the answer.
        _ = try await scene.exchange.node.withdrawRequest(id, reason: "TEST", by: scene.officer.caller)
        _ = try await scene.follower.deliver(to: scene.followed)
        #expect(try await scene.assessment(id)?.state == .answered)
        let alert = try #require(try await Self.alerts(scene, watch).first)
        #expect(alert.role == .counsel && alert.causes == [id.identifier])
        let view = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel)
        #expect(view.request.ownWords.map(\.code) == ["request-over"])
        _ = try await escalation.turn()
        let asked = try #require(try await Self.alerts(scene, watch).first)
        #expect(asked.state == .sent && asked.attempts.map(\.person) == [scene.counsel.person].compactMap(\.self))
        try await scene.sync()
        scene.advance(.minutes(16))
        _ = try await escalation.turn()
        #expect(
            try await Self.alerts(scene, watch).map(\.state) == [.over],
            "The authority waits for nothing any more."
        )
    }

    @Test func `is answered anew once, with its clock, and what was refused alerts nobody any more`() async throws {
        let scene = try await RequestScene.make()
        let (watch, _) = try await Self.man(scene)
        let node = scene.platform.node
        for home in [scene.exchange, scene.platform] {
            let author = Author.node(of: home.node.identity.organisation)
            _ = try await home.store.write { try $0.importClockRules(ClockRuleText.first(), by: author) }
        }
        try await scene.sync()
        let id = try await scene.ask(
            .removalOrder,
            "ID_TEST_ORDER",
            items: [RequestScene.item(1), RequestScene.item(2)]
        )
        let assessment = ID<Assessment>(id.identifier)
        func again() async throws -> String? {
            try await RequestScene.code { try await node.answerAgain(assessment, by: scene.counsel) }
        }
        #expect(try await again() == "nothing-refused")
        try await scene.propose([.refusedScope, .refusedScope], to: id)
        #expect(try await again() == "nothing-refused", "It is on its way.")
        scene.line.bend { $0.refusal = "answer-invalid" }
        _ = try await scene.follower.deliver(to: scene.followed)
        scene.line.bend { $0.refusal = nil }
        #expect(try await Self.alerts(scene, watch).count == 1)
        #expect(try await scene.assessment(id)?.state == .answered)
        #expect(try await scene.clocks(id, on: scene.platform).filter { $0.state == .running }.isEmpty)
        let stranger = try await scene.platform.person(.adviser)
        #expect(
            try await RequestScene.code { try await node.answerAgain(assessment, by: stranger) } == "not-found"
        )

        #expect(try await again() == nil)
        let open = try #require(try await scene.assessment(id))
        #expect(open.state == .open && open.outcomes.isEmpty)
        let running = try await scene.clocks(id, on: scene.platform).filter { $0.state == .running }
        let due = try #require(try await scene.onPlatform(id)?.dueAt)
        // The clocks of the two nodes differ by some microseconds, as those of machines do.
        #expect(
            running.count == 1 && running.allSatisfy { abs($0.deadline.microseconds - due.microseconds) < 1_000_000 }
        )
        #expect(try await again() == "nothing-refused", "It is answered anew already.")
        #expect(
            try await RequestScene.code { try await scene.propose([.refusedRights, .refusedScope], to: id) }
                == "not-weighed"
        )
        try await scene.weigh(id)
        try await scene.propose([.refusedRights, .refusedScope], to: id)
        #expect(try await again() == "nothing-refused", "The second is on its way.")
        try await scene.sync()
        let answered = try await scene.onExchange(id)
        #expect(answered.state == .answered && answered.items.map(\.outcome) == [.refusedRights, .refusedScope])
        #expect(try await again() == "nothing-refused")
        let reopened = try await scene.platform.store.read { reading in
            try reading.events(EventQuery(subject: id.identifier, types: [AssessmentReopened.type]))
        }
        #expect(try reopened.map { try $0.payload(AssessmentReopened.self).items } == [[1, 2]])
        #expect(try reopened.map { try $0.payload(AssessmentReopened.self).by } == [scene.counsel.person])
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `is not answered anew while a newer answer about the same item is on its way`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.platform.node
        let id = try await scene.ask(
            .removalOrder,
            "ID_TEST_ORDER",
            items: [RequestScene.item(1), RequestScene.item(2)]
        )
        let assessment = ID<Assessment>(id.identifier)
        func refused() async throws -> Int {
            try await node.assessment(assessment, for: scene.counsel).request.ownWords.count { $0.state == .refused }
        }
        /// What was answered, in order, by the dispatches that bring it to the exchange.
        func answers() async throws -> [ID<Dispatch>] {
            try await scene.platform.store.read { reading in
                let queued = try reading.events(EventQuery(types: [DispatchQueued.type], limit: 100))
                return try queued.filter { event in
                    guard case .request(_, let word) = try event.payload(DispatchQueued.self).message else {
                        return false
                    }
                    return word.isAnswer
                }.map { ID<Dispatch>($0.subject) }
            }
        }
        func again() async throws -> String? {
            try await RequestScene.code { try await node.answerAgain(assessment, by: scene.counsel) }
        }
        try await scene.propose([.underReview, .refusedScope], to: id)
        try await scene.weigh(id)
        try await scene.propose([.refusedRights], to: id)
        let sent = try await answers()
        #expect(sent.count == 2)
        let first = try #require(sent.first)
        // The exchange refuses the first for good, and the second does not get there yet.
        scene.line.bend {
            $0.refusal = "answer-invalid"
            $0.deliver = { $0.id == first ? nil : ExchangeFailure(.unreachable, "TEST away") }
        }
        _ = try? await scene.follower.deliver(to: scene.followed)
        scene.line.bend { ($0.refusal, $0.deliver) = (nil, nil) }
        #expect(try await refused() == 1)
        #expect(try await again() == nil, "The second item has no other answer.")
        let open = try #require(try await scene.assessment(id))
        #expect(open.outcomes == [Assessment.ItemFact(number: 1, outcome: .refusedRights)])
        try await scene.propose([.refusedScope], from: 2, to: id)
        // Neither says all that the exchange waits for: both come back, and both items are answered in one.
        try await Self.deliverAll(scene)
        #expect(try await refused() == 3)
        #expect(try await again() == nil)
        #expect(try await scene.assessment(id)?.outcomes.isEmpty == true)
        try await scene.propose([.refusedRights, .refusedScope], to: id)
        try await Self.deliverAll(scene)
        let answered = try await scene.onExchange(id)
        #expect(answered.state == .answered && answered.items.map(\.outcome) == [.refusedRights, .refusedScope])
        #expect(try await again() == "nothing-refused")
    }

    /// Hands over what waits, pass by pass, since what failed once is left out of the passes after it.
    private static func deliverAll(_ scene: RequestScene) async throws {
        for _ in 0..<8 { try await scene.sync() }
    }

    @Test func `is answered anew by nobody once the authority waits for nothing`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.propose([.refusedScope], to: id)
        _ = try await scene.exchange.node.withdrawRequest(id, reason: "TEST", by: scene.officer.caller)
        try await scene.sync()
        #expect(
            try await RequestScene.code {
                try await scene.platform.node.answerAgain(ID(id.identifier), by: scene.counsel)
            } == "nothing-refused"
        )
    }

    @Test func `is no alert where it is only the word that it arrived`() async throws {
        let scene = try await RequestScene.make()
        let (watch, _) = try await Self.man(scene)
        let document = try scene.document(.referral, "ID_TEST_REFERRAL")
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        try await scene.receiveAll()
        scene.line.bend { $0.refusal = "request-over" }
        _ = try await scene.follower.deliver(to: scene.followed)
        let refused = try await scene.platform.store.read { reading in
            try reading.events(EventQuery(types: [DispatchRefused.type], limit: 10)).count
        }
        #expect(refused == 1)
        #expect(try await Self.alerts(scene, watch).isEmpty)
    }
}
