import CanonicalJSON

extension Assessment {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the assessment; `nil` for one not opened.
    ///   - command: what is asked.
    ///   - id: its id, which opening takes on.
    ///   - person: who asks it; `nil` for the node itself, or where the command names them.
    ///   - now: the time.
    ///   - deadlines: until when what follows lasts; looked at where an answer is proposed or approved, where it is noted
    ///     until when things are kept, where a scan is kept, and where it is taken back that it is forged.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Assessment?,
        _ command: AssessmentCommand,
        id: ID<Assessment>,
        by person: ID<Person>? = nil,
        now: Timestamp,
        deadlines: AnswerDeadlines = AnswerDeadlines()
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .open(let opening, let agency)):
            let keys = [
                SealedKey.partyKey.rawValue: agency.partyKey, SealedKey.mailboxKey.rawValue: agency.mailboxKey,
            ]
            return [Act(opening, on: id, sealed: keys)]
        case (_?, .open): return []
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such request.")
        case (let assessment?, _):
            let people = [person, command.person].compactMap(\.self)
            if command.isWork, let adviser = assessment.adviser, people.contains(adviser) { throw notIndependent }
            return try assessment.decide(command, by: person, now: now, deadlines)
        }
    }

    private func decide(
        _ command: AssessmentCommand,
        by author: ID<Person>?,
        now: Timestamp,
        _ deadlines: AnswerDeadlines
    ) throws(Refusal) -> [Act] {
        switch command {
        case .open: return []
        case .assign(let person):
            try requireUndecided()
            return assignee == person ? [] : [Act(AssessmentAssigned(person: person), on: id)]
        case .checkIdentity(let method, let result, let note, let person, let called):
            return [try checkIdentity(method, result, note, by: person, called)]
        case .lock(let factors, let note): return try lock(factors, note, by: author)
        case .unlock(let note, let person): return [try unlock(note, by: person)]
        case .findForged(let note, let person): return try findForged(note, by: person)
        case .takeForgeryBack(let reasons, let person):
            return try takeForgeryBack(reasons, by: person, formalDueAt: deadlines.formalDueAt)
        case .checkForm(let defects, let factors, let note):
            try requireOpen()
            return [
                Act(
                    AssessmentFormChecked(
                        defects: Self.each(defects),
                        factors: Set(factors).sorted()
                    ),
                    on: id,
                    sealed: ["note": try Texts.optional(note, "note")]
                )
            ]
        case .weigh(let finding, let notes): return [try weigh(finding, notes, now: now)]
        case .noteDangers(let found, let note): return [try noteDangers(found, note)]
        case .mark(let keys): return mark(keys)
        case .preserve(let until, let reasons):
            return try preserve(until: until, reasons, by: author, now: now, least: deadlines.keptUntil)
        case .askAdviser(let adviser):
            try requireUndecided()
            guard !hasWorked(adviser) else { throw Self.notIndependent }
            guard judgedAdviser == nil || judgedAdviser == adviser else {
                throw Refusal(
                    .conflict,
                    "adviser-has-judged",
                    "The adviser who was asked has judged; nobody else is asked instead."
                )
            }
            return self.adviser == adviser ? [] : [Act(AssessmentAdviserAsked(adviser: adviser), on: id)]
        case .judgeDanger(let agrees, let reasons, let role, let person):
            return [try judgeDanger(agrees, reasons, role, person)]
        case .propose(let proposal, let person, let isFrozen):
            return try propose(proposal, by: person, isAgencyFrozen: isFrozen, now: now, deadlines)
        case .approve(let person):
            let proposal = try requireProposal()
            guard person != proposal.by else {
                throw Refusal(.conflict, "same-person", "Another person than who wrote the answer has to agree.")
            }
            // What was found since may forbid what was allowed when it was written.
            if proposal.outcomes.contains(where: \.outcome.isCompliance) {
                try requireGrounds(for: proposal.outcomes, by: [proposal.by], now: now)
            }
            return [
                try answered(
                    proposal.outcomes,
                    isTemporary: proposal.isTemporary,
                    approvedBy: person,
                    now: now,
                    deadlines
                )
            ]
        case .sendBack(let reasons, let person):
            _ = try requireProposal()
            let reasons = try Texts.required(reasons, "reasons")
            return [Act(AssessmentSentBack(by: person), on: id, sealed: ["reasons": reasons])]
        case .reopen(let items, let refused, let person): return [try reopen(items, refused, by: person)]
        case .widen(let category, let reasons, let person): return try widen(category, reasons, by: person)
        case .disclose(let category, let sealedFile): return try disclose(category, sealedFile, by: author)
        case .confirmMeasure(let reasons, let person): return [try confirmMeasure(reasons, by: person, now: now)]
        case .reverse(let number, let reasons, let person): return try reverse(number, reasons, by: person)
        case .expire(.temporaryMeasureEnds): return measure == nil ? [] : [Act(AssessmentMeasureEnded(), on: id)]
        case .expire(.agencyFrozen): return formalDueAt == nil ? [] : [Act(AssessmentFormalMissed(), on: id)]
        case .expire: return []
        case .noteFormal(let request, let note, let person): return try noteFormal(request, note, by: person)
        case .notePersonTold: return noticeDueAt == nil ? [] : [Act(AssessmentPersonTold(), on: id)]
        case .noteNoticeOverdue:
            guard let noticeDueAt, noticeDueAt <= now, noticeOverdueSince == nil else { return [] }
            return [Act(AssessmentNoticeOverdue(), on: id)]
        case .close:
            guard state != .closed, state != .answered else { return [] }
            return [Act(AssessmentClosed(), on: id)]
        case .keepScan, .noteScanRead, .eraseScan, .expireScan: return try decideScan(command, now: now, deadlines)
        }
    }

    private func weigh(
        _ finding: Proportionality,
        _ notes: Proportionality.Notes,
        now: Timestamp
    ) throws(Refusal) -> Act {
        try requireWeighable(finding)
        if let rabat = finding.rabat {
            guard rabat.all.allSatisfy({ (0...Proportionality.Rabat.max).contains($0) }) else {
                throw Refusal(
                    .invalid,
                    "factor-out-of-range",
                    "Give each of the six factors a value from 0 to \(Proportionality.Rabat.max).",
                    pointer: "/rabat"
                )
            }
        } else if kind.asksRemoval || kind == .stayUp {
            throw Refusal(.invalid, "rabat-missing", "Weigh the six factors of what was said.", pointer: "/rabat")
        }
        guard finding.tellsPerson || finding.silenceEndsAt != nil else {
            throw Refusal(
                .invalid,
                "silence-end-missing",
                "Where the person is not told yet, say until when the law keeps you silent.",
                pointer: "/silenceEndsAt"
            )
        }
        guard finding.silenceEndsAt.map({ $0 <= now + InstrumentTerms.silenceMax }) ?? true else {
            throw RequestDocument.silenceTooLong(InstrumentTerms.silenceDaysDefault, pointer: "/silenceEndsAt")
        }
        return Act(
            AssessmentWeighed(proportionality: finding),
            on: id,
            sealed: [
                "legalBasis": try Texts.required(notes.legalBasis, "legalBasis"),
                "reasons": try Texts.required(notes.reasons, "reasons"),
            ]
        )
    }

    /// What is answered where nothing is said about dangers to a person whose data are asked for.
    public static let dangersMissing = Refusal(
        .invalid,
        "dangers-missing",
        "Say which dangers there are for the person whose data are asked for, or that there are none.",
        pointer: "/dangers"
    )

    private func noteDangers(_ found: [Danger], _ note: String) throws(Refusal) -> Act {
        guard state != .closed else {
            throw Refusal(.conflict, "not-in-this-state", "This can't be asked of one that is \(state.rawValue).")
        }
        guard !found.isEmpty else {
            throw Refusal(.invalid, "danger-missing", "Say which danger there is.", pointer: "/dangers")
        }
        return Act(
            AssessmentDangerNoted(dangers: Set(found).sorted()),
            on: id,
            sealed: ["note": try Texts.required(note, "note")]
        )
    }

    func answered(
        _ outcomes: [ItemFact],
        isTemporary: Bool,
        approvedBy: ID<Person>?,
        now: Timestamp,
        _ deadlines: AnswerDeadlines
    ) throws(Refusal) -> Act {
        let complies = outcomes.contains { $0.outcome.isCompliance }
        let isEmergency = kind == .emergencyDisclosure && complies
        let tells = complies && (proportionality?.tellsPerson != false || proportionality?.silenceEndsAt != nil)
        let notice =
            isEmergency ? deadlines.noticeDueAt : proportionality?.silenceEndsAt ?? deadlines.tellingDueAt ?? now
        let isLimited = isTemporary && complies
        let needed = [
            (isLimited, "INT_TEMP_GEO", deadlines.measureEndsAt),
            (isEmergency, "INT_EDR_FORMAL", deadlines.formalDueAt),
            (isEmergency, "INT_EDR_USER_NOTICE", deadlines.noticeDueAt),
        ]
        if let missing = needed.first(where: { $0.0 && $0.2 == nil })?.1 {
            throw Refusal(
                .conflict,
                "clock-rule-missing",
                """
                The clock registry has no rule in force for \(missing), by which what follows from this would end; propose \
                and adopt one.
                """
            )
        }
        return Act(
            AssessmentAnswered(
                approvedBy: approvedBy,
                measureEndsAt: isLimited ? deadlines.measureEndsAt : nil,
                formalDueAt: isEmergency ? deadlines.formalDueAt : nil,
                noticeDueAt: isEmergency || tells ? notice : nil
            ),
            on: id
        )
    }

    private static func each(_ defects: [FormDefect]) -> [FormDefect] {
        FormDefect.allCases.filter(defects.contains)
    }

    /// Fails where it looks forged, or was found forged.
    func requireGenuine() throws(Refusal) {
        guard foundForgedAt == nil else { throw Self.forged }
        guard state != .locked else { throw Self.locked }
    }

    func requireOpen() throws(Refusal) {
        try requireGenuine()
        guard state == .open else {
            throw Refusal(.conflict, "not-in-this-state", "This can't be asked of one that is \(state.rawValue).")
        }
    }

    static let locked = Refusal(
        .conflict,
        "request-locked",
        "This request looks forged and is locked; another person has to clear it first."
    )

    func requireUndecided() throws(Refusal) {
        guard state == .open || state == .locked || state == .proposed else {
            throw Refusal(.conflict, "not-in-this-state", "This can't be asked of one that is \(state.rawValue).")
        }
    }

    private func requireProposal() throws(Refusal) -> Proposal {
        guard state == .proposed, let proposal else {
            throw Refusal(.conflict, "nothing-proposed", "No answer waits for another person.")
        }
        return proposal
    }
}
