/// The provable record of one act for one holder: some fields of a few events, their proofs, one signed checkpoint.
///
/// A value of this type is intact: every check but that of who signed was made when it came to be. The file format is
/// described in `docs/formats/receipt.md`; a receipt has exactly one encoding.
public struct Receipt: Sendable, Hashable {
    /// The format's name and version.
    public static let format = "perisai-receipt/1"

    /// The events in ascending order of their places in the log.
    public let events: [ReceiptEvent]
    /// What the log's signer said about the log.
    public let checkpoint: Checkpoint
    /// The key that signed the checkpoint, as the receipt gives it.
    public let signer: NoteVerifierKey
    /// The witnesses that cosigned the checkpoint, as the receipt gives them, in the order of their lines.
    public let witnesses: [CosignerKey]
    /// The signed checkpoint.
    public let note: SignedNote

    /// Makes a receipt and checks it as its holders will.
    ///
    /// - Parameters:
    ///   - events: from 1 to 64 events, by ascending index, with paths to the checkpoint's root.
    ///   - note: the signed checkpoint; signatures of others than the signer and the witnesses are left out.
    ///   - signer: the key of the log.
    ///   - witnesses: those whose cosignatures are kept where they are there, the first lines of each.
    /// - Throws: `ReceiptError` where anything does not fit.
    /// - Complexity: O(*fields* + *events* · log *size*) hashes and one signature check.
    public init(
        events: [ReceiptEvent],
        checkpoint note: SignedNote,
        signer: NoteVerifierKey,
        witnesses: [CosignerKey] = []
    ) throws(ReceiptError) {
        let own = note.signatures.filter { $0.keyID == signer.id && $0.name.hasBytes(of: signer.name.text) }
        let cosigned = witnesses.compactMap { key in
            note.signatures.first { key.isNamed(by: $0) }.map { (key: key, signature: $0) }
        }.prefix(ReceiptLimits.witnessesMax)
        let exact: SignedNote
        do throws(NoteError) {
            exact = try SignedNote(text: note.text, signatures: own.prefix(1) + cosigned.map(\.signature))
        } catch {
            throw ReceiptError(code: .badCheckpoint)
        }
        try self.init(events: events, exactly: exact, signer: signer, witnesses: cosigned.map(\.key))
    }

    init(
        events: [ReceiptEvent],
        exactly note: SignedNote,
        signer: NoteVerifierKey,
        witnesses: [CosignerKey]
    ) throws(ReceiptError) {
        checkpoint = try Self.checkpoint(of: note, signer: signer)
        try Self.check(witnesses, of: note)
        guard (1...ReceiptLimits.eventsMax).contains(events.count),
            zip(events, events.dropFirst()).allSatisfy({ $0.index < $1.index })
        else { throw ReceiptError(code: .badEvents) }
        for event in events { try Self.check(event, against: checkpoint) }
        self.events = events
        self.note = note
        self.signer = signer
        self.witnesses = witnesses
        guard encoded().count <= ReceiptLimits.bytesMax else { throw ReceiptError(code: .tooLarge) }
    }

    /// Compares the signer with a published key, and the witnesses with a policy.
    ///
    /// - Parameters:
    ///   - key: the key as the log's operator publishes it, not as the receipt gives it; nothing where it is not at hand.
    ///   - policy: which logs and witnesses the reader trusts; nothing where no cosignature is asked for.
    /// - Returns: what may be said about the receipt.
    public func verify(against key: NoteVerifierKey?, policy: WitnessPolicy? = nil) -> ReceiptVerdict {
        if let key, key != signer { return .signedByAnother(signer: signer, expected: key) }
        guard let policy else {
            return key == nil ? .intact(signer: signer) : .genuine(signer: signer)
        }
        let isOfPolicy = policy.logs.contains { $0.key == signer }
        guard isOfPolicy || policy.logs.isEmpty else { return .signedByUnknown(signer: signer) }
        let known = witnesses.filter { witness in policy.witnesses.contains { $0.key == witness } }
        guard policy.isMet(by: known) else { return .notWitnessed(signer: signer, cosigned: known) }
        return key != nil || isOfPolicy
            ? .genuine(signer: signer, cosigned: known) : .intact(signer: signer, cosigned: known)
    }

    /// The signer's line comes first, and the signed text names the signer, so that the name is covered by the signature.
    private static func checkpoint(of note: SignedNote, signer: NoteVerifierKey) throws(ReceiptError) -> Checkpoint {
        guard let signature = note.signatures.first, signature.keyID == signer.id,
            signature.name.hasBytes(of: signer.name.text)
        else { throw ReceiptError(code: .badCheckpoint) }
        let checkpoint: Checkpoint
        do throws(NoteError) {
            checkpoint = try Checkpoint(parsing: note.text)
        } catch {
            throw ReceiptError(code: .badCheckpoint)
        }
        guard checkpoint.origin.hasBytes(of: signer.name.text) else { throw ReceiptError(code: .badCheckpoint) }
        guard signer.isValid(signature: signature.signature, for: Array(note.text.utf8)) else {
            throw ReceiptError(code: .badSignature)
        }
        return checkpoint
    }

    /// One line for each witness and no other, so that nobody can add a line to a receipt unnoticed.
    private static func check(_ witnesses: [CosignerKey], of note: SignedNote) throws(ReceiptError) {
        guard witnesses.count <= ReceiptLimits.witnessesMax,
            Set(witnesses.map(\.publicKey)).count == witnesses.count
        else { throw ReceiptError(code: .badWitnesses) }
        let lines = note.signatures.dropFirst()
        guard lines.count == witnesses.count, zip(lines, witnesses).allSatisfy({ $1.isNamed(by: $0) }) else {
            throw ReceiptError(code: .badCheckpoint)
        }
        for (line, witness) in zip(lines, witnesses) {
            guard witness.cosignature(line.signature, of: note.text) != nil else {
                throw ReceiptError(code: .badCosignature)
            }
        }
    }

    private static func check(_ event: ReceiptEvent, against checkpoint: Checkpoint) throws(ReceiptError) {
        let leafData: LogHash
        do throws(EventError) {
            leafData = try event.event.leafData()
        } catch {
            throw ReceiptError(code: .badFields)
        }
        let proof = InclusionProof(index: event.index, size: checkpoint.size, path: event.path)
        do throws(ProofError) {
            try proof.verify(leafHash: MerkleTree.leafHash(of: leafData), root: checkpoint.root)
        } catch {
            throw ReceiptError(code: .notIncluded)
        }
    }
}
