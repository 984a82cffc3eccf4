/// An authority handed something in.
///
/// Sealed: `reference`, `reasons`.
public struct SubmissionReceived: EventPayload {
    /// What happened.
    public static let type = "submission.received"
    /// What kind of content it is.
    public let kind: ContentKind
    /// What it does, in the authority's view.
    public let behaviours: [Behaviour]
}

/// A curator looked and answered.
///
/// Sealed: `reason`.
public struct SubmissionAnswered: EventPayload {
    /// What happened.
    public static let type = "submission.answered"
    /// `proposed` or `declined`.
    ///
    /// Which signal came of it is not said: the authority may read this event.
    public let outcome: Submission.State
}

/// What can be asked of a submission.
public enum SubmissionCommand: Sendable, Hashable {
    /// Hand something in: where it is and why it is thought to be terrorist content.
    case submit(kind: ContentKind, behaviours: Set<Behaviour>, reference: String, reasons: String)
    /// Note that a signal was proposed after looking.
    case answerWithSignal
    /// Decline it, with the reason.
    case decline(reason: String)
}

extension Submission {
    /// How long a reference may be, in bytes.
    public static let referenceBytesMax = 2000

    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the submission; `nil` for one not handed in.
    ///   - command: what is asked.
    ///   - id: its id, which handing in takes on.
    ///   - actor: the organisation that asks.
    /// - Returns: what happens; nothing where the submission was answered with a signal before.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Submission?,
        _ command: SubmissionCommand,
        id: ID<Submission>,
        actor: Organisation
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .submit(let kind, let behaviours, let reference, let reasons)):
            guard actor.kind == .authority else {
                throw Refusal(
                    .forbidden,
                    "kind-not-allowed",
                    "Authorities hand in submissions; propose a signal instead."
                )
            }
            guard !behaviours.isEmpty else {
                throw Refusal(
                    .invalid,
                    "behaviours-missing",
                    "Say what the content does: name at least one behaviour.",
                    pointer: "/behaviours"
                )
            }
            let reference = try Texts.required(reference, "reference", bytesMax: referenceBytesMax)
            let reasons = try Texts.required(reasons, "reasons")
            return [
                Act(
                    SubmissionReceived(kind: kind, behaviours: behaviours.sorted()),
                    on: id,
                    sealed: ["reference": reference, "reasons": reasons]
                )
            ]
        case (_?, .submit): throw Refusal(.conflict, "already-submitted", "This was handed in already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such submission.")
        case (.open, .answerWithSignal), (.declined, .answerWithSignal):
            try requireCurator(actor)
            return [Act(SubmissionAnswered(outcome: .proposed), on: id)]
        case (.proposed, .answerWithSignal): return []
        case (.open, .decline(let reason)):
            try requireCurator(actor)
            let reason = try Texts.required(reason, "reason")
            return [Act(SubmissionAnswered(outcome: .declined), on: id, sealed: ["reason": reason])]
        case (.declined, .decline), (.proposed, .decline):
            throw Refusal(.conflict, "already-answered", "This submission was answered already.")
        }
    }

    private static func requireCurator(_ actor: Organisation) throws(Refusal) {
        guard actor.kind.curatesSignals else {
            throw Refusal(.notFound, "not-found", "There is no such submission.")
        }
    }

    /// The state after an event.
    public static func apply(_ state: Submission?, _ event: JournalEvent) throws(ReplayError) -> Submission {
        switch (state, event.type) {
        case (nil, SubmissionReceived.type):
            let facts = try event.payload(SubmissionReceived.self)
            return Submission(
                id: ID(event.subject),
                authority: event.organisation,
                kind: facts.kind,
                behaviours: facts.behaviours,
                submittedAt: event.time,
                state: .open,
                submittedAtPosition: event.position
            )
        case (var submission?, SubmissionAnswered.type):
            submission.state = try event.payload(SubmissionAnswered.self).outcome
            submission.answeredAtPosition = event.position
            return submission
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
