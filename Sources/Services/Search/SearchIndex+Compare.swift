import Cooperation
import FingerprintSearch
import Fingerprints

extension SearchIndex {
    /// What came of comparing an index with the tables.
    package struct Comparison: Sendable, Hashable {
        /// How many hashes of live signals there are.
        package var hashes = 0
        /// How many of them the index does not find.
        package var missing = 0
        /// How many hashes the index holds besides.
        package var surplus = 0
    }

    /// How many signals are read at once.
    private static let comparedAtOnce = 1000

    /// Fills an index as a node does when it starts, and looks for every hash of every live signal in it.
    ///
    /// - Parameter store: where the tables are; nobody writes meanwhile.
    /// - Returns: what came of it.
    /// - Throws: `StoreError`.
    package static func compare(_ store: any Store) async throws -> Comparison {
        var owner = SearchIndexOwner()
        var signals: [ID<Signal>] = []
        try await owner.fill(from: store) { signal in
            signals.append(signal)
            return UInt32(signals.count - 1)
        }
        let snapshot = owner.index.snapshot()
        var comparison = Comparison()
        let live = Signal.State.live.map { FacetValue.text($0.rawValue) }
        var after: AggregateQuery<Signal>.Bookmark?
        repeat {
            let query = AggregateQuery<Signal>([.isOneOf(.state, live)], after: after, limit: comparedAtOnce)
            let page = try await store.read { try $0.find(query) }
            for signal in page {
                for print in signal.fingerprints where print.kind == .pdq {
                    comparison.hashes += 1
                    let hits = snapshot.search(try Hash256(hex: print.value), radius: 0)
                    if !hits.contains(where: { signals[Int($0.entry)] == signal.id }) { comparison.missing += 1 }
                }
            }
            after = page.count == comparedAtOnce ? page.last.map { .init(value: nil, id: $0.id) } : nil
        } while after != nil
        comparison.surplus = max(0, snapshot.count - (comparison.hashes - comparison.missing))
        return comparison
    }
}
