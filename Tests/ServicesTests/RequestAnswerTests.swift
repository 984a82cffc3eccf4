import Cooperation
import Services
import Store
import Testing

/// From the officer to the answer, over two nodes.
@Suite struct `A platform's answer` {
    @Test func `to a referral goes back signed, item by item, with its reasons`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(
            .referral,
            "ID_TEST_REFERRAL",
            items: [RequestScene.item(1), RequestScene.item(2)]
        )
        try await scene.prepare(id)
        try await scene.propose([.complied, .refusedScope], to: id)
        #expect(try await scene.assessment(id)?.state == .proposed, "The first of its kind needs a second person.")
        try await scene.sync()
        #expect(try await scene.onExchange(id).state == .open)
        try await scene.approve(id)
        try await scene.sync()
        let request = try await scene.onExchange(id)
        #expect(request.state == .answered && request.items.map(\.outcome) == [.complied, .refusedScope])
        let view = try await scene.exchange.node.request(id, for: scene.officer.caller)
        #expect(view.items.map(\.answer) == ["TEST answer complied", "TEST answer refusedScope"])
        #expect(view.answer?.contains("perisai-statement/1") == true)
        #expect(try await scene.onPlatform(id)?.state == .answered)
        // What the platform thought of it never left.
        let families = try await scene.exchange.store.read { reading in
            try reading.events(EventQuery(limit: 100_000)).filter { $0.type.hasPrefix("assessment.") }.count
        }
        #expect(families == 0)
    }

    @Test func `to one valid, one vague and one out-of-scope item is one answer, and the vague one gets its own later`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(
            .removalOrder,
            "ID_TEST_SIGNED",
            items: [RequestScene.item(1), RequestScene.item(2), RequestScene.item(3, nil, .other)],
            coSigned: true
        )
        #expect(try await scene.onExchange(id).dueAt != nil)
        try await scene.prepare(id, defects: [.identification])
        try await scene.propose([.complied, .clarificationAsked, .refusedScope], to: id)
        try await scene.approve(id)
        _ = try await scene.platform.node.stopRequestClock(
            (.missingInformation, "TEST which of the two pictures?"),
            of: ID(id.identifier),
            by: scene.counsel
        )
        try await scene.sync()
        let partly = try await scene.onExchange(id)
        #expect(partly.state == .stopped && partly.hasInterimAnswers)
        #expect(partly.items.map(\.outcome) == [.complied, .clarificationAsked, .refusedScope])
        scene.advance(.hours(5))
        let clarified = try await scene.exchange.node.clarifyRequest(
            id,
            note: "TEST the first",
            by: scene.officer.caller
        )
        #expect(clarified.request.state == .open && clarified.request.dueAt != nil)
        try await scene.sync()
        #expect(try await scene.clocks(id, on: scene.platform).map(\.state) == [.running])
        try await scene.assess(.checkForm(defects: [], factors: [], note: nil), id)
        try await scene.propose([.complied], from: 2, to: id)
        try await scene.approve(id)
        try await scene.sync()
        let whole = try await scene.onExchange(id)
        #expect(whole.state == .answered && whole.items.map(\.outcome) == [.complied, .complied, .refusedScope])
        for node in [scene.exchange, scene.platform] {
            #expect(try await scene.clocks(id, on: node).map(\.ending) == [.answered])
        }
    }

    @Test func `is given once where its acknowledgement is lost, and a late word about the clock undoes no other`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let assessment = ID<Assessment>(id.identifier)
        let node = scene.platform.node
        func stop(_ reason: ClockTerms.StopReason?) async throws {
            let stop = reason.map { ($0, "TEST note") }
            _ = try await node.stopRequestClock(stop, of: assessment, by: scene.counsel)
        }
        // Stopped, gone on and stopped again before the exchange heard of any of it.
        try await stop(.manifestError)
        try await stop(nil)
        try await stop(.missingInformation)
        #expect(try await scene.clocks(id, on: scene.platform).map(\.state) == [.stopped])
        scene.line.bend { $0.losesAcknowledgements = true }
        _ = try? await scene.follower.deliver(to: scene.followed)
        scene.line.bend { $0.losesAcknowledgements = false }
        for _ in 0..<8 { try await scene.sync() }
        #expect(
            try await scene.clocks(id, on: scene.platform).map(\.state) == [.stopped],
            "Its own word stopped it again."
        )
        let request = try await scene.onExchange(id)
        #expect(request.state == .stopped && request.stoppedFor == .missingInformation)
        #expect(try await scene.events(RequestClockStopped.type) == 2)
        #expect(try await scene.events(RequestClockResumed.type) == 1)
        #expect(try await scene.clocks(id, on: scene.exchange).map(\.stops.count) == [2])
    }

    @Test func `is demanded by a clock that starts with the receipt, stands for a reason, goes on and never complies`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let received = try #require(try await scene.onExchange(id).receivedAt)
        let due = try #require(try await scene.onExchange(id).dueAt)
        #expect(due > received + .minutes(59) && due < received + .minutes(61))
        scene.advance(.minutes(20))
        let stop = (ClockTerms.StopReason.manifestError, "TEST a wrong year")
        _ = try await scene.platform.node.stopRequestClock(stop, of: ID(id.identifier), by: scene.counsel)
        try await scene.sync()
        #expect(try await scene.onExchange(id).dueAt == nil)
        scene.advance(.hours(9))
        #expect(try await scene.exchange.node.keepRequestTimes() == 0)
        let resumed = try await scene.exchange.node.clarifyRequest(id, note: "TEST mended", by: scene.officer.caller)
        let later = try #require(resumed.request.dueAt)
        #expect(later > due + .hours(8))
        try await scene.sync()
        scene.advance(.hours(2))
        #expect(try await scene.exchange.node.keepRequestTimes() == 1)
        #expect(try await scene.exchange.node.keepRequestTimes() == 0)
        #expect(try await scene.platform.node.keepRequestTimes() == 0)
        let silent = try await scene.onExchange(id)
        #expect(silent.state == .unanswered && silent.items.allSatisfy { $0.outcome == nil })
        try await scene.sync()
        let untouched = try #require(try await scene.assessment(id))
        #expect(untouched.state == .open && untouched.outcomes.isEmpty)
        // It may still be answered.
        try await scene.prepare(id)
        try await scene.propose([.refusedRights], to: id)
        try await scene.sync()
        #expect(try await scene.onExchange(id).state == .answered)
    }

    @Test func `to what was taken back stops, and what the exchange refused is mended here`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        _ = try await scene.exchange.node.withdrawRequest(id, reason: "TEST", by: scene.officer.caller)
        try await scene.sync()
        #expect(try await scene.assessment(id)?.state == .closed)
        #expect(try await scene.clocks(id, on: scene.platform).map(\.ending) == [.withdrawn])
        #expect(
            try await RequestScene.code {
                try await scene.platform.node.stopRequestClock(
                    (.manifestError, "TEST"),
                    of: ID(id.identifier),
                    by: scene.counsel
                )
            } == "request-over"
        )
        // The two cross on their way: the exchange refuses the stop, and the clock here runs on.
        let other = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let stop = (ClockTerms.StopReason.manifestError, "TEST")
        _ = try await scene.platform.node.stopRequestClock(stop, of: ID(other.identifier), by: scene.counsel)
        scene.exchange.clock.advance(.hours(2))
        #expect(try await scene.exchange.node.keepRequestTimes() == 1)
        _ = try await scene.follower.deliver(to: scene.followed)
        #expect(try await scene.clocks(other, on: scene.platform).map(\.state) == [.running])
    }

    @Test func `removes nothing before it is kept, and reaches further than the country only with a second person`()
        async throws
    {
        let scene = try await RequestScene.make()
        let first = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await scene.prepare(first)
        try await scene.propose([.complied], to: first)
        try await scene.approve(first)
        let id = try await scene.ask(
            .removalOrder,
            "ID_TEST_ORDER",
            items: [RequestScene.item(1, "https://third.example/9")]
        )
        try await scene.assess(.checkForm(defects: [], factors: [], note: nil), id)
        let finding = Proportionality.test(
            rabat: .init(context: 1, speaker: 1, intent: 1, contentAndForm: 1, extent: 1, likelihood: 1),
            territory: .everywhere
        )
        try await scene.assess(.weigh(finding, .init(legalBasis: "TEST", reasons: "TEST")), id)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == "not-preserved")
        for short in [Seconds.minutes(1), .days(170)] {
            let until = scene.platform.clock.now + short
            #expect(
                try await RequestScene.code { try await scene.assess(.preserve(until: until), id) }
                    == "preservation-too-short"
            )
        }
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == "not-preserved")
        try await scene.assess(.preserve(until: scene.platform.clock.now + .days(190)), id)
        let shorter = scene.platform.clock.now + .minutes(1)
        #expect(
            try await RequestScene.code { try await scene.assess(.preserve(until: shorter), id) }
                == "preservation-too-short"
        )
        try await scene.propose([.complied], to: id, territory: .everywhere)
        #expect(try await scene.assessment(id)?.state == .proposed)
        #expect(
            try await RequestScene.code {
                try await scene.assess(.approve(by: scene.lead.person ?? .init(id.identifier)), id, by: scene.counsel)
            } == "role-not-allowed",
            "Nobody speaks for another."
        )
        #expect(
            try await RequestScene.code {
                try await scene.assess(.approve(by: try #require(scene.counsel.person)), id)
            } == "same-person"
        )
        try await scene.approve(id)
        #expect(try await scene.assessment(id)?.state == .answered)
    }

    @Test func `for a time ends after 72 hours by itself and is undone, unless somebody confirms it`() async throws {
        for isConfirmed in [false, true] {
            let scene = try await RequestScene.make()
            let id = try await scene.ask(
                .removalOrder,
                "ID_TEST_ORDER",
                items: [RequestScene.item(1), RequestScene.item(2)]
            )
            try await scene.prepare(id)
            try await scene.propose([.compliedInCountry, .refusedScope], to: id, isTemporary: true)
            try await scene.approve(id)
            try await scene.sync()
            scene.advance(.hours(71))
            try await RequestScene.keep(scene.platform)
            #expect(try await scene.assessment(id)?.measure?.items == [1])
            if isConfirmed {
                let reasons = AssessmentCommand.confirmMeasure(reasons: "TEST", by: try #require(scene.lead.person))
                try await scene.assess(reasons, id, by: scene.lead)
            }
            scene.advance(.minutes(61))
            try await RequestScene.keep(scene.platform)
            try await scene.sync()
            let request = try await scene.onExchange(id)
            #expect(request.items.map(\.isReversed) == [!isConfirmed, false])
            #expect(try await RequestScene.keep(scene.platform) == 0)
        }
    }
}
