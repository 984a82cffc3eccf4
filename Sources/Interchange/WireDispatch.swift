import CanonicalJSON
import Cooperation

/// A dispatch as it is handed over: where, and with which body.
struct WireDispatch {
    let path: String
    let body: JSONValue
    /// Whether it speaks for itself, so that nobody's key is sent along.
    let isSigned: Bool
    /// Whether the person is named who acted here; an authority's node speaks for nobody of it.
    let namesPerson: Bool

    init(_ dispatch: Dispatch, text: String?) {
        var members: [String: JSONValue] = ["dispatch": .string(dispatch.id.description)]
        switch dispatch.message {
        case .verification(let signal, let basis):
            path = "/v1/signals/\(signal)/verification"
            members["basis"] = .string(basis.rawValue)
            members["lookedAt"] = text.map { .string($0) }
        case .opinion(let signal, let category):
            path = "/v1/signals/\(signal)/opinions"
            members["category"] = .string(category.rawValue)
            members["reason"] = text.map { .string($0) }
        case .request(let request, let word):
            path = "/v1/requests/\(request)/words"
            // Words hold nothing that JSON can't express.
            members["word"] = try? JSONValueEncoder().encode(word)
            members["text"] = text.map { .string($0) }
        case .threat(let notice, let envelope):
            path = "/v1/threat-alerts"
            members["id"] = .string(notice.description)
            // Envelopes hold nothing that JSON can't express.
            members["envelope"] = try? JSONValueEncoder().encode(envelope)
            members["text"] = text.map { .string($0) }
        case .authorityWord(let request, let word):
            path = "/v1/requests/\(request)/authority-words"
            members["word"] = .string(word.rawValue)
            members["text"] = .string(text ?? "")
        case .threatWord(let notice, let word):
            path = "/v1/threat-alerts/\(notice)/words"
            if case .reported(let outcome) = word { members["outcome"] = .string(outcome.rawValue) }
            members["note"] = text.map { .string($0) }
        case .filing:
            path = "/v1/requests"
            isSigned = true
            namesPerson = false
            // Where its text was erased nothing is left to be filed, and the exchange says so.
            body = text.flatMap { try? JSONValue(parsing: Array($0.utf8)) } ?? .object([:])
            return
        }
        isSigned = false
        switch dispatch.message {
        case .authorityWord, .threatWord: namesPerson = false
        case .verification, .opinion, .request, .threat, .filing: namesPerson = true
        }
        body = .object(members)
    }
}
