/// What can be asked of a rule of the clock registry.
public enum ClockRuleCommand: Sendable {
    /// Write it down; with whether somebody gave it of whom its author names nobody.
    case propose(ClockRuleDraft, isGiven: Bool = false)
    /// Let clocks start by it.
    case adopt
    /// Note that a local lawyer confirmed it.
    case confirm(on: CivilDate, by: String)
    /// Let no more clocks start by it.
    case retire
    /// Let another rule take its place.
    case replace(by: ID<ClockRule>)
}

extension ClockRule {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the rule; `nil` for one not written down.
    ///   - command: what is asked.
    ///   - id: its id, which a proposal takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: ClockRule?,
        _ command: ClockRuleCommand,
        id: ID<ClockRule>
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .propose(let draft, let isGiven)):
            return [
                Act(
                    ClockRuleProposed(
                        code: draft.code,
                        terms: draft.terms,
                        sourceDate: draft.sourceDate,
                        isGiven: isGiven ? true : nil
                    ),
                    on: id,
                    sealed: ["summary": draft.summary, "source": draft.source]
                )
            ]
        case (_?, .propose):
            throw Refusal(.conflict, "already-proposed", "A rule with this id was written down already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such rule.")
        case (let rule?, _) where rule.origin != nil:
            throw Refusal(
                .conflict,
                "kept-elsewhere",
                "This rule is kept by the exchange; change it there, or adopt one of your own with the same code."
            )
        case (let rule?, .adopt):
            if rule.state == .inForce { return [] }
            guard rule.state == .proposed else { throw outOfForce }
            return [Act(ClockRuleAdopted(), on: id)]
        case (let rule?, .confirm(let day, let name)):
            guard rule.state == .proposed || rule.state == .inForce else { throw outOfForce }
            let name = try Texts.required(name, "confirmedBy", bytesMax: Organisation.nameBytesMax)
            if rule.confirmedOn == day { return [] }
            return [Act(ClockRuleConfirmed(confirmedOn: day), on: id, sealed: ["confirmedBy": name])]
        case (let rule?, .retire):
            if rule.state == .retired { return [] }
            guard rule.state != .replaced else { throw outOfForce }
            return [Act(ClockRuleRetired(), on: id)]
        case (let rule?, .replace(let other)):
            if rule.replacedBy == other { return [] }
            guard rule.state == .inForce else { throw outOfForce }
            guard other != id else {
                throw Refusal(.invalid, "rule-replaces-itself", "Name another rule that takes this one's place.")
            }
            return [Act(ClockRuleReplaced(by: other), on: id)]
        }
    }

    private static var outOfForce: Refusal {
        Refusal(.conflict, "rule-not-in-force", "This rule is not in force; propose and adopt a new one.")
    }

    /// The state after an event.
    public static func apply(_ state: ClockRule?, _ event: JournalEvent) throws(ReplayError) -> ClockRule {
        if state == nil, event.type == ClockRuleProposed.type {
            let facts = try event.payload(ClockRuleProposed.self)
            return ClockRule(
                id: ID(event.subject),
                code: facts.code,
                terms: facts.terms,
                sourceDate: facts.sourceDate,
                state: .proposed,
                proposedAt: event.position,
                isDecidedHere: false,
                latestPosition: event.position,
                origin: event.origin
            )
        }
        guard var rule = state else { throw ReplayError.unexpected(event, after: state) }
        rule.latestPosition = event.position
        // What the program does of itself bears the name of no person.
        let isDecidedHere = event.origin == nil && event.actor != event.organisation.identifier
        switch event.type {
        case ClockRuleAdopted.type:
            _ = try event.payload(ClockRuleAdopted.self)
            rule.state = .inForce
            rule.isDecidedHere = isDecidedHere
        case ClockRuleConfirmed.type:
            rule.confirmedOn = try event.payload(ClockRuleConfirmed.self).confirmedOn
            rule.confirmedAt = event.position
        case ClockRuleRetired.type:
            _ = try event.payload(ClockRuleRetired.self)
            rule.state = .retired
            rule.isDecidedHere = isDecidedHere
        case ClockRuleReplaced.type:
            rule.replacedBy = try event.payload(ClockRuleReplaced.self).by
            rule.state = .replaced
        default: throw ReplayError.unexpected(event, after: state)
        }
        return rule
    }
}
