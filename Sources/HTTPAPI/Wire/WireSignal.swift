import Cooperation
import Fingerprints
import Services

/// A proposal as it comes.
struct WireProposal: Decodable {
    struct Viewing: Decodable {
        let link: String
        let expiresAt: Timestamp
    }

    struct Origin: Decodable {
        let source: Provenance.Source
        let submission: ID<Submission>?
    }

    let bank: ID<Bank>
    let kind: ContentKind
    let behaviours: [Behaviour]
    let provenance: Origin?
    let fingerprints: [Fingerprint]
    let rationale: String
    let exemptionAssessment: String
    let source: String?
    let expiresAt: Timestamp?
    let viewing: Viewing?

    func proposal() throws(Refusal) -> SignalProposal {
        SignalProposal(
            kind: kind,
            behaviours: Set(behaviours),
            provenance: try resolvedProvenance(),
            fingerprints: fingerprints,
            rationale: rationale,
            exemptionAssessment: exemptionAssessment,
            source: source,
            expiresAt: expiresAt,
            link: try viewing.map { viewing throws(Refusal) in
                try ViewingLink(address: viewing.link, expiresAt: viewing.expiresAt)
            }
        )
    }

    private func resolvedProvenance() throws(Refusal) -> Provenance {
        guard let provenance else { return .ownService }
        guard (provenance.source == .submission) == (provenance.submission != nil) else {
            throw Refusal(
                .invalid,
                "provenance-invalid",
                "Name the submission where it is the source, and only there.",
                pointer: "/provenance/submission"
            )
        }
        return switch provenance.source {
        case .ownService: .ownService
        case .observed: .observed
        case .externalList: .externalList
        case .submission:
            if let submission = provenance.submission { .submission(submission) } else { .observed }
        }
    }
}

/// One proposal, or up to a thousand.
enum WireProposals: Decodable {
    case one(WireProposal)
    case many([WireProposal])

    private enum CodingKeys: String, CodingKey { case signals }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if container.contains(.signals) {
            self = .many(try container.decode([WireProposal].self, forKey: .signals))
        } else {
            self = .one(try WireProposal(from: decoder))
        }
    }
}

/// What became of one proposal of a batch.
struct WireProposalResult: Encodable {
    struct Failure: Encodable {
        let code: String
        let detail: String
        let pointer: String?
    }

    let id: ID<Signal>?
    let error: Failure?

    init(_ result: Node.ProposalResult) {
        switch result {
        case .success(let id): (self.id, error) = (id, nil)
        case .failure(let refusal):
            id = nil
            error = Failure(code: refusal.code, detail: refusal.message, pointer: refusal.pointer)
        }
    }
}

/// A signal as it is answered.
struct WireSignal: Encodable {
    struct Word: Encodable {
        let organisation: ID<Organisation>
        let basis: Verification.Basis
        /// What was looked at; absent once it was erased.
        let lookedAt: String?
        let time: Timestamp
        /// Where it stands in this node's journal.
        let position: Int64
    }

    struct Judgement: Encodable {
        let organisation: ID<Organisation>
        let category: Opinion.Category
        let reason: String?
        let time: Timestamp
        let awaitsConfirmation: Bool
        /// Where it stands in this node's journal.
        let position: Int64
    }

    let id: ID<Signal>
    let bank: ID<Bank>
    let agreement: ID<Agreement>?
    let proposer: ID<Organisation>
    let proposedAt: Timestamp
    /// Where the proposal stands in this node's journal.
    let position: Int64
    let kind: ContentKind
    let behaviours: [Behaviour]
    let provenance: Provenance.Source
    let fingerprints: [Fingerprint]
    let rationale: String?
    let exemptionAssessment: String?
    let source: String?
    let state: Signal.State
    let disputed: Bool
    let expiresAt: Timestamp
    let viewableUntil: Timestamp?
    let verifications: [Word]
    let opinions: [Judgement]
    let exchange: ID<Exchange>?

    init(_ view: SignalView) {
        let signal = view.signal
        id = signal.id
        bank = signal.bank
        agreement = signal.agreement
        proposer = signal.proposer
        proposedAt = signal.proposedAt
        position = signal.proposedAtPosition
        kind = signal.kind
        behaviours = signal.behaviours
        provenance = signal.provenance.source
        fingerprints = signal.fingerprints
        rationale = view.rationale
        exemptionAssessment = view.exemptionAssessment
        source = view.source
        state = signal.state
        disputed = view.isDisputed
        expiresAt = signal.expiresAt
        viewableUntil = signal.viewableUntil
        verifications = view.verifications.map { word in
            Word(
                organisation: word.verification.organisation,
                basis: word.verification.basis,
                lookedAt: word.lookedAt,
                time: word.verification.time,
                position: word.verification.position
            )
        }
        opinions = view.opinions.map { judgement in
            Judgement(
                organisation: judgement.organisation,
                category: judgement.opinion.category,
                reason: judgement.reason,
                time: judgement.opinion.time,
                awaitsConfirmation: judgement.awaitsConfirmation,
                position: judgement.opinion.position
            )
        }
        exchange = signal.origin?.exchange
    }
}

/// A member's word that it looked, as it comes.
struct WireVerification: Decodable {
    let basis: Verification.Basis
    let lookedAt: String
    let dispatch: ID<Dispatch>?
}

/// An opinion as it comes; `confirm` confirms a colleague's that waits.
struct WireOpinion: Decodable {
    let category: Opinion.Category?
    let reason: String?
    let confirm: Bool?
    let dispatch: ID<Dispatch>?
}

/// What became of a word about a signal.
struct WireOutcome: Encodable {
    let outcome: String
    let dispatch: ID<Dispatch>?

    init(_ outcome: SignalOutcome) {
        switch outcome {
        case .recorded: (self.outcome, dispatch) = ("recorded", nil)
        case .awaitsConfirmation: (self.outcome, dispatch) = ("awaitsConfirmation", nil)
        case .dispatched(let id): (self.outcome, dispatch) = ("dispatched", id)
        }
    }
}

/// A reason alone.
struct WireReason: Decodable, WireWithReason { let reason: String }
