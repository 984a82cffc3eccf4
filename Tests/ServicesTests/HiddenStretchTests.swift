import Cooperation
import Services
import Store
import Testing

@Suite struct `A stretch of the journal that is hidden from a reader` {
    /// An exchange with a long stretch that no member may read.
    private static func exchange(hiding length: Int) async throws -> (exchange: TestNode, reader: Caller) {
        var settings = NodeSettings()
        settings.eventScan.eventsMax = 500
        let exchange = try await TestNode("TEST Secretariat", kind: .secretariat, isExchange: true, settings: settings)
        let member = try await exchange.member("TEST Lentera", .platform, interests: nil)
        let organisation = exchange.administrator.organisation.id
        try await exchange.store.write { transaction in
            let counted = ChecksCounted(from: transaction.now, until: transaction.now, counts: [:], repeats: 0)
            for _ in 0..<length {
                _ = try transaction.append(Act(counted, on: organisation), by: .node(of: organisation))
            }
        }
        return (exchange, member.administrator)
    }

    private static func read(
        _ exchange: TestNode,
        _ cursor: String?,
        wait: Int64,
        by reader: Caller
    ) async throws -> EventPage {
        try await exchange.node.readEvents(cursor: cursor, limit: 500, wait: Seconds(wait), by: reader) { reader }
    }

    @Test func `is passed a piece at a time, each with a cursor, by one who does not wait`() async throws {
        let (exchange, reader) = try await Self.exchange(hiding: 1100)
        _ = try await exchange.member("TEST Suara", .civilSociety, interests: nil)
        var cursor: String?
        var (pages, empty, found) = (0, 0, 0)
        while true {
            let page = try await Self.read(exchange, cursor, wait: 0, by: reader)
            pages += 1
            found += page.events.count
            if page.events.isEmpty {
                if page.cursor == cursor { break }
                empty += 1
            }
            cursor = page.cursor
            try #require(pages < 100)
        }
        #expect(empty >= 1, "A page may bring nothing but a cursor.")
        #expect(found > 4, "What stands behind the stretch is reached.")
        // At the end nothing changes any more.
        #expect(try await Self.read(exchange, cursor, wait: 0, by: reader).cursor == cursor)
    }

    @Test func `is passed in one go by one who waits`() async throws {
        let (exchange, reader) = try await Self.exchange(hiding: 600)
        var cursor: String?
        repeat {
            cursor = try await Self.read(exchange, cursor, wait: 0, by: reader).cursor
        } while try await Self.read(exchange, cursor, wait: 0, by: reader).events.isEmpty == false
        _ = try await exchange.member("TEST Suara", .civilSociety, interests: nil)
        let page = try await Self.read(exchange, cursor, wait: 30, by: reader)
        #expect(!page.events.isEmpty)
    }
}
