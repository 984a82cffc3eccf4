/// What can be asked of a draft.
public enum RequestDraftCommand: Sendable, Hashable {
    /// Write it: what the facts say, and the documents' canonical JSON in an array.
    case write(RequestDraftWritten, documents: String)
    /// Note the officer's signatures, which were verified: the signed statements in an array.
    case sign(key: String, signed: String)
    /// Note that its requests are filed, with who signed too.
    case file(supervisor: ID<Officer>?)
    /// Throw it away.
    case discard(reason: String?)
}

extension RequestDraft {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the draft; `nil` for one not written.
    ///   - command: what is asked.
    ///   - id: its id, which writing takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: RequestDraft?,
        _ command: RequestDraftCommand,
        id: ID<RequestDraft>
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .write(let facts, let documents)):
            guard !facts.addressees.isEmpty, facts.addressees.count == facts.requests.count else {
                throw Refusal(
                    .invalid,
                    "addressees-missing",
                    "Say to whom the request goes.",
                    pointer: "/addressees"
                )
            }
            guard facts.addressees.count <= addresseesMax else {
                throw Refusal(
                    .invalid,
                    "too-many-addressees",
                    "Address at most \(addresseesMax) platforms at once.",
                    pointer: "/addressees"
                )
            }
            return [Act(facts, on: id, sealed: ["documents": documents])]
        case (_?, .write): throw Refusal(.conflict, "already-written", "A draft with this id was written already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such draft.")
        case (.written, .sign(let key, let signed)):
            return [Act(RequestDraftSigned(key: key), on: id, sealed: ["signed": signed])]
        case (.signed, .sign): throw Refusal(.conflict, "already-signed", "The officer signed this already.")
        case (.written, .file): throw Refusal(.conflict, "not-signed", "The officer has to sign this first.")
        case (.signed, .file(let supervisor)):
            guard supervisor != nil || state?.writing.needsCoSignature == false else {
                throw Refusal(.conflict, "co-signature-missing", "A supervisor has to sign this too.")
            }
            return [Act(RequestDraftFiled(supervisor: supervisor), on: id)]
        case (.written, .discard(let reason)), (.signed, .discard(let reason)):
            return [Act(RequestDraftDiscarded(), on: id, sealed: ["reason": try Texts.optional(reason, "reason")])]
        case (.discarded, .discard(let reason)):
            _ = try Texts.optional(reason, "reason")
            return []
        case (.filed, _): throw Refusal(.conflict, "already-filed", "This was filed; take the requests back instead.")
        case (.discarded, _): throw Refusal(.conflict, "draft-discarded", "This draft was thrown away; write it anew.")
        }
    }

    /// The state after an event.
    public static func apply(_ state: RequestDraft?, _ event: JournalEvent) throws(ReplayError) -> RequestDraft {
        switch (state, event.type) {
        case (nil, RequestDraftWritten.type):
            return RequestDraft(
                id: ID(event.subject),
                authority: event.organisation,
                writing: try event.payload(RequestDraftWritten.self),
                writtenAt: event.time,
                state: .written,
                writtenAtPosition: event.position
            )
        case (var draft?, RequestDraftSigned.type):
            _ = try event.payload(RequestDraftSigned.self)
            draft.state = .signed
            draft.signedAtPosition = event.position
            return draft
        case (var draft?, RequestDraftFiled.type):
            draft.supervisor = try event.payload(RequestDraftFiled.self).supervisor
            draft.state = .filed
            return draft
        case (var draft?, RequestDraftDiscarded.type):
            _ = try event.payload(RequestDraftDiscarded.self)
            draft.state = .discarded
            return draft
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
