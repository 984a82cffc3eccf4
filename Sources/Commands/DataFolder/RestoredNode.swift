/// What an operator knows and says who restores a node.
package struct RestoreWishes: Hashable, Sendable {
    /// The note of the checkpoint that the lost node signed last, where the file is at hand.
    package let checkpoint: String?
    /// Why the log may go on although it may not hold all that was signed.
    package let forkReason: String?

    package init(checkpoint: String?, forkReason: String?) {
        self.checkpoint = checkpoint
        self.forkReason = forkReason
    }
}

/// A node that was restored.
package struct RestoredNode: Hashable, Sendable {
    /// What was verified.
    package let audit: AuditSummary
    /// Whether it will sign its log.
    package let isSigning: Bool
    /// Whether it was recorded that its log may have forked.
    package let hasForked: Bool

    package init(audit: AuditSummary, isSigning: Bool, hasForked: Bool) {
        self.audit = audit
        self.isSigning = isSigning
        self.hasForked = hasForked
    }
}
