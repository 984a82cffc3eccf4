import CanonicalJSON

/// What an authority signs: one request to one addressee, whole.
///
/// Its canonical JSON is the text that is signed, kept as a sealed part, and verified by the addressee. It is strict: a
/// field that is not known here is refused, so that nobody signs what nobody reads.
public struct RequestDocument: Codable, Hashable, Sendable {
    /// The law that a request rests on.
    public struct LegalBasis: Codable, Hashable, Sendable {
        /// The statute and the article, as quoted.
        public var statute: String
        /// The authority's own number of the instrument.
        public var number: String?
        /// Who authorised it, where the law asks for that.
        public var authorisation: Authorisation?

        /// Makes a legal basis.
        public init(statute: String, number: String? = nil, authorisation: Authorisation? = nil) {
            self.statute = statute
            self.number = number
            self.authorisation = authorisation
        }
    }

    /// A judge's, prosecutor's or minister's word.
    public struct Authorisation: Codable, Hashable, Sendable {
        /// Whose word it is.
        public enum Source: String, Codable, CaseIterable, Sendable, Comparable {
            /// A public prosecutor.
            case prosecutor
            /// A minister.
            case minister
            /// A judge or a court.
            case judge

            /// Orders by independence from who asks.
            public static func < (left: Source, right: Source) -> Bool {
                (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
            }
        }

        /// Whose word it is.
        public var source: Source
        /// Its number there.
        public var number: String
        /// When it was given.
        public var givenAt: Timestamp

        /// Makes an authorisation.
        public init(source: Source, number: String, givenAt: Timestamp) {
            self.source = source
            self.number = number
            self.givenAt = givenAt
        }
    }

    /// That the person concerned is not to be told yet.
    public struct Silence: Codable, Hashable, Sendable {
        /// Until when.
        public var until: Timestamp
        /// Under which law and why.
        public var basis: String

        /// Makes a demand for silence.
        public init(until: Timestamp, basis: String) {
            self.until = until
            self.basis = basis
        }
    }

    /// Why a life is in danger.
    public struct Emergency: Codable, Hashable, Sendable {
        /// What threatens.
        public enum Nature: String, Codable, CaseIterable, Sendable {
            /// Somebody may be killed.
            case death
            /// Somebody may be badly hurt.
            case seriousInjury
            /// Somebody was kidnapped.
            case kidnapping
            /// An attack is about to happen.
            case imminentAttack
        }

        /// What threatens.
        public var nature: Nature
        /// Who is at risk.
        public var atRisk: String
        /// Why it is imminent.
        public var whyImminent: String
        /// When it is expected, where that is known.
        public var expectedAt: Timestamp?
        /// How the data avert the harm.
        public var howDataAvert: String
        /// Why the ordinary way is too slow.
        public var whyNotOrdinary: String

        /// Makes an emergency.
        public init(
            nature: Nature,
            atRisk: String,
            whyImminent: String,
            expectedAt: Timestamp? = nil,
            howDataAvert: String,
            whyNotOrdinary: String
        ) {
            self.nature = nature
            self.atRisk = atRisk
            self.whyImminent = whyImminent
            self.expectedAt = expectedAt
            self.howDataAvert = howDataAvert
            self.whyNotOrdinary = whyNotOrdinary
        }
    }

    /// A stretch of time from which data are asked for.
    public struct Period: Codable, Hashable, Sendable {
        /// Its begin.
        public var from: Timestamp
        /// Its end.
        public var until: Timestamp

        /// Makes a period.
        public init(from: Timestamp, until: Timestamp) {
            self.from = from
            self.until = until
        }
    }

    /// A file that belongs to the request: never its plain bytes.
    public struct Attachment: Codable, Hashable, Sendable {
        /// The SHA-256 of the plain bytes, in lowercase hexadecimal.
        public var sha256: String
        /// What it is called.
        public var name: String
        /// How long it is, in bytes.
        public var bytes: Int64
        /// The number of the item that it shows; `nil` where it belongs to the whole request.
        public var item: Int?

        /// Makes an attachment.
        public init(sha256: String, name: String, bytes: Int64, item: Int? = nil) {
            self.sha256 = sha256
            self.name = name
            self.bytes = bytes
            self.item = item
        }
    }

    /// The shape of this document.
    public static let currentVersion = 1
    /// How long the canonical text of a document may be, in bytes.
    public static let bytesMax = 8 << 20

