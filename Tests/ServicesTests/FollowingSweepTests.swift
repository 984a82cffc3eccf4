import Cooperation
import Services
import Store
import Testing

/// One story of following, told again and again with another call failing each time.
@Suite struct `Following with one failing call` {
    /// What must come out alike.
    private struct Outcome: Hashable {
        var alarm: Exchange.Alarm?
        var isAllVerified: Bool
        var receivedTwice: Bool
        var missesEvents: Bool
        var dispatches: [Dispatch.State: Int]
        var opinionsAtExchange: [Opinion.Category]
        var verificationsAtExchange: [Verification.Basis]
        var viewings: Int
        var isDisputedHere: Bool
        var verificationsHere: Int
        var verdict: Verdict
    }

    private static let triesMax = 20

    private struct Endless: Error {}

    private static func trying<Value>(_ work: () async throws -> Value) async throws -> Value {
        for _ in 0..<triesMax {
            do { return try await work() } catch is ExchangeFailure {}
        }
        throw Endless()
    }

    /// Tells the story with a call that fails.
    ///
    /// Returns what came of it and how many calls there were.
    private static func tell(failing: Int, loss: FailingConnection.Loss) async throws -> (Outcome, calls: Int) {
        let scene = try await FollowingScene()
        let (world, id) = (scene.world, scene.id)
        let line = FailingConnection(world.connection, failing: failing, loss: loss)
        let follower = FollowExchange(node: world.platform.node, connection: line, expectedKey: nil)
        let curator = try await world.platform.person(.curator)
        let (first, second) = (try await scene.propose(1), try await scene.propose(2))

        _ = try await trying { try await follower.meet() }
        func receiveAll() async throws {
            while try await trying({ try await follower.receive(from: id, wait: Seconds(0)) }) > 0 {}
        }
        try await receiveAll()
        try await world.exchange.node.log.sign()
        _ = try await trying { try await follower.verifyLog(of: id, patience: Seconds(121)) }
        _ = try await scene.opine(.negative, of: first, by: curator)
        _ = try await trying { try await world.platform.node.viewSignal(second, by: curator) }
        _ = try await world.platform.node.verifySignal(
            second,
            basis: .shownBy,
            lookedAt: "TEST the whole picture",
            dispatch: nil,
            by: curator
        )
        for _ in 0..<triesMax { _ = try await trying { try await follower.deliver(to: id) } }
        try await receiveAll()
        try await world.exchange.node.log.sign()
        _ = try await trying { try await follower.verifyLog(of: id, patience: Seconds(121)) }
        // Reading on from the end brings nothing.
        try await receiveAll()
        return (try await outcome(of: scene, first, second, by: curator), line.count)
    }

    private static func outcome(
        of scene: FollowingScene,
        _ first: ID<Signal>,
        _ second: ID<Signal>,
        by curator: Caller
    ) async throws -> Outcome {
        let world = scene.world
        let received = try await scene.receivedPositions()
        // Another node of the same member reads the same slice from its beginning, without any failure.
        let other = try await TestNode("TEST Third", kind: .platform)
        let reader = FollowExchange(node: other.node, connection: world.connection, expectedKey: nil)
        let (id, _) = try await reader.meet()
        while try await reader.receive(from: id, wait: Seconds(0)) > 0 {}
        let expected = try await other.store.read { reading in
            let query = EventQuery(subject: id.identifier, types: [EventReceived.type], limit: 100_000)
            return try reading.events(query).map { try $0.payload(EventReceived.self).position }
        }
        let dispatches = try await world.platform.store.read { try $0.find(AggregateQuery<Dispatch>()) }
        let disputed = try await world.exchange.node.signal(first, for: world.proposer).signal
        let verified = try await world.exchange.node.signal(second, for: world.proposer).signal
        let exchange = try await scene.exchange()
        return Outcome(
            alarm: exchange.alarm,
            isAllVerified: exchange.verifiedSize == world.exchange.store.journalGrowth.size
                && exchange.provenThrough > 0,
            receivedTwice: Set(received).count != received.count,
            missesEvents: Set(received) != Set(expected),
            dispatches: Dictionary(grouping: dispatches, by: \.state).mapValues(\.count),
            opinionsAtExchange: disputed.opinions.values.map(\.category),
            verificationsAtExchange: verified.verifications.map(\.basis),
            viewings: verified.viewings.count,
            isDisputedHere: try await world.platform.node.signal(first, for: curator).signal.isDisputed,
            verificationsHere: try await world.platform.node.signal(second, for: curator).signal.verifications.count,
            verdict: try await scene.check(1, by: curator).verdict
        )
    }

    @Test(arguments: FailingConnection.Loss.allCases)
    func `ends as it does without failures, whichever call it is`(loss: FailingConnection.Loss) async throws {
        let (expected, calls) = try await Self.tell(failing: 0, loss: loss)
        #expect(
            expected
                == Outcome(
                    alarm: nil,
                    isAllVerified: true,
                    receivedTwice: false,
                    missesEvents: false,
                    dispatches: [.recorded: 2],
                    opinionsAtExchange: [.negative],
                    verificationsAtExchange: [.shownBy],
                    viewings: 1,
                    isDisputedHere: true,
                    verificationsHere: 1,
                    verdict: .review
                )
        )
        try #require(calls >= 10)
        for failing in 1...calls {
            let (outcome, _) = try await Self.tell(failing: failing, loss: loss)
            #expect(outcome == expected, "call \(failing) of \(calls)")
        }
    }
}
