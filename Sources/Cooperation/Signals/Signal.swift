import Fingerprints

/// One thing known to be terrorist content: what it does, who says so and why, who looked too, and its fingerprints.
public struct Signal: Aggregate {
    /// What signals are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// Its bank.
        case bank
        /// Its agreement; NULL in a bank that one organisation keeps for itself.
        case agreement
        /// Who proposed it.
        case proposer
        /// `State`.
        case state
        /// When it was proposed, in microseconds.
        case proposedAt
        /// When it expires, in microseconds.
        case expiresAt
        /// The exchange that it is known from; NULL for one proposed here.
        case exchange
    }

    /// Where a signal is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// One member says so.
        case proposed
        /// A second member looked, in a bank that is not shared.
        case verified
        /// A second member looked, and the agreement shares it.
        case shared
        /// Some member says no: it only queues for review.
        case disputed
        /// Its proposer took it back; the end.
        case withdrawn
        /// Its time is over; the end.
        case expired

        /// The states in which it can match.
        public static let live: [State] = [.proposed, .verified, .shared, .disputed]
    }

    /// How far it came, whatever anyone thinks of it.
    public enum Stage: String, Codable, Sendable {
        /// One member says so.
        case proposed
        /// A second member looked.
        case verified
        /// Its proposer took it back.
        case withdrawn
        /// Its time is over.
        case expired
    }

    /// The word in event types.
    public static let name = "signal"
    /// How many fingerprints one signal may hold.
    public static let fingerprintsMax = 1000

    /// Its id.
    public let id: ID<Signal>
    /// Its bank.
    public let bank: ID<Bank>
    /// Its bank's agreement.
    public let agreement: ID<Agreement>?
    /// Who proposed it.
    public let proposer: ID<Organisation>
    /// The person who did.
    public let proposedBy: ID<Person>
    /// Whether a node vouched for that person, by an opaque id.
    public let isProposerVouched: Bool
    /// When.
    public let proposedAt: Timestamp
    /// What kind of content it is.
    public let kind: ContentKind
    /// What it does, most urgent first.
    public let behaviours: [Behaviour]
    /// What the proposer looked at.
    public let provenance: Provenance
    /// How it is recognised, in order of kind and value.
    public let fingerprints: [Fingerprint]
    /// When it expires.
    public let expiresAt: Timestamp
    /// Until when the proposer's link to the content can be handed out; `nil` where there is none.
    public let viewableUntil: Timestamp?
    /// How far it came.
    public internal(set) var stage: Stage
    /// The words of those who looked, in order of time.
    public internal(set) var verifications: [Verification]
    /// The latest opinion of each member.
    public internal(set) var opinions: [ID<Organisation>: Opinion]
    /// Negative opinions beyond the member's budget, which wait for a second person of that member.
    public internal(set) var unconfirmedOpinions: [ID<Organisation>: Opinion]
    /// Who was handed the link.
    public internal(set) var viewings: [Viewing]
    /// The position of the event that holds the sealed parts `rationale`, `exemptionAssessment`, `source` and `link`.
    public let proposedAtPosition: Int64
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from, when another node recorded it.
    public let origin: EventOrigin?

    /// Where it is in its life, in one word.
    public var state: State {
        switch stage {
        case .withdrawn: .withdrawn
        case .expired: .expired
        case .proposed: isDisputed ? .disputed : .proposed
        case .verified: isDisputed ? .disputed : agreement == nil ? .verified : .shared
        }
    }

    /// Whether any member's latest opinion is negative.
    public var isDisputed: Bool { opinions.values.contains { $0.category == .negative } }

    /// Whether it can match: neither withdrawn nor expired.
    public var isLive: Bool { stage == .proposed || stage == .verified }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .bank: .text(bank.description)
        case .agreement: agreement.map { .text($0.description) }
        case .proposer: .text(proposer.description)
        case .state: .text(state.rawValue)
        case .proposedAt: .integer(proposedAt.microseconds)
        case .expiresAt: .integer(expiresAt.microseconds)
        case .exchange: origin.map { .text($0.exchange.description) }
        }
    }

    /// A live signal is found by each of its fingerprints.
    public var lookupKeys: Set<LookupKey> {
        guard isLive else { return [] }
        return Set(fingerprints.map { LookupKey(scope: $0.kind.rawValue, value: $0.value) })
    }
}
