import CanonicalJSON
import Cooperation
import TransparencyLog

/// The fields of an act in words.
enum FieldWords {
    /// The page of the catalogue that has the words of a fact, by the name of the fact and, where that is not enough, the family
    /// of the act.
    private static let pages: [String: String] = [
        "measure": "measure", "proposedMeasure": "measure", "finding": "finding", "ground": "ground",
        "exemption": "exemption", "alarm": "alarm",
        "role": "role", "roles": "role", "standing": "standing", "use": "agreementUse", "category": "opinion",
        "assessment.category": "dataCategory", "request.category": "dataCategory", "categories": "dataCategory",
        "behaviours": "behaviour", "basis": "basis", "organisation.kind": "organisationKind",
        "signal.kind": "contentKind", "submission.kind": "contentKind", "outcome": "submissionOutcome",
    ]

    /// The texts of names that mean something else in some family of acts.
    private static let names: [String: String] = [
        "assessment.category": "fieldName.dataCategory", "request.category": "fieldName.dataCategory",
    ]

    private static let fact = "fact."
    private static let sealed = "sealed."

    /// One field as a term and what it says.
    static func fact(_ field: ShownField, of family: String, for reader: Reader) -> Fact {
        let name = field.name.text
        let short = name.hasPrefix(fact) ? String(name.dropFirst(fact.count)) : name.replacing(sealed, with: "")
        let (text, isCode) = words(field.value, pages["\(family).\(short)"] ?? pages[short], for: reader)
        let envelope = "envelope." + name
        return Fact(
            reader.texts.has(envelope) ? reader.texts.text(envelope) : label(short, of: family, in: reader.texts),
            text,
            isCode: isCode
        )
    }

    /// What a field is called.
    private static func label(_ name: String, of family: String, in texts: Catalogue) -> String {
        let key = names["\(family).\(name)"] ?? "fieldName." + name
        return texts.has(key) ? texts.text(key) : name
    }

    private static func words(_ value: JSONValue, _ page: String?, for reader: Reader) -> (text: String, isCode: Bool) {
        let texts = reader.texts
        switch value {
        case .null: return (texts.text("act.nothing"), false)
        case .bool(let flag): return (texts.text(flag ? "act.yes" : "act.no"), false)
        case .integer(let number): return (reader.number(number), false)
        case .string(let text):
            if let page, texts.has("\(page).\(text)") { return (texts.text("\(page).\(text)"), false) }
            if let time = Timestamp(text) { return (reader.time(time).text, false) }
            if Identifier(text) != nil || LogHash(hex: text) != nil { return (text, true) }
            return (text == "everywhere" ? texts.text("decide.everywhere") : text, false)
        case .array(let values):
            guard !values.isEmpty else { return (texts.text("act.nothing"), false) }
            let parts = values.map { words($0, page, for: reader) }
            return (parts.map(\.text).joined(separator: ", "), parts.contains { $0.isCode })
        case .object: return (value.canonicalString, true)
        }
    }
}
