import Cooperation
import Services
import Testing

/// How near the exchange is that a node follows, as the node says of itself.
@Suite struct `The contact with a followed exchange` {
    private let scene: FollowingScene

    init() async throws {
        scene = try await FollowingScene()
        try await scene.receiveAll()
    }

    private var contact: FollowContact {
        scene.follower.status.contact(at: scene.world.platform.clock.now)
    }

    private func signAndLook() async throws {
        try await scene.world.exchange.node.log.sign()
        try await scene.verify()
    }

    @Test func `is lost when it says nothing for more than five minutes, and is there when it answers again`()
        async throws
    {
        let clock = scene.world.platform.clock
        #expect(contact.exchange == scene.id && contact.lastAnswer != nil && contact.silence == Seconds(0))
        scene.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        clock.advance(.minutes(5))
        let last = contact.lastAnswer
        try await scene.expectFailure(.unreachable) {
            _ = try await scene.follower.receive(from: scene.id, wait: Seconds(0))
        }
        #expect(contact.silence == .minutes(5) && !contact.isLate)
        clock.advance(Seconds(1))
        #expect(contact.isLate && contact.lastAnswer == last)
        #expect(scene.follower.status.isWell, "That the exchange is away is no fault of its log or of the key.")
        scene.line.bend { $0.failure = nil }
        _ = try await scene.follower.receive(from: scene.id, wait: Seconds(0))
        #expect(contact.silence == Seconds(0) && !contact.isLate)
    }

    @Test func `counts from when the node began where the exchange never answered`() async throws {
        let follower = FollowExchange(node: scene.world.platform.node, connection: scene.line, expectedKey: nil)
        scene.world.platform.clock.advance(Seconds(301))
        let contact = follower.status.contact(at: scene.world.platform.clock.now)
        #expect(contact.lastAnswer == nil && contact.exchange == nil && contact.isLate)
    }

    @Test func `tells how far the log is ahead, and is late when it is ahead for more than five minutes`() async throws
    {
        let clock = scene.world.platform.clock
        try await signAndLook()
        #expect(contact.eventsBehind == 0 && contact.behindSince == nil)
        _ = try await scene.propose(1)
        #expect(contact.eventsBehind == 0, "Nothing told it.")
        try await signAndLook()
        let since = contact.behindSince
        #expect(contact.eventsBehind ?? 0 > 0 && since != nil && !contact.isLate)
        clock.advance(Seconds(301))
        _ = try await scene.propose(2)
        try await signAndLook()
        #expect(contact.behindSince == since && contact.silence == Seconds(0) && contact.isLate)
        try await scene.receiveAll()
        #expect(contact.eventsBehind == 0 && contact.behindSince == nil && !contact.isLate)
    }

    @Test func `is not late where the log always grows and is always taken in a little later`() async throws {
        let clock = scene.world.platform.clock
        for number in UInt64(1)...4 {
            _ = try await scene.propose(number)
            try await signAndLook()
            #expect(contact.eventsBehind ?? 0 > 0)
            clock.advance(Seconds(200))
            #expect(!contact.isLate)
            // A page that ends where the log is known to end, while the next checkpoint is further already.
            let known = try await scene.world.exchange.node.store.read { try $0.latestCheckpoint()?.size }
            _ = try await scene.propose(100 + number)
            try await signAndLook()
            scene.line.bend {
                $0.events = { .success(ReceivedEvents(events: [], cursor: $0.cursor, position: known)) }
            }
            _ = try await scene.follower.receive(from: scene.id, wait: Seconds(0))
            scene.line.bend { $0.events = nil }
            #expect(contact.eventsBehind ?? 0 > 0 && contact.behind == Seconds(0))
        }
    }
}
