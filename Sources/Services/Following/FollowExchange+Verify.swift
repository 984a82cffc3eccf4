import Cooperation
import Synchronization
import TransparencyLog

extension FollowExchange {
    /// How many received events are proved before that is recorded.
    private static let eventsPerProof = 1000

    /// Verifies the latest checkpoint: signature, consistency with the last one, inclusion of every event received since.
    ///
    /// What was proved is recorded a page at a time, so that an interruption costs little. Only hashes that contradict each
    /// other prove anything against the exchange at once; where it does not give a proof, or no checkpoint, or one that
    /// reaches less far than before, it has `patience`.
    ///
    /// - Parameters:
    ///   - id: the exchange.
    ///   - patience: how long the exchange may owe a proof while it answers.
    /// - Returns: whether anything new was verified.
    /// - Throws: `ExchangeFailure`; `Stopped` where the log contradicts itself, owes a proof for too long, or an alarm stands.
    package func verifyLog(of id: ID<Exchange>, patience: Seconds) async throws -> Bool {
        var size: Int64?
        var isNew = false
        var failure: ExchangeFailure?
        do {
            let exchange = try await store.read { try Self.going(id, in: $0) }
            let checkpoint = try await latestCheckpoint(of: exchange)
            size = checkpoint?.size ?? 0
            if let checkpoint { isNew = try await verify(checkpoint, for: exchange) }
        } catch let error as ExchangeFailure where error.code != .cancelled {
            failure = error
        }
        // An exchange that answers with nonsense is there; one that can't be reached may be away.
        let didAnswer = size != nil || failure?.code == .malformed
        try await requireProof(of: id, to: size, isPresent: status.takeAnswer() || didAnswer, patience)
        if let failure { throw failure }
        return isNew
    }

    private func requireProof(
        of id: ID<Exchange>,
        to size: Int64?,
        isPresent: Bool,
        _ patience: Seconds
    ) async throws {
        let debt = try await store.read { try Self.debt(of: id, to: size, in: $0) }
        let now = node.clock()
        let isOver = memory.patience.withLock { $0.look(for: debt, isPresent: isPresent, at: now, limit: patience) }
        if isOver { throw try await raise(.missingLeaf, at: id) }
    }

    /// Verifies a checkpoint as far as it goes.
    private func verify(_ checkpoint: Checkpoint, for exchange: Exchange) async throws -> Bool {
        let prover = LogProver(connection: connection, cache: memory.tiles)
        guard try await isConsistent(checkpoint, with: exchange, prover) else {
            throw try await raise(.inconsistentCheckpoint, at: exchange.id)
        }
        return checkpoint.size < exchange.verifiedSize ? false : try await prove(checkpoint, for: exchange, prover)
    }

    private func latestCheckpoint(of exchange: Exchange) async throws -> Checkpoint? {
        guard let bytes = try await connection.checkpoint() else { return nil }
        do throws(NoteError) {
            return try Checkpoint.open(bytes, by: NoteVerifierKey(parsing: exchange.verifierKey))
        } catch {
            switch error.code {
            case .badSignature, .noKnownSignature, .otherOrigin: throw try await raise(.wrongSigner, at: exchange.id)
            case .malformedKey, .malformedNote, .malformedCheckpoint, .tooLarge:
                throw ExchangeFailure(.malformed, "What the exchange gives for a checkpoint is none.")
            }
        }
    }

    private func isConsistent(
        _ checkpoint: Checkpoint,
        with exchange: Exchange,
        _ prover: LogProver
    ) async throws -> Bool {
        guard let root = exchange.verifiedRoot.flatMap({ LogHash(hex: $0) }) else { return true }
        let known = (size: exchange.verifiedSize, root: root)
        let new = (size: checkpoint.size, root: checkpoint.root)
        return new.size < known.size
            ? try await prover.isBeginning(new, of: known) : try await prover.isBeginning(known, of: new)
    }

    /// Proves the inclusion of what was received, page by page, and records each page.
    private func prove(_ checkpoint: Checkpoint, for exchange: Exchange, _ prover: LogProver) async throws -> Bool {
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

    /// What the exchange owes after a look at its checkpoint, which covers so many leaves as far as that could be told.
    private static func debt(
        of id: ID<Exchange>,
        to size: Int64?,
        in reading: any StoreReading
    ) throws -> ProofPatience.Debt? {
        let exchange = try going(id, in: reading)
        if let size, size < exchange.verifiedSize { return .growth(to: exchange.verifiedSize) }
        let first = try reading.received(from: id, after: exchange.provenThrough + 1, limit: 1).first
        return first.map { .leaf(at: $0.position) }
    }
}

extension StoreReading {
    /// What came from an exchange, with its position in this node's journal.
    fileprivate func received(
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
