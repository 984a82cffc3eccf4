import Cooperation
import Fingerprints
import Services
import Testing

@Suite struct OverviewPageTests {
    /// What the page shows of one series.
    private struct Chart {
        struct Bar {
            let height: Int
            let day: String
            let count: Int64
        }

        struct Row {
            let day: String
            let count: Int64
        }

        /// The oldest day first.
        let bars: [Bar]
        /// The table behind it, newest day first.
        let rows: [Row]

        init(_ title: String, in page: LiveConsole.Page) throws {
            let start = try #require(page.text.firstRange(of: "<h2>\(title)</h2>"))
            let rest = page.text[start.upperBound...]
            let end = try #require(rest.firstRange(of: "</section>"))
            let section = rest[..<end.lowerBound]
            let bar = #/<rect class="bar" [^>]*height="([0-9]+)"><title>([^<]+): ([0-9]+)<\/title>/#
            bars = try section.matches(of: bar).map { match in
                try Bar(
                    height: #require(Int(match.output.1)),
                    day: String(match.output.2),
                    count: #require(Int64(match.output.3))
                )
            }
            let row = #/data-label="Day \(UTC\)"><span>([^<]+)<\/span><\/td>\s*<td[^>]*><span>([0-9]+)<\/span>/#
            rows = try section.matches(of: row).map { match in
                try Row(day: String(match.output.1), count: #require(Int64(match.output.2)))
            }
        }
    }

    private static func check(_ hash: Hash256, _ reference: String, in world: SmallWorld) async throws -> Verdict {
        let request = try CheckRequest(
            kind: .fingerprints,
            prints: [CheckRequest.Print(fingerprint: Fingerprint(pdq: hash))],
            context: try CheckRequest.Context(reference: reference, link: nil, account: nil)
        )
        return try await world.node.check(request, by: try world.caller(.check)).verdict
    }

    @Test func `each chart shows its own figures, and the table behind it the same ones`() async throws {
        let world = try await SmallWorld(of: 1)
        try await world.node.counter.flush()
        world.platform.clock.advance(.days(1))
        let unknown = Hash256(.max, .max, .max, .max)
        for number in 0..<2 { #expect(try await Self.check(unknown, "TEST new \(number)", in: world) == .clear) }
        #expect(try await Self.check(SmallWorld.hash, "TEST known", in: world) == .review)
        try await world.node.counter.flush()
        let days = try await world.node.overview(for: world.visit).days
        let series: [(title: String, counts: [Int64])] = [
            ("Checks", days.map(\.checks)), ("Matches", days.map(\.matches)), ("Decisions", days.map(\.decisions)),
            ("Reversals", days.map(\.reversals)),
        ]
        try #require(series.allSatisfy { $0.counts.contains { $0 > 0 } })
        try #require(Set(series.map(\.counts)).count == series.count, "No two look alike.")
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.browser(.reviewer).page("/console")
            #expect(page.status == 200 && page.text.matches(of: #/<svg class="chart"/#).count == series.count)
            for (title, counts) in series {
                let chart = try Chart(title, in: page)
                #expect(chart.bars.map(\.count) == counts, "\(title)")
                #expect(chart.rows.map(\.count) == Array(counts.reversed()), "\(title)")
                #expect(chart.rows.map(\.day) == Array(chart.bars.map(\.day).reversed()), "\(title)")
                #expect(chart.bars.allSatisfy { ($0.height == 0) == ($0.count == 0) }, "\(title)")
                let most = counts.max() ?? 0
                let highest = chart.bars.map(\.height).max()
                #expect(chart.bars.filter { $0.height == highest }.allSatisfy { $0.count == most }, "\(title)")
                let sum = counts.reduce(0, +)
                #expect(page.shows("\(title) over 30 days: \(sum) altogether, at most \(most) a day"))
            }
        }
    }

    @Test func `whoever may not read cases is shown no figures of them`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let page = try await console.browser(.curator).page("/console")
            #expect(page.status == 200 && !page.shows("class=\"chart\"") && !page.shows("Cases I work on"))
        }
    }
}
