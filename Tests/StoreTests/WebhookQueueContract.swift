import Cooperation
import SeededRandomness
import Services
import Store
import Testing

/// What every driver promises about what is on its way to webhooks.
@Suite struct WebhookQueueContract {
    private static let start = Timestamp(microseconds: 1_767_225_600_000_000)

    private static func webhook(_ number: UInt64) -> ID<Webhook> {
        ID(Identifier(derivedHigh: 1, low: number))
    }

    private static func delivery(
        _ webhook: UInt64,
        _ position: Int64,
        subject: UInt64,
        state: WebhookDelivery.State = .waiting,
        dueIn seconds: Int64 = 0,
        failure: WebhookFailure? = nil
    ) -> WebhookDelivery {
        WebhookDelivery(
            webhook: Self.webhook(webhook),
            position: position,
            subject: Identifier(derivedHigh: 2, low: subject),
            kind: .caseOpened,
            state: state,
            attempts: Int(position % 7),
            dueAt: start + Seconds(seconds),
            failure: failure
        )
    }

    /// The first of each subject that waits, whatever else is due.
    private static func expected(_ all: [WebhookDelivery], of webhook: UInt64, at moment: Timestamp) -> [Int64] {
        let waiting = all.filter { $0.webhook == Self.webhook(webhook) && $0.state == .waiting }
        let first = Dictionary(grouping: waiting, by: \.subject).compactMap {
            $0.value.min { $0.position < $1.position }
        }
        return first.filter { $0.dueAt <= moment }.map(\.position).sorted()
    }

    @Test(arguments: StoreDriver.allCases, 0..<8 as Range<UInt64>)
    func `of each subject only the first goes out, once its time has come`(driver: StoreDriver, seed: UInt64)
        async throws
    {
        let store = try driver.open(TestBench())
        var random = SplitMix64(seed: seed)
        var all: [WebhookDelivery] = []
        for position in 0..<80 {
            all.append(
                Self.delivery(
                    UInt64.random(in: 0..<2, using: &random),
                    Int64(position),
                    subject: UInt64.random(in: 0..<6, using: &random),
                    state: Bool.random(using: &random) ? .waiting : .dead,
                    dueIn: Int64.random(in: -5...5, using: &random)
                )
            )
        }
        let kept = all
        try await store.write { transaction in
            for delivery in kept { try transaction.keepDelivery(delivery) }
        }
        for webhook in [UInt64(0), 1] {
            let found = try await store.read { reading in
                try reading.nextDeliveries(for: Self.webhook(webhook), dueBy: Self.start, limit: 100)
            }
            #expect(found.map(\.position) == Self.expected(all, of: webhook, at: Self.start), "seed \(seed)")
            let two = try await store.read { reading in
                try reading.nextDeliveries(for: Self.webhook(webhook), dueBy: Self.start, limit: 2)
            }
            #expect(two == Array(found.prefix(2)))
        }
        let counts = try await store.read { try $0.deliveryCounts(of: [Self.webhook(0), Self.webhook(1)]) }
        for webhook in [UInt64(0), 1] {
            let own = all.filter { $0.webhook == Self.webhook(webhook) }
            #expect(counts[Self.webhook(webhook)]?.waiting == Int64(own.count { $0.state == .waiting }))
            #expect(counts[Self.webhook(webhook)]?.dead == Int64(own.count { $0.state == .dead }))
        }
        let together = try await store.read { try $0.deliveryCounts() }
        #expect(together.waiting == Int64(all.count { $0.state == .waiting }))
        #expect(together.dead == Int64(all.count { $0.state == .dead }))
        await store.close()
    }

    @Test(arguments: StoreDriver.allCases)
    func `a delivery comes back as it was kept, is replaced and forgotten, and outlives the process`(
        driver: StoreDriver
    ) async throws {
        let bench = try TestBench()
        let store = try driver.open(bench)
        let deliveries = WebhookFailure.Reason.allCases.enumerated().map { index, reason in
            Self.delivery(
                1,
                Int64(index),
                subject: UInt64(index),
                state: .dead,
                failure: WebhookFailure(reason, status: index == 0 ? 503 : nil)
            )
        }
        try await store.write { transaction in
            for delivery in deliveries { try transaction.keepDelivery(delivery) }
        }
        await store.close()
        let again = try driver.open(bench)
        let dead = try await again.read { try $0.deadDeliveries(of: Self.webhook(1), after: nil, limit: 100) }
        #expect(dead == deliveries)
        let tail = try await again.read { try $0.deadDeliveries(of: Self.webhook(1), after: 2, limit: 2) }
        #expect(tail.map(\.position) == [3, 4])
        try await again.write { transaction in
            try transaction.keepDelivery(deliveries[0].replayed(at: Self.start))
            try transaction.forgetDelivery(to: Self.webhook(1), at: 1)
            try transaction.forgetDelivery(to: Self.webhook(2), at: 2)
        }
        #expect(try await again.read { try $0.webhooksDue(by: Self.start) } == [Self.webhook(1)])
        #expect(try await again.read { try $0.webhooksDue(by: Self.start - Seconds(1)) }.isEmpty)
        let left = try await again.read { try $0.deadDeliveries(of: Self.webhook(1), after: nil, limit: 100) }
        #expect(left.map(\.position) == Array(2..<Int64(deliveries.count)))
        try await again.write { try $0.abandonDeliveries(to: Self.webhook(1)) }
        let given = try await again.read { try $0.deadDeliveries(of: Self.webhook(1), after: nil, limit: 1) }
        #expect(given.first?.position == 0 && given.first?.failure == WebhookFailure(.switchedOff))
        try await again.write { try $0.forgetDeadDeliveries(before: Self.start + Seconds(1)) }
        let kept = try await again.read { try $0.deadDeliveries(of: Self.webhook(1), after: nil, limit: 100) }
        // That which was given up just now, by the clock of the test, is older.
        #expect(kept.isEmpty)
        try await again.write { transaction in
            try transaction.keepDelivery(deliveries[3])
            try transaction.forgetDeliveries(to: Self.webhook(1))
        }
        #expect(try await again.read { try $0.deliveryCounts(of: [Self.webhook(1)]) }.isEmpty)
        await again.close()
    }
}
