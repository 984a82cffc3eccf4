import Services
import Synchronization

/// A store before whose writes something happens.
final class GuardedStore: Store {
    private let store: any Store
    private let before: @Sendable (_ number: Int) async throws -> Void
    private let writes = Mutex(0)

    /// Makes a store.
    ///
    /// - Parameters:
    ///   - store: what it stands before.
    ///   - before: told the number of each write, from 1; where it throws, nothing is written.
    init(_ store: any Store, before: @escaping @Sendable (_ number: Int) async throws -> Void) {
        self.store = store
        self.before = before
    }

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
