/// A person opened a case.
public struct ReadingNoted: EventPayload {
    /// What happened.
    public static let type = "reading.noted"
    /// Who.
    public let person: ID<Person>
    /// Which case.
    public let subject: ID<Case>
    /// Why.
    public let purpose: Reading.Purpose
}

/// What can be asked of a reading.
public enum ReadingCommand: Sendable, Hashable {
    /// Note that a person opens a case, for a purpose that they give unless they work on it.
    case note(ID<Case>, by: ID<Person>, isTheirs: Bool, purpose: Reading.Purpose?)
}

extension Reading {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: what is noted already of this person, case and hour.
    ///   - command: what is asked.
    ///   - id: the id that follows from person, case and hour.
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
            guard let purpose, isTheirs || purpose != .assignment else {
                throw Refusal(
                    .invalid,
                    "purpose-required",
                    "You do not work on this case: take it, or say for what purpose you open it."
                )
            }
            return state == nil
                ? [Act(ReadingNoted(person: person, subject: subject, purpose: purpose), on: id)] : []
        }
    }

    /// The state after an event.
    public static func apply(_ state: Reading?, _ event: JournalEvent) throws(ReplayError) -> Reading {
        guard state == nil, event.type == ReadingNoted.type else { throw ReplayError.unexpected(event, after: state) }
        let facts = try event.payload(ReadingNoted.self)
        return Reading(
            id: ID(event.subject),
            person: facts.person,
            subject: facts.subject,
            purpose: facts.purpose,
            readAt: event.time
        )
    }
}
