/// What a log says about itself at one moment, in the C2SP tlog-checkpoint format: its name, size and root.
public struct Checkpoint: Sendable, Hashable {
    /// The log's name.
    public let origin: String
    /// How many leaves the log has.
    public let size: Int64
    /// The root over them.
    public let root: LogHash
    /// Further lines, without their line feeds; none is empty.
    public let extensions: [String]

    /// Makes a checkpoint.
    ///
    /// - Parameters:
    ///   - origin: the log's name.
    ///   - size: how many leaves the log has.
    ///   - root: the root over them.
    ///   - extensions: further lines.
    /// - Throws: `NoteError` where these parts could not be read back from the text.
    public init(origin: String, size: Int64, root: LogHash, extensions: [String] = []) throws(NoteError) {
        let lines = [origin, String(size), root.base64] + extensions
        try self.init(parsing: lines.map { "\($0)\n" }.joined())
        guard self.extensions.count == extensions.count else { throw NoteError(code: .malformedCheckpoint) }
    }

    /// Reads the text of a checkpoint.
    ///
    /// - Parameter text: the note's text, ending with a line feed.
    /// - Throws: `NoteError` where it is not a checkpoint in its one spelling.
    public init(parsing text: String) throws(NoteError) {
        guard text.utf8.last == 0x0A else { throw NoteError(code: .malformedCheckpoint) }
        let lines = text.utf8.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }), text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }),
            let size = DecimalNumber.decode(lines[1]), let root = LogHash(base64: lines[2]),
            size > 0 || root == MerkleTree.emptyRoot
        else { throw NoteError(code: .malformedCheckpoint) }
        origin = lines[0]
        self.size = size
        self.root = root
        extensions = Array(lines[3...])
    }

    /// The text that is signed.
    public var text: String {
        ([origin, String(size), root.base64] + extensions).map { "\($0)\n" }.joined()
    }

    /// Signs the checkpoint.
    ///
    /// - Parameter signer: the log's key, whose name must be the origin.
    /// - Returns: the note as a server gives it.
    /// - Throws: `NoteError` where the key has another name.
    public func signed(by signer: NoteSigner) throws(NoteError) -> SignedNote {
        guard signer.verifierKey.name.text.hasBytes(of: origin) else { throw NoteError(code: .otherOrigin) }
        return try signer.sign(text)
    }

    /// Opens a checkpoint that a server or a file gave.
    ///
    /// - Parameters:
    ///   - note: the signed note in UTF-8.
    ///   - key: the log's key; its name must be the origin.
    /// - Returns: the checkpoint.
    /// - Throws: `NoteError` where it is not a checkpoint that this key signed for this log.
    public static func open(_ note: [UInt8], by key: NoteVerifierKey) throws(NoteError) -> Checkpoint {
        let note = try SignedNote(parsing: note)
        _ = try note.verified(by: [key])
        let checkpoint = try Checkpoint(parsing: note.text)
        guard checkpoint.origin.hasBytes(of: key.name.text) else { throw NoteError(code: .otherOrigin) }
        return checkpoint
    }
}
