import ArgumentParser
import CanonicalJSON
import Cooperation
import Services

/// A signal as it is written into a list.
struct SignalLine {
    /// How a list is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case ndjson, csv, hash
    }

    private static let hashColumns = ["pdq", "sha256", "md5"]
    private static let textColumns = ["kind", "rationale", "exemptionAssessment", "source", "expiresAt"]
    /// The fields of an import's line.
    private static let fields = ["fingerprints", "behaviours"] + textColumns

    /// The first line of CSV.
    static let header = (hashColumns + ["behaviours"] + textColumns).joined(separator: ",")

    private let members: [String: JSONValue]

    /// Takes a signal as the node tells it.
    ///
    /// - Returns: `nil` for one that is not written: it does not live any more, its texts are gone, or it is disputed.
    init?(_ signal: JSONValue, takingDisputed: Bool) {
        guard let state = signal["state"]?.stringValue.flatMap(Signal.State.init(rawValue:)),
            Signal.State.live.contains(state), takingDisputed || signal["disputed"] != true,
            signal["rationale"]?.stringValue != nil, signal["exemptionAssessment"]?.stringValue != nil
        else { return nil }
        var members: [String: JSONValue] = [:]
        for field in Self.fields { members[field] = signal[field] }
        self.members = members
    }

    func lines(_ format: Format) -> [String] {
        switch format {
        case .ndjson: [JSONValue.object(members).canonicalString]
        case .csv: [row]
        case .hash: prints.map { "\($0.kind) \($0.value)" }
        }
    }

    private var prints: [(kind: String, value: String)] {
        (members["fingerprints"]?.arrayValue ?? []).compactMap { print in
            guard let kind = print["kind"]?.stringValue, let value = print["value"]?.stringValue else { return nil }
            return (kind, value)
        }
    }

    private var row: String {
        let prints = prints
        let hashes = Self.hashColumns.map { kind in prints.first { $0.kind == kind }?.value ?? "" }
        let behaviours = (members["behaviours"]?.arrayValue ?? []).compactMap(\.stringValue)
            .joined(separator: String(SignalListParser.separator))
        let texts = Self.textColumns.map { CSVRow.field(members[$0]?.stringValue ?? "") }
        return (hashes + [behaviours] + texts).joined(separator: ",")
    }
}
