import Cooperation
import Logging
import Synchronization
import TransparencyLog

/// Has the node's checkpoints cosigned by its witnesses.
///
/// The newest checkpoint alone is asked for; when enough witnesses for the policy have cosigned it, it is kept with their
/// lines. A witness that fails is left alone for a while that grows.
package final class WitnessKeeper: Sendable {
    /// How often it is looked whether there is a new checkpoint.
    private static let interval = Duration.seconds(1)
    /// After how long a witness that failed is asked again, at first and at most.
    private static let pauseFirst = Seconds(2)
    private static let pauseMax = Seconds(60)

    /// What is known of one witness.
    struct Standing: Sendable {
        /// The size that it cosigned last, as far as is known.
        var size: Int64 = 0
        /// When it is asked again, after a failure.
        var restsUntil: Timestamp?
        var pause = WitnessKeeper.pauseFirst
        /// Whether it saw another history of the log when it was asked last.
        var isContradicting = false
        /// Its lines for the checkpoint that is being cosigned.
        var signatures: [NoteSignature] = []
    }

    private struct Round: Sendable {
        var size: Int64 = -1
        var isDone = false
        var standings: [Standing]
    }

    private let node: Node
    private let policy: WitnessPolicy
    private let witnesses: [any WitnessAsking]
    private let round: Mutex<Round>

    /// Makes a keeper.
    ///
    /// - Parameters:
    ///   - node: whose checkpoints they are.
    ///   - policy: how many of which witnesses are enough.
    ///   - witnesses: a line to each of them that can be asked.
    package init(node: Node, policy: WitnessPolicy, witnesses: [any WitnessAsking]) {
        self.node = node
        self.policy = policy
        self.witnesses = witnesses
        round = Mutex(Round(standings: witnesses.map { _ in Standing() }))
    }

    /// The witnesses that saw another history of the log than this node has, and have not cosigned since.
    ///
    /// An operator has to find out why.
    package var contradicting: [CosignerKey] {
        let standings = round.withLock(\.standings)
        return zip(witnesses, standings).filter { $0.1.isContradicting }.map(\.0.key)
    }

    /// Has checkpoints cosigned until the task is cancelled.
    package func run(logger: Logger) async throws {
        while true {
            try await cosign(logger: logger)
            try await Task.sleep(for: Self.interval)
        }
    }

    /// Has the newest checkpoint cosigned, as far as the witnesses can be reached now.
    ///
    /// - Returns: whether it is cosigned as the policy asks.
    /// - Throws: `StoreError`.
    @discardableResult
    package func cosign(logger: Logger) async throws -> Bool {
        guard let checkpoint = node.log.latestSigned else { return false }
        let (isDone, standings) = round.withLock { round -> (Bool, [Standing]) in
            if round.size != checkpoint.size {
                round.size = checkpoint.size
                round.isDone = checkpoint.cosigned != nil
                for index in round.standings.indices { round.standings[index].signatures = [] }
            }
            return (round.isDone, round.standings)
        }
        guard !isDone else { return true }
        let now = node.clock()
        let note = try SignedNote(parsing: Array(checkpoint.note.utf8))
        let asked = try await withThrowingTaskGroup(of: (Int, Standing).self) { group in
            for (index, standing) in standings.enumerated()
            where standing.signatures.isEmpty && standing.restsUntil.map({ $0 <= now }) ?? true {
                group.addTask {
                    (index, try await self.ask(self.witnesses[index], standing, note, checkpoint, logger))
                }
            }
            return try await group.reduce(into: [Int: Standing]()) { $0[$1.0] = $1.1 }
        }
        let signatures = round.withLock { round in
            for (index, standing) in asked { round.standings[index] = standing }
            return round.standings.flatMap(\.signatures)
        }
        return try await keep(signatures, note, checkpoint)
    }

    /// Keeps the lines when they are enough.
    private func keep(
        _ signatures: [NoteSignature],
        _ note: SignedNote,
        _ checkpoint: StoredCheckpoint
    ) async throws -> Bool {
        let cosigned = try note.adding(signatures)
        let keys = try cosigned.cosignatures(by: witnesses.map(\.key)).map(\.key)
        guard !keys.isEmpty, policy.isMet(by: keys) else { return false }
        let kept = StoredCheckpoint.Cosigned(note: cosigned.encoded, witnesses: keys, time: node.clock())
        try await node.store.write { try $0.saveCosigned(kept, size: checkpoint.size) }
        round.withLock { round in
            if round.size == checkpoint.size { round.isDone = true }
        }
        return true
    }

    /// Asks one witness, once more where it names the size that it knows.
    private func ask(
        _ witness: any WitnessAsking,
        _ before: Standing,
        _ note: SignedNote,
        _ checkpoint: StoredCheckpoint,
        _ logger: Logger
    ) async throws -> Standing {
        var standing = before
        for _ in 0..<2 {
            // A witness cosigns what grew beyond what it knows, never what is behind it.
            guard standing.size <= checkpoint.size else { break }
            let request = AddCheckpointRequest(
                oldSize: standing.size,
                proof: try await proof(from: standing.size, to: checkpoint.size),
                note: note
            )
            let answer: WitnessAnswer
            do throws(WitnessFailure) {
                answer = try await witness.add(request)
            } catch {
                return failed(standing, witness, error.rawValue, logger)
            }
            switch answer {
            case .cosigned(let lines):
                // Lines of other keys are passed over.
                let own = lines.filter { witness.key.isNamed(by: $0) }.prefix(1)
                guard let found = try? note.adding(Array(own)).cosignatures(by: [witness.key]), !found.isEmpty else {
                    return failed(standing, witness, "wrong signature", logger)
                }
                standing = Standing(size: checkpoint.size, signatures: Array(own))
                return standing
            case .otherSize(let size) where size != standing.size: standing.size = size
            case .otherSize: return contradiction(standing, witness, checkpoint, logger)
            case .refused(status: 422): return contradiction(standing, witness, checkpoint, logger)
            case .refused(let status): return failed(standing, witness, "status \(status)", logger)
            }
        }
        guard standing.size <= checkpoint.size else {
            return contradiction(standing, witness, checkpoint, logger)
        }
        return failed(standing, witness, "size changes", logger)
    }

    /// A witness saw more of the log than there is, or something else at the same place.
    private func contradiction(
        _ standing: Standing,
        _ witness: any WitnessAsking,
        _ checkpoint: StoredCheckpoint,
        _ logger: Logger
    ) -> Standing {
        logger.critical(
            "a witness saw another history of this log; compare the checkpoints",
            metadata: [
                "witness": .string(witness.key.shortName), "size.here": .stringConvertible(checkpoint.size),
                "size.there": .stringConvertible(standing.size),
            ]
        )
        var next = resting(standing)
        next.isContradicting = true
        // It is asked anew for what it knows, else one that was put right would never be heard again.
        next.size = 0
        return next
    }

    private func failed(
        _ standing: Standing,
        _ witness: any WitnessAsking,
        _ reason: String,
        _ logger: Logger
    ) -> Standing {
        logger.warning(
            "a witness did not cosign",
            metadata: ["witness": .string(witness.key.shortName), "reason": .string(reason)]
        )
        return resting(standing)
    }

    private func resting(_ before: Standing) -> Standing {
        var standing = before
        standing.restsUntil = node.clock() + standing.pause
        standing.pause = min(Seconds(standing.pause.count * 2), Self.pauseMax)
        return standing
    }

    private func proof(from old: Int64, to new: Int64) async throws -> [LogHash] {
        try await node.store.read { reading in
            let reading = RememberedReading(reading)
            return try ConsistencyProof.generate(from: old, to: new) { try reading.hash(of: $0, inTreeOf: new) }.path
        }
    }
}
