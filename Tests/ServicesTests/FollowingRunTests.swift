import Cooperation
import Logging
import Services
import Testing
import TransparencyLog

/// Following as it runs: all parts at the same time.
@Suite struct `Following that runs` {
    private static let pauses = GrowingPause.Limits(first: .milliseconds(1), longest: .milliseconds(8))

    /// Runs a follower as long as the body runs.
    private static func running(
        _ scene: FollowingScene,
        _ body: (FollowExchange) async throws -> Void
    ) async throws {
        let follower = FollowExchange(
            node: scene.world.platform.node,
            connection: scene.line,
            expectedKey: nil,
            pauses: pauses
        )
        let logger = Logger(label: "TEST") { _ in SwiftLogNoOpLogHandler() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await follower.run(logger: logger) }
            try await body(follower)
            group.cancelAll()
        }
    }

    private static func until(
        _ condition: () async throws -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await !condition() {
            try #require(ContinuousClock.now < deadline, sourceLocation: sourceLocation)
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    @Test func `goes on receiving and verifying while nothing can be delivered, and delivers at last`() async throws {
        let scene = try await FollowingScene()
        let curator = try await scene.world.platform.person(.curator)
        let signal = try await scene.propose(1)
        try await scene.receiveAll()
        let word = try await scene.opine(.negative, of: signal, by: curator)
        let failed = FirstCall()
        scene.line.bend {
            $0.deliver = { _ in
                _ = failed.take()
                return ExchangeFailure(.rejected, "TEST 403 may-not-vouch")
            }
        }
        try await Self.running(scene) { follower in
            try await Self.until { !follower.status.isWell }
            #expect(!failed.take(), "It was tried.")
            let before = try await scene.receivedPositions().count
            _ = try await scene.propose(2)
            try await scene.world.exchange.node.log.sign()
            try await Self.until { try await scene.receivedPositions().count > before }
            try await Self.until { try await scene.exchange().verifiedSize > 0 }
            #expect(try await scene.dispatch(word).state == .queued)
            scene.line.bend { $0.deliver = nil }
            try await Self.until { try await scene.dispatch(word).state == .recorded }
            try await Self.until { follower.status.isWell }
        }
    }

    @Test func `delivers a word as soon as it is given`() async throws {
        let scene = try await FollowingScene()
        let curator = try await scene.world.platform.person(.curator)
        let signal = try await scene.propose(1)
        try await scene.receiveAll()
        try await Self.running(scene) { _ in
            for category in [Opinion.Category.seed, .negative, .positive] {
                let word = try await scene.opine(category, of: signal, by: curator)
                try await Self.until { try await scene.dispatch(word).state == .recorded }
            }
        }
    }

    @Test func `rests after an alarm, and goes on once an operator acknowledged it, without a restart`() async throws {
        let scene = try await FollowingScene()
        let node = scene.world.platform.node
        try await scene.receiveAll()
        let forged = try scene.note(
            size: 1,
            root: MerkleTree.leafHash(of: [1]),
            signer: NoteSigner(name: scene.world.exchange.signer.verifierKey.name, seed: TestNode.randomBytes(32))
        )
        scene.line.bend { $0.checkpoint = { _ in .success(forged) } }
        try await Self.running(scene) { follower in
            try await Self.until { try await scene.exchange().alarm == .wrongSigner }
            let before = try await scene.receivedPositions().count
            _ = try await scene.propose(1)
            try await scene.world.exchange.node.log.sign()
            scene.line.bend { $0.checkpoint = nil }
            // Something that is recorded here wakes it, and is not what it waits for.
            _ = try await scene.world.platform.person(.auditor)
            #expect(try await scene.receivedPositions().count == before)
            try await Self.until { !follower.status.isWell }
            _ = try await node.acknowledge(
                .wrongSigner,
                of: scene.id,
                reason: "TEST a proxy",
                by: scene.world.platform.administrator
            )
            try await Self.until { try await scene.receivedPositions().count == before + 1 }
            try await Self.until { follower.status.isWell }
            #expect(try await scene.exchange().alarm == nil)
        }
    }

    @Test func `begins although the exchange is away, and ends where another one answers in its place`() async throws {
        let scene = try await FollowingScene()
        scene.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        try await Self.running(scene) { follower in
            try await Task.sleep(for: .milliseconds(20))
            #expect(follower.status.isWell, "That the exchange is away needs nobody.")
            _ = try await scene.propose(1)
            scene.line.bend { $0.failure = nil }
            try await Self.until { try await !scene.receivedPositions().isEmpty }
        }
        let other = try await FollowingScene()
        let line = BentConnection(other.world.connection)
        let follower = FollowExchange(
            node: scene.world.platform.node,
            connection: line,
            expectedKey: nil,
            pauses: Self.pauses
        )
        await follower.run(logger: Logger(label: "TEST") { _ in SwiftLogNoOpLogHandler() })
        #expect(!follower.status.isWell)
        #expect(line.asked.cursors.isEmpty, "Nothing was taken from it.")
    }
}
