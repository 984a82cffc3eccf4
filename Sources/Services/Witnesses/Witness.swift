import Cooperation
import TransparencyLog

/// A witness of other people's logs: it cosigns a checkpoint when it continues what it cosigned before, and nothing else.
package final class Witness: Sendable {
    /// So many checkpoints wait already that no other is taken; it may come again later.
    package struct Full: Error {
        package init() {}
    }

    /// How many checkpoints wait while one is being cosigned.
    private static let waitingMax = 64

    private let logs: [NoteVerifierKey]
    private let cosigner: Cosigner
    private let memory: any WitnessMemory
    private let clock: @Sendable () -> Timestamp
    private let turn = AsyncTurn(waitingMax: Witness.waitingMax)

    /// Makes a witness.
    ///
    /// - Parameters:
    ///   - logs: the keys of the logs that it watches.
    ///   - cosigner: its own key.
    ///   - memory: what it cosigned; nobody else may write there meanwhile.
    ///   - clock: the time.
    package init(
        logs: [NoteVerifierKey],
        cosigner: Cosigner,
        memory: any WitnessMemory,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.logs = logs
        self.cosigner = cosigner
        self.memory = memory
        self.clock = clock
    }

    /// Its public key.
    package var key: CosignerKey { cosigner.key }

    /// Decides about a checkpoint, remembers it, and cosigns it.
    ///
    /// - Parameter body: what a log sent, `AddCheckpointRequest`.
    /// - Returns: the signature line.
    /// - Throws: `WitnessRefusal`; `Full`; what the memory throws, in which case nothing was cosigned.
    package func add(_ body: [UInt8]) async throws -> NoteSignature {
        let request = try AddCheckpointRequest(parsing: body)
        // Deciding and remembering are one step: between two requests that overlap, a size could else be put back.
        do {
            return try await turn.take { [self] in
                try await memory.apart { [self] in try decide(request) }
            }
        } catch is AsyncTurn.Full {
            throw Full()
        }
    }

    private func decide(_ request: AddCheckpointRequest) throws -> NoteSignature {
        let checkpoint = try WitnessDecision.decide(request, logs: logs) { origin in
            try memory.note(of: origin).map { try Checkpoint(parsing: SignedNote(parsing: Array($0.utf8)).text) }
        }
        let seconds = clock().microseconds / 1_000_000
        let line = try cosigner.cosign(checkpoint, seconds: seconds)
        try memory.save(request.note.encoded, of: checkpoint.origin)
        return line
    }
}
