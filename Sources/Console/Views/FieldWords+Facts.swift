import CanonicalJSON
import Cooperation
import TransparencyLog

/// What an act says, as terms with what they stand for.
extension FieldWords {
    /// How many objects and lists may lie in each other and be shown in words; what lies deeper is shown as its exact JSON.
    package static let depthMax = 8
    /// How many values a field may hold, objects and lists among them, and be shown in words; a larger one is shown as its exact
    /// JSON.
    package static let valuesMax = 1000

    private static let factPrefix = "fact."
    private static let sealedPrefix = "sealed."

    /// Where a value stands in an act.
    private struct Place {
        /// The names that lead to it, with dots between them; a list has none for its elements.
        let field: String
        /// The type of the act.
        let type: String
        /// In how many objects and lists it lies.
        let depth: Int

        /// The place of a member of the object that is here.
        func member(_ name: String) -> Place {
            Place(field: field.isEmpty ? name : "\(field).\(name)", type: type, depth: depth + 1)
        }

        /// The place of an element of the list that is here.
        var element: Place { Place(field: field, type: type, depth: depth + 1) }
    }

    /// One field as a term and what it says.
    static func fact(_ field: ShownField, of type: String, for reader: Reader) -> Fact {
        let full = field.name.text
        let short =
            full.hasPrefix(factPrefix)
            ? String(full.dropFirst(factPrefix.count)) : full.replacing(sealedPrefix, with: "")
        let envelope = "envelope." + full
        let texts = reader.texts
        let term = texts.has(envelope) ? texts.text(envelope) : name(of: short, in: type, texts) ?? short
        return fact(term, field.value, of: short, in: type, texts)
    }

    /// A value of a field as a term and what it says.
    ///
    /// Each member of an object is a fact of its own, and so is each element of a list that has objects or lists in it, by its
    /// place from 1 on. Nothing is left out: what is past `depthMax` or `valuesMax` is shown as its exact JSON.
    ///
    /// - Parameters:
    ///   - term: what the field is called.
    ///   - value: what it holds.
    ///   - field: the field's name in the facts, as `terms`.
    ///   - type: the type of the act.
    ///   - texts: the texts to say it in.
    /// - Returns: the term; its text, or the facts that are its parts.
    /// - Complexity: O(*n* log *k*) with *n* bytes and at most *k* members in one object.
    package static func fact(
        _ term: String,
        _ value: JSONValue,
        of field: String,
        in type: String,
        _ texts: Catalogue
    ) -> Fact {
        guard count(value) <= valuesMax else { return exact(term, value) }
        return fact(term, value, at: Place(field: field, type: type, depth: 0), texts)
    }

    private static func fact(_ term: String, _ value: JSONValue, at place: Place, _ texts: Catalogue) -> Fact {
        switch value {
        case .object(let members) where !members.isEmpty:
            guard place.depth < depthMax else { return exact(term, value) }
            if members.count == 1, let (name, only) = members.first {
                let inner = place.member(name)
                // The one value of a word has no name of its own.
                if name == "_0" { return fact(term, only, at: inner, texts) }
                // A word that has no values.
                if only == .object([:]) { return Fact(term, self.name(of: inner.field, in: inner.type, texts) ?? name) }
            }
            return Fact(term, facts: facts(of: members, at: place, texts))
        case .array(let values) where values.contains(where: isCompound):
            guard place.depth < depthMax else { return exact(term, value) }
            return Fact(
                term,
                facts: values.enumerated().map { index, value in
                    fact(texts.formats.number(Int64(index + 1)), value, at: place.element, texts)
                }
            )
        default:
            let (text, isCode) = words(value, at: place, texts)
            return Fact(term, text, isCode: isCode, time: value.stringValue.flatMap { Timestamp($0) })
        }
    }

    private static func facts(of members: [String: JSONValue], at place: Place, _ texts: Catalogue) -> [Fact] {
        let isReceived = place.type == EventReceived.type && place.field == "event"
        return members.sorted { $0.key < $1.key }.map { name, value in
            let inner = place.member(name)
            let term = self.name(of: inner.field, in: inner.type, texts) ?? name
            // What another node recorded is said in the words of the act that it recorded.
            if isReceived, name == "facts", let type = members["type"]?.stringValue {
                return fact(term, value, at: Place(field: "", type: type, depth: inner.depth), texts)
            }
            return fact(term, value, at: inner, texts)
        }
    }

    private static func exact(_ term: String, _ value: JSONValue) -> Fact {
        Fact(term, value.canonicalString, isCode: true)
    }

    private static func isCompound(_ value: JSONValue) -> Bool {
        switch value {
        case .array, .object: true
        case .null, .bool, .integer, .string: false
        }
    }

    /// How many values there are, the objects and lists among them.
    private static func count(_ value: JSONValue) -> Int {
        switch value {
        case .array(let values): values.reduce(1) { $0 + count($1) }
        case .object(let members): members.values.reduce(1) { $0 + count($1) }
        case .null, .bool, .integer, .string: 1
        }
    }

    private static func words(_ value: JSONValue, at place: Place, _ texts: Catalogue) -> (text: String, isCode: Bool) {
        switch value {
        case .null: return (texts.text("act.nothing"), false)
        case .bool(let flag): return (texts.text(flag ? "act.yes" : "act.no"), false)
        case .integer(let number): return (texts.formats.number(number), false)
        case .string(let text):
            if let said = word(text, of: place.field, in: place.type, texts) { return (said, false) }
            if let time = Timestamp(text) { return (texts.formats.time(time, .second) + " UTC", false) }
            if Identifier(text) != nil || LogHash(hex: text) != nil { return (text, true) }
            return (text == "everywhere" ? texts.text("decide.everywhere") : text, false)
        case .array(let values):
            guard !values.isEmpty else { return (texts.text("act.nothing"), false) }
            let said = values.map { words($0, at: place, texts) }
            return (said.map(\.text).joined(separator: ", "), said.contains { $0.isCode })
        case .object(let members):
            return members.isEmpty ? (texts.text("act.nothing"), false) : (value.canonicalString, true)
        }
    }
}
