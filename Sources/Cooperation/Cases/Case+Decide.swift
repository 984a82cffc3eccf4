/// What can be asked of a case.
public enum CaseCommand: Sendable, Hashable {
    /// Open one for content that matched.
    case open(CaseOpening)
    /// Add what matched since.
    case join([Match])
    /// Let a person work on it.
    case assign(ID<Person>)
    /// Give it back to the queue.
    case release
    /// Note a decision by a person, or, on a case that nobody has touched, by the rule that allows acting without one.
    case decide(ID<Decision>, by: ID<Person>?)
    /// Note that its decision was carried out or undone, or needed nothing to be done.
    case close(ID<Decision>)
    /// Bring it back to the queue, because of what became of its decision.
    case returnToQueue(CaseReturned.Cause, ID<Decision>)
    /// Note that its texts and those of its decisions are erased.
    ///
    /// `awaitsAnswer` says whether the platform still has to answer to one of these.
    case erase(awaitsAnswer: Bool)
}

/// What a check tells when it opens a case.
public struct CaseOpening: Sendable, Hashable {
    /// The keyed hash of what the content is known by.
    public let contentKey: String
    /// The keyed hash of the account.
    public let accountKey: String?
    /// What the check knew about the content that names nobody.
    public let context: CaseContext
    /// The platform's own reference.
    public let reference: String?
    /// Where the content is.
    public let link: String?
    /// The account, as the platform names it.
    public let account: String?
    /// Why it is opened.
    public let matches: [Match]

    /// Makes an opening.
    public init(
        contentKey: String,
        accountKey: String?,
        context: CaseContext,
        reference: String?,
        link: String?,
        account: String?,
        matches: [Match]
    ) {
        self.contentKey = contentKey
        self.accountKey = accountKey
        self.context = context
        self.reference = reference
        self.link = link
        self.account = account
        self.matches = matches
    }
}

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
                        "reference": opening.reference, "link": opening.link, "account": opening.account,
                        SealedKey.contentKey.rawValue: opening.contentKey,
                        SealedKey.accountKey.rawValue: opening.accountKey,
                    ]
                )
            ]
        case (_?, .open): throw Refusal(.conflict, "already-open", "A case with this id was opened already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such case.")
        case (.open, .join(let matches)), (.assigned, .join(let matches)), (.decided, .join(let matches)):
            return join(state, matches, id: id, now: now)
        case (.open, .assign(let person)), (.assigned, .assign(let person)):
            return try assign(state, person, id: id)
        case (.assigned, .release): return [Act(CaseReleased(), on: id)]
        case (.open, .release): return []
        case (.open, .decide(let decision, let person)), (.assigned, .decide(let decision, let person)):
            if let assignee = state?.assignee, let person, assignee != person {
                throw Refusal(
                    .conflict,
                    "assigned-to-another",
                    "A colleague works on this case; let them decide or release it."
                )
            }
            guard person != nil || (state?.state == .open && state?.decision == nil) else {
                throw Refusal(
                    .conflict,
                    "left-to-a-person",
                    "A person works on this case, or has to since an earlier decision came back."
                )
            }
            return [Act(CaseDecided(decision: decision), on: id)]
        case (.closed, .close): return []
        // A case that came back closes where the platform answers late after all.
        case (.decided, .close(let decision)), (.open, .close(let decision)), (.assigned, .close(let decision)):
            guard state?.decision == decision else { throw notInThisState(state) }
            return [Act(CaseClosed(), on: id)]
        case (.decided, .returnToQueue(let cause, let decision)), (.closed, .returnToQueue(let cause, let decision)):
            guard state?.decision == decision else { throw notInThisState(state) }
            return [Act(CaseReturned(cause: cause), on: id)]
        case (.closed, .erase(let awaitsAnswer)):
            guard !awaitsAnswer else {
                throw Refusal(
                    .conflict,
                    "case-awaits-answer",
                    "The platform has not answered yet that it undid the decision; until then the data are needed."
                )
            }
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

    private static func assign(_ state: Case?, _ person: ID<Person>, id: ID<Case>) throws(Refusal) -> [Act] {
        guard let assignee = state?.assignee else { return [Act(CaseAssigned(assignee: person), on: id)] }
        guard assignee == person else {
            throw Refusal(.conflict, "assigned-to-another", "A colleague works on this case; they can release it.")
        }
        return []
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
                decision: nil,
                openedAtPosition: event.position
            )
        case (var item?, CaseMatched.type):
            let facts = try event.payload(CaseMatched.self)
            item.matches += facts.matches
            item.priority = facts.priority
            return item
        case (var item?, CaseAssigned.type):
            item.assignee = try event.payload(CaseAssigned.self).assignee
            item.state = .assigned
            return item
        case (let item?, CaseReleased.type):
            _ = try event.payload(CaseReleased.self)
            return item.waiting
        case (let item?, CaseReturned.type):
            _ = try event.payload(CaseReturned.self)
            return item.waiting
        case (var item?, CaseDecided.type):
            item.decision = try event.payload(CaseDecided.self).decision
            item.state = .decided
            return item
        case (var item?, CaseClosed.type):
            _ = try event.payload(CaseClosed.self)
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
        item.state = .open
        return item
    }
}
