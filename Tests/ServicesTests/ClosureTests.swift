import Cooperation
import Services
import Store
import Testing

@Suite struct `Closing an account` {
    private static func code(_ work: () async throws -> some Any) async throws -> String? {
        do {
            _ = try await work()
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    @Test func `takes a second person, suspends meanwhile, and is carried out once more`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let id = try await platform.decide(subject, .closeAccount)
        let proposed = try await platform.node.decision(id).decision
        #expect(proposed.measure == .suspendAccount && proposed.closure == .proposed)
        #expect(try await platform.node.proposedClosures(limit: 10).map(\.decision.id) == [id])
        func judge(_ isConfirmed: Bool, by caller: Caller) async throws -> DecisionView {
            try await platform.node.judgeClosure(id, isConfirmed: isConfirmed, reasons: "TEST second", by: caller)
        }
        #expect(try await Self.code { try await judge(true, by: platform.lead) } == "not-suspended-yet")
        try await platform.carryOut(id)
        #expect(try await platform.state(of: subject) == .closed)
        #expect(try await Self.code { try await judge(true, by: platform.reviewer) } == "second-person-missing")
        let closed = try await judge(true, by: platform.lead).decision
        #expect(closed.measure == .closeAccount && closed.state == .made && closed.endsAt == nil)
        #expect(try await platform.node.proposedClosures(limit: 10).isEmpty)
        // What was said of the suspension says nothing of the closing, late or again.
        let now = platform.home.clock.now
        try await platform.report(.carriedOut(.suspendAccount, at: now), of: id)
        #expect(try await platform.state(of: id) == .made)
        #expect(
            try await Self.code { try await platform.node.report(.carriedOut(at: now), of: id, by: platform.reviewer) }
                == "measure-missing"
        )
        // Sent twice, the word is said once.
        let position = try await platform.home.store.read { try $0.journalSize() }
        #expect(try await judge(true, by: platform.lead).decision == closed)
        #expect(try await platform.home.store.read { try $0.journalSize() } == position)
        #expect(try await Self.code { try await judge(false, by: platform.lead) } == "closure-already-judged")
        platform.home.clock.advance(.days(4))
        try await platform.node.keepHouse()
        // The platform said nothing of the closing: the case comes back to people.
        #expect(try await platform.state(of: id) == .unanswered)
        #expect(try await platform.state(of: subject) == .open)
        try await platform.carryOut(id)
        #expect(try await platform.state(of: id) == .carriedOut)
        #expect(try await platform.state(of: subject) == .closed)
    }

    @Test func `that the platform can't do leaves a suspension that ends`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let id = try await platform.decide(subject, .closeAccount)
        try await platform.carryOut(id)
        _ = try await platform.node.judgeClosure(id, isConfirmed: true, reasons: "TEST second", by: platform.lead)
        try await platform.report(.failed(reason: "TEST can't"), of: id)
        #expect(try await platform.state(of: subject) == .open)
        platform.home.clock.advance(.hours(72))
        try await platform.node.keepHouse()
        let ended = try await platform.node.decision(id).decision
        #expect(ended.state == .ended && ended.answerDueAt != nil)
    }

    @Test func `that nobody speaks of is told of a day before, and comes back when it lapsed`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let id = try await platform.decide(subject, .closeAccount)
        try await platform.carryOut(id)
        platform.home.clock.advance(Seconds(48 * 3600 - 1))
        try await platform.node.keepHouse()
        #expect(try await !platform.node.decision(id).decision.isClosureReminded)
        platform.home.clock.advance(Seconds(1))
        #expect(try await platform.node.keepHouse() == 1)
        #expect(try await platform.node.keepHouse() == 0)
        #expect(try await platform.node.decision(id).decision.isClosureReminded)
        #expect(try await platform.state(of: subject) == .closed)
        platform.home.clock.advance(.hours(24))
        try await platform.node.keepHouse()
        #expect(try await platform.state(of: subject) == .open)
        // That the account is open again decides nothing about it.
        try await platform.carryOut(id)
        #expect(try await platform.state(of: id) == .restored)
        #expect(try await platform.state(of: subject) == .open)
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test(arguments: [false, true])
    func `that nobody confirms ends as a suspension does`(isDeclined: Bool) async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let id = try await platform.decide(subject, .closeAccount)
        try await platform.carryOut(id)
        if isDeclined {
            let word = try await platform.node.judgeClosure(
                id,
                isConfirmed: false,
                reasons: "TEST once",
                by: platform.lead
            )
            #expect(word.decision.measure == .suspendAccount && word.decision.state == .carriedOut)
        }
        platform.home.clock.advance(.hours(72))
        try await platform.node.keepHouse()
        #expect(try await platform.state(of: id) == .ended)
        #expect(try await platform.node.proposedClosures(limit: 10).isEmpty)
        #expect(
            try await Self.code {
                try await platform.node.judgeClosure(id, isConfirmed: true, reasons: "TEST late", by: platform.lead)
            } == "already-undone"
        )
        #expect(try await platform.home.store.audit().finding == nil)
    }
}
