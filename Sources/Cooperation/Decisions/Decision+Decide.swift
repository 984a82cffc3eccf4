/// What is decided.
public struct DecisionProposal: Sendable, Hashable {
    /// What was found.
    public var finding: Finding
    /// On what it rests.
    public var ground: Ground
    /// The article of the law or the clause of the terms.
    public var groundReference: String
    /// What is done.
    public var measure: Measure
    /// Where it has effect.
    public var territory: Territory
    /// Which exemption applies.
    public var exemption: Exemption
    /// Why it applies or does not.
    public var exemptionAssessment: String
    /// The reasons.
    public var reasons: String
    /// When it ends by itself.
    public var endsAt: Timestamp?

    /// Makes a proposal.
    public init(
        finding: Finding,
        ground: Ground,
        groundReference: String,
        measure: Measure,
        territory: Territory,
        exemption: Exemption,
        exemptionAssessment: String,
        reasons: String,
        endsAt: Timestamp? = nil
    ) {
        self.finding = finding
        self.ground = ground
        self.groundReference = groundReference
        self.measure = measure
        self.territory = territory
        self.exemption = exemption
        self.exemptionAssessment = exemptionAssessment
        self.reasons = reasons
        self.endsAt = endsAt
    }

    /// By when the platform has to answer that it was carried out; `nil` where there is nothing to carry out.
    public func answerDue(in answerTime: Seconds, from now: Timestamp) -> Timestamp? {
        measure == .noAction ? nil : now + answerTime
    }
}

/// Who decides.
public enum DecisionMaker: Sendable, Hashable {
    /// A person who looked.
    case person(ID<Person>)
    /// Design rule 3, citing this signal.
    case rule(ID<Signal>)
}

/// What can be asked of a decision.
public enum DecisionCommand: Sendable, Hashable {
    /// Make one on a case.
    case make(DecisionProposal, on: ID<Case>, by: DecisionMaker, answerTime: Seconds)
    /// The platform carried out what stands: the decision, whose measure it may name, or its undoing.
    case carryOut(Measure?, at: Timestamp)
    /// The platform could not do either.
    case fail(reason: String)
    /// Note that the platform did not answer in time; the node asks this by itself.
    case noteUnanswered
    /// Undo it; the platform has so long to answer.
    case reverse(reasons: String, by: ID<Person>, answerTime: Seconds)
    /// Say, as a second person, whether an account is closed for good; the platform has so long to answer.
    case judgeClosure(Bool, reasons: String, by: ID<Person>, answerTime: Seconds)
    /// Note that no second person has spoken and the suspension ends soon; the node asks this by itself.
    case noteUnjudged
    /// Let it end; the node asks this by itself when the time has come. The platform has so long to answer.
    case end(answerTime: Seconds)
}

