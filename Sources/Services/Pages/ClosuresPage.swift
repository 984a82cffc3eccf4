import Cooperation

/// A decision that waits for a second person, with the name of the first.
package struct ProposedClosure: Sendable {
    package let decision: Decision
    /// `nil` once it was erased.
    package let person: String?
}

extension Node {
    /// The decisions that a second person is asked about, what ends first before the rest.
    ///
    /// - Parameter limit: how many at most.
    /// - Returns: the decisions with the names of those who made them.
    /// - Throws: `StoreError`.
    package func proposedClosures(limit: Int) async throws -> [ProposedClosure] {
        try await store.read { reading in
            let found = try reading.find(
                AggregateQuery<Decision>(
                    [.isGreater(.closureDueAt, 0)],
                    order: .ascending(.closureDueAt),
                    limit: limit
                )
            )
            let names = try reading.names(of: found.compactMap(\.decidedBy))
            return found.map { ProposedClosure(decision: $0, person: $0.decidedBy.flatMap { names[$0] }) }
        }
    }
}
