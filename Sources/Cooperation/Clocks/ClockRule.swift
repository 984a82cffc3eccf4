/// A row of the clock registry: what a law or an agreement says of a deadline, kept by members as data.
public struct ClockRule: Aggregate {
    /// What rules are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `State`.
        case state
        /// `ClockCode`.
        case code
    }

    /// Where a rule is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Written down; no clock starts by it.
        case proposed
        /// Clocks start by it.
        case inForce
        /// Out of force.
        case retired
        /// Out of force, because another one took its place.
        case replaced
    }

    /// The word in event types.
    public static let name = "clockRule"
    /// The scope of the lookup key of a rule in force: its code.
    public static let codeScope = "code"
    /// The scope of the lookup key of a rule that people of this node retired: its code.
    public static let retiredScope = "retiredCode"
    /// The longest source, in bytes.
    public static let sourceBytesMax = 1000

    /// Its id.
    public let id: ID<ClockRule>
    /// By what it is known; of those with one code, one at most is in force.
    public let code: ClockCode
    /// What it says of its clocks.
    public let terms: ClockTerms
    /// As of which day its source was read.
    public let sourceDate: CivilDate
    /// Where it is in its life.
    public internal(set) var state: State
    /// When a local lawyer confirmed it; `nil` while none did.
    public internal(set) var confirmedOn: CivilDate?
    /// The rule that took its place.
    public internal(set) var replacedBy: ID<ClockRule>?
    /// The position of the event that holds the sealed parts `summary` and `source`.
    public let proposedAt: Int64
    /// The position of the event that holds the sealed part `confirmedBy`.
    public internal(set) var confirmedAt: Int64?
    /// Whether people of this node adopted or retired it, and not the program that set the node up.
    public internal(set) var isDecidedHere: Bool
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from, when another node recorded it.
    public let origin: EventOrigin?

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .code: .text(code.description)
        }
    }

    /// A rule in force is found by its code; so is one that people of this node retired, which no other takes the place of.
    public var lookupKeys: Set<LookupKey> {
        switch state {
        case .inForce: [Self.key(of: code)]
        case .retired where isDecidedHere: [LookupKey(scope: Self.retiredScope, value: code.description)]
        case .proposed, .retired, .replaced: []
        }
    }

    /// Which of the rules with one code clocks start by.
    ///
    /// What an exchange keeps runs by the exchange's own rule, so that all who watch it see one deadline. Everything else runs
    /// by what people of this node decided; where they decided nothing, by the exchange's rule, and without one by the rule
    /// that came with the program.
    ///
    /// - Parameters:
    ///   - rules: the rules with the code, in force or retired by people of this node.
    ///   - exchange: the exchange that keeps what the clock is about; `nil` for what lives here.
    /// - Returns: `nil` where no clock starts.
    public static func applying(_ rules: [ClockRule], to exchange: ID<Exchange>?) -> ClockRule? {
        let inForce = rules.filter { $0.state == .inForce }
        let followed = inForce.filter { $0.origin != nil }
            .sorted { ($0.origin?.exchange.description ?? "", $0.id) < ($1.origin?.exchange.description ?? "", $1.id) }
        if let exchange, let kept = followed.first(where: { $0.origin?.exchange == exchange }) { return kept }
        let own = inForce.first { $0.origin == nil }
        if let own, own.isDecidedHere { return own }
        let isRetiredHere = own == nil && rules.contains { $0.origin == nil && $0.state == .retired }
        return isRetiredHere ? nil : followed.first ?? own
    }

    /// Under which key the rule in force with a code is found.
    public static func key(of code: ClockCode) -> LookupKey {
        LookupKey(scope: codeScope, value: code.description)
    }
}

/// What a rule is made of before it is written down.
public struct ClockRuleDraft: Sendable, Hashable {
    /// By what it is to be known.
    public let code: ClockCode
    /// What it says in a sentence.
    public let summary: String
    /// What it says of its clocks.
    public let terms: ClockTerms
    /// Where it comes from: the law and its article, or the agreement.
    public let source: String
    /// As of which day the source was read.
    public let sourceDate: CivilDate

    /// Makes a draft.
    ///
    /// - Throws: `Refusal` where a text is missing or too long, or no clock could run by the terms.
    public init(
        code: ClockCode,
        summary: String,
        terms: ClockTerms,
        source: String,
        sourceDate: CivilDate
    ) throws(Refusal) {
        try terms.validate()
        self.code = code
        self.summary = try Texts.required(summary, "summary", bytesMax: ClockRule.sourceBytesMax)
        self.terms = terms
        self.source = try Texts.required(source, "source", bytesMax: ClockRule.sourceBytesMax)
        self.sourceDate = sourceDate
    }
}
