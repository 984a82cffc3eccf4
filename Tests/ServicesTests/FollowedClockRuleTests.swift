import Cooperation
import Services
import Store
import Testing

/// The clock registry of an exchange, and the nodes that follow it.
@Suite struct `The clock registry of an exchange` {
    private static func draft(_ text: String, _ seconds: Int64) throws -> ClockRuleDraft {
        try ClockRuleDraft(
            code: #require(ClockCode(text)),
            summary: "TEST \(seconds)",
            terms: ClockTerms(duration: ClockDuration(.seconds, seconds), start: .received),
            source: "TEST law",
            sourceDate: #require(CivilDate("2026-11-01"))
        )
    }

    private static func length(
        _ text: String,
        on scene: RequestScene,
        for exchange: ID<Exchange>? = nil
    ) async throws -> Int64? {
        let code = try #require(ClockCode(text))
        return try await scene.platform.store.read { reading in
            try reading.clockRule(inForce: code, for: exchange)?.terms.duration.count
        }
    }

    /// A scene whose rules came with the program, as those of a node that was just set up.
    private static func scene() async throws -> RequestScene {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let platform = try await TestNode("TEST Third", kind: .platform)
        for node in [exchange, platform] {
            let author = Author.node(of: node.administrator.organisation.id)
            _ = try await node.store.write { try $0.importClockRules(ClockRuleText.first(), by: author) }
        }
        return try await RequestScene(exchange, platform)
    }

    @Test func `reaches followers with its texts, and goes before the rules that came with their program`() async throws
    {
        let scene = try await Self.scene()
        let hour = try await Self.length("EU_TCO_REMOVAL", on: scene)
        _ = try await scene.exchange.node.importClockRules(
            [Self.draft("EU_TCO_REMOVAL", 1800), Self.draft("TEST_NEW", 60)],
            by: scene.secretary
        )
        try await scene.receiveAll()
        #expect(hour == 3600)
        #expect(try await Self.length("EU_TCO_REMOVAL", on: scene) == 1800)
        #expect(try await Self.length("TEST_NEW", on: scene) == 60)
        let rules = try await scene.platform.node.clockRules(limit: 1000).rules
        let followed = try #require(rules.first { $0.rule.code.description == "TEST_NEW" })
        #expect(followed.summary == "TEST 60" && followed.rule.origin?.exchange == scene.followed)
        #expect(
            try await RequestScene.code {
                try await scene.platform.node.retireClockRule(followed.rule.id, by: scene.platform.administrator)
            } == "kept-elsewhere"
        )
        let id = try #require(
            try await scene.exchange.node.clockRules(limit: 1000).rules.last { $0.rule.code.description == "TEST_NEW" }
        ).rule.id
        _ = try await scene.exchange.node.retireClockRule(id, by: scene.secretary)
        try await scene.receiveAll()
        #expect(try await Self.length("TEST_NEW", on: scene) == nil)
    }

    @Test func `ends nothing here at once by retiring a row that this register never had`() async throws {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let platform = try await TestNode("TEST Third", kind: .platform)
        let rows = try ClockRuleText.first()
        _ = try await exchange.node.importClockRules(rows, by: exchange.administrator)
        // As an older program began.
        let older = rows.filter { $0.code.description != "INT_PRESERVE" }
        #expect(older.count == rows.count - 1)
        _ = try await platform.node.importClockRules(older, by: platform.administrator)
        let scene = try await RequestScene(exchange, platform)
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        func kept() async throws -> Timestamp? {
            try await platform.node.assessment(ID(id.identifier), for: scene.counsel).keptUntil
        }
        let before = try await kept()
        let now = platform.clock.now
        #expect(before.map { $0 > now + .days(100) } == true)
        let rule = try #require(
            try await exchange.node.clockRules(limit: 1000).rules.first { $0.rule.code.description == "INT_PRESERVE" }
        ).rule.id
        _ = try await exchange.node.retireClockRule(rule, by: scene.secretary)
        try await scene.receiveAll()
        let after = try await kept()
        #expect(after.map { $0 > now + .days(100) } == true)
    }

    @Test func `overwrites nothing that the people of a follower decided, and times what the exchange keeps`()
        async throws
    {
        let scene = try await Self.scene()
        let keeper = try await scene.platform.person(.administrator)
        let node = scene.platform.node
        _ = try await node.importClockRules([Self.draft("EU_TCO_REMOVAL", 1200)], by: keeper)
        _ = try await scene.exchange.node.importClockRules([Self.draft("EU_TCO_REMOVAL", 1800)], by: scene.secretary)
        try await scene.receiveAll()
        #expect(try await Self.length("EU_TCO_REMOVAL", on: scene) == 1200)
        #expect(try await Self.length("EU_TCO_REMOVAL", on: scene, for: scene.followed) == 1800)
        // So that this node's clock is not behind the exchange's receipt.
        scene.platform.clock.advance(.minutes(1))
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let here = try #require(try await scene.clocks(id, on: scene.platform).first { $0.subjectKind == .request })
        let there = try #require(try await scene.onExchange(id).dueAt)
        // The clocks of the two differ by some microseconds, as clocks of machines do.
        #expect(abs(here.deadline.microseconds - there.microseconds) < 1_000_000, "Both sides watch one deadline.")
        let code = try #require(ClockCode("EU_TCO_REMOVAL"))
        let own = try await scene.platform.store.read { try $0.ownClockRule(inForce: code) }
        _ = try await node.retireClockRule(try #require(own).id, by: keeper)
        #expect(try await Self.length("EU_TCO_REMOVAL", on: scene) == nil, "No clock, as its people decided.")
        _ = try await scene.exchange.node.importClockRules([Self.draft("EU_TCO_REMOVAL", 900)], by: scene.secretary)
        try await scene.receiveAll()
        #expect(try await Self.length("EU_TCO_REMOVAL", on: scene) == nil)
        #expect(try await Self.length("EU_TCO_REMOVAL", on: scene, for: scene.followed) == 900)
    }
}
