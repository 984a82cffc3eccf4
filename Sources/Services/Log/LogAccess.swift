/// Who may fetch a node's checkpoint and tiles: how they grow tells how much the node does.
package enum LogAccess: String, Sendable, CaseIterable {
    /// Anyone: on an exchange as they are, on any other node as `daily` has it.
    case open
    /// Anyone, as they were at the beginning of the day (UTC).
    case daily
    /// Whoever has a key, which no authority has on a platform's node.
    case keyed
    /// Anyone, as they are, on whichever node: an operator has to ask for it by name.
    case live

    /// What it comes to on a node, where `open` is one of the others.
    func settled(isExchange: Bool) -> LogAccess {
        guard self == .open else { return self }
        return isExchange ? .live : .daily
    }
}
