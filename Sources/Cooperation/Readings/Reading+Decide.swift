/// A person opened a case, or what is written of somebody elsewhere.
public struct ReadingNoted: EventPayload {
    /// What happened.
    public static let type = "reading.noted"
    /// Who.
    public let person: ID<Person>
    /// What kind of thing; absent for a case.
    public let kind: Reading.Subject.Kind?
    /// What.
    public let subject: Identifier
    /// Why.
    public let purpose: Reading.Purpose
}

/// What can be asked of a reading.
public enum ReadingCommand: Sendable, Hashable {
    /// Note that a person opens a case, for a purpose that they give unless they work on it.
    case note(ID<Case>, by: ID<Person>, isTheirs: Bool, purpose: Reading.Purpose?)
    /// Note that a person opens something else, which they may by their role.
    case noteOther(Reading.Subject, by: ID<Person>)
}

extension Reading {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: what is noted already of this person, subject and hour.
    ///   - command: what is asked.
    ///   - id: the id that follows from person, subject and hour.
    /// - Returns: what happens; nothing where it is noted already.
    /// - Throws: `Refusal` `purpose-required`.
    public static func decide(
        _ state: Reading?,
        _ command: ReadingCommand,
        id: ID<Reading>
    ) throws(Refusal) -> [Act] {
        switch command {
        case .note(let subject, let person, let isTheirs, let given):
            // Whoever said why within the hour is not asked again.
            if state != nil, given == nil { return [] }
            let purpose = isTheirs ? Purpose.assignment : given
            guard let purpose, isTheirs || Purpose.choices.contains(purpose) else {
                throw Refusal(
                    .invalid,
                    "purpose-required",
                    "You do not work on this case: take it, or say for what purpose you open it."
                )
            }
            let noted = ReadingNoted(person: person, kind: nil, subject: subject.identifier, purpose: purpose)
            return state == nil ? [Act(noted, on: id)] : []
        case .noteOther(let subject, let person):
            guard state == nil, let purpose = subject.purpose else { return [] }
            let noted = ReadingNoted(
                person: person,
                kind: subject.kind,
                subject: subject.identifier,
                purpose: purpose
            )
            return [Act(noted, on: id)]
        }
    }

    /// The state after an event.
    public static func apply(_ state: Reading?, _ event: JournalEvent) throws(ReplayError) -> Reading {
        guard state == nil, event.type == ReadingNoted.type else { throw ReplayError.unexpected(event, after: state) }
        let facts = try event.payload(ReadingNoted.self)
        return Reading(
            id: ID(event.subject),
            organisation: event.organisation,
            person: facts.person,
            subject: Subject(facts.kind ?? .case, facts.subject),
            purpose: facts.purpose,
            readAt: event.time
        )
    }
}
