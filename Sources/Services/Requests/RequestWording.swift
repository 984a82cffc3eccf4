import Cooperation

/// What an officer writes, before it becomes a document for each addressee.
package struct RequestWording: Sendable {
    /// One item with where it goes.
    package struct Item: Sendable {
        /// To which of the addressees, by its place in the list.
        package let addressee: Int
        package let kind: RequestItem.Kind
        package let address: String
        package let ground: RequestGround
        package let reasons: String

        package init(
            addressee: Int,
            kind: RequestItem.Kind,
            address: String,
            ground: RequestGround,
            reasons: String
        ) {
            self.addressee = addressee
            self.kind = kind
            self.address = address
            self.ground = ground
            self.reasons = reasons
        }
    }

    /// A member, or a platform that is none, by its name.
    package enum Destination: Sendable, Hashable {
        case member(ID<Organisation>)
        case guest(name: String)
    }

    package var kind: RequestKind
    package var instrument: String
    package var addressees: [Destination]
    package var items: [Item]
    package var language: String
    /// Where the measure is to have effect; `nil` for the issuing country alone.
    package var territory: Territory?
    /// Why it is to have effect elsewhere.
    package var territoryReasons: String?
    package var isExercise: Bool
    package var legalBasis: RequestDocument.LegalBasis?
    package var offence: String?
    package var categories: [DataCategory]
    package var period: RequestDocument.Period?
    package var emergency: RequestDocument.Emergency?
    package var firstContact: RequestDocument.FirstContact?
    package var stayUp: RequestDocument.StayUp?
    package var silence: RequestDocument.Silence?
    package var redress: String?
    package var redressBody: String?
    package var redressDeadline: String?
    /// Whether a copy goes to the state where the addressee has its main establishment.
    package var isCopied: Bool?
    package var explanation: String?
    /// Files; what they show is a place in `items`, from 1.
    package var attachments: [RequestDocument.Attachment]

    package init(
        kind: RequestKind,
        instrument: String,
        addressees: [Destination],
        items: [Item],
        language: String,
        territory: Territory? = nil,
        territoryReasons: String? = nil,
        isExercise: Bool = false,
        legalBasis: RequestDocument.LegalBasis? = nil,
        offence: String? = nil,
        categories: [DataCategory] = [],
        period: RequestDocument.Period? = nil,
        emergency: RequestDocument.Emergency? = nil,
        firstContact: RequestDocument.FirstContact? = nil,
        stayUp: RequestDocument.StayUp? = nil,
        silence: RequestDocument.Silence? = nil,
        redress: String? = nil,
        redressBody: String? = nil,
        redressDeadline: String? = nil,
        isCopied: Bool? = nil,
        explanation: String? = nil,
        attachments: [RequestDocument.Attachment] = []
    ) {
        self.kind = kind
        self.instrument = instrument
        self.addressees = addressees
        self.items = items
        self.language = language
        self.territory = territory
        self.territoryReasons = territoryReasons
        self.isExercise = isExercise
        self.legalBasis = legalBasis
        self.offence = offence
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
        self.attachments = attachments
    }
}
