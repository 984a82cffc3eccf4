/// An answer on its way to an exchange: kept until the exchange took it or refused it for good.
public struct Dispatch: Aggregate {
    /// What dispatches are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The exchange.
        case exchange
        /// `State`.
        case state
    }

    /// Where a dispatch is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// On its way.
        case queued
        /// The exchange took it.
        case delivered
        /// The exchange refused it for good.
        case refused
    }

    /// The word in event types.
    public static let name = "dispatch"

    /// Its id, by which the exchange knows a repeat.
    public let id: ID<Dispatch>
    /// Where it goes.
    public let exchange: ID<Exchange>
    /// What it says.
    public let message: DispatchMessage
    /// The opaque id, constant for this exchange, of the person who acted here.
    public let person: ID<Person>
    /// Where it is in its life.
    public internal(set) var state: State
    /// The position of the event that holds the sealed part `text`.
    public let queuedAtPosition: Int64

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .exchange: .text(exchange.description)
        case .state: .text(state.rawValue)
        }
    }
}

/// What a node tells its exchange.
public enum DispatchMessage: Codable, Hashable, Sendable {
    /// A verification. Its text is what was looked at; neither the case nor its id is told.
    case verification(signal: ID<Signal>, basis: Verification.Basis)
    /// An opinion. Its text is the reason.
    case opinion(signal: ID<Signal>, category: Opinion.Category)
}
