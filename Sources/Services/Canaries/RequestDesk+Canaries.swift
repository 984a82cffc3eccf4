import Cooperation

extension RequestDesk {
    /// What is noted about a lock of this kind.
    private static let lockNote = "It names a target that belongs to nobody."

    /// The targets that belong to nobody which a request for data, or for data to be kept, names.
    func canaries(namedBy request: Request, in transaction: any StoreTransaction) throws -> [Canary] {
        guard request.filing.kind.asksData || request.filing.kind == .preservation else { return [] }
        let keys = try transaction.items(of: request).map { secrets.canaryKey(of: $0.address) }
        return try transaction.canaries(knownBy: Set(keys))
    }

    /// Locks what people work on for a request that names such targets, and counts it.
    ///
    /// It is locked on the word of whoever registered the target, so that another person finds what it is. The authority sees
    /// nothing of it: nothing is said, and every clock runs on as it would.
    func lock(_ id: ID<Assessment>, naming canaries: [Canary], in transaction: any StoreTransaction) throws {
        guard let last = canaries.last else { return }
        let author = Author.node(of: organisation)
        let state = try transaction.load(Assessment.self, id)
        for act in try Assessment.decide(
            state,
            .lock(factors: [.canaryTarget], note: Self.lockNote),
            id: id,
            by: last.registeredBy,
            now: transaction.now
        ) {
            try transaction.append(act, by: author)
        }
        // Practice is outside of all figures.
        guard state?.isExercise == false else { return }
        for canary in canaries {
            for act in try Canary.decide(canary, .noteNamed(by: id), id: canary.id) {
                try transaction.append(act, by: author)
            }
        }
    }
}
