import Cooperation
import Services
import Store
import Testing

/// Until when somebody else may be asked against an order: counsel's own clock, from when the order was received.
@Suite struct `The window for redress` {
    private static let code = "ID_TEST_ORDER"

    private static func scene() async throws -> RequestScene {
        let scene = try await RequestScene.make()
        try await scene.adopt(code, .removalOrder, redressClock: "EU_TCO_SCRUTINY_REQ")
        return scene
    }

    private static func windows(_ id: ID<Request>, _ scene: RequestScene) async throws -> [Clock] {
        try await scene.clocks(id, on: scene.platform).filter { $0.subjectKind == .redress }
    }

    @Test func `runs from the receipt, whatever is answered, and closes by itself`() async throws {
        let scene = try await Self.scene()
        let document = try scene.document(.removalOrder, Self.code)
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        let received = try #require(try await scene.onExchange(document.id).receivedAt)
        scene.advance(.hours(10))
        try await scene.sync()
        let clock = try #require(try await Self.windows(document.id, scene).first)
        #expect(clock.startedAt == received && clock.deadline == received + .hours(48))
        #expect(clock.owner == scene.counsel.organisation.id)
        #expect(try await scene.clocks(document.id, on: scene.exchange).isEmpty, "It is nothing of the authority's.")
        func shown() async throws -> [ID<Clock>] {
            try await scene.platform.node.assessment(ID(document.id.identifier), for: scene.counsel).clocks.map(\.id)
        }
        #expect(try await shown() == [clock.id])
        try await scene.propose([.refusedScope], to: document.id)
        try await scene.sync()
        #expect(try await scene.onExchange(document.id).state == .answered)
        #expect(try await shown() == [clock.id], "A refusal does not undo an order.")
        scene.set(received + .hours(48))
        try await RequestScene.keep(scene.platform)
        let closed = try #require(try await Self.windows(document.id, scene).first)
        #expect(closed.state == .ended && closed.ending == .expired && closed.breachedAt == nil)
        #expect(try await shown().isEmpty)
    }

    @Test func `is over where the order is taken back, or was forged`() async throws {
        let scene = try await Self.scene()
        let withdrawn = try await scene.ask(.removalOrder, Self.code)
        let forged = try await scene.ask(
            .removalOrder,
            Self.code,
            items: [RequestScene.item(1, "https://third.example/2")]
        )
        _ = try await scene.exchange.node.withdrawRequest(withdrawn, reason: "TEST", by: scene.officer.caller)
        try await scene.sync()
        #expect(try await Self.windows(withdrawn, scene).map(\.ending) == [.withdrawn])
        #expect(try await Self.windows(forged, scene).map(\.state) == [.running])
        try await `The answer to a forged request`.lock(forged, in: scene)
        let other = try await scene.platform.person(.counsel)
        try await scene.assess(.findForged(note: "TEST", by: try #require(other.person)), forged, by: other)
        #expect(try await Self.windows(forged, scene).map(\.state) == [.ended])
    }

    @Test func `runs for paper from when it came, and not where nothing is taken or the law names none`() async throws {
        let scene = try await Self.scene()
        try await scene.sync()
        let letter = try await scene.record(.removalOrder, Self.code) { $0.receivedAt = $0.receivedAt - .hours(5) }
        let received = try #require(letter.receivedAt)
        #expect(try await Self.windows(letter.id, scene).map(\.deadline) == [received + .hours(48)])
        #expect(received <= scene.platform.clock.now - .hours(5))
        let other = try await scene.record(.removalOrder, "OTHER")
        #expect(try await Self.windows(other.id, scene).isEmpty)
        let intelligence = try await scene.record(.removalOrder, Self.code) { $0.function = .intelligence }
        #expect(intelligence.state == .turnedAway)
        #expect(try await Self.windows(intelligence.id, scene).isEmpty)
    }
}
