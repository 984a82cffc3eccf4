import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

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

    /// Which fields the authority is shown of each item that was undone, in its events and in its receipt.
    private static func shown(
        of id: ID<Request>,
        in scene: RequestScene
    ) async throws -> (events: [Set<String>], receipt: [Set<String>]) {
        let (node, caller) = (scene.exchange.node, scene.officer.caller)
        var (events, cursor): ([Set<String>], String?) = ([], nil)
        while true {
            let page = try await node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: caller) { caller }
            for slice in page.events where slice.event.value(of: .type)?.stringValue == RequestItemReversed.type {
                events.append(Set(slice.event.shownFields.map(\.name.text)))
            }
            if page.events.isEmpty, page.cursor == cursor { break }
            cursor = page.cursor
        }
        _ = try await node.log.sign()
        let bytes = try await node.requestReceipt(of: id, item: nil, view: .authority, for: caller)
        let receipt = try Receipt.parse(bytes).events.map(\.event)
            .filter { $0.value(of: .type)?.stringValue == RequestItemReversed.type }
            .map { Set($0.shownFields.map(\.name.text)) }
        return (events, receipt)
    }

    @Test func `looks to the authority like what was undone because it was forged: of neither it reads why`()
        async throws
    {
        let (mistaken, forged) = (try await RequestScene.make(), try await RequestScene.make())
        let wrong = try await Self.answered(in: mistaken)
        for item in [1, 2] {
            try await mistaken.assess(try Self.reverse(item, by: mistaken.lead), wrong, by: mistaken.lead)
        }
        try await mistaken.sync()
        let found = try await Self.answered(in: forged)
        try await `The answer to a forged request`.lock(found, in: forged)
        try await `The answer to a forged request`.find(found, in: forged)
        try await forged.sync()
        let (plain, secret) = (
            try await Self.shown(of: wrong, in: mistaken), try await Self.shown(of: found, in: forged)
        )
        #expect(plain.events.count == 2 && plain.receipt.count == 2)
        #expect(plain.events == secret.events && plain.receipt == secret.receipt)
        let all = plain.events + plain.receipt
        #expect(all.allSatisfy { $0.contains("fact.number") && !$0.contains("sealed.reasons") })
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
