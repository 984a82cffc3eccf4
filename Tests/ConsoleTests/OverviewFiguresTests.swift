import Cooperation
import Services
import Store
import Testing

/// What the overview tells of the node and of the cases, in numbers.
@Suite struct `The figures of the overview` {
    /// What stands beside a term of the node's health.
    private static func lines(_ term: String, in page: LiveConsole.Page) throws -> [String] {
        try page.text.ranges(of: "<dt>\(term)</dt><dd>").map { start in
            let rest = page.text[start.upperBound...]
            let end = try #require(rest.firstRange(of: "</dd>"))
            return String(rest[..<end.lowerBound])
        }
    }

    private static func line(_ term: String, in page: LiveConsole.Page) throws -> String {
        let lines = try Self.lines(term, in: page)
        try #require(lines.count == 1, "\(term)")
        return lines[0]
    }

    /// A figure, and the part of the page that it stands on.
    private static func figure(_ title: String, in page: LiveConsole.Page) throws -> (value: Int?, card: Substring) {
        let start = try #require(page.text.firstRange(of: "<section class=\"card\"><h2>\(title)</h2>"))
        let rest = page.text[start.upperBound...]
        let end = try #require(rest.firstRange(of: "</section>"))
        let card = rest[..<end.lowerBound]
        let match = try #require(card.firstMatch(of: #/<p class="figure">([0-9]+)<\/p>/#))
        return (Int(match.output.1), card)
    }

    /// How many acts are signed, and how many there are.
    private static func signed(in page: LiveConsole.Page) throws -> [Int64] {
        let text = try Self.line("Log", in: page)
        let match = try #require(text.firstMatch(of: #/^([0-9,]+) of ([0-9,]+) acts signed, 3 hours ago$/#))
        return [match.output.1, match.output.2].compactMap { Int64($0.filter { $0 != "," }) }
    }

    @Test func `tell how far the log is signed and the index is, and what waits for exchanges`() async throws {
        let world = try await SmallWorld(of: 2)
        let size = world.platform.store.journalGrowth.size
        let hashes = world.node.search.status.hashes
        let exchanges = try await world.platform.store.read { try $0.find(AggregateQuery<Exchange>(limit: 10)) }
        try #require(hashes > 1 && exchanges.count == 2 && exchanges.allSatisfy { $0.received > 1 })
        world.platform.clock.advance(.hours(3))
        try await LiveConsole.serving(world.platform) { console in
            let browser = console.browser(session: world.session)
            let page = try await browser.page("/console")
            #expect(try Self.signed(in: page) == [size, size])
            #expect(try Self.line("Search index", in: page) == "\(hashes) hashes")
            #expect(try Self.line("Writes", in: page) == "0 wait")
            #expect(try Self.line("Words for exchanges", in: page) == "2 wait")
            let expected = exchanges.map { "\($0.received) acts received, verified up to \($0.verifiedSize)" }
            #expect(try Self.lines("Exchange", in: page).sorted() == expected.sorted())

            // The index does not follow here any more, and nothing is signed.
            _ = try await world.platform.colleague()
            let grown = world.platform.store.journalGrowth.size
            let acts = grown - size == 1 ? "1 act" : "\(grown - size) acts"
            try #require(grown > size)
            let later = try await browser.page("/console")
            #expect(try Self.signed(in: later) == [size, grown])
            let behind = "<span class=\"badge warn\">\(acts) behind</span> \(hashes) hashes"
            #expect(try Self.line("Search index", in: later) == behind)

            let guest = try await console.browser(.curator, of: world.members[0]).page("/console")
            #expect(guest.status == 200 && guest.shows("<dt>Log</dt>"))
            #expect(!guest.shows("<dt>Search index</dt>"), "It holds what is in banks that are not theirs.")
            #expect(!guest.shows("<dt>Words for exchanges</dt>") && !guest.shows("<dt>Exchange</dt>"))
        }
    }

    @Test func `tell how many cases are open, and how many the person works on`() async throws {
        let world = try await SmallWorld(of: 2)
        let cases = try await world.platform.store.read { try $0.find(AggregateQuery<Case>(limit: 100)) }
        let open = cases.filter { $0.state == .open }.count
        try #require(open > 1 && open < cases.count)
        let subject = ID<Case>(try #require(world.subjects["cases"]))
        try await LiveConsole.serving(world.platform) { console in
            let browser = console.browser(session: world.session)
            let before = try await browser.page("/console")
            #expect(try Self.figure("Cases I work on", in: before).value == 0)
            #expect(try Self.figure("Open cases", in: before).value == open)
            _ = try await world.node.assignCase(subject, by: try world.caller(.assignCases))
            let after = try await browser.page("/console")
            let (mine, others) = (
                try Self.figure("Cases I work on", in: after), try Self.figure("Open cases", in: after)
            )
            #expect(mine.value == 1 && others.value == open - 1)
            #expect(mine.card.contains("href=\"/console/queue?state=assigned&amp;assignment=me\""))
            #expect(others.card.contains("href=\"/console/queue?state=open\""))
            let colleague = try await console.browser(.reviewer).page("/console")
            #expect(try Self.figure("Cases I work on", in: colleague).value == 0)
            #expect(try Self.figure("Open cases", in: colleague).value == open - 1)
        }
    }
}
