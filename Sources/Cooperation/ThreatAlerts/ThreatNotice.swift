/// A threat alert as the one authority gets it that it is for: only that authority and the sender ever read of it.
///
/// It lives on the exchange, or on the sender's own node where the authority has a key there; the sender follows it.
public struct ThreatNotice: Followable {
    /// What notices are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// Who sent it.
        case sender
        /// The authority that it is for.
        case authority
        /// `State`.
        case state
        /// Until when somebody should have it, in microseconds; NULL once somebody has.
        case dueAt
        /// When it was received, in microseconds.
        case receivedAt
        /// `ThreatOutcome`; NULL before one was reported.
        case outcome
        /// 1 for an exercise.
        case isExercise
    }

    /// Where a notice is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Nobody of the authority has it yet.
        case open
        /// Somebody has it.
        case acknowledged
        /// What became of it was reported.
        case closed
    }

    /// The word in event types.
    public static let name = "threatNotice"
    /// Some are for practice.
    public static let hasExercises = true
    /// How long its text may be, in bytes: a signed statement, encrypted and in Base64.
    public static let textBytesMax = 512 << 10

    /// Its id: that of the alert.
    public let id: ID<ThreatNotice>
    /// Who sent it.
    public let sender: ID<Organisation>
    /// What its envelope says.
    public let receipt: ThreatNoticeReceived
    /// When it was received.
    public let receivedAt: Timestamp
    /// The position of the event that holds the sealed part `text`.
    public let receivedAtPosition: Int64
    /// Where it is in its life.
    public internal(set) var state: State
    /// When somebody of the authority acknowledged it.
    public internal(set) var acknowledgedAt: Timestamp?
    /// What became of it.
    public internal(set) var outcome: ThreatOutcome?
    /// When that was reported.
    public internal(set) var closedAt: Timestamp?
    /// The position of the event that holds the sealed part `note`.
    public internal(set) var closedAtPosition: Int64?
    /// The dispatch that told that; `nil` where it was said here.
    public internal(set) var closedBy: ID<Dispatch>?
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from; `nil` for one received here.
    public let origin: EventOrigin?

    /// The authority that it is for.
    public var authority: ID<Organisation> { receipt.authority }

    /// Whether it is for practice.
    public var isExercise: Bool { receipt.envelope.isExercise }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .sender: .text(sender.description)
        case .authority: .text(authority.description)
        case .state: .text(state.rawValue)
        case .dueAt: state == .open ? .integer(receipt.envelope.dueAt.microseconds) : nil
        case .receivedAt: .integer(receivedAt.microseconds)
        case .outcome: outcome.map { .text($0.rawValue) }
        case .isExercise: receipt.envelope.isExercise ? .integer(1) : nil
        }
    }

    /// Whether an organisation may read it.
    ///
    /// - Parameters:
    ///   - organisation: who wants to.
    ///   - members: under which ids it is known here and on exchanges.
    /// - Returns: `true` for the sender and the authority that it is for.
    public func isOpen(to organisation: Organisation, as members: Set<ID<Organisation>>) -> Bool {
        members.contains(organisation.kind == .authority ? authority : sender)
    }
}
