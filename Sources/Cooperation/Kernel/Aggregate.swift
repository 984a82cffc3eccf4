/// A thing with a life of its own, whose state is the sum of its events and of nothing else.
///
/// The store keeps each aggregate as one row: the state as JSON, the facets as columns to select and order by, the
/// lookup keys as an index of their own. All of it is computed by `apply`, so that an auditor who replays the journal gets
/// the same rows.
public protocol Aggregate: Codable, Hashable, Sendable {
    /// What its lists can be selected and ordered by.
    associatedtype Facet: AggregateFacet

    /// The word before the dot in its events' types, also the name of its table.
    static var name: String { get }
    /// Its id.
    var id: ID<Self> { get }

    /// The state after an event.
    ///
    /// - Parameters:
    ///   - state: the state before; `nil` where there was nothing.
    ///   - event: what happened.
    /// - Returns: the state after.
    /// - Throws: `ReplayError` where the event can't follow the state.
    static func apply(_ state: Self?, _ event: JournalEvent) throws(ReplayError) -> Self

    /// The value of one facet; `nil` is stored as NULL.
    func value(of facet: Facet) -> FacetValue?

    /// Under which keys it is found by equality, for example by a fingerprint. No key stands for a thing that must not be
    /// found any more.
    var lookupKeys: Set<LookupKey> { get }

    /// Whether some of its kind are for practice, so that each event about one has to say so.
    static var hasExercises: Bool { get }
    /// Whether it is for practice: each later event about it bears the fact `isExercise`.
    var isExercise: Bool { get }
}

extension Aggregate {
    /// Most aggregates are found by id and facets alone.
    public var lookupKeys: Set<LookupKey> { [] }
    /// Most aggregates are never for practice.
    public static var hasExercises: Bool { false }
    /// Most aggregates are never for practice.
    public var isExercise: Bool { false }
}

/// Columns of an aggregate's table: an enum with raw values in camel case.
public protocol AggregateFacet: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// What stands in a column.
public enum FacetValue: Sendable, Hashable {
    /// A word or an id.
    case text(String)
    /// A number, a time in microseconds, or 0 and 1 for no and yes.
    case integer(Int64)
}

/// A key under which aggregates are found: the kind of key and the value.
public struct LookupKey: Sendable, Hashable {
    /// What kind of key it is, as `pdq` or `content`.
    public let scope: String
    /// The value, compared byte for byte.
    public let value: String

    /// Makes a key.
    public init(scope: String, value: String) {
        self.scope = scope
        self.value = value
    }
}
