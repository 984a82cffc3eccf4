import Cooperation
import Documents
import HTTPServing
import HTTPTypes
import Services

/// Why a page could not be shown or a form not be taken, as its reader will see it.
struct ConsoleProblem: Error, Sendable {
    let status: HTTPResponse.Status
    /// The page `problem` of the catalogue has a text of this name; `nil` where the code's text or `detail` says it.
    let text: String?
    /// What happened and what to do, in English.
    let detail: String
    /// What a colleague can be told.
    let code: String

    static let crossSite = ConsoleProblem(status: .forbidden, text: "crossSite", detail: "", code: "cross-site")
    static let notFound = ConsoleProblem(status: .notFound, text: "notFound", detail: "", code: "not-found")

    init(status: HTTPResponse.Status, text: String?, detail: String, code: String) {
        self.status = status
        self.text = text
        self.detail = detail
        self.code = code
    }

    init(_ refusal: Refusal) {
        let status: HTTPResponse.Status =
            switch refusal.kind {
            case .notFound: .notFound
            case .forbidden: .forbidden
            case .conflict: .conflict
            case .invalid: .unprocessableContent
            case .limitReached: .tooManyRequests
            }
        self.init(status: status, text: nil, detail: refusal.message, code: refusal.code)
    }

    /// What is said in a language, and whether that is English for want of words in it.
    func said(in catalogue: Catalogue) -> (words: String, isEnglish: Bool) {
        if let text { return (catalogue.text("problem." + text), false) }
        return catalogue.said(code, inEnglish: detail)
    }

    /// What an error means for the reader; `nil` for what they must not learn.
    static func of(_ error: any Error) -> ConsoleProblem? {
        switch error {
        case let problem as ConsoleProblem: problem
        case let refusal as Refusal: ConsoleProblem(refusal)
        case let refusal as MediaRefusal:
            ConsoleProblem(status: .unprocessableContent, text: nil, detail: refusal.message, code: refusal.code)
        case let problem as Problem:
            ConsoleProblem(status: problem.status, text: nil, detail: problem.detail, code: problem.code.rawValue)
        // What is too much for one document, above all.
        case let error as DocumentError:
            ConsoleProblem(status: .unprocessableContent, text: nil, detail: error.message, code: error.code)
        case let failure as ExchangeFailure:
            ConsoleProblem(
                status: .serviceUnavailable,
                text: [.malformed, .cursorRefused, .rejected].contains(failure.code) ? "exchangeWrong" : "exchange",
                detail: "",
                code: "\(failure.code)"
            )
        case let failure as StoreError where [.cannotWrite, .closed, .busy].contains(failure.code):
            ConsoleProblem(status: .serviceUnavailable, text: "store", detail: "", code: "store-unavailable")
        default: nil
        }
    }
}
