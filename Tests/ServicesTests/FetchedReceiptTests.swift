import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What a platform's node makes of the receipt of a request that lives on the exchange.
@Suite struct `The receipt of a request that an exchange keeps` {
    private static func fetch(
        _ id: ID<Request>,
        item: Int? = nil,
        view: RequestReceiptView = .platform,
        in scene: RequestScene
    ) async throws -> [UInt8] {
        try await scene.platform.node.requestReceipt(of: id, item: item, view: view, for: scene.counsel)
    }

    private static func expectWrong(
        _ id: ID<Request>,
        _ bytes: [UInt8],
        in scene: RequestScene,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        scene.line.bend { $0.receipt = { _ in .success(bytes) } }
        let failure = await #expect(throws: ExchangeFailure.self, sourceLocation: sourceLocation) {
            try await fetch(id, in: scene)
        }
        #expect(failure?.code == .malformed, sourceLocation: sourceLocation)
        scene.line.bend { $0.receipt = nil }
    }

    @Test func `is fetched with the node's own key and verified against the exchange's log`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        #expect(try await RequestScene.code { try await Self.fetch(id, in: scene) } == "not-yet-logged")
        try await scene.propose([.refusedScope], to: id)
        try await scene.sync()
        try await scene.exchange.node.log.sign()
        let bytes = try await Self.fetch(id, in: scene)
        guard case .genuine = ReceiptVerdict(of: bytes, against: scene.exchange.signer.verifierKey) else {
            Issue.record("The receipt is not genuine.")
            return
        }
        let types = try Receipt.parse(bytes).events.map { $0.event.value(of: .type)?.stringValue }
        #expect(types.first == RequestFiled.type && types.contains(RequestAnswered.type))
        #expect(try await Self.fetch(id, item: 1, in: scene).count > 0)
        for view in [RequestReceiptView.person, .public] {
            let code = try await RequestScene.code { try await Self.fetch(id, item: 1, view: view, in: scene) }
            #expect(code == "kept-elsewhere")
        }
    }

    @Test func `is an error where the exchange is away, or its alarm stands`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.exchange.node.log.sign()
        scene.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        let failure = await #expect(throws: ExchangeFailure.self) { try await Self.fetch(id, in: scene) }
        #expect(failure?.code == .unreachable)
        scene.line.bend { $0.failure = nil }
        try await scene.platform.store.write { transaction in
            let state = try transaction.load(Exchange.self, scene.followed)
            for act in try Exchange.decide(state, .raise(.wrongLeaf), id: scene.followed) {
                try transaction.append(act, by: scene.counsel.author)
            }
        }
        #expect(try await RequestScene.code { try await Self.fetch(id, in: scene) } == "alarm-stands")
    }

    @Test func `is believed only where it is intact, short enough, about that request and signed by that log`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let items = [RequestScene.item(1), RequestScene.item(2)]
        let other = try await scene.ask(.referral, "ID_TEST_REFERRAL", items: items)
        try await scene.exchange.node.log.sign()
        let good = try await Self.fetch(id, in: scene)
        try await Self.expectWrong(id, [], in: scene)
        try await Self.expectWrong(id, Array("<html>".utf8), in: scene)
        try await Self.expectWrong(id, good.dropLast(1) + [0x20], in: scene)
        let text = String(decoding: good, as: UTF8.self)
        try await Self.expectWrong(id, Array(text.replacing("TEST reasons 1", with: "TEST reasons 9").utf8), in: scene)
        try await Self.expectWrong(id, try await Self.fetch(other, in: scene), in: scene)
        try await Self.expectWrong(id, [UInt8](repeating: 0x20, count: ReceiptLimits.bytesMax + 1), in: scene)
        let second = try await Self.fetch(other, item: 2, in: scene)
        scene.line.bend { $0.receipt = { _ in .success(second) } }
        await #expect(throws: ExchangeFailure.self) { try await Self.fetch(other, item: 1, in: scene) }
        scene.line.bend { $0.receipt = nil }
        let elsewhere = try await RequestScene.make()
        let foreign = try await elsewhere.ask(.referral, "ID_TEST_REFERRAL")
        try await elsewhere.exchange.node.log.sign()
        try await Self.expectWrong(id, try await Self.fetch(foreign, in: elsewhere), in: scene)
    }
}
