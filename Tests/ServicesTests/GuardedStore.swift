import Services
import Synchronization

/// A store that counts who comes to the writer, and before whose writes something may happen.
final class GuardedStore: Store {
    private let store: any Store
    private let before: @Sendable (_ number: Int) async throws -> Void
    private let writes = Mutex(0)

    /// Makes a store.
    ///
    /// - Parameters:
    ///   - store: what it stands before.
    ///   - before: told the number of each write, from 1; where it throws, nothing is written.
    init(_ store: any Store, before: @escaping @Sendable (_ number: Int) async throws -> Void = { _ in }) {
        self.store = store
        self.before = before
    }

    /// How many came to the writer, also those whose writing failed.
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
        let number = writes.withLock { writes in
            writes += 1
            return writes
        }
        try await before(number)
        return try await store.write(body)
    }
}

extension TestNode {
    /// The same node over another store, or with something that looks at items.
    func node(over store: (any Store)? = nil, looking: (any AddressLooking)? = nil) -> Node {
        Node(
            store: store ?? self.store,
            clock: node.clock,
            calendar: node.calendar,
            randomBytes: node.randomBytes,
            identity: node.identity,
            secrets: node.secrets,
            settings: node.settings,
            search: node.search,
            media: node.media,
            looks: looking.map { ItemLooks(looking: $0) },
            log: node.log
        )
    }
}
