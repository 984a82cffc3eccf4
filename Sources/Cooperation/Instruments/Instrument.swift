/// A template of a legal instrument: by which law, by whom, what may be asked, and by which clock it is answered.
///
/// It is data that the members maintain, each with its source and day and whether a lawyer of that country confirmed it.
public struct Instrument: Aggregate {
    /// What instruments are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// Its code.
        case code
        /// Whose law it is; NULL for nobody's.
        case country
        /// `RequestKind`.
        case kind
        /// `State`.
        case state
        /// The exchange that it is known from; NULL for one recorded here.
        case exchange
    }

    /// Where an instrument is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Written down; nobody may use it yet.
        case proposed
        /// Part of the register.
        case adopted
        /// A later one with the same code took its place.
        case replaced
        /// Not used any more.
        case retired
    }

    /// The word in event types.
    public static let name = "instrument"
    /// The scope of the lookup key: the code of an adopted instrument.
    public static let codeScope = "instrumentCode"

    /// Its id.
    public let id: ID<Instrument>
    /// What it allows.
    public let terms: InstrumentTerms
    /// Where it is in its life.
    public internal(set) var state: State
    /// On which day a lawyer of that country confirmed it, as `2026-01-31`; `nil` while nobody did.
    public internal(set) var confirmedOn: String?
    /// Which one took its place.
    public internal(set) var replacedBy: ID<Instrument>?
    /// The position of the event that holds the sealed parts `title`, `law`, `source` and, where it is not accepted,
    /// `reasonNotAccepted`.
    public let proposedAtPosition: Int64
    /// The position of the event that holds the sealed part `confirmation`.
    public internal(set) var confirmedAtPosition: Int64?
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from, when another node recorded it.
    public let origin: EventOrigin?

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .code: .text(terms.code)
        case .country: terms.country.map { .text($0) }
        case .kind: .text(terms.kind.rawValue)
        case .state: .text(state.rawValue)
        case .exchange: origin.map { .text($0.exchange.description) }
        }
    }

    /// An adopted instrument is found by its code.
    public var lookupKeys: Set<LookupKey> {
        state == .adopted ? [LookupKey(scope: Self.codeScope, value: terms.code)] : []
    }

    /// Fails unless it is part of the register and accepted here.
    ///
    /// - Throws: `Refusal` `instrument-not-adopted`, `instrument-not-accepted`.
    public func requireUsable() throws(Refusal) {
        guard state == .adopted else {
            throw Refusal(
                .conflict,
                "instrument-not-adopted",
                "The instrument \(terms.code) is not part of the register; use one that is adopted.",
                pointer: "/instrument"
            )
        }
        guard terms.isAccepted else {
            throw Refusal(
                .conflict,
                "instrument-not-accepted",
                "The instrument \(terms.code) is not accepted here; the register says why.",
                pointer: "/instrument"
            )
        }
    }
}
