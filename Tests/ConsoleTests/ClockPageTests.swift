import Cooperation
import Services
import Store
import Testing

@Suite struct ClockPageTests {
    private static func start(_ count: Int, on platform: TestPlatform) async throws {
        let own = platform.administrator.organisation.id
        let calendar = platform.node.calendar
        let code = try #require(ClockCode("NZ_TAKEDOWN"))
        try await platform.store.write { transaction in
            let now = transaction.now
            for _ in 0..<count {
                let start = ClockStart(
                    about: transaction.newIdentifier(),
                    .request,
                    owner: own,
                    startedAt: now,
                    authorityZone: .utc
                )
                _ = try transaction.startClock(code, start, calendar: calendar, by: .node(of: own))
            }
        }
    }

    @Test
    func `a person's clocks are shown with the zone's time, UTC and what is left, on their page and the overview`()
        async throws
    {
        let platform = try await TestPlatform()
        _ = try await platform.node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.counsel)
            #expect(try await browser.page("/console/clocks").shows("None."))
            #expect(try await !browser.page("/console").shows("My next clocks"))
            try await Self.start(7, on: platform)
            let clocks = try await browser.page("/console/clocks")
            #expect(clocks.shows("7 clocks") && clocks.shows("NZ_TAKEDOWN") && clocks.shows("+00:00 (UTC)"))
            #expect(clocks.text.matches(of: #/<time datetime="[0-9T:.Z-]+" data-clock>/#).count == 7)
            #expect(clocks.shows(" UTC</time>"))
            let overview = try await browser.page("/console")
            #expect(overview.shows("My next clocks") && overview.shows("5 clocks"))
        }
    }

    @Test func `whoever keeps the registry confirms and retires a rule, and others only read it`() async throws {
        let platform = try await TestPlatform()
        let rules = try await platform.node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        let path = "/console/clocks/rules/\(try #require(rules.first).rule.id)"
        try await LiveConsole.serving(platform) { console in
            let reader = try await console.browser(.counsel)
            let list = try await reader.page("/console/clocks/rules")
            #expect(list.shows("35 rules") && list.shows("EU_TCO_REMOVAL") && list.shows("Not confirmed"))
            let page = try await reader.page(path)
            #expect(page.shows("Regulation (EU) 2021/784") && page.shows("30 minutes before the end"))
            #expect(page.shows("1 hour") && !page.shows("/retirement"))
            let keeper = try await console.browser(.administrator)
            let confirmation = ["confirmedOn": "2026-11-20", "confirmedBy": "TEST lawyer"]
            let confirmed = try await keeper.send(path + "/confirmation", confirmation, from: path)
            #expect(confirmed.shows("TEST lawyer") && confirmed.shows("2026-11-20"))
            let undated = ["confirmedOn": "", "confirmedBy": "TEST lawyer"]
            #expect(try await keeper.send(path + "/confirmation", undated, from: path).status == 422)
            #expect(try await keeper.send(path + "/retirement", [:], from: path).shows("Retired"))
        }
    }
}
