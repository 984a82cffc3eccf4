import Cooperation
import Services
import Store
import Testing

@Suite struct `Two people and one case` {
    private static func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    @Test func `never decide it both, however their decisions arrive`() async throws {
        let platform = try await OwnPlatform.make()
        for round in 0..<10 {
            let subject = try await platform.open("post-\(round)")
            if round.isMultiple(of: 2) {
                _ = try await platform.node.assignCase(subject, despiteOptOut: true, by: platform.reviewer)
                platform.home.clock.advance(.minutes(31))
            }
            let outcomes = try await withThrowingTaskGroup(of: String?.self) { group in
                for caller in [platform.reviewer, platform.lead, platform.reviewer, platform.lead] {
                    group.addTask {
                        try await Self.refusal { _ = try await platform.decide(subject, by: caller) }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.compactMap(\.self) == Array(repeating: "already-decided", count: 3))
            let decisions = try await platform.home.store.read { reading in
                try reading.find(AggregateQuery<Decision>([.equals(.subject, .text(subject.description))]))
            }
            #expect(decisions.count == 1)
        }
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test func `never take it both while the lock holds`() async throws {
        let platform = try await OwnPlatform.make()
        for round in 0..<10 {
            let subject = try await platform.open("post-\(round)")
            let callers = [platform.reviewer, platform.lead, platform.reviewer, platform.lead]
            let taken = try await withThrowingTaskGroup(of: (Caller, String?).self) { group in
                for caller in callers {
                    group.addTask {
                        (caller, try await Self.refusal { _ = try await platform.node.assignCase(subject, by: caller) })
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let winners = Set(taken.filter { $0.1 == nil }.compactMap(\.0.person))
            #expect(winners.count == 1)
            let item = try await platform.node.caseView(subject).item
            #expect(item.assignee.map { [$0] } == Array(winners))
            let loser = try #require(callers.first { $0.person != item.assignee })
            #expect(
                try await Self.refusal { _ = try await platform.decide(subject, by: loser) } == "assigned-to-another"
            )
        }
    }

    @Test func `a lock that is over keeps nobody out, and who takes the case then is recorded`() async throws {
        var settings = NodeSettings()
        settings.lockTime = .minutes(5)
        let platform = try await OwnPlatform.make(settings: settings)
        let subject = try await platform.open("post-1")
        let first = try await platform.node.assignCase(subject, by: platform.reviewer)
        #expect(first.own?.isLockedByAnother == false)
        platform.home.clock.advance(.minutes(6))
        let second = try await platform.node.assignCase(subject, by: platform.lead)
        #expect(second.item.assignee == platform.lead.person)
        #expect(
            try await Self.refusal { _ = try await platform.node.assignCase(subject, by: platform.reviewer) }
                == "assigned-to-another"
        )
        let events = try await platform.home.store.read { reading in
            try reading.events(EventQuery(subject: subject.identifier, types: [CaseAssigned.type]))
        }
        #expect(
            try events.map { try $0.payload(CaseAssigned.self).assignee } == [
                platform.reviewer.person, platform.lead.person,
            ]
        )
        _ = try await platform.node.releaseCase(subject, by: platform.lead)
        #expect(try await platform.node.assignCase(subject, by: platform.reviewer).item.state == .assigned)
    }

    @Test func `whose lock is over decides all the same where nobody took the case since`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        _ = try await platform.node.assignCase(subject, by: platform.reviewer)
        platform.home.clock.advance(.hours(5))
        _ = try await platform.decide(subject, by: platform.reviewer)
        #expect(try await platform.state(of: subject) == .decided)
    }

    @Test func `holding on to a case fills no journal`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        _ = try await platform.node.assignCase(subject, by: platform.reviewer)
        let size = platform.home.store.journalGrowth.size
        for _ in 0..<5 { _ = try await platform.node.assignCase(subject, by: platform.reviewer) }
        #expect(platform.home.store.journalGrowth.size == size)
    }
}