extension Decision {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the decision; `nil` for one not made.
    ///   - command: what is asked.
    ///   - id: its id, which making takes on.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Decision?,
        _ command: DecisionCommand,
        id: ID<Decision>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .make(let proposal, let subject, let maker, let answerTime)):
            return [try make(proposal, on: subject, by: maker, answerTime: answerTime, id: id, now: now)]
        case (_?, .make): throw Refusal(.conflict, "already-decided", "A decision with this id was made already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such decision.")
        case (_, .carryOut(let measure, let time)): return try state?.carryOut(measure, at: time, now: now) ?? []
        case (.made, .fail(let reason)), (.unanswered, .fail(let reason)), (.reversed, .fail(let reason)),
            (.ended, .fail(let reason)), (.restorationUnanswered, .fail(let reason)):
            return [Act(DecisionFailed(), on: id, sealed: ["reason": try Texts.required(reason, "reason")])]
        case (.failed, .fail), (.restorationFailed, .fail): return []
        case (.made, .noteUnanswered), (.reversed, .noteUnanswered), (.ended, .noteUnanswered):
            guard let due = state?.answerDueAt, now >= due else { return [] }
            return [Act(DecisionUnanswered(), on: id)]
        case (.made, .reverse(let reasons, let person, let answerTime)),
            (.carriedOut, .reverse(let reasons, let person, let answerTime)),
            (.unanswered, .reverse(let reasons, let person, let answerTime)),
            (.failed, .reverse(let reasons, let person, let answerTime)):
            return [
                Act(
                    DecisionReversed(person: person, answerDueAt: state?.undoDue(in: answerTime, from: now)),
                    on: id,
                    sealed: ["reasons": try Texts.required(reasons, "reasons")]
                )
            ]
        // Sent twice, it is said once.
        case (.reversed, .reverse(_, let person, _)) where state?.reversedBy == person: return []
        case (_, .reverse): throw Refusal(.conflict, "already-undone", "This decision no longer has effect.")
        case (.made, .end(let answerTime)), (.carriedOut, .end(let answerTime)), (.unanswered, .end(let answerTime)),
            (.failed, .end(let answerTime)):
            guard let endsAt = state?.endsAt, now >= endsAt else { return [] }
            return [Act(DecisionEnded(answerDueAt: state?.undoDue(in: answerTime, from: now)), on: id)]
        case (_, .end), (_, .noteUnanswered): return []
        case (_, .noteUnjudged): return state?.noteUnjudged(now: now) ?? []
        case (_, .judgeClosure(let isConfirmed, let reasons, let person, let answerTime)):
            return try judgeClosure(state, isConfirmed, reasons, by: person, due: now + answerTime, id: id)
        case (.carriedOut, .fail), (.restored, .fail):
            throw Refusal(
                .conflict,
                "not-in-this-state",
                "This can't be said of a decision that is \(state?.state.rawValue ?? "")."
            )
        }
    }

    private static func make(
        _ proposal: DecisionProposal,
        on subject: ID<Case>,
        by maker: DecisionMaker,
        answerTime: Seconds,
        id: ID<Decision>,
        now: Timestamp
    ) throws(Refusal) -> Act {
        let reasons = try Texts.required(proposal.reasons, "reasons")
        let assessment = try Texts.required(proposal.exemptionAssessment, "exemptionAssessment")
        let reference = try Texts.required(proposal.groundReference, "groundReference")
        if proposal.measure.isRestrictive {
            guard proposal.finding == .confirmed else {
                throw Refusal(
                    .invalid,
                    "finding-contradicts-measure",
                    "Only content that was confirmed is restricted; choose noAction or label.",
                    pointer: "/measure"
                )
            }
            guard proposal.exemption == .none else {
                throw Refusal(
                    .invalid,
                    "exemption-contradicts-measure",
                    "Content under an exemption is not restricted; choose noAction or label.",
                    pointer: "/measure"
                )
            }
        }
        guard (proposal.finding == .exempt) == (proposal.exemption != .none) else {
            throw Refusal(
                .invalid,
                "exemption-contradicts-finding",
                "Name the exemption where the finding is exempt, and only there.",
                pointer: "/exemption"
            )
        }
        let territory = try checked(proposal.territory)
        if proposal.ground == .law, territory == .everywhere {
            throw Refusal(
                .invalid,
                "law-has-borders",
                "A decision on the ground of a law has effect in the countries of that law; name them.",
                pointer: "/territory"
            )
        }
        if let endsAt = proposal.endsAt, endsAt <= now {
            throw Refusal(.invalid, "time-passed", "Let the decision end in the future.", pointer: "/endsAt")
        }
        let done = try measures(of: proposal, by: maker, now: now)
        let (person, signal): (ID<Person>?, ID<Signal>?) =
            switch maker {
            case .person(let person): (person, nil)
            case .rule(let signal): (nil, signal)
            }
        return Act(
            DecisionMade(
                subject: subject,
                person: person,
                automatic: person == nil,
                signal: signal,
                finding: proposal.finding,
                ground: proposal.ground,
                measure: done.measure,
                territory: territory,
                exemption: proposal.exemption,
                proposedMeasure: done.proposed,
                endsAt: done.endsAt,
                answerDueAt: proposal.answerDue(in: answerTime, from: now)
            ),
            on: id,
            sealed: ["reasons": reasons, "exemptionAssessment": assessment, "groundReference": reference]
        )
    }

    /// The cases of a territory can be written down without its initializer; what is recorded has gone through it.
    private static func checked(_ territory: Territory) throws(Refusal) -> Territory {
        switch territory {
        case .everywhere: .everywhere
        case .countries(let countries): try Territory(countries: countries)
        }
    }

    /// The state after an event.
    public static func apply(_ state: Decision?, _ event: JournalEvent) throws(ReplayError) -> Decision {
        guard var decision = state else {
            guard event.type == DecisionMade.type else { throw ReplayError.unexpected(event, after: state) }
            return try made(event)
        }
        decision.positions.append(event.position)
        if ![DecisionClosureDeclined.type, DecisionClosureUnjudged.type].contains(event.type) {
            decision.answerDueAt = nil
        }
        switch event.type {
        case DecisionCarriedOut.type:
            _ = try event.payload(DecisionCarriedOut.self)
            if decision.closure == .confirmed { decision.endsAt = nil }
            decision.state = .carriedOut
        case DecisionFailed.type:
            _ = try event.payload(DecisionFailed.self)
            // What stands is the suspension, which has an end.
            if decision.closure == .confirmed, !decision.isOver { decision.endsAt = decision.suspensionEndsAt }
            decision.state = decision.isOver ? .restorationFailed : .failed
        case DecisionUnanswered.type:
            _ = try event.payload(DecisionUnanswered.self)
            decision.state = decision.isOver ? .restorationUnanswered : .unanswered
        case DecisionReversed.type:
            let facts = try event.payload(DecisionReversed.self)
            decision.answerDueAt = facts.answerDueAt
            decision.reversedBy = facts.person
            decision.state = .reversed
        case DecisionRestored.type:
            _ = try event.payload(DecisionRestored.self)
            decision.state = .restored
        case DecisionClosureConfirmed.type:
            let facts = try event.payload(DecisionClosureConfirmed.self)
            decision.measure = facts.measure
            decision.endsAt = nil
            decision.closure = .confirmed
            decision.closureJudgedBy = facts.person
            decision.answerDueAt = facts.answerDueAt
            decision.state = .made
        case DecisionClosureDeclined.type:
            decision.closure = .declined
            decision.closureJudgedBy = try event.payload(DecisionClosureDeclined.self).person
        case DecisionClosureUnjudged.type:
            _ = try event.payload(DecisionClosureUnjudged.self)
            decision.isClosureReminded = true
        case DecisionEnded.type:
            decision.answerDueAt = try event.payload(DecisionEnded.self).answerDueAt
            decision.state = .ended
        default: throw ReplayError.unexpected(event, after: state)
        }
        return decision
    }

    private static func made(_ event: JournalEvent) throws(ReplayError) -> Decision {
        let facts = try event.payload(DecisionMade.self)
        return Decision(
            id: ID(event.subject),
            subject: facts.subject,
            organisation: event.organisation,
            decidedBy: facts.person,
            isAutomatic: facts.automatic,
            finding: facts.finding,
            ground: facts.ground,
            measure: facts.measure,
            territory: facts.territory,
            exemption: facts.exemption,
            madeAt: event.time,
            endsAt: facts.endsAt,
            closure: facts.proposedMeasure.map { _ in .proposed },
            suspensionEndsAt: facts.proposedMeasure.flatMap { _ in facts.endsAt },
            closureJudgedBy: nil,
            isClosureReminded: false,
            state: facts.measure == .noAction ? .carriedOut : .made,
            answerDueAt: facts.answerDueAt,
            reversedBy: nil,
            madeAtPosition: event.position,
            positions: [event.position]
        )
    }
}
