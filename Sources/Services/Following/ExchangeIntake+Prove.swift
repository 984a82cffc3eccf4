import Cooperation
import TransparencyLog

extension ExchangeIntake {
    /// How many received events are proved before that is recorded.
    private static let eventsPerProof = 1000

    /// Verifies a checkpoint as far as it goes.
    ///
    /// What was proved is recorded a page at a time, so that an interruption costs little.
    ///
    /// - Parameters:
    ///   - checkpoint: the checkpoint, whose signature was verified.
    ///   - exchange: the exchange as it is known.
    ///   - prover: what the proofs come from.
    /// - Returns: whether anything new was verified.
    /// - Throws: `Stopped` where the log contradicts itself, or an alarm stands; what the prover throws where it lacks a
    ///   proof.
    func verify(
        _ checkpoint: Checkpoint,
        for exchange: Exchange,
        by prover: some LogProving
    ) async throws -> Bool {
        guard try await isConsistent(checkpoint, with: exchange, prover) else {
            throw try await raise(.inconsistentCheckpoint, at: exchange.id)
        }
        return checkpoint.size < exchange.verifiedSize ? false : try await prove(checkpoint, for: exchange, prover)
    }

    private func isConsistent(
        _ checkpoint: Checkpoint,
        with exchange: Exchange,
        _ prover: some LogProving
    ) async throws -> Bool {
        guard let root = exchange.verifiedRoot.flatMap({ LogHash(hex: $0) }) else { return true }
        let known = (size: exchange.verifiedSize, root: root)
        let new = (size: checkpoint.size, root: checkpoint.root)
        return new.size < known.size
            ? try await prover.isBeginning(new, of: known) : try await prover.isBeginning(known, of: new)
    }

    /// Proves the inclusion of what was received, page by page, and records each page.
    private func prove(_ checkpoint: Checkpoint, for exchange: Exchange, _ prover: some LogProving) async throws -> Bool
    {
        let id = exchange.id
        var provenThrough = exchange.provenThrough
        var isNew = false
        while true {
            let from = provenThrough + 1
            let page = try await store.read { reading in
                try reading.received(from: id, after: from, limit: Self.eventsPerProof)
                    .prefix { $0.event.position < checkpoint.size }
            }
            for (_, event) in page {
                guard let leaf = LogHash(hex: event.leafHash) else {
                    throw StoreError(.damaged, "A received event has no leaf hash; run 'perisai log verify'.")
                }
                guard try await prover.isIncluded(leaf, at: event.position, in: checkpoint) else {
                    throw try await raise(.missingLeaf, at: id)
                }
            }
            provenThrough = page.last?.position ?? provenThrough
            isNew = try await record(checkpoint, provenThrough: provenThrough, for: id) || isNew
            guard page.count == Self.eventsPerProof else { return isNew }
        }
    }

    private func record(
        _ checkpoint: Checkpoint,
        provenThrough: Int64,
        for id: ID<Exchange>
    ) async throws -> Bool {
        let author = author
        let (isNew, alarm) = try await store.write { transaction in
            let acts = try Exchange.decide(
                Self.going(id, in: transaction),
                .verifyCheckpoint(size: checkpoint.size, root: checkpoint.root.hex, provenThrough: provenThrough),
                id: id
            )
            for act in acts { try transaction.append(act, by: author) }
            return (!acts.isEmpty, try transaction.load(Exchange.self, id)?.alarm)
        }
        status.note(alarm)
        return isNew
    }
}

extension StoreReading {
    /// What came from an exchange, with its position in this node's journal.
    func received(
        from exchange: ID<Exchange>,
        after position: Int64,
        limit: Int
    ) throws -> [(position: Int64, event: EventReceived)] {
        let query = EventQuery(
            from: position,
            subject: exchange.identifier,
            types: [EventReceived.type],
            limit: limit
        )
        return try events(query).map { ($0.position, try $0.payload(EventReceived.self)) }
    }
}
