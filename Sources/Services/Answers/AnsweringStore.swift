/// A store that remembers, in the transaction of an act, how a repeat of the request that asked for it is answered.
struct AnsweringStore: Store {
    let store: any Store

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReading) throws -> Result
    ) async throws -> Result {
        try await store.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result {
        guard let scope = AnswerScope.current else { return try await store.write(body) }
        let (result, kept) = try await store.write { transaction in
            let result = try body(transaction)
            return (result, try scope.keep(result, in: transaction))
        }
        scope.committed(kept)
        return result
    }

    var takesWrites: Bool { store.takesWrites }
    var waitingWrites: Int { store.waitingWrites }
    var journalGrowth: JournalGrowth { store.journalGrowth }
}
