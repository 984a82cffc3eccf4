import CanonicalJSON

extension Assessment {
    /// Writes an answer down, if everything is done that it needs; sends it at once where no second person has to agree.
    func propose(
        _ answer: AnswerProposal,
        by person: ID<Person>,
        isAgencyFrozen: Bool,
        now: Timestamp,
        _ deadlines: AnswerDeadlines
    ) throws(Refusal) -> [Act] {
        try requireOpen()
        let items = Self.worded(answer.items)
        try requireOutcomes(items)
        let complies = answer.items.contains { $0.outcome.isCompliance }
        let outcomes = answer.items.map { ItemFact(number: $0.number, outcome: $0.outcome) }
        if complies {
            try requireGrounds(for: outcomes, by: [person], now: now)
            guard kind != .emergencyDisclosure || !isAgencyFrozen else { throw Self.agencyFrozen }
        }
        // A refusal for its form or scope, a question, or that it is looked at, waits for no weighing.
        guard proportionality != nil || !outcomes.contains(where: \.outcome.restsOnWeighing) else {
            throw Self.notWeighed
        }
        guard !Self.namesForm(outcomes) || defects?.isEmpty == false else {
            throw Refusal(.conflict, "form-not-checked", "Note first what the form of the request lacks.")
        }
        guard !answer.isTemporary || answer.items.contains(where: { $0.outcome == .compliedInCountry }) else {
            throw Refusal(
                .invalid,
                "not-temporary",
                "Only a measure in the country alone ends by itself.",
                pointer: "/isTemporary"
            )
        }
        let needsSecond = complies ? needsSecondPerson(for: answer) : kind == .stayUp && isDelicate
        let reasons = JSONValue.array(
            items.map { .object(["number": .integer(Int64($0.number)), "reasons": .string($0.reasons)]) }
        )
        let proposed = Act(
            AssessmentProposed(
                outcomes: outcomes,
                territory: answer.territory,
                isTemporary: answer.isTemporary,
                by: person,
                needsSecondPerson: needsSecond
            ),
            on: id,
            sealed: ["reasons": String(decoding: reasons.canonicalBytes, as: UTF8.self)]
        )
        guard !needsSecond else { return [proposed] }
        let answered = try answered(
            outcomes,
            isTemporary: answer.isTemporary,
            approvedBy: nil,
            now: now,
            deadlines
        )
        return [proposed, answered]
    }

    /// Whether another person has to agree: somebody's speech is protected, the authority never asked this before, data are
    /// disclosed, it may be forged, or the measure reaches beyond the country (design rule 7).
    ///
    /// Whoever overlooks a danger to a person must not be alone with that (design rule 15), so no data go out on the word of
    /// one.
    ///
    /// An answer by which nothing is done goes out on the word of one: a no, or a question, is never late for want of a second
    /// person. What is asked to stay up is the exception, whatever the answer: a no takes away what holds it up.
    private func needsSecondPerson(for answer: AnswerProposal) -> Bool {
        isDelicate || kind.asksData || answer.territory != .countries([opening.country])
    }

    /// Whether somebody's speech is protected, the authority never asked this before, or it may be forged.
    var isDelicate: Bool {
        opening.isFirstOfKind || !protectedRoles.isEmpty || riskScore >= RiskFactor.leadScore
    }

    /// The items with the reasons that go out: of some outcomes the same for everybody, so that nobody reads between the lines.
    private static func worded(_ items: [RequestAnswer.Item]) -> [RequestAnswer.Item] {
        items.map { item in
            RequestAnswer.Item(
                number: item.number,
                outcome: item.outcome,
                reasons: item.outcome.fixedReasons ?? item.reasons
            )
        }
    }

    private func requireOutcomes(_ items: [RequestAnswer.Item]) throws(Refusal) {
        let allowed = ItemOutcome.allowed(for: kind)
        var seen: Set<Int> = []
        for (index, item) in items.enumerated() {
            guard (1...max(opening.items, 1)).contains(item.number), seen.insert(item.number).inserted else {
                throw Refusal(
                    .invalid,
                    "item-unknown",
                    "Answer each item of the request once.",
                    pointer: "/items/\(index)/number"
                )
            }
            guard allowed.contains(item.outcome) else {
                throw Refusal(
                    .invalid,
                    "outcome-not-allowed",
                    "A request of the kind \(kind.rawValue) can't be answered \(item.outcome.rawValue).",
                    pointer: "/items/\(index)/outcome"
                )
            }
            guard try Texts.optional(item.reasons, "reasons") != nil else {
                throw Refusal(
                    .invalid,
                    "item-reason-missing",
                    "Give the answer about item \(item.number) a reason of its own.",
                    pointer: "/items/\(index)/reasons"
                )
            }
        }
        let answered = Set(outcomes.filter(\.outcome.isFinal).map(\.number))
        guard seen.isDisjoint(with: answered), seen.union(answered).count == opening.items else {
            throw Refusal(
                .invalid,
                "items-unanswered",
                "Answer every item that has no final answer yet, and no other.",
                pointer: "/items"
            )
        }
    }

