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
    /// The signed checkpoint.
    public let note: SignedNote

    /// Makes a receipt and checks it as its holders will.
    ///
    /// - Parameters:
    ///   - events: from 1 to 64 events, by ascending index, with paths to the checkpoint's root.
    ///   - note: the signed checkpoint; signatures of others than the signer are left out.
    ///   - signer: the key of the log.
    /// - Throws: `ReceiptError` where anything does not fit.
    /// - Complexity: O(*fields* + *events* · log *size*) hashes and one signature check.
    public init(
        events: [ReceiptEvent],
        checkpoint note: SignedNote,
        signer: NoteVerifierKey
    ) throws(ReceiptError) {
        let own = note.signatures.filter { $0.keyID == signer.id && $0.name.hasBytes(of: signer.name.text) }
        let alone: SignedNote
        do throws(NoteError) {
            alone = try SignedNote(text: note.text, signatures: Array(own.prefix(1)))
        } catch {
            throw ReceiptError(code: .badCheckpoint)
        }
        try self.init(events: events, exactly: alone, signer: signer)
    }

    init(events: [ReceiptEvent], exactly note: SignedNote, signer: NoteVerifierKey) throws(ReceiptError) {
        checkpoint = try Self.checkpoint(of: note, signer: signer)
        guard (1...ReceiptLimits.eventsMax).contains(events.count),
            zip(events, events.dropFirst()).allSatisfy({ $0.index < $1.index })
        else { throw ReceiptError(code: .badEvents) }
        for event in events { try Self.check(event, against: checkpoint) }
        self.events = events
        self.note = note
        self.signer = signer
        guard encoded().count <= ReceiptLimits.bytesMax else { throw ReceiptError(code: .tooLarge) }
    }

    /// Compares the signer with a published key.
    ///
    /// - Parameter key: the key as the log's operator publishes it, not as the receipt gives it; nothing where it is not
    ///   at hand.
    /// - Returns: what may be said about the receipt.
    public func verify(against key: NoteVerifierKey?) -> ReceiptVerdict {
        guard let key else { return .intact(signer: signer) }
        return key == signer ? .genuine(signer: signer) : .signedByAnother(signer: signer, expected: key)
    }

    /// Exactly one signature, so that nobody can add a line to a receipt unnoticed; and the signed text names the signer,
    /// so that the name is covered by the signature.
    private static func checkpoint(of note: SignedNote, signer: NoteVerifierKey) throws(ReceiptError) -> Checkpoint {
        guard note.signatures.count == 1, let signature = note.signatures.first, signature.keyID == signer.id,
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
