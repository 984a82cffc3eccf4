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
        platform.home.clock.advance(.days(4))
        try await platform.node.keepHouse()
        // The platform said nothing of the closing: the case comes back to people.
        #expect(try await platform.state(of: id) == .unanswered)
        #expect(try await platform.state(of: subject) == .open)
        try await platform.carryOut(id)
        #expect(try await platform.state(of: id) == .carriedOut)
        #expect(try await platform.state(of: subject) == .closed)
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