    /// The shape: 1.
    public var version = currentVersion
    /// The request's id.
    public var id: ID<Request>
    /// Under which id the requests that were written together are known.
    public var batch: ID<RequestDraft>
    /// What is asked.
    public var kind: RequestKind
    /// The code of the instrument.
    public var instrument: String
    /// To whom it goes.
    public var addressee: Addressee
    /// What the addressee is called; needed where it is no member.
    public var addresseeName: String?
    /// Who asks.
    public var authority: ID<Organisation>
    /// Which of its offices.
    public var office: ID<Office>
    /// Which of its officers.
    public var officer: ID<Officer>
    /// The country whose law it rests on, as ISO 3166 has it.
    public var country: String
    /// When it was written.
    public var issuedAt: Timestamp
    /// 16 random bytes in lowercase hexadecimal, which make the text unlike any other.
    public var nonce: String
    /// In which language it is written, as BCP 47 has it.
    public var language: String
    /// Where the measure is to have effect.
    public var territory: Territory
    /// Why it is to have effect elsewhere than in the issuing country alone; two people sign that.
    public var territoryReasons: String?
    /// Whether this is an exercise: nothing is done about it outside of Perisai.
    public var isExercise: Bool
    /// The law that it rests on.
    public var legalBasis: LegalBasis?
    /// The offence that is looked into.
    public var offence: String?
    /// What it is about.
    public var items: [RequestItem]
    /// Which data are asked for.
    public var categories: [DataCategory]
    /// From when data are asked for.
    public var period: Period?
    /// Why a life is in danger.
    public var emergency: Emergency?
    /// What the first order to a platform says besides.
    public var firstContact: FirstContact?
    /// What is said where something is asked to stay up.
    public var stayUp: StayUp?
    /// That the person concerned is not to be told yet.
    public var silence: Silence?
    /// Where and until when the addressee or the person concerned can object.
    public var redress: String?
    /// The court or body to which they turn.
    public var redressBody: String?
    /// Until when they can, as the law has it.
    public var redressDeadline: String?
    /// Whether a copy goes to the authority of the state where the addressee has its main establishment; `nil` where it does
    /// not.
    public var isCopied: Bool?
    /// What else there is to say.
    public var explanation: String?
    /// The public key to which disclosed data are encrypted, in lowercase hexadecimal.
    public var encryptionKey: String?
    /// Files that belong to it.
    public var attachments: [Attachment]

    /// Whether it is to have effect elsewhere than in the issuing country alone.
    public var reachesBeyondCountry: Bool { territory != .countries([country]) }

    /// Makes a document.
    public init(
        id: ID<Request>,
        batch: ID<RequestDraft>,
        kind: RequestKind,
        instrument: String,
        addressee: Addressee,
        addresseeName: String? = nil,
        authority: ID<Organisation>,
        office: ID<Office>,
        officer: ID<Officer>,
        country: String,
        issuedAt: Timestamp,
        nonce: String,
        language: String,
        territory: Territory,
        territoryReasons: String? = nil,
        isExercise: Bool = false,
        legalBasis: LegalBasis? = nil,
        offence: String? = nil,
        items: [RequestItem],
        categories: [DataCategory] = [],
        period: Period? = nil,
        emergency: Emergency? = nil,
        firstContact: FirstContact? = nil,
        stayUp: StayUp? = nil,
        silence: Silence? = nil,
        redress: String? = nil,
        redressBody: String? = nil,
        redressDeadline: String? = nil,
        isCopied: Bool? = nil,
        explanation: String? = nil,
        encryptionKey: String? = nil,
        attachments: [Attachment] = []
    ) {
        self.id = id
        self.batch = batch
        self.kind = kind
        self.instrument = instrument
        self.addressee = addressee
        self.addresseeName = addresseeName
        self.authority = authority
        self.office = office
        self.officer = officer
        self.country = country
        self.issuedAt = issuedAt
        self.nonce = nonce
        self.language = language
        self.territory = territory
        self.territoryReasons = territoryReasons
        self.isExercise = isExercise
        self.legalBasis = legalBasis
        self.offence = offence
        self.items = items
        self.categories = categories
        self.period = period
        self.emergency = emergency
        self.firstContact = firstContact
        self.stayUp = stayUp
        self.silence = silence
        self.redress = redress
        self.redressBody = redressBody
        self.redressDeadline = redressDeadline
        self.isCopied = isCopied
        self.explanation = explanation
        self.encryptionKey = encryptionKey
        self.attachments = attachments
    }
}
