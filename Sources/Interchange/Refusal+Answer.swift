import CanonicalJSON
import Cooperation

extension Refusal {
    /// How much of what an exchange says for people is passed on, in characters.
    private static let detailLengthMax = 500

    /// What an exchange refuses, in its own words.
    ///
    /// `nil` where the answer is no refusal, or one that may pass.
    init?(_ answer: OutgoingAnswer) {
        guard let code = RefusalCode(answer) else { return nil }
        let kind: Kind =
            switch answer.status {
            case 403: .forbidden
            case 404, 410: .notFound
            case 409: .conflict
            default: .invalid
            }
        let detail = (try? JSONValue(parsing: answer.body))?["detail"]?.stringValue ?? ""
        let shown = detail.unicodeScalars.filter { !$0.properties.generalCategory.isControl }
        self.init(
            kind,
            code.text,
            "The exchange refused this. " + String(String.UnicodeScalarView(shown)).prefix(Self.detailLengthMax)
        )
    }
}

extension Unicode.GeneralCategory {
    /// Whether it moves or hides text instead of being text.
    fileprivate var isControl: Bool {
        switch self {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}
