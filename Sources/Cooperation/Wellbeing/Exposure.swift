/// What graphic content a person was shown lately: times, cases and signals, nothing of the content.
///
/// It is remembered no longer than the limits need.
public struct Exposure: Aggregate {
    /// What exposures are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// When the last content was opened, in microseconds.
        case lastAt
    }

    /// A case that was opened, or a signal whose link was.
    public struct Item: Codable, Hashable, Sendable {
        /// Which.
        public let subject: Identifier
        /// When.
        public let at: Timestamp
        /// Until when it counts as shown.
        public let until: Timestamp
    }

    /// A time through which something was shown.
    public struct Stretch: Codable, Hashable, Sendable {
        /// When it began.
        public let from: Timestamp
        /// When it ended, or ends.
        public internal(set) var until: Timestamp
    }

    /// The word in event types.
    public static let name = "exposure"
    /// How long stretches are remembered: as long as the longest rest that can be set.
    public static let memory = Seconds.days(2)
    /// How many of them are remembered, the latest.
    public static let itemsMax = 1000
    /// How many stretches are remembered; beyond that the oldest two count as one.
    public static let stretchesMax = 500

    /// Its id, which is the person's.
    public let id: ID<Exposure>
    /// What was opened within the last hour before the last one, oldest first, each once.
    public internal(set) var items: [Item]
    /// When something was shown, oldest first, apart from each other.
    public internal(set) var stretches: [Stretch]

    /// The exposure of a person.
    public static func id(of person: ID<Person>) -> ID<Exposure> { ID(person.identifier) }

    /// Whether what was opened counts as shown.
    public func isShowing(_ subject: Identifier, at now: Timestamp) -> Bool {
        items.contains { $0.subject == subject && now < $0.until }
    }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .lastAt: items.last.map { .integer($0.at.microseconds) }
        }
    }
}
