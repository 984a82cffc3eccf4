import Cooperation
import Services
import Testing

@Suite struct `The cursor of an event` {
    private static func all(_ node: Node, after cursor: String?, limit: Int, as caller: Caller) async throws
        -> (positions: [Int64], cursors: [String])
    {
        var (positions, cursors, cursor): ([Int64], [String], String?) = ([], [], cursor)
        while true {
            let page = try await node.readEvents(
                cursor: cursor,
                limit: limit,
                wait: Seconds(0),
                by: caller
            ) { caller }
            #expect(page.cursors.count == page.events.count)
            if page.events.isEmpty, page.cursor == cursor { return (positions, cursors) }
            positions += page.events.map(\.position)
            cursors += page.cursors
            cursor = page.cursor
        }
    }

    /// Also in the midst of what comes late, after an agreement was joined.
    @Test(arguments: [1, 3, 500]) func `goes on with all that comes after it, and with nothing else`(limit: Int)
        async throws
    {
        let world = try await `Main job`.world(joinsFirst: false)
        for number: UInt64 in 1...4 { _ = try await `Main job`.propose(`Main job`.hash(number), in: world) }
        _ = try await world.exchange.node.acceptAgreement(world.agreement, by: world.joinLater)
        for number: UInt64 in 5...7 { _ = try await `Main job`.propose(`Main job`.hash(number), in: world) }
        let node = world.exchange.node
        let whole = try await Self.all(node, after: nil, limit: limit, as: world.joinLater)
        // What came before the joining comes after it.
        #expect(whole.positions != whole.positions.sorted())
        #expect(Set(whole.positions).count == whole.positions.count)
        for (index, cursor) in whole.cursors.enumerated() {
            let rest = try await Self.all(node, after: cursor, limit: limit, as: world.joinLater)
            #expect(rest.positions == Array(whole.positions[(index + 1)...]), "after event \(index)")
        }
    }
}