    private static func namesForm(_ outcomes: [ItemFact]) -> Bool {
        outcomes.contains { $0.outcome == .refusedForm || $0.outcome == .clarificationAsked }
    }

    /// Fails where it may be forged.
    ///
    /// - Parameter writers: who wrote the answer, and so does not clear it.
    /// - Throws: `Refusal` `risk-too-high`, `identity-unconfirmed`, `signature-unverified`.
    func requireIdentity(by writers: [ID<Person>] = []) throws(Refusal) {
        guard riskScore < RiskFactor.lockScore || clearedBy.map({ !writers.contains($0) }) ?? false else {
            throw Refusal(
                .conflict,
                "risk-too-high",
                "The risk score is \(riskScore): another person has to look and clear this first."
            )
        }
        guard isIdentified else {
            throw Refusal(
                .conflict,
                "identity-unconfirmed",
                isCallNeeded
                    ? "Call the number that the register has for this office, and note what came of it."
                    : "Note how it was made sure who asks."
            )
        }
        guard !kind.asksData || isSignatureSound else {
            throw Refusal(
                .conflict,
                "signature-unverified",
                "The signature did not hold when this came, so nobody can tell to whose key data would go; ask for it anew."
            )
        }
    }

    /// Fails unless everything is done that has to be before anything is done that was asked.
    func requireGrounds(for outcomes: [ItemFact], by writers: [ID<Person>], now: Timestamp) throws(Refusal) {
        try requireIdentity(by: writers)
        guard let defects else {
            throw Refusal(.conflict, "form-not-checked", "Look at the form of the request first.")
        }
        // What is missing from some items stands in the way of those, which then are answered so.
        let others = self.outcomes.filter { earlier in !outcomes.contains { $0.number == earlier.number } }
        guard defects.isEmpty || (defects.allSatisfy(\.concernsItems) && Self.namesForm(outcomes + others)) else {
            throw Refusal(
                .conflict,
                "form-incomplete",
                "The request lacks something of its form; ask for clarification, or refuse it for its form."
            )
        }
        guard let finding = proportionality else {
            throw Self.notWeighed
        }
        guard finding.hasLegitimateAim, finding.isCompetent, finding.isSpecific else {
            throw Refusal(
                .conflict,
                "not-proportionate",
                "By your own finding this has no legitimate aim, is not for this office to ask, or is not specific."
            )
        }
        guard !finding.wouldLessDo || outcomes.allSatisfy({ $0.outcome != .complied }) else {
            throw Refusal(
                .conflict,
                "less-would-do",
                "By your own finding something less would do; answer with that."
            )
        }
        guard !(kind.asksRemoval || kind == .preservation) || preservedUntil.map({ $0 > now }) ?? false else {
            throw Refusal(
                .conflict,
                "not-preserved",
                "Confirm first that it is kept, sealed, and until when; nothing is removed, nor said to be kept, before that."
            )
        }
        guard kind.asksData else { return }
        guard !isBarredByDanger else { throw Self.barredByDanger }
        guard kind == .emergencyDisclosure else { return }
        try requireRegister()
        guard !factors.contains(.noSupervisor) else {
            throw Refusal(.conflict, "supervisor-missing", "No supervisor of the authority signed this request.")
        }
        guard !opening.categories.contains(.content) || outcomes.allSatisfy({ $0.outcome != .complied }) else {
            throw Refusal(
                .conflict,
                "content-never-in-emergency",
                "What was said is never disclosed in an emergency; comply in part, or refuse."
            )
        }
    }

    /// What is answered where nobody weighed yet whether what is asked is proportionate.
    public static let notWeighed = Refusal(
        .conflict,
        "not-weighed",
        "Weigh first whether what is asked is proportionate."
    )

    /// What follows where an agency did not bring its formal request.
    public static let agencyFrozen = Refusal(
        .conflict,
        "agency-frozen",
        "This agency still owes the formal request after an earlier emergency; nothing more goes out until then."
    )
}
