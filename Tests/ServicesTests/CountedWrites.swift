import Services
import Synchronization

/// A store that counts who comes to the writer.
final class CountedWrites: Store {
    private let store: any Store
    private let writes = Mutex(0)

    init(_ store: any Store) { self.store = store }

    var count: Int { writes.withLock(\.self) }
    var takesWrites: Bool { store.takesWrites }
    var waitingWrites: Int { store.waitingWrites }
    var journalGrowth: JournalGrowth { store.journalGrowth }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReading) throws -> Result
    ) async throws -> Result {
        try await store.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        writes.withLock { $0 += 1 }
        return try await store.write(body)
    }
}

extension TestNode {
    /// The same node, which comes to its writer through a counter.
    func counting(_ writes: CountedWrites) -> Node { over(writes) }

    /// The same node over another store.
    func over(_ store: any Store) -> Node {
        Node(
            store: store,
            clock: node.clock,
            calendar: node.calendar,
            randomBytes: node.randomBytes,
            identity: node.identity,
            secrets: node.secrets,
            settings: node.settings,
            search: node.search,
            media: node.media,
            log: node.log
        )
    }
}
