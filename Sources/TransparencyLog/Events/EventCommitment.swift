public import CanonicalJSON

/// What a leaf of the log commits to: every field of one event, each under its own salt.
///
/// Any subset of the fields can be shown and proved while the rest stays hashes. The format is described, with vectors, in
/// `docs/formats/event.md`.
public struct EventCommitment: Sendable, Hashable {
    /// The most fields that an event may have.
    public static let fieldsMax = 256

    /// All the fields in ascending order of names.
    public let fields: [CommittedField]
    /// What the leaf is made of: the root of the tree over the fields' hashes.
    public let leafData: LogHash

    /// Commits to an event.
    ///
    /// - Parameters:
    ///   - eventSalt: 32 random bytes of this event, from which the salts of the open fields derive.
    ///   - open: the envelope and the facts.
    ///   - sealed: the sealed parts, by names that begin with `sealed.`.
    /// - Throws: `EventError` where a name is on the wrong side, or there are no fields or too many.
    /// - Complexity: O(*n* log *n*) and two HMACs for each open field, one for each sealed part.
    public init(
        eventSalt: FieldSalt,
        open: [FieldName: JSONValue],
        sealed: [FieldName: SealedField]
    ) throws(EventError) {
        guard open.keys.allSatisfy({ !$0.isSealed }), sealed.keys.allSatisfy(\.isSealed) else {
            throw EventError(code: .wrongName)
        }
        guard (1...Self.fieldsMax).contains(open.count + sealed.count) else {
            throw EventError(code: .wrongFieldCount)
        }
        var fields = open.map { name, value in
            CommittedField(ShownField(name: name, value: value, salt: eventSalt.derived(for: name)))
        }
        for (name, part) in sealed {
            switch part {
            case .present(let value, let salt):
                fields.append(CommittedField(ShownField(name: name, value: value, salt: salt)))
            case .erased(let hash):
                fields.append(CommittedField(erased: name, hash: hash))
            }
        }
        fields.sort { $0.name < $1.name }
        self.fields = fields
        leafData = Self.leafData(of: fields.map(\.hash))
    }

    /// The leaf's hash in the log.
    public var leafHash: LogHash { MerkleTree.leafHash(of: leafData) }

    /// The hash of one field.
    ///
    /// - Parameter name: the field's name.
    /// - Returns: nothing where the event has no such field.
    public func hash(of name: FieldName) -> LogHash? {
        fields.first { $0.name == name }?.hash
    }

    /// Cuts out what someone may see; all else stays hashes, as do parts that were erased.
    ///
    /// - Parameter isShown: tells which fields are shown.
    /// - Returns: the event for that reader.
    public func disclosed(where isShown: (FieldName) -> Bool) -> DisclosedEvent {
        DisclosedEvent(
            fields: fields.map { field in
                guard let content = field.content, isShown(field.name) else { return .hidden(field.hash) }
                return .shown(content)
            }
        )
    }

    /// Proves one field alone, in fewer hashes than a disclosure has.
    ///
    /// - Parameter name: the field's name.
    /// - Returns: nothing where the event has no such field, or it was erased.
    /// - Complexity: O(*n*).
    public func proof(of name: FieldName) -> FieldProof? {
        guard let position = fields.firstIndex(where: { $0.name == name }), let content = fields[position].content
        else { return nil }
        var hashes: [TreeNode: LogHash] = [:]
        var frontier = TreeFrontier()
        for field in fields { frontier.append(MerkleTree.leafHash(of: field.hash)) { hashes[$0] = $1 } }
        let proof = try? InclusionProof.generate(index: Int64(position), size: Int64(fields.count)) { node in
            guard let hash = hashes[node] else { throw ProofError(code: .outOfRange) }
            return hash
        }
        return proof.map { FieldProof(field: content, position: position, fieldCount: fields.count, path: $0.path) }
    }

    static func leafData(of fieldHashes: some Sequence<LogHash>) -> LogHash {
        MerkleTree.root(of: fieldHashes.lazy.map { MerkleTree.leafHash(of: $0) })
    }
}
