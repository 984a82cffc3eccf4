import CanonicalJSON

extension Assessment {
    /// The state after an event.
    public static func apply(_ state: Assessment?, _ event: JournalEvent) throws(ReplayError) -> Assessment {
        guard var assessment = state else {
            guard event.type == AssessmentOpened.type else { throw ReplayError.unexpected(event, after: state) }
            return Assessment(opening: try event.payload(AssessmentOpened.self), event)
        }
        assessment.noteWorkers(of: event)
        if let after = try assessment.afterScan(event) { return after }
        switch event.type {
        case AssessmentAssigned.type: assessment.assignee = try event.payload(AssessmentAssigned.self).person
        case AssessmentIdentityChecked.type:
            let facts = try event.payload(AssessmentIdentityChecked.self)
            assessment.identityChecks.append(
                IdentityCheck(method: facts.method, result: facts.result, by: facts.by, at: event.time)
            )
            if facts.method == .callBack, facts.result == .confirmed {
                assessment.calledBackAtPosition = event.position
            }
            // Who found that it is genuine did not know of this yet.
            if facts.result != .confirmed { assessment.clearing = nil }
            if assessment.isHeldGenuine { assessment.lockedBy = nil }
        case AssessmentLocked.type:
            let facts = try event.payload(AssessmentLocked.self)
            assessment.see(facts.factors)
            assessment.state = .locked
            // Older programs left out who it was, which its author says.
            assessment.lockedBy = facts.by ?? ID(event.actor)
            assessment.clearing = nil
            assessment.proposal = nil
        case AssessmentUnlocked.type:
            let person = try event.payload(AssessmentUnlocked.self).by
            assessment.clearing = Clearing(by: person, position: event.position)
            // What is denied is doubted still once it is over.
            if !assessment.isDeniedSinceTakenBack { assessment.lockedBy = nil }
            if assessment.state == .locked { assessment.state = assessment.isAnswered ? .answered : .open }
        case AssessmentFoundForged.type:
            assessment.noteForgery(try event.payload(AssessmentFoundForged.self), at: event.time)
        case AssessmentForgeryTakenBack.type:
            assessment.noteForgeryTakenBack(try event.payload(AssessmentForgeryTakenBack.self), at: event.time)
        case AssessmentFormChecked.type:
            let facts = try event.payload(AssessmentFormChecked.self)
            assessment.defects = facts.defects
            assessment.see(facts.factors)
        case AssessmentWeighed.type:
            let finding = try event.payload(AssessmentWeighed.self).proportionality
            assessment.noteWeighed(finding, by: ID(event.actor), at: event.position)
        case AssessmentPreserved.type:
            if assessment.keptSince(at: event.time) == nil { assessment.preservedSince = event.time }
            assessment.preservedUntil = try event.payload(AssessmentPreserved.self).until
            assessment.preservedBy = ID(event.actor)
        case AssessmentAdviserAsked.type:
            assessment.adviser = try event.payload(AssessmentAdviserAsked.self).adviser
        case AssessmentDangerJudged.type:
            let facts = try event.payload(AssessmentDangerJudged.self)
            if facts.role == .adviser { assessment.judgedAdviser = facts.by }
            assessment.dangerJudgements.removeAll { $0.by == facts.by }
            assessment.dangerJudgements.append(
                DangerJudgement(role: facts.role, by: facts.by, agrees: facts.agrees)
            )
        case AssessmentDangerNoted.type:
            let found = try event.payload(AssessmentDangerNoted.self).dangers
            assessment.dangers = Set(assessment.dangers + found).sorted()
            assessment.askAnew()
        case AssessmentItemMarked.type:
            _ = try event.payload(AssessmentItemMarked.self)
            assessment.isMarked = true
        case AssessmentClosed.type:
            _ = try event.payload(AssessmentClosed.self)
            assessment.state = .closed
        default: try assessment.applyAnswer(event)
        }
        return assessment
    }

    /// Who agreed, agreed to what was found before; a no stands until the same person takes it back.
    mutating func askAnew() { dangerJudgements.removeAll(where: \.agrees) }

    /// What is no work on a request, of which the adviser has to be independent.
    private static let idle: Set<String> = [
        AssessmentLocked.type, AssessmentAdviserAsked.type, AssessmentDangerJudged.type, AssessmentDangerNoted.type,
        AssessmentItemMarked.type, AssessmentMeasureEnded.type, AssessmentFormalMissed.type, AssessmentScanRead.type,
        AssessmentClosed.type, AssessmentNoticeOverdue.type,
    ]

    private mutating func noteWorkers(of event: JournalEvent) {
        guard !Self.idle.contains(event.type) else { return }
        var people = ["person", "by", "approvedBy"].compactMap { event.facts[$0]?.stringValue }.compactMap(
            ID<Person>.init
        )
        // What the node does by itself is nobody's work.
        if event.actor != event.organisation.identifier { people.append(ID(event.actor)) }
        for person in people where !workers.contains(person) { workers.append(person) }
    }

    private mutating func see(_ factors: [RiskFactor]) {
        guard !Set(factors).isSubset(of: seenFactors) else { return }
        seenFactors = Set(seenFactors + factors).sorted()
        clearing = nil
    }

