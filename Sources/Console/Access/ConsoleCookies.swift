import Cooperation
import HTTPServing
import HTTPTypes

/// The cookies of the console: who is in, which language and colours were chosen, and how practising went.
///
/// Browsers keep cookies by host and not by port, so each node's have names of their own.
struct ConsoleCookies: Sendable {
    private static let languageAgeMaxSeconds = 365 * 86_400

    private let sessionName: String
    private let languageName: String
    private let besideName: String
    private let schemeName: String
    private let practiceName: String
    private let isSecure: Bool

    init(node: ID<Organisation>, isSecure: Bool) {
        let suffix = node.description.suffix(12)
        // A browser takes a cookie of this prefix only by TLS and without a domain.
        sessionName = (isSecure ? "__Host-" : "") + "perisai-session-\(suffix)"
        languageName = "perisai-language-\(suffix)"
        besideName = "perisai-beside-\(suffix)"
        schemeName = "perisai-scheme-\(suffix)"
        practiceName = "perisai-practice-\(suffix)"
        self.isSecure = isSecure
    }

    /// The secret of the session, as the browser sent it.
    func session(in request: IncomingRequest) -> String? { value(sessionName, in: request) }

    /// The code of the chosen language, as the browser sent it.
    func language(in request: IncomingRequest) -> String? { value(languageName, in: request) }

    /// The colours that the person chose; `nil` where the device decides.
    func scheme(in request: IncomingRequest) -> PreferenceChoices.ColourScheme? {
        value(schemeName, in: request).flatMap { PreferenceChoices.ColourScheme(rawValue: $0) }
            .flatMap { $0 == .auto ? nil : $0 }
    }

    /// Lets the browser keep the colours that the person chose, or forget them where the device decides.
    func keep(scheme: PreferenceChoices.ColourScheme) -> String {
        schemeName
            + (scheme == .auto ? "=; Max-Age=0" : "=\(scheme.rawValue); Max-Age=\(Self.languageAgeMaxSeconds)")
            + attributes
    }

    /// What the browser shall know of a person's choices; a language is left as it is where they chose none.
    func kept(by choices: PreferenceChoices) -> [String] {
        [choices.language.map { keep(language: $0) }, keep(scheme: choices.colourScheme)].compactMap(\.self)
    }

    /// The marks of the practice queue, as the browser sent them.
    func practice(in request: IncomingRequest) -> String? { value(practiceName, in: request) }

    /// Whether the reader of a draft wants English beside it.
    func wantsEnglish(in request: IncomingRequest) -> Bool { value(besideName, in: request) == "yes" }

    /// Lets the browser keep whether English stands beside a draft.
    func keep(wantsEnglish: Bool) -> String {
        besideName + (wantsEnglish ? "=yes; Max-Age=\(Self.languageAgeMaxSeconds)" : "=; Max-Age=0") + attributes
    }

    private func value(_ name: String, in request: IncomingRequest) -> String? {
        for field in request.headerFields[values: .cookie] {
            for pair in field.split(separator: ";") {
                let halves = pair.split(separator: "=", maxSplits: 1)
                guard halves.count == 2, halves[0].drop(while: { $0 == " " }) == name else { continue }
                return String(halves[1])
            }
        }
        return nil
    }

    /// Lets the browser keep the secret of a session until it ends or the browser is closed.
    func keep(session secret: String) -> String { sessionName + "=" + secret + attributes }

    /// Lets the browser forget the session.
    var forgetSession: String { sessionName + "=; Max-Age=0" + attributes }

    /// Lets the browser's own language count again.
    var forgetLanguage: String { languageName + "=; Max-Age=0" + attributes }

    func keep(language code: String) -> String {
        languageName + "=" + code + "; Max-Age=\(Self.languageAgeMaxSeconds)" + attributes
    }

    /// Lets the browser keep the marks of the practice queue until it is closed.
    func keep(practice marks: String) -> String { practiceName + "=" + marks + attributes }

    /// Lets the browser forget them.
    var forgetPractice: String { practiceName + "=; Max-Age=0" + attributes }

    private var attributes: String { "; Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "") }
}
