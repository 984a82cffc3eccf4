import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension Problem {
    /// What an error of the inside means for the client; `nil` for what the client must not learn.
    package static func translated(_ error: any Error) -> Problem? {
        switch error {
        case let refusal as Refusal: Problem(refusal)
        case let refusal as MediaRefusal: Problem(refusal)
        case let failure as ExchangeFailure: Problem(failure)
        case let failure as StoreError where [.cannotWrite, .closed, .busy].contains(failure.code):
            Problem(
                "store-unavailable",
                status: .serviceUnavailable,
                title: "Nothing can be recorded",
                detail: "The node can't write at the moment; nothing was done. Try again later.",
                retryAfterSeconds: 5
            )
        default: nil
        }
    }

    package init(_ refusal: Refusal) {
        let (status, title): (HTTPResponse.Status, String) =
            switch refusal.kind {
            case .notFound: (.notFound, "Not found")
            case .forbidden: (.forbidden, "Not allowed")
            case .conflict: (.conflict, "Not in this state")
            case .invalid: (.unprocessableContent, "Not acceptable")
            case .limitReached: (.tooManyRequests, "Limit reached")
            }
        self.init(
            ProblemCode(rawValue: refusal.code),
            status: status,
            title: title,
            detail: refusal.message,
            invalidFields: refusal.pointer.map { [InvalidField(pointer: $0, detail: refusal.message)] } ?? [],
            retryAfterSeconds: refusal.code == "not-yet-logged" ? 5 : nil
        )
    }

    private init(_ failure: ExchangeFailure) {
        let detail =
            switch failure.code {
            case .unreachable, .busy, .cancelled: "The exchange that keeps this can't be asked now. Try again later."
            case .rejected:
                "The exchange that keeps this does not accept this node's key for it; tell your administrator."
            case .newer: "The exchange is newer than this node, which has to be upgraded; tell your administrator."
            case .malformed, .cursorRefused: "What the exchange answered can't be read; tell your administrator."
            }
        self.init(
            "exchange-unavailable",
            status: .serviceUnavailable,
            title: "The exchange can't be asked",
            detail: detail,
            retryAfterSeconds: max(5, Int(failure.retryAfter?.count ?? 0))
        )
    }

    private init(_ refusal: MediaRefusal) {
        let status: HTTPResponse.Status =
            switch refusal.kind {
            case .unacceptable: .unprocessableContent
            case .tooLarge: .contentTooLarge
            case .tryAgain: .serviceUnavailable
            }
        self.init(
            ProblemCode(rawValue: refusal.code),
            status: status,
            title: "This file can't be fingerprinted",
            detail: refusal.message,
            retryAfterSeconds: status == .serviceUnavailable ? 1 : nil
        )
    }
}
