/// Which cases a person wants to see: what a queue is asked for, and what a saved view remembers.
public struct CaseFilter: Codable, Hashable, Sendable {
    /// Which cases at all.
    public enum Queue: String, Codable, CaseIterable, Sendable {
        /// Every case.
        case all
        /// Those that wait for a decision.
        case waiting
        /// Those that wait and that this person can take: in one of their languages or in none that is known, not left to
        /// others, not kept for a colleague now, and without what the person does not want to see.
        case forMe
    }

    /// Whose cases.
    public enum Assignment: String, Codable, CaseIterable, Sendable {
        /// Whoever has them.
        case anyone
        /// Those of the person who asks.
        case me
        /// Those that nobody has, or that are no longer kept for whoever has them.
        case nobody
    }

    /// Which cases at all.
    public let queue: Queue
    /// Whose cases.
    public let assignment: Assignment
    /// In which state; `nil` for any.
    public let state: Case.State?
    /// Of content that does this; `nil` for anything.
    public let behaviour: Behaviour?
    /// Of content in this language, without script and country, in lowercase; `nil` for any.
    public let language: String?
    /// Of this kind of content; `nil` for any.
    public let kind: ContentKind?

    /// Makes a filter.
    ///
    /// - Parameters:
    ///   - queue: which cases at all.
    ///   - assignment: whose cases.
    ///   - state: in which state.
    ///   - behaviour: of content that does this.
    ///   - language: in a language, as a BCP 47 tag, of which only the language counts.
    ///   - kind: of this kind of content.
    /// - Throws: `Refusal` `language-invalid`.
    public init(
        queue: Queue = .all,
        assignment: Assignment = .anyone,
        state: Case.State? = nil,
        behaviour: Behaviour? = nil,
        language: String? = nil,
        kind: ContentKind? = nil
    ) throws(Refusal) {
        if let language {
            guard let primary = LanguageTag.primary(of: language) else {
                throw Refusal(
                    .invalid,
                    "language-invalid",
                    "Give the language as a BCP 47 tag, as id or zh-Hans.",
                    pointer: "/language"
                )
            }
            self.language = primary
        } else {
            self.language = nil
        }
        self.queue = queue
        self.assignment = assignment
        self.state = state
        self.behaviour = behaviour
        self.kind = kind
    }

    /// Every case.
    public static let all = CaseFilter()

    private init() {
        queue = .all
        assignment = .anyone
        state = nil
        behaviour = nil
        language = nil
        kind = nil
    }

    /// Whether it asks for something that only a person can be asked about.
    public var needsPerson: Bool { queue == .forMe || assignment == .me }
}
