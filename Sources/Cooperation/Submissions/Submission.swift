/// What an authority hands in as possibly terrorist content.
///
/// It is never a signal; a curator who looked may propose one.
public struct Submission: Aggregate {
    /// What submissions are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The authority.
        case authority
        /// `State`.
        case state
        /// When it came in, in microseconds.
        case submittedAt
    }

    /// Where a submission is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Nobody answered yet.
        case open
        /// A curator proposed a signal after looking.
        case proposed
        /// A curator looked and proposed nothing.
        case declined
    }

    /// The word in event types.
    public static let name = "submission"

    /// Its id.
    public let id: ID<Submission>
    /// Who handed it in.
    public let authority: ID<Organisation>
    /// What kind of content it is.
    public let kind: ContentKind
    /// What it does, in the authority's view.
    public let behaviours: [Behaviour]
    /// When it came in.
    public let submittedAt: Timestamp
    /// Where it is in its life.
    public internal(set) var state: State
    /// The position of the event that holds the sealed parts `reference` and `reasons`.
    public let submittedAtPosition: Int64
    /// The position of the event that holds the sealed part `reason` of the answer.
    public internal(set) var answeredAtPosition: Int64?

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .authority: .text(authority.description)
        case .state: .text(state.rawValue)
        case .submittedAt: .integer(submittedAt.microseconds)
        }
    }
}
