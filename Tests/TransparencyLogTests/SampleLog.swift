import CanonicalJSON
import SeededRandomness
import TransparencyLog

/// A small invented log with one decision in it that was made and carried out, and the receipts of that decision.
struct SampleLog {
    let signer: NoteSigner
    let commitments: [EventCommitment]
    let note: SignedNote
    /// The decision's places in the log.
    let indices: [Int64] = [4, 9]
    private let hashes: [TreeNode: LogHash]

    init(seed: UInt64 = 7, size: Int = 13) throws {
        var random = SplitMix64(seed: seed)
        signer = try SeededEvents.signer(&random)
        commitments = try (0..<size).map { index in
            if index == 4 { return try SeededEvents.decision(&random) }
            return try EventCommitment(
                eventSalt: SeededEvents.salt(&random),
                open: [
                    .actor: "0190a000-0000-7000-8000-000000000009",
                    .organisation: "0190a000-0000-7000-8000-000000000002",
                    .subject: "0190a000-0000-7000-8000-000000000003", .time: "2026-03-04T06:00:00.000000Z",
                    .type: index == 9 ? "decision.carriedOut" : "signal.verified", .version: 1,
                    SeededEvents.name("fact.at"): "2026-03-04T05:59:00.000000Z",
                ],
                sealed: [:]
            )
        }
        var frontier = TreeFrontier()
        var hashes: [TreeNode: LogHash] = [:]
        for commitment in commitments { frontier.append(commitment.leafHash) { hashes[$0] = $1 } }
        self.hashes = hashes
        note = try Checkpoint(origin: signer.verifierKey.name.text, size: frontier.size, root: frontier.root)
            .signed(by: signer)
    }

    /// Fails where a subtree is asked for that is not complete.
    func hash(_ node: TreeNode) throws -> LogHash {
        guard let hash = hashes[node] else { throw ProofError(code: .missingTile) }
        return hash
    }

    func events(where isShown: (FieldName) -> Bool) throws -> [ReceiptEvent] {
        try indices.map { index in
            let proof = try InclusionProof.generate(index: index, size: Int64(commitments.count), hash: hash)
            return ReceiptEvent(
                index: index,
                event: commitments[Int(index)].disclosed(where: isShown),
                path: proof.path
            )
        }
    }

    /// What the person concerned is given: all but who acted.
    func personReceipt() throws -> Receipt {
        try Receipt(events: events { $0 != .actor }, checkpoint: note, signer: signer.verifierKey)
    }

    /// What everyone may see: no sealed part, no actor.
    func publicReceipt() throws -> Receipt {
        try Receipt(events: events { !$0.isSealed && $0 != .actor }, checkpoint: note, signer: signer.verifierKey)
    }
}
