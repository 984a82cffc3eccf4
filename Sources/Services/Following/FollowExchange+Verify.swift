import Cooperation
import Synchronization
import TransparencyLog

extension FollowExchange {
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
            let exchange = try await store.read { try ExchangeIntake.going(id, in: $0) }
            let checkpoint = try await latestCheckpoint(of: exchange)
            size = checkpoint?.size ?? 0
            status.noteCheckpoint(size: checkpoint?.size ?? 0, at: node.clock())
            if let checkpoint {
                let prover = LogProver(connection: connection, cache: memory.tiles)
                isNew = try await settlingAlarms { try await intake.verify(checkpoint, for: exchange, by: prover) }
            }
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

    /// What the exchange owes after a look at its checkpoint, which covers so many leaves as far as that could be told.
    private static func debt(
        of id: ID<Exchange>,
        to size: Int64?,
        in reading: any StoreReading
    ) throws -> ProofPatience.Debt? {
        let exchange = try ExchangeIntake.going(id, in: reading)
        if let size, size < exchange.verifiedSize { return .growth(to: exchange.verifiedSize) }
        let first = try reading.received(from: id, after: exchange.provenThrough + 1, limit: 1).first
        return first.map { .leaf(at: $0.position) }
    }
}
