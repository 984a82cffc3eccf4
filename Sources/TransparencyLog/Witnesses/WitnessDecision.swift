/// Whether a witness cosigns.
public enum WitnessDecision {
    /// Decides about a request.
    ///
    /// The caller must remember the checkpoint for good before it cosigns, and decide and remember in one step.
    ///
    /// - Parameters:
    ///   - request: what the log sent.
    ///   - logs: the keys of the logs that the witness watches; several may have one name.
    ///   - remembered: what was cosigned last, by the log's name; `nil` where nothing was.
    /// - Returns: the checkpoint to remember and to cosign.
    /// - Throws: `WitnessRefusal`, in the order of the checks in C2SP tlog-witness; what `remembered` throws.
    public static func decide(
        _ request: AddCheckpointRequest,
        logs: [NoteVerifierKey],
        remembered: (String) throws -> Checkpoint?
    ) throws -> Checkpoint {
        let checkpoint: Checkpoint
        do throws(NoteError) {
            checkpoint = try Checkpoint(parsing: request.note.text)
        } catch {
            throw WitnessRefusal.malformed
        }
        let keys = logs.filter { $0.name.text.hasBytes(of: checkpoint.origin) }
        guard !keys.isEmpty else { throw WitnessRefusal.unknownLog }
        do throws(NoteError) {
            _ = try request.note.verified(by: keys)
        } catch {
            throw WitnessRefusal.notSigned
        }
        guard request.oldSize <= checkpoint.size else { throw WitnessRefusal.oldSizeTooLarge }
        let last = try remembered(checkpoint.origin)
        let size = last?.size ?? 0
        guard request.oldSize == size else { throw WitnessRefusal.otherSize(cosigned: size) }
        if let last, last.size == checkpoint.size, last.root != checkpoint.root {
            throw WitnessRefusal.otherRoot(cosigned: size)
        }
        do throws(ProofError) {
            try ConsistencyProof(from: size, to: checkpoint.size, path: request.proof)
                .verify(oldRoot: last?.root ?? MerkleTree.emptyRoot, newRoot: checkpoint.root)
        } catch {
            throw WitnessRefusal.notConsistent
        }
        return checkpoint
    }
}
