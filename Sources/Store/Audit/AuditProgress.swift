/// How far an audit has come.
package struct AuditProgress: Sendable, Hashable {
    /// What is being done.
    package enum Phase: String, Sendable {
        /// Leaves are recomputed and events replayed.
        case events
        /// Tables are compared with the replayed ones.
        case tables
    }

    package let phase: Phase
    /// How many events or tables are done.
    package let done: Int64
    /// How many there are.
    package let total: Int64
}
