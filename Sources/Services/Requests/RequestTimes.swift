import Cooperation

/// One look at what time demands of requests: each by itself, so that one that can't be done holds up no other.
struct RequestTimes {
    let node: Node
    /// What is stuck, and is not tried now.
    let known: Set<Identifier>
    /// How many are looked at at once.
    let batch: Int
    /// How many acts followed.
    private(set) var count = 0
    /// What could not be done.
    private(set) var stuck: RequestKeeper.Stuck?

    init(node: Node, known: Set<Identifier>, batch: Int) {
        self.node = node
        self.known = known
        self.batch = batch
    }

    /// Does something to each of those that are due.
    ///
    /// - Parameters:
    ///   - type: what they are.
    ///   - conditions: which are due.
    ///   - facet: since when they are due.
    ///   - isOwn: to which of them it is done.
    ///   - work: what is done, which takes them off the list; returns how many acts followed.
    /// - Throws: `StoreError` where the store can't write, or read; `CancellationError`.
    mutating func go<A: Aggregate>(
        _ type: A.Type,
        _ conditions: [AggregateQuery<A>.Condition],
        by facet: A.Facet,
        where isOwn: (A) -> Bool = { _ in true },
        _ work: @escaping @Sendable (ID<A>, any StoreTransaction) throws -> Int
    ) async throws {
        var query = AggregateQuery<A>(conditions, order: .ascending(facet), limit: batch)
        while true {
            let page = try await node.store.read { [query] reading in try reading.find(query) }
            // What others do stays on the list too.
            var isPassed = !page.allSatisfy(isOwn)
            for one in page where isOwn(one) {
                let id = one.id
                guard !known.contains(id.identifier) else {
                    isPassed = true
                    continue
                }
                do {
                    let acts = try await node.store.write { transaction in try work(id, transaction) }
                    count += acts
                } catch {
                    guard error.isAboutOneThing else { throw error }
                    var found = stuck ?? RequestKeeper.Stuck(cause: error)
                    found.subjects.insert(id.identifier)
                    stuck = found
                    isPassed = true
                }
            }
            // What is stuck stays at the head of the list; others wait behind it.
            guard isPassed, page.count == batch, let last = page.last else { return }
            query.after = .init(value: last.value(of: facet), id: last.id)
        }
    }
}
