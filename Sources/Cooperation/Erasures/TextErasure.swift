/// Which texts of an event may be erased: pure, as every other decision.
public enum TextErasure {
    /// An event as it stands, with what its texts are needed for.
    public struct Target: Sendable {
        /// The event; of one that came from an exchange, the event that it brought.
        public let event: JournalEvent
        /// The names of its sealed parts, erased ones too.
        public let parts: Set<String>
        /// The names of those that are not erased yet.
        public let present: Set<String>
        /// The signal that the event is about, where it is about one.
        public let signal: Signal?
        /// The dispatch that it is about, where it is about one.
        public let dispatch: Dispatch?

        /// Makes a target.
        public init(
            event: JournalEvent,
            parts: Set<String>,
            present: Set<String>,
            signal: Signal?,
            dispatch: Dispatch?
        ) {
            self.event = event
            self.parts = parts
            self.present = present
            self.signal = signal
            self.dispatch = dispatch
        }

        /// The parts without which something could not go on: what explains a signal's matches, and what is on its way.
        public var needed: Set<String> {
            if event.type == SignalProposed.type, signal?.isLive == true {
                return ["rationale", "exemptionAssessment"]
            }
            return dispatch?.state == .queued ? ["text"] : []
        }
    }

    /// Decides to erase parts of an event.
    ///
    /// - Parameters:
    ///   - parts: the names of the sealed parts.
    ///   - target: the event.
    ///   - reason: why; sealed with the act. `nil` where the node follows an exchange that erased them.
    /// - Returns: what happens; nothing where all of them are erased already.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ parts: Set<String>,
        of target: Target,
        reason: String?
    ) throws(Refusal) -> [Act] {
        let reason = try reason.map { reason throws(Refusal) in try Texts.required(reason, "reason") }
        let family = target.event.type.prefix { $0 != "." }
        // Their texts go together or not at all: half a case can be neither decided nor proved.
        guard family != Case.name, family != Decision.name else {
            throw Refusal(
                .conflict,
                "case-erasure-needed",
                "Erase the case; that takes its texts and those of the decisions on it."
            )
        }
        guard family != Person.name else {
            throw Refusal(.conflict, "person-erasure-needed", "Erase the person; that takes the name.")
        }
        guard family != Login.name else {
            throw Refusal(.conflict, "login-closing-needed", "Close the login; that takes its name and secrets.")
        }
        guard !parts.isEmpty, parts.isSubset(of: target.parts) else {
            throw Refusal(
                .invalid,
                "parts-unknown",
                "Name sealed parts that this event has, as [\"reason\"].",
                pointer: "/parts"
            )
        }
        guard parts.isDisjoint(with: target.needed) else {
            throw Refusal(
                .conflict,
                "text-still-needed",
                "A signal's rationale and assessment explain every match, and a word on its way has yet to arrive: "
                    + "withdraw the signal first and propose it anew without these data, or wait."
            )
        }
        guard !parts.isDisjoint(with: target.present) else { return [] }
        return [
            Act(
                TextsErased(position: target.event.position, parts: parts.sorted()),
                on: ID<JournalEvent>(target.event.subject),
                sealed: ["reason": reason]
            )
        ]
    }
}
