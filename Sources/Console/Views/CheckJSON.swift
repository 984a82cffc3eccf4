import CanonicalJSON
import Cooperation
import Fingerprints
import Services

/// The answer to a check as programs get it from `POST /v1/checks`.
///
/// The edges share no types, so its shape is kept here once more.
struct CheckJSON: Sendable {
    let answer: CheckAnswer
    let file: Node.Fingerprinted
    let context: CheckRequest.Context

    init(_ answer: CheckAnswer, _ file: Node.Fingerprinted, _ context: CheckRequest.Context) {
        self.answer = answer
        self.file = file
        self.context = context
    }

    /// The answer, a member a line.
    func text() throws(JSONError) -> String {
        let members = try value.objectValue ?? [:]
        return "{\n"
            + members.keys.sorted().map { key in
                "  \(JSONValue.string(key).canonicalString): \(members[key].map(\.canonicalString) ?? "null")"
            }.joined(separator: ",\n") + "\n}"
    }

    private var value: JSONValue {
        get throws(JSONError) {
            var members: [String: JSONValue] = [
                "verdict": .string(answer.verdict.rawValue), "context": .object(contextMembers),
                "fingerprints": .array(file.prints.map(Self.print)),
                "matches": try JSONValueEncoder().encode(answer.matches),
                "position": .integer(answer.position),
            ]
            members["case"] = answer.openCase.map { .string($0.description) }
            members["decision"] = answer.decision.map { .string($0.description) }
            members["reason"] = file.reason.map { .string($0) }
            return .object(members)
        }
    }

    private var contextMembers: [String: JSONValue] {
        let texts = [
            "reference": context.reference, "link": context.link, "account": context.account,
            "language": context.details?.language, "country": context.details?.country,
        ]
        return texts.compactMapValues { text in text.map { .string($0) } }
    }

    private static func print(_ print: CheckRequest.Print) -> JSONValue {
        var members: [String: JSONValue] = [
            "kind": .string(print.fingerprint.kind.rawValue), "value": .string(print.fingerprint.value),
        ]
        members["quality"] = print.quality.map { .integer(Int64($0)) }
        if !print.orientations.isEmpty {
            members["orientations"] = .array(
                print.orientations.map { turned in
                    ["orientation": .string(turned.orientation.rawValue), "value": .string(turned.hash.hex)]
                }
            )
        }
        return .object(members)
    }
}
