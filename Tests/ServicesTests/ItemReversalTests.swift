import Cooperation
import Services
import Store
import Testing

/// A platform that removed what it should not have says so, and whoever asked answers for it in its figures.
@Suite struct `A removal that was wrong` {
    private static func reverse(_ item: Int, by caller: Caller) throws -> AssessmentCommand {
        .reverse(item: item, reasons: "TEST it was a news report", by: try #require(caller.person))
    }

    private static func answered(
        in scene: RequestScene,
        isTemporary: Bool = false
    ) async throws -> ID<Request> {
        let items = [RequestScene.item(1), RequestScene.item(2)]
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: items)
        try await scene.prepare(id)
        try await scene.propose([.compliedInCountry, .compliedInCountry], to: id, isTemporary: isTemporary)
        try await scene.approve(id)
        try await scene.sync()
        return id
    }

    private static func reversed(_ request: Request) -> Int {
        var quality = AuthorityQuality()
        quality.add(request)
        return quality.reversedItems
    }

    @Test func `is undone by another than who wrote the answer, told to the authority, and counted`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.answered(in: scene)
        let own = try Self.reverse(1, by: scene.counsel)
        #expect(try await RequestScene.code { try await scene.assess(own, id) } == "same-person")
        let borrowed = try Self.reverse(1, by: scene.counsel)
        #expect(
            try await RequestScene.code { try await scene.assess(borrowed, id, by: scene.lead) } == "role-not-allowed"
        )
        try await scene.assess(try Self.reverse(1, by: scene.lead), id, by: scene.lead)
        try await scene.assess(try Self.reverse(1, by: scene.lead), id, by: scene.lead)
        try await scene.sync()
        let request = try await scene.onExchange(id)
        #expect(request.items.map(\.isReversed) == [true, false] && request.items.map(\.wasMistake) == [true, false])
        #expect(Self.reversed(request) == 1)
        let told = try await scene.exchange.store.read { reading in
            try reading.events(EventQuery(subject: id.identifier)).filter { $0.type == RequestItemReversed.type }
        }
        let position = try #require(told.first?.position)
        let reasons = try await scene.exchange.store.read { try $0.sealedPart("reasons", at: position) }
        #expect(told.count == 1 && reasons == "TEST it was a news report")
    }

    @Test func `is not what nobody confirmed in time, which says nothing of whoever asked`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.answered(in: scene, isTemporary: true)
        try await scene.assess(try Self.reverse(1, by: scene.lead), id, by: scene.lead)
        scene.advance(.hours(73))
        try await RequestScene.keep(scene.platform)
        try await scene.sync()
        let request = try await scene.onExchange(id)
        #expect(request.items.map(\.isReversed) == [true, true] && request.items.map(\.wasMistake) == [true, false])
        #expect(Self.reversed(request) == 1)
    }

    @Test func `ends the clock of a measure in which nothing is left`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.answered(in: scene, isTemporary: true)
        for item in [1, 2] {
            let running = try await scene.clocks(id, on: scene.platform).filter {
                $0.subjectKind == .measure && $0.state == .running
            }
            #expect(running.count == 1)
            try await scene.assess(try Self.reverse(item, by: scene.lead), id, by: scene.lead)
        }
        let clocks = try await scene.clocks(id, on: scene.platform).filter { $0.subjectKind == .measure }
        #expect(clocks.allSatisfy { $0.state == .ended })
        #expect(try await scene.assessment(id)?.measure == nil)
    }
}
