import CanonicalJSON
import Cooperation

/// A dispatch as it is handed over: where, and with which body.
struct WireDispatch {
    let path: String
    let body: JSONValue

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
        }
        body = .object(members)
    }
}
