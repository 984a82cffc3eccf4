import Cooperation
import HTTPServing
import Services

/// What an officer writes, as it comes.
struct WireRequestWording: Decodable {
    /// A member by its id, or a platform that is none by its name.
    struct Destination: Decodable {
        let member: ID<Organisation>?
        let name: String?
    }

    struct Item: Decodable {
        let addressee: Int?
        let kind: RequestItem.Kind
        let address: String
        let ground: RequestGround
        let reasons: String
    }

    let kind: RequestKind
    let instrument: String
    let addressees: [Destination]
    let items: [Item]
    let language: String
    let territory: Territory?
    let territoryReasons: String?
    let isExercise: Bool?
    let legalBasis: RequestDocument.LegalBasis?
    let offence: String?
    let categories: [DataCategory]?
    let period: RequestDocument.Period?
    let emergency: RequestDocument.Emergency?
    let firstContact: RequestDocument.FirstContact?
    let stayUp: RequestDocument.StayUp?
    let silence: RequestDocument.Silence?
    let redress: String?
    let redressBody: String?
    let redressDeadline: String?
    let isCopied: Bool?
    let explanation: String?
    let attachments: [RequestDocument.Attachment]?

    /// What it says.
    ///
    /// - Throws: `Problem` where an addressee is both or neither.
    func wording() throws -> RequestWording {
        let destinations = try addressees.enumerated().map { index, destination in
            switch (destination.member, destination.name) {
            case (let member?, nil): RequestWording.Destination.member(member)
            case (nil, let name?): RequestWording.Destination.guest(name: name)
            default:
                throw Problem.invalidField(
                    "/addressees/\(index)",
                    "Give the id of a member, or the name of a platform that is none; not both."
                )
            }
        }
        return RequestWording(
            kind: kind,
            instrument: instrument,
            addressees: destinations,
            items: items.map { item in
                RequestWording.Item(
                    addressee: item.addressee ?? 0,
                    kind: item.kind,
                    address: item.address,
                    ground: item.ground,
                    reasons: item.reasons
                )
            },
            language: language,
            territory: territory,
            territoryReasons: territoryReasons,
            isExercise: isExercise ?? false,
            legalBasis: legalBasis,
            offence: offence,
            categories: categories ?? [],
            period: period,
            emergency: emergency,
            firstContact: firstContact,
            stayUp: stayUp,
            silence: silence,
            redress: redress,
            redressBody: redressBody,
            redressDeadline: redressDeadline,
            isCopied: isCopied,
            explanation: explanation,
            attachments: attachments ?? []
        )
    }
}
