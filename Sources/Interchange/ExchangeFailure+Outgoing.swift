import Cooperation
import Services

extension ExchangeFailure {
    /// Why there is no answer, in the words of the port.
    init(_ failure: OutgoingFailure) {
        let code: Code =
            switch failure.code {
            case .notAllowed, .notConnected, .notTrusted, .timedOut, .endedEarly: .unreachable
            case .tooLarge, .malformed: .malformed
            case .cancelled: .cancelled
            }
        self.init(code, failure.description)
    }

    /// Why an answer that is no success is of no use.
    init(_ answer: OutgoingAnswer) {
        let status = answer.status
        switch status {
        case 401, 403: self.init(.rejected, "The exchange does not accept the key for this (status \(status)).")
        case 408, 425, 429, 500...:
            self.init(
                .busy,
                "The exchange can't answer now (status \(status)).",
                retryAfter: answer.retryAfterSeconds.map { Seconds($0) }
            )
        case 300..<400:
            self.init(
                .malformed,
                "The exchange redirects, which is never followed (status \(status)); correct its address."
            )
        default: self.init(.malformed, "The exchange answered otherwise than an exchange does (status \(status)).")
        }
    }

    /// What came is not what was asked for.
    static func unreadable(_ what: String) -> ExchangeFailure {
        ExchangeFailure(.malformed, "The exchange's \(what) can't be read.")
    }
}
