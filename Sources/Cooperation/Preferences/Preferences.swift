/// How a person wants to see things, and the views that they saved.
public struct Preferences: Aggregate {
    /// What preferences are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The language of the screen; NULL for the browser's.
        case language
    }

    /// The word in event types.
    public static let name = "preferences"
    /// How many views a person saves at most.
    public static let viewsMax = 20
    /// How long a view's name may be, in bytes.
    public static let viewNameBytesMax = 200

    /// Their id, which is the person's.
    public let id: ID<Preferences>
    /// How the person wants to see things.
    public internal(set) var choices: PreferenceChoices
    /// The views that they saved, the oldest first.
    public internal(set) var views: [SavedView]

    /// The preferences of a person.
    public static func id(of person: ID<Person>) -> ID<Preferences> { ID(person.identifier) }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .language: choices.language.map { .text($0) }
        }
    }
}
