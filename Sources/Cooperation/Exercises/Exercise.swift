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
        /// Requests can be added to it, and filed.
        case planned
        /// It began; requests can still be added to it, and filed.
        case running
        /// It is over.
        case closed

        /// Those in which its requests can be filed.
        public static let open: [State] = [.planned, .running]
    }

    /// The word in event types.
    public static let name = "exercise"
    /// How many requests belong to one exercise.
    public static let requestsMax = 500
    /// The scope of the lookup keys: requests that were added before they were filed, while the exercise is not over.
    public static let requestScope = "exerciseRequest"

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
    /// Those of them that were added before they were filed here; `nil` for none.
    public internal(set) var ahead: [ID<Request>]?
    /// When it began; `nil` where nobody said so.
    public internal(set) var startedAt: Timestamp?
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

    /// While it is not over it is found by the requests that may be filed because it is planned.
    public var lookupKeys: Set<LookupKey> {
        State.open.contains(state) ? Set((ahead ?? []).map(Self.key)) : []
    }

    /// Under which key the exercises are found to which a request was added before it was filed.
    public static func key(of request: ID<Request>) -> LookupKey {
        LookupKey(scope: requestScope, value: request.description)
    }

    /// Whether it lets a request be filed that says of itself that it is an exercise.
    ///
    /// The authority's own plan does not: what is outside of figures is so by another's word. Nor does that of a member who
    /// neither is asked nor speaks for all.
    ///
    /// - Parameters:
    ///   - document: the request.
    ///   - planner: who planned this.
    /// - Returns: true only while this is not over, for a request that was added before it was filed.
    public func plans(_ document: RequestDocument, as planner: Organisation) -> Bool {
        guard State.open.contains(state), ahead?.contains(document.id) == true, planner.id == organisation,
            planner.kind != .authority, planner.standing.mayAct
        else { return false }
        return planner.ownsNode || planner.kind == .secretariat || document.addressee.member == organisation
    }
}
