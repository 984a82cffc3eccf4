import CanonicalJSON

/// The first line of a bundle: whose log, for which member, which stretch, and the checkpoint that proves it.
public struct BundleHeader: Sendable, Hashable {
    /// The format's name and version.
    public static let format = "perisai-bundle/1"
    private static let formatPrefix = "perisai-bundle/"

    private enum Key {
        static let after = "after"
        static let checkpoint = "checkpoint"
        static let format = "format"
        static let member = "member"
        static let path = "path"
        static let root = "root"
        static let signer = "signer"
        static let size = "size"
        static let start = "start"
        static let through = "through"
        static let all: Set = [after, checkpoint, format, member, signer, start, through]
        static let ofStart: Set = [path, root, size]
    }

    /// The key of the log, which also seals the bundle.
    public let signer: NoteVerifierKey
    /// For which member of the exchange it was made, as the exchange names it.
    public let member: String
    /// The first position of the journal that it covers: the one at which the bundle before ended.
    public let after: Int64
    /// The first position that it does not cover any more.
    public let through: Int64
    /// The signed checkpoint as the exchange tells it, with cosignatures where it has any.
    public let note: SignedNote
    /// What the note says; it covers all that is in the bundle.
    public let checkpoint: Checkpoint
    /// From which earlier checkpoint the log is proved to have grown.
    public let start: BundleStart

    /// Makes a header of its parts, and checks them against each other.
    ///
    /// - Parameters:
    ///   - signer: the key of the log.
    ///   - member: for which member it is.
    ///   - after: the first position that it covers.
    ///   - through: the first position that it does not cover any more.
    ///   - note: the signed checkpoint.
    ///   - start: the earlier checkpoint and the proof of growth.
    /// - Throws: `BundleError` where the parts do not fit together.
    public init(
        signer: NoteVerifierKey,
        member: String,
        after: Int64,
        through: Int64,
        note: SignedNote,
        start: BundleStart
    ) throws(BundleError) {
        guard (1...BundleLimits.memberBytesMax).contains(member.utf8.count),
            member.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), start.path.count <= BundleLimits.pathMax
        else { throw BundleError(code: .malformed, line: 1) }
        guard let checkpoint = try? Checkpoint.open(Array(note.encoded.utf8), by: signer) else {
            throw BundleError(code: .badCheckpoint, line: 1)
        }
        guard after >= 0, after <= through, through <= checkpoint.size, (0...checkpoint.size).contains(start.size)
        else {
            throw BundleError(code: .outOfOrder, line: 1)
        }
        do {
            try ConsistencyProof(from: start.size, to: checkpoint.size, path: start.path)
                .verify(oldRoot: start.root, newRoot: checkpoint.root)
        } catch {
            throw BundleError(code: .badProof, line: 1)
        }
        self.signer = signer
        self.member = member
        self.after = after
        self.through = through
        self.note = note
        self.checkpoint = checkpoint
        self.start = start
    }

    /// The header as JSON.
    var json: JSONValue {
        [
            Key.format: .string(Self.format), Key.signer: .string(signer.text), Key.member: .string(member),
            Key.after: .integer(after), Key.through: .integer(through), Key.checkpoint: .string(note.encoded),
            Key.start: [
                Key.size: .integer(start.size), Key.root: .string(start.root.hex),
                Key.path: .array(start.path.map { .string($0.hex) }),
            ],
        ]
    }

    /// Reads the first line.
    ///
    /// - Throws: `BundleError`.
    init(json: JSONValue) throws(BundleError) {
        guard let format = json[Key.format]?.stringValue, format.utf8.starts(with: Self.formatPrefix.utf8) else {
            throw BundleError(code: .notABundle, line: 1)
        }
        guard format.hasBytes(of: Self.format) else { throw BundleError(code: .newerFormat, line: 1) }
        guard let members = json.objectValue, Set(members.keys) == Key.all, let start = members[Key.start]?.objectValue,
            Set(start.keys) == Key.ofStart,
            let signer = members[Key.signer]?.stringValue.flatMap({ try? NoteVerifierKey(parsing: $0) }),
            let member = members[Key.member]?.stringValue, let after = members[Key.after]?.integerValue,
            let through = members[Key.through]?.integerValue,
            let note = members[Key.checkpoint]?.stringValue.flatMap({ try? SignedNote(parsing: Array($0.utf8)) }),
            let size = start[Key.size]?.integerValue,
            let root = start[Key.root]?.stringValue.flatMap({ LogHash(hex: $0) }),
            let path = [LogHash](hex: start[Key.path])
        else { throw BundleError(code: .malformed, line: 1) }
        try self.init(
            signer: signer,
            member: member,
            after: after,
            through: through,
            note: note,
            start: BundleStart(size: size, root: root, path: path)
        )
    }
}

extension [LogHash] {
    /// Reads the hashes of a proof, an array of hexadecimal texts.
    ///
    /// `nil` for anything else, and for more than a proof may have.
    init?(hex json: JSONValue?) {
        guard let elements = json?.arrayValue, elements.count <= BundleLimits.pathMax else { return nil }
        self = elements.compactMap { $0.stringValue.flatMap { LogHash(hex: $0) } }
        guard count == elements.count else { return nil }
    }
}
