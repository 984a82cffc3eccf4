import Cooperation
import Fingerprints

/// A signal as a line of an import brings it.
struct WireImportLine: Decodable {
    let fingerprints: [Fingerprint]
    let behaviours: [Behaviour]
    let rationale: String
    let exemptionAssessment: String
    let source: String?
    let kind: ContentKind?
    let expiresAt: Timestamp?
}

/// What became of a line that was not refused.
struct WireImported: Encodable {
    enum Outcome: String, Encodable, CaseIterable {
        /// It is a signal now.
        case accepted
        /// The bank holds a live signal with each of its fingerprints already, as this one.
        case duplicate
    }

    let id: ID<Signal>
    let outcome: Outcome
}
