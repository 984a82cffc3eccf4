import CanonicalJSON
import Cooperation

/// The texts that belong to what an addressee says about a request, as one canonical JSON text.
package struct RequestWordText: Sendable, Hashable {
    /// How long it may be, in bytes.
    package static let bytesMax = 8 << 20

    /// What is missing, or why something was undone.
    package var note: String?
    /// The reasons of each item, by its number.
    package var reasons: [Int: String]
    /// The statement that the addressee signed.
    package var signed: String?
    /// An encrypted file in Base64.
    package var file: String?

    package init(
        note: String? = nil,
        reasons: [Int: String] = [:],
        signed: String? = nil,
        file: String? = nil
    ) {
        self.note = note
        self.reasons = reasons
        self.signed = signed
        self.file = file
    }

    /// Reads the text.
    ///
    /// - Throws: `Refusal` `text-invalid`.
    package init(_ text: String) throws(Refusal) {
        let invalid = Refusal(.invalid, "text-invalid", "The text of this word about a request can't be read.")
        let limits = JSONLimits(bytesMax: Self.bytesMax, depthMax: 4, valuesMax: 10_000)
        guard let value = try? JSONValue(parsing: Array(text.utf8), limits: limits), let members = value.objectValue,
            Set(members.keys).isSubset(of: ["file", "note", "reasons", "signed"])
        else { throw invalid }
        note = members["note"]?.stringValue
        signed = members["signed"]?.stringValue
        file = members["file"]?.stringValue
        reasons = [:]
        for entry in members["reasons"]?.arrayValue ?? [] {
            guard let number = entry["number"]?.integerValue, let words = entry["reasons"]?.stringValue else {
                throw invalid
            }
            reasons[Int(number)] = words
        }
    }

    /// The canonical text.
    package var text: String {
        var members: [String: JSONValue] = [:]
        members["note"] = note.map { .string($0) }
        members["signed"] = signed.map { .string($0) }
        members["file"] = file.map { .string($0) }
        if !reasons.isEmpty {
            members["reasons"] = .array(
                reasons.sorted { $0.key < $1.key }.map {
                    .object(["number": .integer(Int64($0.key)), "reasons": .string($0.value)])
                }
            )
        }
        return JSONValue.object(members).canonicalString
    }
}
