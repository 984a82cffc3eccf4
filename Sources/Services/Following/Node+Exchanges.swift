import Cooperation

extension Node {
    /// The exchanges that this node follows.
    package func exchanges() async throws -> [Exchange] {
        try await store.read { try $0.find(AggregateQuery<Exchange>(limit: 1000)) }
    }
}
