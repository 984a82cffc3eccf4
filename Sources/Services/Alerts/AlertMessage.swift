import Cooperation

/// What a message about an alert says: its kind in words, by when to acknowledge, and a link, and nothing else.
///
/// Mail servers and telephones on the way read it, so no reference, account, content or name stands in it.
enum AlertMessage {
    /// Writes the message of an attempt.
    ///
    /// - Parameters:
    ///   - alert: the alert.
    ///   - place: where the link leads.
    ///   - recipient: whom it goes to.
    ///   - dueAt: by when to acknowledge.
    ///   - address: where people reach the pages.
    ///   - words: what it says in the recipient's language; `nil` for English.
    ///   - now: the time.
    /// - Returns: the message; each attempt of each alert has its own identifier.
    static func message(
        about alert: Alert,
        at place: Place,
        to recipient: EmailAddress,
        dueAt: Timestamp,
        pages address: PublicAddress,
        words: MessageWords? = nil,
        now: Timestamp
    ) -> OutgoingMessage {
        let words = words ?? english(for: alert.kind)
        return OutgoingMessage(
            recipient: recipient,
            identifier: "\(alert.id).\(alert.attempts.count)",
            subject: "Perisai: \(place.isExercise ? words.exercise + ": " : "")\(words.subject)",
            lines: [
                words.sentence, "", words.acknowledge.replacing("{time}", with: minute(of: dueAt)),
                address.text + place.path,
            ],
            date: now
        )
    }

    /// Where a link leads.
    enum Place: Hashable {
        /// A case.
        case `case`(ID<Case>)
        /// An exchange.
        case exchange(ID<Exchange>)
        /// The page on which the node tells how it is.
        case overview
        /// The clocks that the reader sees to.
        case clocks(isExercise: Bool)
        /// A threat alert.
        case threat(ID<ThreatAlert>, isExercise: Bool)
        /// A threat alert as its authority reads it.
        case threatNotice(ID<ThreatNotice>, isExercise: Bool)
        /// What this organisation makes of a request.
        case assessment(ID<Assessment>, isExercise: Bool)

        /// Whether it is about an exercise.
        var isExercise: Bool {
            switch self {
            case .threat(_, let isExercise), .threatNotice(_, let isExercise), .assessment(_, let isExercise),
                .clocks(let isExercise):
                isExercise
            case .case, .exchange, .overview: false
            }
        }

        /// The path of the page.
        var path: String {
            switch self {
            case .case(let id): "/console/cases/\(id)"
            case .exchange(let id): "/console/exchanges/\(id)"
            case .overview: "/console"
            case .clocks: "/console/clocks"
            case .threat(let id, _): "/console/threats/\(id)"
            case .threatNotice(let id, _): "/console/threat-alerts/\(id)"
            case .assessment(let id, _): "/console/assessments/\(id)"
            }
        }
    }

    private static func english(for kind: Alert.Kind) -> MessageWords {
        let (subject, sentence) = said(of: kind)
        return MessageWords(
            subject: subject,
            sentence: sentence,
            acknowledge: "Acknowledge by {time} UTC:",
            exercise: "EXERCISE"
        )
    }

    private static func said(of kind: Alert.Kind) -> (subject: String, sentence: String) {
        switch kind {
        case .urgentCase: ("urgent case", "An urgent case waits and nobody has it.")
        case .unansweredDecision: ("decision without answer", "The platform did not answer a decision in time.")
        case .closureUnjudged:
            ("account to close", "Nobody has said as a second person whether an account is closed. Time runs out.")
        case .exchangeAlarm: ("exchange alarm", "The log of an exchange that this node follows can't be trusted.")
        case .logRefusal: ("log refuses to sign", "This node's log refuses to sign.")
        case .clockNear: ("clock near its end", "A clock is near its end.")
        case .clockOver: ("clock over", "The time of a clock is over.")
        case .urgentRequest: ("urgent request", "A request has to be answered within hours, and nobody has it.")
        case .personUntold: ("person not told", "The time is over by which a person had to be told of a request.")
        case .threatFlagged: ("threat to life", "A threat to life was flagged and waits for approval.")
        case .threatWithheld:
            ("threat alert not sent", "A threat alert was not sent: no authority may safely receive it.")
        case .threatUndelivered:
            ("threat alert not delivered", "A threat alert did not get to the authority. Telephone now.")
        case .threatUnconfirmed:
            ("threat alert not confirmed", "Nobody confirmed what one person let go out by night.")
        case .answerRefused: ("answer refused", "An exchange refused an answer of yours, or data, for good.")
        case .forgeryRefused:
            (
                "forgery not heard",
                "An exchange refused your word that a request is forged, or that it is not after all. Telephone those who run it."
            )
        case .canaryNamed:
            ("canary named", "A request for data names a target that belongs to nobody. It is locked: look at it now.")
        case .threatReceived: ("threat alert", "A threat alert came for you, and nobody has it yet. Read it now.")
        }
    }

    private static func minute(of time: Timestamp) -> String {
        String(time.description.prefix(16)).replacing("T", with: " ")
    }
}
