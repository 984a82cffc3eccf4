import TransparencyLog

/// What an audit went through and what it found.
package struct AuditReport: Sendable, Hashable {
    /// How many events were recomputed and replayed.
    package var events: Int64 = 0
    /// The root over their leaves.
    package var root = MerkleTree.emptyRoot
    /// How many stored checkpoints were compared.
    package var checkpoints: Int64 = 0
    /// How many stored tiles were compared.
    package var tiles: Int64 = 0
    /// How many rows of state and lookup keys were compared.
    package var rows: Int64 = 0
    /// The first difference; `nil` where everything follows from the journal.
    package var finding: AuditFinding?
}
