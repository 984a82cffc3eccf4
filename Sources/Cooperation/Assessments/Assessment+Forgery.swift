extension Assessment {
    /// Locks it: it looks forged.
    func lock(_ factors: [RiskFactor], _ note: String, by person: ID<Person>?) throws(Refusal) -> [Act] {
        guard state != .locked else { return [] }
        // Data go out in stages: what looks forged after the first of them gives away no more.
        if state != .answered { try requireUndecided() }
        return [
            Act(
                AssessmentLocked(factors: Set(factors).sorted(), by: person),
                on: id,
                sealed: ["note": try Texts.required(note, "note")]
            )
        ]
    }

    /// Clears what looked forged.
    ///
    /// A denial that stands keeps nobody from it, so that a request can be refused that nobody can call about; see `isHeldGenuine`.
    ///
    /// - Throws: `Refusal` `request-forged`, `not-locked`, `same-person`, `text-missing`, `text-too-long`.
    func unlock(_ note: String, by person: ID<Person>) throws(Refusal) -> Act {
        guard foundForgedAt == nil else { throw Self.forged }
        guard state == .locked || riskScore >= RiskFactor.lockScore || standingDenial != nil || isLeftDoubted else {
            throw Self.notLocked
        }
        guard person != assignee, !identityChecks.contains(where: { $0.by == person }) else {
            throw Refusal(.conflict, "same-person", "Somebody who did not work on this has to clear it.")
        }
        try requireOther(than: person)
        return Act(AssessmentUnlocked(by: person), on: id, sealed: ["note": try Texts.required(note, "note")])
    }

    /// Whether somebody locked it, and nobody found yet what it is; also where it was taken back meanwhile.
    public var looksForged: Bool {
        foundForgedAt == nil && (state == .locked || state == .closed && lockedBy != nil)
    }

    /// Whether it was over before anybody cleared what was found forged and taken back, or while somebody at the office denies it:
    /// its exchange holds it to be forged still, and so do the public figures.
    public var isLeftDoubted: Bool { state == .closed && forgeryTakenBack != nil && lockedBy != nil }

    /// Whether it was found forged, that was taken back, and somebody at the office denies it.
    public var isDeniedSinceTakenBack: Bool {
        foundForgedAt == nil && forgeryTakenBack != nil && standingDenial != nil
    }

    /// Whether it was found forged, that was taken back, and another person cleared it, while nobody's denial stands: of this the
    /// exchange hears, and trusts the office again.
    ///
    /// Whoever denied it there is called again, before it is cleared or after.
    public var isHeldGenuine: Bool {
        foundForgedAt == nil && forgeryTakenBack != nil && clearedBy != nil && standingDenial == nil
    }

    /// Whether a person may find that it is forged.
    public func mayBeFoundForged(by person: ID<Person>) -> Bool { looksForged && person != lockedBy }

    /// Finds that what was locked is forged.
    ///
    /// Whoever seems to ask is said by it to have been impersonated, in public and to other members: no one person says so
    /// alone. What was taken back while it was locked is found forged still. A measure that would end by itself ends with it.
    ///
    /// - Throws: `Refusal` `not-locked`, `same-person`, `text-missing`, `text-too-long`.
    func findForged(_ note: String, by person: ID<Person>) throws(Refusal) -> [Act] {
        guard foundForgedAt == nil else { return [] }
        guard looksForged else { throw Self.notLocked }
        guard mayBeFoundForged(by: person) else {
            throw Refusal(
                .conflict,
                "same-person",
                "Another person than who locked it has to find that it is forged."
            )
        }
        let found = Act(AssessmentFoundForged(by: person), on: id, sealed: ["note": try Texts.required(note, "note")])
        return measure == nil ? [found] : [found, Act(AssessmentMeasureEnded(), on: id)]
    }

    static let notLocked = Refusal(.conflict, "not-locked", "This is not locked.")

    /// What is answered about one that was found to be forged.
    public static let forged = Refusal(
        .conflict,
        "request-forged",
        "This request was found to be forged; nothing more is done with it."
    )
}
