import Cooperation
import Services
import Store
import Testing

/// From when the 72 hours count for which something stays up.
@Suite struct `The time for which something stays up` {
    private static let items = [RequestScene.item(1, "https://third.example/1")]

    private static func told(_ order: ID<Request>, _ scene: RequestScene) async throws -> [ID<Request>] {
        try await scene.platform.node.assessment(ID(order.identifier), for: scene.counsel).stayUp
    }

    /// An order for the same item that is with the platform, and a request to let it stay up that only the exchange has yet.
    private static func ask(_ scene: RequestScene) async throws -> (order: ID<Request>, stay: ID<Request>) {
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: items)
        let stay = try scene.document(.stayUp, "ID_TEST_STAY", items: items)
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(stay))
        return (order, stay.id)
    }

    @Test func `runs from when the exchange received it, and a node that was away for 48 hours has 24 left`()
        async throws
    {
        let scene = try await RequestScene.make()
        let (order, stay) = try await Self.ask(scene)
        let received = try #require(try await scene.onExchange(stay).receivedAt)
        scene.advance(.hours(48))
        try await scene.sync()
        let clock = try #require(try await scene.clocks(stay, on: scene.platform).first)
        #expect(clock.subjectKind == .stayUp && clock.startedAt == received)
        #expect(clock.deadline == received + .hours(72))
        #expect(try await Self.told(order, scene) == [stay])
        scene.set(received + .hours(72))
        #expect(try await Self.told(order, scene).isEmpty, "Also before anybody looked at the clock.")
        try await RequestScene.keep(scene.platform)
        #expect(try await scene.clocks(stay, on: scene.platform).map(\.state) == [.ended])
    }

    @Test func `is over for a node that was away for 80 hours`() async throws {
        let scene = try await RequestScene.make()
        let (order, stay) = try await Self.ask(scene)
        scene.advance(.hours(80))
        try await scene.sync()
        #expect(try await scene.assessment(stay) != nil, "Counsel learns of it all the same.")
        #expect(try await Self.told(order, scene).isEmpty)
        try await RequestScene.keep(scene.platform)
        #expect(try await scene.clocks(stay, on: scene.platform).map(\.state) == [.ended])
        #expect(try await Self.told(order, scene).isEmpty)
    }

    @Test func `runs from when a letter came, and not from when staff recorded it`() async throws {
        let scene = try await RequestScene.make()
        let order = try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: Self.items)
        for (hours, holds) in [(48 as Int64, true), (80, false)] {
            let stay = try await scene.record(.stayUp, "ID_TEST_STAY", from: "TEST Bureau \(hours)", items: Self.items)
            {
                $0.isNotPerpetrators = true
                $0.receivedAt = $0.issuedAt - .hours(hours)
                $0.issuedAt = $0.receivedAt
            }
            let received = try #require(stay.receivedAt)
            let clock = try #require(try await scene.clocks(stay.id, on: scene.platform).first)
            #expect(clock.subjectKind == .stayUp && clock.deadline == received + .hours(72))
            #expect(try await Self.told(order, scene).contains(stay.id) == holds)
        }
    }
}
