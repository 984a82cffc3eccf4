/// Requests that are no real ones, with the script by which people practise and the times that each step should take.
///
/// It belongs to the organisation that planned it. Its requests say themselves that they are an exercise, and are outside of
/// all figures.
public struct Exercise: Aggregate {
    /// What exercises are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The organisation that planned it.
        case organisation
        /// `State`.
        case state
    }

    /// Where an exercise is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Requests can be added to it.
        case planned
        /// It is over.
        case closed
    }

    /// The word in event types.
    public static let name = "exercise"
    /// How many requests belong to one exercise.
    public static let requestsMax = 500

    /// Its id.
    public let id: ID<Exercise>
    /// Who planned it.
    public let organisation: ID<Organisation>
    /// The steps of its script, in order.
    public let steps: [ExerciseStep]
    /// When it was planned.
    public let plannedAt: Timestamp
    /// The position of the event that holds the sealed parts `title` and `script`.
    public let plannedAtPosition: Int64
    /// Where it is in its life.
    public internal(set) var state: State
    /// The requests that belong to it, in the order in which they were added.
    public internal(set) var requests: [ID<Request>]
    /// When it was closed.
    public internal(set) var closedAt: Timestamp?
    /// The position of the event that holds the sealed part `note`.
    public internal(set) var closedAtPosition: Int64?

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .organisation: .text(organisation.description)
        case .state: .text(state.rawValue)
        }
    }
}
