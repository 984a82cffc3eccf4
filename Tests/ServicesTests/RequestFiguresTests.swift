import Cooperation
import Services
import Store
import Testing

/// What is told of requests in public.
@Suite struct `Figures of requests` {
    private static func addresses(_ count: Int) -> [String] { (1...count).map { "https://lentera.example/\($0)" } }

    @Test func `tell nothing of the month that goes on, and nothing else later of one that is over`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        // It is November 2018.
        let (_, first) = try await scene.file(Self.addresses(12))
        try await scene.refuse(first, items: 12)
        let checkpoint = try await node.log.sign()
        let before = try await node.requestFigures()
        #expect(before.periods.count == RequestFigures.monthsMax && before.journalSize == nil)
        #expect(before.periods.allSatisfy { $0.authorities.isEmpty && $0.all == nil })
        scene.home.clock.advance(.days(27))
        let (_, second) = try await scene.file(Self.addresses(15))
        try await scene.refuse(second, items: 15)
        _ = try await node.log.sign()
        let after = try await node.requestFigures()
        let month = try #require(after.periods.first)
        #expect(month.since.description.hasPrefix("2018-11-01") && month.until.description.hasPrefix("2018-12-01"))
        #expect(month.authorities.map(\.quality.answeredItems) == [12] && month.all?.refusedItems == 12)
        #expect(after.journalSize == checkpoint.size, "Not how much the platform did since.")
        #expect(after.periods.dropFirst().allSatisfy { $0.all == nil })
        // A node that starts anew tells the same.
        #expect(try await scene.home.node(looking: nil).requestFigures() == after)
        scene.home.clock.advance(.days(31))
        let later = try await node.requestFigures()
        #expect(later.periods[1] == month && later.periods[0].all?.answeredItems == 15)
    }

    @Test func `tell of no few answers, neither by themselves nor by what is left of the whole`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        let (_, few) = try await scene.file(Self.addresses(RequestFigures.countMin - 1))
        try await scene.refuse(few, items: RequestFigures.countMin - 1)
        scene.home.clock.advance(.days(40))
        let month = try #require(try await node.requestFigures().periods.first)
        #expect(month.authorities.isEmpty && month.all == nil)
        let quality = try await node.requestQuality().all
        #expect(quality.answeredItems == RequestFigures.countMin - 1, "What follows from it is reckoned all the same.")
        var enough = quality
        enough.add(quality)
        let (big, small) = (ID<Organisation>(month: 1), ID<Organisation>(month: 2))
        let span = month.since..<month.until
        let period = RequestFigures.Period(span, [big: enough, small: quality], names: [:])
        #expect(period.authorities.map(\.id) == [big])
        #expect(period.all?.answeredItems == enough.answeredItems, "Else the small one is the difference.")
        let crowd = RequestFigures.Period(span, [big: enough, small: quality, nil: quality], names: [:])
        #expect(crowd.all?.answeredItems == enough.answeredItems * 2)
    }

    @Test func `are reckoned without the writer, also where an authority is slowed down`() async throws {
        var settings = NodeSettings()
        settings.qualityThresholds = QualityThresholds(
            itemsMin: 1,
            throttlePerMille: 1,
            throttledPerDay: 1,
            suspendPerMille: 1001
        )
        let scene = try await FilingScene(settings: settings)
        let (_, real) = try await scene.file()
        try await scene.refuse(real)
        let writes = GuardedStore(scene.home.store)
        let node = scene.home.node(over: writes)
        _ = try await node.requestFigures()
        _ = try await node.requestQuality()
        #expect(try await node.suspendByQuality() == 0)
        #expect(writes.count == 0)
        #expect(try await FilingScene.code { try await scene.file() } == "authority-throttled")
    }
}

extension ID {
    fileprivate init(month number: UInt64) { self.init(Identifier(derivedHigh: 7, low: number)) }
}
