import Cooperation
import Services
import Store
import Testing

@Suite struct `What becomes of a decision` {
    @Test func `what the platform could not do returns to the queue, and closes where it answers late after all`()
        async throws
    {
        for answersInTime in [false, true] {
            let platform = try await OwnPlatform.make()
            let subject = try await platform.open("post-1")
            let decision = try await platform.decide(subject)
            if answersInTime {
                try await platform.report(.failed(reason: "TEST the store was away"), of: decision)
            } else {
                platform.home.clock.advance(.hours(2))
                try await platform.node.keepHouse()
            }
            #expect(try await platform.state(of: decision) == (answersInTime ? .failed : .unanswered))
            #expect(try await platform.state(of: subject) == .open)
            _ = try await platform.node.assignCase(subject, by: platform.reviewer)
            try await platform.carryOut(decision)
            #expect(try await platform.state(of: decision) == .carriedOut)
            #expect(try await platform.state(of: subject) == .closed)
        }
    }

    @Test func `a late answer to a decision that was made anew since leaves the case alone`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let first = try await platform.decide(subject)
        try await platform.report(.failed(reason: "TEST the store was away"), of: first)
        let second = try await platform.decide(subject)
        try await platform.carryOut(first)
        #expect(try await platform.state(of: subject) == .decided)
        try await platform.carryOut(second)
        #expect(try await platform.state(of: subject) == .closed)
    }

    @Test func `a case that came back stays in the queue when its old decision is undone`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let decision = try await platform.decide(subject)
        platform.home.clock.advance(.hours(2))
        try await platform.node.keepHouse()
        _ = try await platform.node.assignCase(subject, by: platform.reviewer)
        _ = try await platform.node.reverse(decision, reasons: "TEST a news report", by: platform.lead)
        #expect(try await platform.state(of: subject) == .assigned)
        _ = try await platform.decide(subject, .noAction)
        #expect(try await platform.state(of: subject) == .closed)
    }

    /// How a platform leaves undone what it should undo.
    enum Neglect: CaseIterable {
        case silent, failing
    }

    @Test(arguments: Neglect.allCases)
    func `a removal that is not undone after its reversal is noticed`(_ neglect: Neglect) async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let decision = try await platform.decide(subject)
        try await platform.carryOut(decision)
        let reversed = try await platform.node.reverse(decision, reasons: "TEST a news report", by: platform.lead)
        #expect(reversed.decision.answerDueAt != nil)
        #expect(try await platform.state(of: subject) == .closed)
        try await platform.node.keepHouse()
        #expect(try await platform.state(of: decision) == .reversed)
        switch neglect {
        case .silent:
            platform.home.clock.advance(.hours(2))
            #expect(try await platform.node.keepHouse() == 1)
            #expect(try await platform.state(of: decision) == .restorationUnanswered)
        case .failing:
            try await platform.report(.failed(reason: "TEST the file is lost"), of: decision)
            #expect(try await platform.state(of: decision) == .restorationFailed)
        }
        #expect(try await platform.state(of: subject) == .open)
        #expect(try await platform.node.keepHouse() == 0)
        try await platform.carryOut(decision)
        #expect(try await platform.state(of: decision) == .restored)
        #expect(try await platform.state(of: subject) == .closed)
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test func `a measure whose time is over has to be undone as well`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let decision = try await platform.decide(subject, endsAt: platform.home.clock.now + .days(1))
        try await platform.carryOut(decision)
        platform.home.clock.advance(.days(2))
        #expect(try await platform.node.keepHouse() == 1)
        #expect(try await platform.state(of: decision) == .ended)
        #expect(try await platform.state(of: subject) == .closed)
        platform.home.clock.advance(.hours(2))
        #expect(try await platform.node.keepHouse() == 1)
        #expect(try await platform.state(of: decision) == .restorationUnanswered)
        #expect(try await platform.state(of: subject) == .open)
    }

    @Test func `where nothing was done nothing has to be undone`() async throws {
        let platform = try await OwnPlatform.make()
        let idle = try await platform.decide(try await platform.open("post-1"), .noAction)
        let failed = try await platform.decide(try await platform.open("post-2"))
        try await platform.report(.failed(reason: "TEST the store was away"), of: failed)
        for decision in [idle, failed] {
            let view = try await platform.node.reverse(decision, reasons: "TEST a mistake", by: platform.lead)
            #expect(view.decision.answerDueAt == nil)
        }
        platform.home.clock.advance(.days(1))
        #expect(try await platform.node.keepHouse() == 0)
    }

    @Test func `a reversed finding is no true match, whatever became of its undoing`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let decision = try await platform.decide(subject)
        try await platform.carryOut(decision)
        func verify() async throws {
            _ = try await platform.node.verifySignal(
                platform.signal,
                basis: .ownMatch,
                lookedAt: "TEST own post",
                dispatch: nil,
                by: platform.lead
            )
        }
        _ = try await platform.node.reverse(decision, reasons: "TEST a news report", by: platform.lead)
        try await platform.report(.failed(reason: "TEST the file is lost"), of: decision)
        await #expect { try await verify() } throws: { ($0 as? Refusal)?.code == "no-own-match" }
    }

    @Test func `expiry is decided by the signal itself, and only once its time has come`() async throws {
        let platform = try await OwnPlatform.make()
        #expect(try await platform.node.keepHouse() == 0)
        platform.home.clock.advance(SignalProposal.lifetimeDefault + .days(1))
        #expect(try await platform.node.keepHouse() == 1)
        #expect(try await platform.node.signal(platform.signal, for: platform.curator).signal.state == .expired)
        #expect(try await platform.node.keepHouse() == 0)
    }
}

extension Seconds {
    fileprivate static func + (left: Seconds, right: Seconds) -> Seconds { Seconds(left.count + right.count) }
}
