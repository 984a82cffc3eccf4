import CanonicalJSON
import Cooperation
import Fingerprints

/// Reads a list of signals line by line: one object a line as an import takes them, or hashes as ``HashListParser`` reads
/// them, whose other columns may bring what the objects bring.
package struct SignalListParser: Sendable {
    /// What is said of every signal whose line does not say it.
    package struct Defaults: Sendable {
        package var behaviours: [String]
        package var rationale: String?
        package var exemptionAssessment: String?
        package var source: String?

        package init(
            behaviours: [String] = [],
            rationale: String? = nil,
            exemptionAssessment: String? = nil,
            source: String? = nil
        ) {
            self.behaviours = behaviours
            self.rationale = rationale
            self.exemptionAssessment = exemptionAssessment
            self.source = source
        }
    }

    /// The columns that hold texts, by their names in lower case.
    private static let columns: [String: String] = [
        "rationale": "rationale", "exemptionassessment": "exemptionAssessment", "source": "source", "kind": "kind",
        "expiresat": "expiresAt",
    ]
    /// Where a row has several behaviours, this stands between them.
    package static let separator: Character = "|"

    private let defaults: Defaults
    private var hashes = HashListParser()

    package init(defaults: Defaults) {
        self.defaults = defaults
    }

    /// How many lines were read.
    package var lines: Int { hashes.lines }

    /// Reads the next line.
    ///
    /// - Parameter bytes: the line without its line feed.
    /// - Returns: the object to send; `nil` for comments, empty lines and the header.
    /// - Throws: `HashListError` with this line.
    package mutating func take(_ bytes: some Sequence<UInt8>) throws(HashListError) -> JSONValue? {
        let line = Array(bytes)
        if line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") {
            hashes.skip()
            return .object(try completed(object(line)))
        }
        let entries = try hashes.take(line)
        guard !entries.isEmpty else { return nil }
        var members: [String: JSONValue] = [
            "fingerprints": .array(
                entries.map {
                    ["kind": .string($0.fingerprint.kind.rawValue), "value": .string($0.fingerprint.value)]
                }
            )
        ]
        for (name, text) in hashes.cells where !text.isEmpty {
            if let field = Self.columns[name] { members[field] = .string(text) }
            if name == "behaviours" {
                members[name] = .array(text.split(separator: Self.separator).map { .string(String($0)) })
            }
        }
        return .object(completed(members))
    }

    private func object(_ line: [UInt8]) throws(HashListError) -> [String: JSONValue] {
        do throws(JSONError) {
            let value = try JSONValue(parsing: Array(line.last == 0x0D ? line.dropLast() : line[...]))
            return value.objectValue ?? [:]
        } catch {
            throw HashListError(line: hashes.lines, reason: .badObject)
        }
    }

    private func completed(_ members: [String: JSONValue]) -> [String: JSONValue] {
        var members = members
        func fill(_ name: String, _ value: JSONValue?) {
            if members[name] == nil { members[name] = value }
        }
        fill("behaviours", defaults.behaviours.isEmpty ? nil : .array(defaults.behaviours.map { .string($0) }))
        fill("rationale", defaults.rationale.map { .string($0) })
        fill("exemptionAssessment", defaults.exemptionAssessment.map { .string($0) })
        fill("source", defaults.source.map { .string($0) })
        return members
    }
}
