extension Assessment {
    /// The assessment with what the register says by now of the office in whose name it came.
    ///
    /// A forgery that was found elsewhere after this came makes it doubtful too. That is no event of this request, and so no
    /// part of its state: whoever decides about it, or shows it, looks at the register and at this.
    ///
    /// - Parameters:
    ///   - misusedAt: when it was noted that a forged request bore the office's name; `nil` where nothing speaks against it.
    ///   - clearedAt: when somebody found last that this one is genuine in spite of its risk score; `nil` where nobody did.
    /// - Returns: the assessment, in which nobody found it genuine who did not know of this yet.
    public func knowing(officeMisusedAt misusedAt: Timestamp?, clearedAt: Timestamp? = nil) -> Assessment {
        guard let misusedAt, !factors.contains(.officeMisused) else { return self }
        var known = self
        known.seenFactors = (seenFactors + [.officeMisused]).sorted()
        if clearedAt.map({ $0 <= misusedAt }) ?? true { known.clearedBy = nil }
        return known
    }

    /// Whether it was made sure who asks, by a call or by whatever else was found.
    func isIdentified(isCallNeeded: Bool) -> Bool {
        guard standingDenial == nil else { return false }
        return isCallNeeded ? isCalledBack : identityChecks.contains { $0.result == .confirmed }
    }
}
