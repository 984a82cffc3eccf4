/// One field of an event of one's own: its name and hash, and its value and salt unless it was erased.
public struct CommittedField: Sendable, Hashable {
    /// The field's name.
    public let name: FieldName
    /// The field's hash.
    public let hash: LogHash
    /// What may be shown of it; nothing once it was erased.
    public let content: ShownField?

    init(_ content: ShownField) {
        name = content.name
        hash = content.hash
        self.content = content
    }

    init(erased name: FieldName, hash: LogHash) {
        self.name = name
        self.hash = hash
        content = nil
    }
}
