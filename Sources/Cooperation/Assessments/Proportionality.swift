/// Whether what is asked is lawful, needed and no more than that: the facts of the finding; its notes are sealed.
public struct Proportionality: Codable, Hashable, Sendable {
    /// The six factors of the Rabat plan of action, each from 0 (speaks against the request) to 3 (speaks for it).
    public struct Rabat: Codable, Hashable, Sendable {
        /// The highest value of a factor.
        public static let max = 3

        /// The situation in which it was said.
        public var context: Int
        /// Who says it.
        public var speaker: Int
        /// Whether it was meant to incite.
        public var intent: Int
        /// What is said, and how.
        public var contentAndForm: Int
        /// How many it reaches.
        public var extent: Int
        /// How likely and how near the harm is.
        public var likelihood: Int

        /// Makes the factors.
        public init(context: Int, speaker: Int, intent: Int, contentAndForm: Int, extent: Int, likelihood: Int) {
            self.context = context
            self.speaker = speaker
            self.intent = intent
            self.contentAndForm = contentAndForm
            self.extent = extent
            self.likelihood = likelihood
        }

        var all: [Int] { [context, speaker, intent, contentAndForm, extent, likelihood] }
    }

    /// Whether the aim is legitimate and about terrorism.
    public var hasLegitimateAim: Bool
    /// Whether who asks may ask this.
    public var isCompetent: Bool
    /// Whose authorisation was seen; `nil` for none.
    public var authorisation: RequestDocument.Authorisation.Source?
    /// Whether it is plain what is meant, item by item.
    public var isSpecific: Bool
    /// The six factors; `nil` where nothing that was said is judged, as for subscriber data.
    public var rabat: Rabat?
    /// Whether something less would do.
    public var wouldLessDo: Bool
    /// Whose speech is concerned.
    public var protectedRoles: [ProtectedRole]
    /// Why somebody may be in danger.
    public var dangers: [Danger]
    /// Where a measure would have effect.
    public var territory: Territory
    /// Whether the person concerned will be told.
    public var tellsPerson: Bool
    /// When a demand for silence ends.
    public var silenceEndsAt: Timestamp?

    /// Makes a finding.
    public init(
        hasLegitimateAim: Bool,
        isCompetent: Bool,
        authorisation: RequestDocument.Authorisation.Source? = nil,
        isSpecific: Bool,
        rabat: Rabat?,
        wouldLessDo: Bool,
        protectedRoles: [ProtectedRole] = [],
        dangers: [Danger] = [],
        territory: Territory,
        tellsPerson: Bool,
        silenceEndsAt: Timestamp? = nil
    ) {
        self.hasLegitimateAim = hasLegitimateAim
        self.isCompetent = isCompetent
        self.authorisation = authorisation
        self.isSpecific = isSpecific
        self.rabat = rabat
        self.wouldLessDo = wouldLessDo
        self.protectedRoles = Set(protectedRoles).sorted()
        self.dangers = Set(dangers).sorted()
        self.territory = territory
        self.tellsPerson = tellsPerson
        self.silenceEndsAt = silenceEndsAt
    }

    /// What is written down beside it: the basis as quoted and checked, and why each answer is as it is.
    public struct Notes: Hashable, Sendable {
        /// The legal basis, quoted, with where it was looked up.
        public var legalBasis: String
        /// Why.
        public var reasons: String

        /// Makes notes.
        public init(legalBasis: String, reasons: String) {
            self.legalBasis = legalBasis
            self.reasons = reasons
        }
    }
}
