import Cooperation
import Services
import Store
import Testing

@Suite struct `What happened over the last days` {
    /// The last days as the store and the memory of a node tell them.
    private static func days(_ node: Node) async throws -> [DailyActivity] {
        let (activity, now) = (node.activity, node.clock())
        return try await node.store.read { try activity.lastDays($0, now: now) }
    }

    @Test func `is counted on the day on which it was recorded, and what is older is left out`() async throws {
        let platform = try await OwnPlatform.make()
        let first = try await platform.open("post-1")
        _ = try await platform.decide(first)
        try await platform.node.counter.flush()
        let before = try await Self.days(platform.node)
        #expect(before.count == ActivityCounts.days)
        #expect(before.last?.checks == 1 && before.last?.matches == 1 && before.last?.decisions == 1)
        #expect(before.dropLast().allSatisfy { $0.checks == 0 && $0.decisions == 0 })

        platform.home.clock.advance(.days(2))
        let second = try await platform.open("post-2")
        let decision = try await platform.decide(second)
        _ = try await platform.node.reverse(decision, reasons: "TEST wrong", by: platform.lead)
        try await platform.node.counter.flush()
        let after = try await Self.days(platform.node)
        #expect(after.map(\.decisions).suffix(3) == [1, 0, 1])
        #expect(after.last?.reversals == 1 && after.last?.checks == 1)

        platform.home.clock.advance(.days(29))
        let later = try await Self.days(platform.node)
        #expect(later.map(\.decisions).reduce(0, +) == 1)
        #expect(later.first?.decisions == 1)
    }

    @Test func `is the same for a node that counted all along and for one that was just started`() async throws {
        let platform = try await OwnPlatform.make()
        for day in 0..<5 {
            for number in 0...day { _ = try await platform.open("post-\(day)-\(number)") }
            try await platform.node.counter.flush()
            _ = try await Self.days(platform.node)
            platform.home.clock.advance(.days(1))
        }
        let counted = try await Self.days(platform.node)
        let fresh = try await platform.home.restarted()
        #expect(try await Self.days(fresh.node) == counted)
        #expect(counted.map(\.checks).reduce(0, +) == 15)
    }

    @Test func `needs as many statements for a month of acts as for a day, once it was counted`() async throws {
        let platform = try await OwnPlatform.make()
        _ = try await Self.days(platform.node)
        func statements() async throws -> Int {
            // The index reads too until it has taken everything in.
            try await platform.home.indexed()
            _ = platform.home.statements.take()
            _ = try await Self.days(platform.node)
            return try #require(platform.home.statements.take().last)
        }
        let before = try await statements()
        for day in 0..<10 {
            let subject = try await platform.open("post-\(day)")
            _ = try await platform.decide(subject)
            try await platform.node.counter.flush()
            platform.home.clock.advance(.days(1))
        }
        _ = try await Self.days(platform.node)
        #expect(try await statements() == before)
    }
}
