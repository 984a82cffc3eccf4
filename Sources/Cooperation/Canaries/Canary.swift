/// An account or an address that belongs to nobody, and about which nobody has a lawful reason to ask.
///
/// Who asks for data about it asks about no person, whoever signed. It is known by a keyed hash alone, and to nobody but those
/// who keep it: an authority that knew of one would leave it out.
public struct Canary: Aggregate {
    /// What canaries are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `State`.
        case state
    }

    /// Where a canary is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// A request that names it is locked.
        case active
        /// It counts no more; the end.
        case removed
    }

    /// The word in event types.
    public static let name = "canary"

    /// Its id.
    public let id: ID<Canary>
    /// Who registered it, and says by that that it belongs to nobody.
    public let registeredBy: ID<Person>
    /// When.
    public let registeredAt: Timestamp
    /// The position of the event that holds the sealed part `canaryKey`.
    public let registeredAtPosition: Int64
    /// Where it is in its life.
    public internal(set) var state: State
    /// How many real requests named it: in its state those that an older program recorded, and all once it is counted.
    public internal(set) var timesNamed: Int
    /// When the last of them came; `nil` for none.
    public internal(set) var lastNamedAt: Timestamp?

    /// Counts the requests that named it of which their assessments tell.
    ///
    /// - Parameter times: when those assessments were opened.
    /// - Returns: the canary with them.
    public func counted(_ times: [Timestamp]) -> Canary {
        var canary = self
        canary.timesNamed += times.count
        canary.lastNamedAt = (times + [lastNamedAt].compactMap(\.self)).max()
        return canary
    }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        }
    }
}
