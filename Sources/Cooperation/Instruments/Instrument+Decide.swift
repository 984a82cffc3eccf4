/// What can be asked of an instrument.
public enum InstrumentCommand: Sendable {
    /// Write one down; with whether somebody gave it of whom its author names nobody.
    case propose(InstrumentTerms, InstrumentTexts, isGiven: Bool = false)
    /// Make it part of the register.
    case adopt
    /// Note that a lawyer of the country confirmed it, on which day, who and what they said.
    case confirm(day: String, confirmation: String)
    /// Let a later one take its place.
    case replace(by: Instrument)
    /// Use it no more, with the reason.
    case retire(reason: String)
}

extension Instrument {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the instrument; `nil` for one not written down.
    ///   - command: what is asked.
    ///   - id: its id, which a proposal takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Instrument?,
        _ command: InstrumentCommand,
        id: ID<Instrument>
    ) throws(Refusal) -> [Act] {
        if case .propose(let terms, let texts, let isGiven) = command {
            guard state == nil else {
                throw Refusal(.conflict, "already-proposed", "An instrument with this id was written down already.")
            }
            return [try proposal(terms, texts, isGiven: isGiven, on: id)]
        }
        guard let instrument = state else {
            throw Refusal(.notFound, "not-found", "There is no such instrument.")
        }
        guard instrument.origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This instrument is kept by the exchange; change it there.")
        }
        switch (instrument.state, command) {
        case (_, .propose): return []
        case (.adopted, .adopt), (.retired, .retire): return []
        case (.proposed, .adopt): return [Act(InstrumentAdopted(), on: id)]
        case (.proposed, .confirm(let day, let text)), (.adopted, .confirm(let day, let text)):
            return try instrument.confirmation(on: day, text)
        case (.proposed, .replace): throw notAdopted
        case (.adopted, .replace(let later)):
            guard later.id != id, later.state == .adopted, later.terms.code == instrument.terms.code else {
                throw Refusal(
                    .conflict,
                    "replacement-invalid",
                    "Adopt an instrument with the same code; it takes this one's place.",
                    pointer: "/by"
                )
            }
            return [Act(InstrumentReplaced(by: later.id), on: id)]
        case (.replaced, .replace(let later)) where later.id == instrument.replacedBy: return []
        case (.proposed, .retire(let reason)), (.adopted, .retire(let reason)):
            return [Act(InstrumentRetired(), on: id, sealed: ["reason": try Texts.required(reason, "reason")])]
        case (.replaced, _), (.retired, _):
            throw Refusal(
                .conflict,
                "instrument-over",
                "This instrument was replaced or retired; write down a new one."
            )
        }
    }

    private static var notAdopted: Refusal {
        Refusal(.conflict, "instrument-not-adopted", "This instrument was never adopted; retire it instead.")
    }

    private static func proposal(
        _ terms: InstrumentTerms,
        _ texts: InstrumentTexts,
        isGiven: Bool,
        on id: ID<Instrument>
    ) throws(Refusal) -> Act {
        guard terms.isAccepted == (texts.reasonNotAccepted == nil) else {
            throw Refusal(
                .invalid,
                "reason-not-accepted-invalid",
                "Say why an instrument is not accepted, where it is not, and nowhere else.",
                pointer: "/reasonNotAccepted"
            )
        }
        return Act(
            InstrumentProposed(terms: terms, isGiven: isGiven ? true : nil),
            on: id,
            sealed: [
                "title": texts.title, "law": texts.law, "source": texts.source,
                "reasonNotAccepted": texts.reasonNotAccepted,
            ]
        )
    }

    private func confirmation(on day: String, _ text: String) throws(Refusal) -> [Act] {
        guard RegisterCode.isDay(day) else {
            throw Refusal(.invalid, "day-invalid", "Write a day as 2021-04-29.", pointer: "/confirmedOn")
        }
        let text = try Texts.required(text, "confirmation")
        return confirmedOn == day
            ? [] : [Act(InstrumentConfirmed(confirmedOn: day), on: id, sealed: ["confirmation": text])]
    }

    /// The state after an event.
    public static func apply(_ state: Instrument?, _ event: JournalEvent) throws(ReplayError) -> Instrument {
        switch (state, event.type) {
        case (nil, InstrumentProposed.type):
            return Instrument(
                id: ID(event.subject),
                terms: try event.payload(InstrumentProposed.self).terms,
                state: .proposed,
                confirmedOn: nil,
                replacedBy: nil,
                proposedAtPosition: event.position,
                confirmedAtPosition: nil,
                latestPosition: event.position,
                origin: event.origin
            )
        case (var instrument?, InstrumentAdopted.type):
            _ = try event.payload(InstrumentAdopted.self)
            instrument.state = .adopted
            instrument.latestPosition = event.position
            return instrument
        case (var instrument?, InstrumentConfirmed.type):
            instrument.confirmedOn = try event.payload(InstrumentConfirmed.self).confirmedOn
            instrument.confirmedAtPosition = event.position
            instrument.latestPosition = event.position
            return instrument
        case (var instrument?, InstrumentReplaced.type):
            instrument.replacedBy = try event.payload(InstrumentReplaced.self).by
            instrument.state = .replaced
            instrument.latestPosition = event.position
            return instrument
        case (var instrument?, InstrumentRetired.type):
            _ = try event.payload(InstrumentRetired.self)
            instrument.state = .retired
            instrument.latestPosition = event.position
            return instrument
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
