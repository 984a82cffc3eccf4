extension Case {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the case; `nil` for one not opened.
    ///   - command: what is asked.
    ///   - id: its id, which opening takes on.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Case?,
        _ command: CaseCommand,
        id: ID<Case>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .open(let opening)):
            guard !opening.matches.isEmpty else {
                throw Refusal(.invalid, "nothing-matched", "A case needs a match.")
            }
            let matches = Array(opening.matches.prefix(matchesMax))
            return [
                Act(
                    CaseOpened(
                        context: opening.context,
                        matches: matches,
                        priority: CasePriority.priority(
                            of: matches,
                            postedAt: opening.context.postedAt,
                            now: now
                        )
                    ),
                    on: id,
                    sealed: [
                        "reference": opening.reference, "link": opening.link, "thumbnail": opening.thumbnail,
                        "account": opening.account,
                        SealedKey.contentKey.rawValue: opening.contentKey,
                        SealedKey.accountKey.rawValue: opening.accountKey,
                    ]
                )
            ]
        case (_?, .open): throw Refusal(.conflict, "already-open", "A case with this id was opened already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such case.")
        case (.open, .join(let matches)), (.assigned, .join(let matches)), (.decided, .join(let matches)):
            return join(state, matches, id: id, now: now)
        case (.open, .assign(let person, let lockTime)), (.assigned, .assign(let person, let lockTime)):
            return try assign(state, person, for: lockTime, id: id, now: now)
        case (.open, .skip(let skip)), (.assigned, .skip(let skip)):
            return try self.skip(state, skip, id: id)
        case (.assigned, .release): return [Act(CaseReleased(), on: id)]
        case (.open, .release): return []
        case (.open, .decide(let decision, let person, let due)),
            (.assigned, .decide(let decision, let person, let due)):
            return try self.decide(
                state,
                CaseDecided(decision: decision, answerDueAt: due),
                by: person,
                id: id,
                now: now
            )
        case (.closed, .close): return []
        // A case that came back closes where the platform answers late after all.
        case (.decided, .close(let decision)), (.open, .close(let decision)), (.assigned, .close(let decision)):
            guard state?.decision == decision else { throw notInThisState(state) }
            return [Act(CaseClosed(), on: id)]
        case (.decided, .returnToQueue(let cause, let decision)), (.closed, .returnToQueue(let cause, let decision)):
            guard state?.decision == decision else { throw notInThisState(state) }
            return [Act(CaseReturned(cause: cause), on: id)]
        case (.closed, .erase(let awaited)):
            if let awaited { throw stillNeeded(by: awaited) }
            return [Act(CaseErased(), on: id)]
        case (_, .erase):
            throw Refusal(.conflict, "case-not-closed", "Close the case first; until then its data are needed.")
        case (.decided, .decide), (.closed, .decide):
            throw Refusal(
                .conflict,
                "already-decided",
                "This case was decided already; reverse that decision instead."
            )
        case (.closed, _), (.decided, _), (.open, _), (.assigned, _): throw notInThisState(state)
        }
    }

    private static func stillNeeded(by awaited: CaseCommand.Awaited) -> Refusal {
        switch awaited {
        case .platform:
            Refusal(
                .conflict,
                "case-awaits-answer",
                "The platform has not answered yet that it undid the decision; until then the data are needed."
            )
        case .secondPerson:
            Refusal(
                .conflict,
                "case-awaits-second-person",
                "A second person is still asked whether the account is closed; until then the data are needed."
            )
        }
    }

    private static func notInThisState(_ state: Case?) -> Refusal {
        Refusal(
            .conflict,
            "not-in-this-state",
            "This can't be done to a case that is \(state?.state.rawValue ?? "")."
        )
    }

    private static func join(_ state: Case?, _ matches: [Match], id: ID<Case>, now: Timestamp) -> [Act] {
        guard let state else { return [] }
        let known = Set(state.matches.map(\.signal))
        let new = matches.filter { !known.contains($0.signal) }.prefix(matchesMax - min(matchesMax, known.count))
        guard !new.isEmpty else { return [] }
        let priority = CasePriority.priority(
            of: state.matches + new,
            postedAt: state.context.postedAt,
            now: now
        )
        return [Act(CaseMatched(matches: Array(new), priority: max(priority, state.priority)), on: id)]
    }

    private static func assign(
        _ state: Case?,
        _ person: ID<Person>,
        for lockTime: Seconds,
        id: ID<Case>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        guard state?.isLocked(at: now, against: person) != true else { throw assignedToAnother }
        if let state, state.assignee == person, let until = state.lockedUntil {
            // Who asks again with every key pressed should not fill the journal.
            guard until.microseconds - now.microseconds < lockTime.count * 500_000 else { return [] }
        }
        return [Act(CaseAssigned(assignee: person, until: now + lockTime), on: id)]
    }

    private static let assignedToAnother = Refusal(
        .conflict,
        "assigned-to-another",
        "A colleague works on this case; they can release it."
    )

    private static func decide(
        _ state: Case?,
        _ decided: CaseDecided,
        by person: ID<Person>?,
        id: ID<Case>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        guard let person else {
            guard state?.state == .open, state?.decision == nil else {
                throw Refusal(
                    .conflict,
                    "left-to-a-person",
                    "A person works on this case, or has to since an earlier decision came back."
                )
            }
            return [Act(decided, on: id)]
        }
        guard state?.isLocked(at: now, against: person) != true else { throw assignedToAnother }
        var acts = [Act(decided, on: id)]
        if let assignee = state?.assignee, assignee != person {
            // Whose lock has expired has not worked on it to the end.
            acts.insert(Act(CaseAssigned(assignee: person, until: now), on: id), at: 0)
        }
        return acts
    }

    private static func skip(_ state: Case?, _ skip: CaseSkip, id: ID<Case>) throws(Refusal) -> [Act] {
        var acts: [Act] = []
        if state?.skips.contains(skip.person) != true {
            guard let reason = skip.reason else {
                throw Refusal(
                    .invalid,
                    "skip-reason-missing",
                    "Say why you leave this case to others; you are asked this once.",
                    pointer: "/reason"
                )
            }
            let note = try Texts.optional(skip.note, "note")
            acts.append(Act(CaseSkipped(person: skip.person, reason: reason), on: id, sealed: ["note": note]))
        }
        if state?.state == .assigned, state?.assignee == skip.person { acts.append(Act(CaseReleased(), on: id)) }
        return acts
    }

    /// The state after an event.
    public static func apply(_ state: Case?, _ event: JournalEvent) throws(ReplayError) -> Case {
        switch (state, event.type) {
        case (nil, CaseOpened.type):
            let facts = try event.payload(CaseOpened.self)
            return Case(
                id: ID(event.subject),
                context: facts.context,
                openedAt: event.time,
                state: .open,
                matches: facts.matches,
                priority: facts.priority,
                assignee: nil,
                lockedUntil: nil,
                skips: [],
                decision: nil,
                answerDueAt: nil,
                openedAtPosition: event.position
            )
        case (var item?, CaseMatched.type):
            let facts = try event.payload(CaseMatched.self)
            item.matches += facts.matches
            item.priority = facts.priority
            return item
        case (var item?, CaseAssigned.type):
            let facts = try event.payload(CaseAssigned.self)
            item.assignee = facts.assignee
            item.lockedUntil = facts.until
            item.state = .assigned
            return item
        case (var item?, CaseSkipped.type):
            let person = try event.payload(CaseSkipped.self).person
            item.skips = (item.skips.filter { $0 != person } + [person]).suffix(skipsMax)
            return item
        case (let item?, CaseReleased.type):
            _ = try event.payload(CaseReleased.self)
            return item.waiting
        case (let item?, CaseReturned.type):
            _ = try event.payload(CaseReturned.self)
            return item.waiting
        case (var item?, CaseDecided.type):
            let facts = try event.payload(CaseDecided.self)
            item.decision = facts.decision
            item.answerDueAt = facts.answerDueAt
            item.lockedUntil = nil
            item.state = .decided
            return item
        case (var item?, CaseClosed.type):
            _ = try event.payload(CaseClosed.self)
            item.lockedUntil = nil
            item.answerDueAt = nil
            item.state = .closed
            return item
        case (let item?, CaseErased.type):
            _ = try event.payload(CaseErased.self)
            return item
        default: throw ReplayError.unexpected(event, after: state)
        }
    }

    private var waiting: Case {
        var item = self
        item.assignee = nil
        item.lockedUntil = nil
        item.answerDueAt = nil
        item.state = .open
        return item
    }
}
