import Cooperation
import Services
import Store
import Testing
import TransparencyLog

@Suite struct `An alarm about an exchange` {
    private static func expectRefusal(
        _ code: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ work: () async throws -> Void
    ) async {
        let refusal = await #expect(throws: Refusal.self, sourceLocation: sourceLocation) { try await work() }
        #expect(refusal?.code == code, sourceLocation: sourceLocation)
    }

    @Test func `stops everything until it is acknowledged, and acting until the log agrees with what was verified`()
        async throws
    {
        let scene = try await FollowingScene()
        let (platform, id) = (scene.world.platform, scene.id)
        let lead = try await platform.person(.lead)
        let signal = try await scene.actingSignal(1, lead: lead)
        let root = try await scene.exchange().verifiedRoot
        let forged = try scene.note(
            size: try await scene.exchange().verifiedSize,
            root: MerkleTree.leafHash(of: [1])
        )
        scene.line.bend { $0.checkpoint = { _ in .success(forged) } }
        try await scene.expectAlarm(.inconsistentCheckpoint) { try await scene.verify() }
        #expect(try await scene.check(1, by: lead).matches.first?.rule == .notProven)

        // Nothing is taken from it, given to it or asked of it.
        _ = try await scene.opine(.positive, of: signal, by: lead)
        scene.line.bend { $0.failure = ExchangeFailure(.malformed, "TEST was asked") }
        for _ in 0..<2 {
            await #expect(throws: FollowExchange.Stopped.self) {
                _ = try await scene.follower.receive(from: id, wait: Seconds(0))
            }
            await #expect(throws: FollowExchange.Stopped.self) { try await scene.verify() }
            await #expect(throws: FollowExchange.Stopped.self) { _ = try await scene.follower.deliver(to: id) }
        }
        await Self.expectRefusal("alarm-stands") { _ = try await platform.node.viewSignal(signal, by: lead) }
        await Self.expectRefusal("alarm-stands") { try await platform.node.confirmOpinion(of: signal, by: lead) }
        scene.line.bend { $0.failure = nil }

        let administrator = platform.administrator
        await Self.expectRefusal("alarm-differs") {
            _ = try await platform.node.acknowledge(.missingLeaf, of: id, reason: "TEST", by: administrator)
        }
        await Self.expectRefusal("text-missing") {
            _ = try await platform.node.acknowledge(.inconsistentCheckpoint, of: id, reason: " ", by: administrator)
        }
        let view = try await platform.node.acknowledge(
            .inconsistentCheckpoint,
            of: id,
            reason: "TEST They restored a backup.",
            by: administrator
        )
        #expect(view.exchange.alarm == .inconsistentCheckpoint && !view.exchange.isStopped && view.waiting == 1)
        #expect(view.address == "https://exchange.test")

        // Looked into is not proved: it still does not act, and the same forgery alarms again.
        #expect(try await scene.check(1, by: lead).matches.first?.rule == .notProven)
        #expect(!scene.follower.status.isWell)
        try await scene.expectAlarm(.inconsistentCheckpoint) { try await scene.verify() }
        #expect(try await scene.exchange().verifiedRoot == root)

        _ = try await platform.node.acknowledge(
            .inconsistentCheckpoint,
            of: id,
            reason: "TEST a proxy was at fault",
            by: administrator
        )
        scene.line.bend { $0.checkpoint = nil }
        #expect(try await scene.verify(), "The checkpoint that was verified before is enough.")
        #expect(try await scene.exchange().alarm == nil)
        #expect(scene.follower.status.isWell)
        #expect(try await scene.check(1, by: lead).verdict == .act)
        try await scene.receiveAll()
        #expect(try await scene.follower.deliver(to: id) == 1)
        await Self.expectRefusal("no-alarm") {
            _ = try await platform.node.acknowledge(.inconsistentCheckpoint, of: id, reason: "TEST", by: administrator)
        }

        #expect(
            try await scene.history().filter { $0 != ExchangeCheckpointVerified.type } == [
                ExchangeFollowed.type, ExchangeAlarmRaised.type, ExchangeAlarmAcknowledged.type,
                ExchangeAlarmRaised.type, ExchangeAlarmAcknowledged.type,
            ]
        )
        let reasons = try await platform.store.read { reading in
            let query = EventQuery(subject: id.identifier, types: [ExchangeAlarmAcknowledged.type])
            return try reading.events(query).compactMap { try reading.sealedPart("reason", at: $0.position) }
        }
        #expect(reasons == ["TEST They restored a backup.", "TEST a proxy was at fault"])
        #expect(try await platform.store.audit { _ in }.finding == nil)
    }

    @Test func `of a proof that is owed is waited for anew after it was acknowledged`() async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        func waitTooLong() async throws {
            for _ in 0..<3 {
                #expect(try await scene.verify() == false)
                scene.world.platform.clock.advance(Seconds(60))
            }
            try await scene.expectAlarm(.missingLeaf) { try await scene.verify() }
        }
        try await waitTooLong()
        let node = scene.world.platform.node
        let administrator = scene.world.platform.administrator
        _ = try await node.acknowledge(.missingLeaf, of: scene.id, reason: "TEST", by: administrator)
        try await waitTooLong()
        _ = try await node.acknowledge(.missingLeaf, of: scene.id, reason: "TEST", by: administrator)
        try await scene.signAndVerify()
        #expect(try await scene.exchange().alarm == nil)
    }

    @Test func `is listed with the exchange, page by page`() async throws {
        let scene = try await FollowingScene()
        let node = scene.world.platform.node
        let page = try await node.exchanges(after: nil, limit: 1)
        #expect(page.exchanges.map(\.exchange.id) == [scene.id] && page.next == scene.id)
        let rest = try await node.exchanges(after: page.next, limit: 1)
        #expect(rest.exchanges.isEmpty && rest.next == nil)
        #expect(try await node.exchange(scene.id).exchange.alarm == nil)
        let other = ID<Exchange>(Identifier(derivedHigh: 1, low: 1))
        await Self.expectRefusal("not-found") { _ = try await node.exchange(other) }
        await Self.expectRefusal("not-found") {
            let administrator = scene.world.platform.administrator
            _ = try await node.acknowledge(.wrongLeaf, of: other, reason: "TEST", by: administrator)
        }
    }
}
