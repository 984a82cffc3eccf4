import TransparencyLog

/// What proves the claims of an exchange's checkpoints.
protocol LogProving: Sendable {
    /// Whether the older of two trees is the beginning of the newer one.
    ///
    /// - Returns: false only where the hashes contradict that.
    /// - Throws: where the proof is not to be had: that proves nothing.
    func isBeginning(
        _ older: (size: Int64, root: LogHash),
        of newer: (size: Int64, root: LogHash)
    ) async throws -> Bool

    /// Whether a leaf is in the tree of a checkpoint.
    ///
    /// - Returns: false only where the hashes contradict that.
    /// - Throws: where the proof is not to be had: that proves nothing.
    func isIncluded(_ leaf: LogHash, at index: Int64, in checkpoint: Checkpoint) async throws -> Bool
}
