extension Assessment {
    /// That it was found forged, with what that ended.
    public struct Forgery: Codable, Hashable, Sendable {
        /// Who found it.
        public let by: ID<Person>
        /// By when the person concerned was to be told before; `nil` where that was not due.
        let noticeDueAt: Timestamp?
        /// By when a formal request was owed; `nil` where none was.
        public let formalDueAt: Timestamp?
        /// Whether that had not come in time.
        let isFormalMissed: Bool
    }

    /// That it was found forged and this was wrong.
    public struct ForgeryTakenBack: Codable, Hashable, Sendable {
        /// Who said so.
        public let by: ID<Person>
        /// When.
        public let at: Timestamp
    }

    /// What is answered where nobody found a request forged.
    public static let notForged = Refusal(
        .conflict,
        "not-found-forged",
        "Nobody found this request to be forged."
    )

    /// Whether a person may take back that it was found forged: not who found it.
    public func mayTakeForgeryBack(by person: ID<Person>) -> Bool { foundForgedAt != nil && forgery?.by != person }

    /// Takes back that it was found forged.
    ///
    /// It is locked again, as before it was found: nothing goes out before another person than who took it back clears it,
    /// who may be the one that found it: no one person lets a forger in. What was undone stays undone. A formal request that was owed is owed anew, with the whole time.
    ///
    /// - Returns: what happens; nothing where it was taken back already.
    /// - Throws: `Refusal` `not-found-forged`, `same-person`, `text-missing`, `text-too-long`.
    func takeForgeryBack(
        _ reasons: String,
        by person: ID<Person>,
        formalDueAt: Timestamp?
    ) throws(Refusal) -> [Act] {
        guard foundForgedAt != nil else {
            guard forgeryTakenBack != nil else { throw Self.notForged }
            return []
        }
        guard mayTakeForgeryBack(by: person) else {
            throw Refusal(
                .conflict,
                "same-person",
                "Another person than who found it forged has to take that back."
            )
        }
        let facts = AssessmentForgeryTakenBack(by: person, formalDueAt: forgery?.formalDueAt == nil ? nil : formalDueAt)
        return [Act(facts, on: id, sealed: ["reasons": try Texts.required(reasons, "reasons")])]
    }

    /// Fails where it was taken back that it is forged, and the same person says that it is genuine.
    func requireOther(than person: ID<Person>) throws(Refusal) {
        guard forgeryTakenBack?.by != person else {
            throw Refusal(
                .conflict,
                "same-person",
                "Another person than who took back that it is forged has to clear it."
            )
        }
    }

    /// Notes that it was found forged, and what that ends.
    mutating func noteForgery(_ facts: AssessmentFoundForged, at time: Timestamp) {
        forgery = Forgery(
            by: facts.by,
            noticeDueAt: noticeDueAt,
            formalDueAt: formalDueAt,
            isFormalMissed: isFormalMissed
        )
        forgeryTakenBack = nil
        clearing = nil
        foundForgedAt = time
        state = .closed
        // Whoever forged it brings no formal request, and who was impersonated owes none.
        formalDueAt = nil
        isFormalMissed = false
        // What nobody asked for binds nobody to silence.
        noticeDueAt = noticeDueAt.map { min($0, time) }
    }

    /// Notes that this was wrong.
    mutating func noteForgeryTakenBack(_ facts: AssessmentForgeryTakenBack, at time: Timestamp) {
        foundForgedAt = nil
        forgeryTakenBack = ForgeryTakenBack(by: facts.by, at: time)
        state = .locked
        formalDueAt = facts.formalDueAt
        isFormalMissed = forgery?.isFormalMissed ?? false
        // The law that asks for silence binds again, where nobody was told meanwhile.
        if noticeDueAt != nil, let before = forgery?.noticeDueAt {
            noticeDueAt = before
            if time < before { noticeOverdueSince = nil }
        }
        if kind.asksRemoval || kind == .stayUp { noteReversed(outcomes.filter(\.outcome.isCompliance).map(\.number)) }
        forgery = nil
    }
}