    /// One measure, which ends when the first part of it has to; what is answered anew is in it by its new answer alone.
    private func measure(after answer: Proposal?, endingAt endsAt: Timestamp?) -> Measure? {
        let answered = answer?.outcomes ?? []
        let kept = (measure?.items ?? []).filter { number in !answered.contains { $0.number == number } }
        if let endsAt {
            let taken = answered.filter { $0.outcome == .compliedInCountry }.map(\.number)
            let before = kept.isEmpty ? nil : measure
            let writers = (before?.writers ?? []).filter { $0 != answer?.by } + [answer?.by].compactMap(\.self)
            return Measure(
                items: (kept + taken).sorted(),
                endsAt: min(measure?.endsAt ?? endsAt, endsAt),
                writers: writers,
                neededSecondPerson: before?.neededSecondPerson == true || answer?.needsSecondPerson == true
            )
        }
        guard let measure, measure.items.isEmpty || !kept.isEmpty else { return nil }
        return Measure(
            items: kept,
            endsAt: measure.endsAt,
            writers: measure.writers,
            neededSecondPerson: measure.neededSecondPerson
        )
    }

    private mutating func applyAnswer(_ event: JournalEvent) throws(ReplayError) {
        switch event.type {
        case AssessmentProposed.type:
            let facts = try event.payload(AssessmentProposed.self)
            proposal = Proposal(
                outcomes: facts.outcomes,
                territory: facts.territory,
                isTemporary: facts.isTemporary,
                by: facts.by,
                needsSecondPerson: facts.needsSecondPerson,
                position: event.position
            )
            state = .proposed
        case AssessmentSentBack.type:
            _ = try event.payload(AssessmentSentBack.self)
            state = .open
            proposal = nil
        case AssessmentAnswered.type:
            let facts = try event.payload(AssessmentAnswered.self)
            let answered = proposal?.outcomes ?? []
            let before = answerers ?? []
            answerers = before + [proposal?.by, facts.approvedBy].compactMap(\.self).filter { !before.contains($0) }
            if answered.contains(where: \.outcome.isCompliance) {
                compliers = [proposal?.by, facts.approvedBy].compactMap(\.self)
                compliedAt = event.time
                // One of two people is another than who noted it.
                if facts.approvedBy != nil { authorisationNotedBy = nil }
            }
            outcomes = outcomes.filter { before in !answered.contains { $0.number == before.number } } + answered
            outcomes.sort { $0.number < $1.number }
            noteAnswered(answered.map(\.number), agreedWriter: facts.approvedBy == nil ? nil : proposal?.by)
            state = isAnswered ? .answered : .open
            measure = measure(after: proposal, endingAt: facts.measureEndsAt)
            proposal = nil
            // A later answer about other items takes back none of what is owed for the earlier one.
            formalDueAt = [formalDueAt, facts.formalDueAt].compactMap(\.self).min()
            noticeDueAt = [noticeDueAt, facts.noticeDueAt].compactMap(\.self).min()
            noticeOverdueSince = nil
        case AssessmentReopened.type:
            // What was done, and what is owed for it, stays.
            let facts = try event.payload(AssessmentReopened.self)
            outcomes.removeAll { facts.items.contains($0.number) }
            reopenedFor = (reopenedFor ?? []) + facts.dispatches
            if state == .answered { state = .open }
        case AssessmentWidened.type:
            let facts = try event.payload(AssessmentWidened.self)
            let word = Widened(category: facts.category, by: facts.by, at: event.time, position: event.position)
            widened = (widened ?? []) + [word]
        case AssessmentDisclosed.type:
            let facts = try event.payload(AssessmentDisclosed.self)
            disclosed.append(
                Disclosed(
                    category: facts.category,
                    sealedFile: facts.sealedFile,
                    by: ID(event.actor),
                    at: event.time
                )
            )
            // Another person saw it by now.
            if authorisationNotedBy != ID(event.actor) { authorisationNotedBy = nil }
        case AssessmentMeasureConfirmed.type:
            _ = try event.payload(AssessmentMeasureConfirmed.self)
            measure = nil
        case AssessmentMeasureEnded.type:
            _ = try event.payload(AssessmentMeasureEnded.self)
            noteReversed(measure?.items ?? [])
            measure = nil
        case AssessmentItemReversed.type: noteReversed([try event.payload(AssessmentItemReversed.self).number])
        case AssessmentFormalised.type:
            _ = try event.payload(AssessmentFormalised.self)
            formalDueAt = nil
            isFormalMissed = false
        case AssessmentFormalMissed.type:
            _ = try event.payload(AssessmentFormalMissed.self)
            formalDueAt = nil
            isFormalMissed = true
        case AssessmentPersonTold.type:
            _ = try event.payload(AssessmentPersonTold.self)
            noticeDueAt = nil
            noticeOverdueSince = nil
        case AssessmentNoticeOverdue.type:
            _ = try event.payload(AssessmentNoticeOverdue.self)
            noticeOverdueSince = event.time
        default: throw ReplayError.unexpected(event, after: self)
        }
    }

    private init(opening: AssessmentOpened, _ event: JournalEvent) {
        self.init(
            id: ID(event.subject),
            opening: opening,
            openedAt: event.time,
            state: opening.lockedBy == nil ? .open : .locked,
            identityChecks: [],
            seenFactors: [],
            lockedBy: opening.lockedBy,
            dangers: (opening.dangers ?? []).sorted(),
            protectedRoles: (opening.protectedRoles ?? []).sorted(),
            dangerJudgements: [],
            workers: [],
            isMarked: false,
            outcomes: [],
            disclosed: [],
            isFormalMissed: false
        )
    }
}
