/// Who may fetch a node's checkpoint and tiles: how they grow tells how much the node does.
package enum LogAccess: String, Sendable, CaseIterable {
    /// Anyone, as they are.
    case open
    /// Anyone, as they were at the beginning of the day (UTC).
    case daily
    /// Whoever has a key, which no authority has on a platform's node.
    case keyed
}
