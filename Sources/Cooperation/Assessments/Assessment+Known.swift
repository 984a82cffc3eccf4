extension Assessment {
    /// The scope of the lookup key by which it is found that this was asked before and complied with.
    public static let knownKindScope = "knownKind"
    /// The scope of the lookup key by which it is found that an officer asked before.
    public static let knownOfficerScope = "knownOfficer"
    /// The scope of the lookup keys by which the assessments are found whose requests named a target that belongs to nobody;
    /// the value is its id.
    public static let canaryScope = "canary"

    /// Under which key an assessment is found by which a kind of request is no longer the first of its authority.
    public static func knownKey(_ kind: RequestKind, of authority: ID<Organisation>) -> LookupKey {
        LookupKey(scope: knownKindScope, value: "\(authority) \(kind.rawValue)")
    }

    /// Under which key an assessment is found by which an officer is no longer new.
    public static func knownKey(_ officer: ID<Officer>, isExercise: Bool) -> LookupKey {
        LookupKey(scope: knownOfficerScope, value: isExercise ? "\(officer) exercise" : officer.description)
    }

    /// What makes a later request one of those that are known.
    ///
    /// Only what was answered, with nobody denying it: not what was taken back, turned out forged or waits. A kind is known
    /// once something of it was complied with, or weighed where that is all that is ever told, which two people looked at.
    var knownKeys: Set<LookupKey> {
        // By what was known when it came: keys are kept, and are the same whenever they are reckoned.
        let isCallNeeded = kind.asksData || opening.factors.contains(.officeMisused)
        guard state == .answered, foundForgedAt == nil, isIdentified(isCallNeeded: isCallNeeded) else { return [] }
        var keys: Set<LookupKey> = []
        if let officer = opening.officer { keys.insert(Self.knownKey(officer, isExercise: opening.isExercise)) }
        let isWeighed = (answerers ?? []).count > 1 && outcomes.contains { $0.outcome == .weighed }
        let isKind = isWeighed || outcomes.contains(where: \.outcome.isCompliance)
        if !opening.isExercise, isKind, let authority = opening.authority {
            keys.insert(Self.knownKey(kind, of: authority))
        }
        return keys
    }

    /// By which of the targets that belong to nobody it is found.
    var canaryKeys: [LookupKey] {
        (opening.canaries ?? []).map { LookupKey(scope: Self.canaryScope, value: $0.description) }
    }

    /// Whether something was found of which a later request about the same has to be told.
    public var remembers: Bool {
        !dangers.isEmpty || !protectedRoles.isEmpty || identityChecks.contains { $0.result == .denied }
            || dangerJudgements.contains { !$0.agrees }
    }

    /// Makes its items known to later requests about the same, once there is something to remember.
    ///
    /// - Parameter keys: for each item the keyed hash by which others about the same are found.
    /// - Returns: one act for each item; nothing where there is nothing to remember, or it is done.
    func mark(_ keys: [String]) -> [Act] {
        guard remembers, !isMarked else { return [] }
        return keys.enumerated().map { index, key in
            Act(
                AssessmentItemMarked(number: index + 1),
                on: id,
                sealed: [SealedKey.markedItem.rawValue: key]
            )
        }
    }
}
