/// A threat alert arrived where its authority reads it.
///
/// Sealed: `text`.
public struct ThreatNoticeReceived: EventPayload {
    /// What happened.
    public static let type = "threatNotice.received"
    /// What its envelope says.
    public let envelope: ThreatEnvelope
    /// The office's authority.
    public let authority: ID<Organisation>
    /// The country.
    public let country: String
    /// What carried it; absent where it did not come from another node.
    public let dispatch: ID<Dispatch>?

    /// Makes the facts.
    public init(
        envelope: ThreatEnvelope,
        authority: ID<Organisation>,
        country: String,
        dispatch: ID<Dispatch>?
    ) {
        self.envelope = envelope
        self.authority = authority
        self.country = country
        self.dispatch = dispatch
    }
}

/// A person of the authority has it.
public struct ThreatNoticeAcknowledged: EventPayload {
    /// What happened.
    public static let type = "threatNotice.acknowledged"
    /// The dispatch of the authority's own node that told it; absent where it was said where the notice lives.
    public let dispatch: ID<Dispatch>?
}

/// The authority reported what became of it.
///
/// Sealed: `note`.
public struct ThreatNoticeClosed: EventPayload {
    /// What happened.
    public static let type = "threatNotice.closed"
    /// What.
    public let outcome: ThreatOutcome
    /// The dispatch of the authority's own node that told it; absent where it was said where the notice lives.
    public let dispatch: ID<Dispatch>?
}

/// What can be asked of a notice.
public enum ThreatNoticeCommand: Sendable, Hashable {
    /// Take it in.
    case receive(ThreatNoticeReceived, text: String)
    /// Say that a person of the authority has it.
    case acknowledge(dispatch: ID<Dispatch>? = nil)
    /// Report what became of it.
    case report(ThreatOutcome, note: String?, dispatch: ID<Dispatch>? = nil)
}

extension ThreatNotice {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the notice; `nil` for one not received.
    ///   - command: what is asked.
    ///   - id: its id, which receiving takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: ThreatNotice?,
        _ command: ThreatNoticeCommand,
        id: ID<ThreatNotice>
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .receive(let facts, let text)):
            let text = try Texts.required(text, "text", bytesMax: textBytesMax)
            return [Act(facts, on: id, sealed: ["text": text])]
        case (_?, .receive):
            throw Refusal(.conflict, "already-received", "A threat alert with this id was received already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such threat alert.")
        case (.open, .acknowledge(let dispatch)): return [Act(ThreatNoticeAcknowledged(dispatch: dispatch), on: id)]
        case (.acknowledged, .acknowledge), (.closed, .acknowledge): return []
        case (.open, .report):
            throw Refusal(.conflict, "not-acknowledged", "Acknowledge the alert before you report what became of it.")
        case (.acknowledged, .report(let outcome, let note, let dispatch)):
            let note = try Texts.optional(note, "note")
            return [Act(ThreatNoticeClosed(outcome: outcome, dispatch: dispatch), on: id, sealed: ["note": note])]
        // A repeat of what was taken already, whose answer did not reach the node.
        case (.closed, .report(_, _, let dispatch?)) where state?.closedBy == dispatch: return []
        case (.closed, .report):
            throw Refusal(.conflict, "already-reported", "What became of this alert was reported already.")
        }
    }

    /// The state after an event.
    public static func apply(_ state: ThreatNotice?, _ event: JournalEvent) throws(ReplayError) -> ThreatNotice {
        switch (state, event.type) {
        case (nil, ThreatNoticeReceived.type):
            return ThreatNotice(
                id: ID(event.subject),
                sender: event.organisation,
                receipt: try event.payload(ThreatNoticeReceived.self),
                receivedAt: event.time,
                receivedAtPosition: event.position,
                state: .open,
                latestPosition: event.position,
                origin: event.origin
            )
        case (var notice?, ThreatNoticeAcknowledged.type):
            _ = try event.payload(ThreatNoticeAcknowledged.self)
            (notice.state, notice.acknowledgedAt, notice.latestPosition) = (.acknowledged, event.time, event.position)
            return notice
        case (var notice?, ThreatNoticeClosed.type):
            let facts = try event.payload(ThreatNoticeClosed.self)
            (notice.outcome, notice.closedBy) = (facts.outcome, facts.dispatch)
            (notice.state, notice.closedAt, notice.latestPosition) = (.closed, event.time, event.position)
            notice.closedAtPosition = event.position
            return notice
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
