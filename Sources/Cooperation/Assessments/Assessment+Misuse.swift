extension Assessment {
    /// The assessment with what the register says by now of the office in whose name it came.
    ///
    /// A forgery that was found elsewhere after this came makes it doubtful too. That is no event of this request, and so no
    /// part of its state: whoever decides about it, or shows it, looks at the register and at this.
    ///
    /// - Parameter misuse: that a forged request bore the office's name; `nil` where nothing speaks against this one.
    /// - Returns: the assessment, in which nobody found it genuine, or called, who did not know of this yet, by the order of
    ///   this node's journal: what another node noted may reach this one later, and their clocks may differ.
    public func knowing(of misuse: Office.Misuse?) -> Assessment {
        guard let misuse else { return self }
        // Whoever answered at the office then may have been the forger, or one who knew of nothing yet.
        var known = countingCalls(after: misuse.position)
        if !factors.contains(.officeMisused) { known.seenFactors = (seenFactors + [.officeMisused]).sorted() }
        if let clearing, clearing.position < misuse.position { known.clearing = nil }
        return known
    }

    /// The assessment in which no call counts that was made before something in this node's journal.
    ///
    /// - Parameter position: where that is; `nil` where there is nothing of the kind.
    /// - Returns: the assessment, in which data, or what else needs a call, wait for another one.
    public func countingCalls(after position: Int64?) -> Assessment {
        guard let position, let called = calledBackAtPosition, called < position else { return self }
        var known = self
        known.calledBackAtPosition = nil
        return known
    }

    /// Whether it was made sure who asks, by a call or by whatever else was found.
    func isIdentified(isCallNeeded: Bool) -> Bool {
        guard standingDenial == nil else { return false }
        return isCallNeeded ? isCalledBack : identityChecks.contains { $0.result == .confirmed }
    }
}
