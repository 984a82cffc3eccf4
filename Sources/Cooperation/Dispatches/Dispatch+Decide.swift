/// An answer was put on its way.
///
/// Sealed: `text`.
public struct DispatchQueued: EventPayload {
    /// What happened.
    public static let type = "dispatch.queued"
    /// It says itself whether it is about practice.
    public static let tellsExercise = true
    /// Where it goes.
    public let exchange: ID<Exchange>
    /// What it says.
    public let message: DispatchMessage
    /// The opaque id of the person who acted.
    public let person: ID<Person>
    /// Whether it is about something for practice; absent where it is not.
    public let isExercise: Bool?
}

/// The exchange took it.
public struct DispatchDelivered: EventPayload {
    /// What happened.
    public static let type = "dispatch.delivered"
}

/// The exchange refused it for good.
public struct DispatchRefused: EventPayload {
    /// What happened.
    public static let type = "dispatch.refused"
    /// The exchange's stable word for why.
    public let code: String
}

/// It was taken back before the exchange took it, as far as this node knows.
public struct DispatchRetracted: EventPayload {
    /// What happened.
    public static let type = "dispatch.retracted"
}

/// The exchange's own record of it reached this node.
public struct DispatchRecorded: EventPayload {
    /// What happened.
    public static let type = "dispatch.recorded"
}

/// What can be asked of a dispatch.
public enum DispatchCommand: Sendable, Hashable {
    /// Put it on its way.
    case queue(
        exchange: ID<Exchange>,
        message: DispatchMessage,
        person: ID<Person>,
        text: String?,
        isExercise: Bool = false
    )
    /// Note that the exchange took it.
    case deliver
    /// Note that the exchange refused it, with its code.
    case refuse(code: String)
    /// Take it back, unless the exchange took it.
    case retract
    /// Note that the exchange's own record of it reached this node.
    case record
}

extension Dispatch {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the dispatch; `nil` for one not queued.
    ///   - command: what is asked.
    ///   - id: its id, which queueing takes on.
    /// - Returns: what happens; nothing where it is done with already.
    /// - Throws: `Refusal` where it does not exist, or exists already.
    public static func decide(
        _ state: Dispatch?,
        _ command: DispatchCommand,
        id: ID<Dispatch>
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .queue(let exchange, let message, let person, let text, let isExercise)):
            let text = try Texts.optional(text, "text", bytesMax: message.textBytesMax)
            return [
                Act(
                    DispatchQueued(
                        exchange: exchange,
                        message: message,
                        person: person,
                        isExercise: isExercise ? true : nil
                    ),
                    on: id,
                    sealed: ["text": text]
                )
            ]
        case (_?, .queue): throw Refusal(.conflict, "already-queued", "A dispatch with this id exists already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such dispatch.")
        case (.queued, .deliver): return [Act(DispatchDelivered(), on: id)]
        case (.queued, .refuse(let code)): return [Act(DispatchRefused(code: code), on: id)]
        case (.queued, .retract): return [Act(DispatchRetracted(), on: id)]
        // It was on its way that very moment.
        case (.retracted, .deliver): return [Act(DispatchDelivered(), on: id)]
        // Whatever was heard of it before: the record is what counts.
        case (.queued, .record), (.delivered, .record), (.refused, .record), (.retracted, .record):
            return [Act(DispatchRecorded(), on: id)]
        case (.delivered, _), (.refused, _), (.retracted, _), (.recorded, _): return []
        }
    }

    /// The state after an event.
    public static func apply(_ state: Dispatch?, _ event: JournalEvent) throws(ReplayError) -> Dispatch {
        switch (state, event.type) {
        case (nil, DispatchQueued.type):
            let facts = try event.payload(DispatchQueued.self)
            return Dispatch(
                id: ID(event.subject),
                exchange: facts.exchange,
                message: facts.message,
                person: facts.person,
                isPractice: facts.isExercise,
                state: .queued,
                queuedAtPosition: event.position
            )
        case (var dispatch?, DispatchDelivered.type):
            _ = try event.payload(DispatchDelivered.self)
            dispatch.state = .delivered
            return dispatch
        case (var dispatch?, DispatchRefused.type):
            dispatch.code = try event.payload(DispatchRefused.self).code
            dispatch.state = .refused
            return dispatch
        case (var dispatch?, DispatchRetracted.type):
            _ = try event.payload(DispatchRetracted.self)
            dispatch.state = .retracted
            return dispatch
        case (var dispatch?, DispatchRecorded.type):
            _ = try event.payload(DispatchRecorded.self)
            dispatch.state = .recorded
            dispatch.code = nil
            return dispatch
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
