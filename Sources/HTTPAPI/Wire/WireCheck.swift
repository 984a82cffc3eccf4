import Cooperation
import Fingerprints
import Services

/// What a check may tell about content.
struct WireContext: Codable, Hashable {
    var reference: String?
    var link: String?
    var thumbnail: String?
    var kind: ContentKind?
    var postedAt: Timestamp?
    var account: String?
    var language: String?
    var country: String?
    var views: Int64?

    func context() throws(Refusal) -> CheckRequest.Context {
        try CheckRequest.Context(
            reference: reference,
            link: link,
            thumbnail: thumbnail,
            account: account,
            details: CaseContext(kind: kind, postedAt: postedAt, language: language, country: country, views: views)
        )
    }
}

/// A check that brings fingerprints.
struct WireCheckRequest: Decodable {
    let context: WireContext?
    let fingerprints: [Fingerprint]
}

/// A fingerprint as it is answered.
struct WireFingerprint: Encodable {
    let kind: FingerprintKind
    let value: String
    let quality: Int?
    /// The hashes of the other orientations in a fixed order, where they were asked for.
    let orientations: [WireOrientation]?

    init(_ print: CheckRequest.Print) {
        kind = print.fingerprint.kind
        value = print.fingerprint.value
        quality = print.quality
        orientations = print.orientations.isEmpty ? nil : print.orientations.map(WireOrientation.init)
    }
}

/// The hash of a picture that is turned or mirrored.
struct WireOrientation: Encodable {
    let orientation: DihedralTransform
    let value: String

    init(_ turned: TurnedHash) {
        orientation = turned.orientation
        value = turned.hash.hex
    }
}

/// The answer to a check.
struct WireCheckAnswer: Encodable {
    let verdict: Verdict
    let context: WireContext
    let fingerprints: [WireFingerprint]
    let matches: [WireMatch]
    let `case`: ID<Case>?
    let decision: ID<Decision>?
    /// The first journal position that the index had not taken in.
    let position: Int64
    /// Why a file has no PDQ hash.
    let reason: String?

    init(_ answer: CheckAnswer, to prints: [CheckRequest.Print], context: WireContext, reason: String?) {
        verdict = answer.verdict
        self.context = context
        fingerprints = prints.map(WireFingerprint.init)
        matches = answer.matches.map(WireMatch.init)
        `case` = answer.openCase
        decision = answer.decision
        position = answer.position
        self.reason = reason
    }
}

/// A match as it is answered.
struct WireMatch: Encodable {
    let signal: ID<Signal>
    let kind: FingerprintKind
    /// The content's fingerprint that is near: its own, or that of one of its orientations.
    let fingerprint: String
    let distance: Int
    let bank: ID<Bank>
    let agreement: ID<Agreement>?
    let behaviours: [Behaviour]
    let disputed: Bool
    let verdict: Verdict
    let rule: VerdictRule

    init(_ match: Match) {
        signal = match.signal
        kind = match.kind
        fingerprint = match.fingerprint
        distance = match.distance
        bank = match.bank
        agreement = match.agreement
        behaviours = match.behaviours
        disputed = match.disputed
        verdict = match.verdict
        rule = match.rule
    }
}

/// The answer to "which fingerprints has this?".
struct WireFingerprints: Encodable {
    let fingerprints: [WireFingerprint]
    let reason: String?
}
