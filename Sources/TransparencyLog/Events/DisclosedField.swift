/// One field of an event as its reader sees it.
public enum DisclosedField: Sendable, Hashable {
    /// Name, value and salt.
    case shown(ShownField)
    /// The hash alone; not even the name is told.
    case hidden(LogHash)

    /// The field's hash, as given or recomputed.
    public var hash: LogHash {
        switch self {
        case .shown(let field): field.hash
        case .hidden(let hash): hash
        }
    }
}
