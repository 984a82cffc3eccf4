import CanonicalJSON
import Cooperation
import Services

/// A request as a platform that is no member reads it, by its link.
struct WireGuestRequest: Encodable {
    struct Item: Encodable {
        let number: Int
        let kind: RequestItem.Kind
        let ground: RequestGround
        let address: String?
        let reasons: String?
        let outcome: ItemOutcome?
        let answer: String?
    }

    let id: ID<Request>
    let state: Request.State
    let kind: RequestKind
    let isExercise: Bool
    let authorityName: String?
    let addresseeName: String?
    let country: String
    let territory: Territory
    let receivedAt: Timestamp?
    let dueAt: Timestamp?
    let answeredAt: Timestamp?
    let linkExpiresAt: Timestamp?
    let outcomes: [ItemOutcome]
    let items: [Item]
    let document: JSONValue?

    init(_ view: RequestView) {
        let request = view.request
        id = request.id
        state = request.state
        kind = request.filing.kind
        isExercise = request.filing.isExercise
        authorityName = view.authorityName
        addresseeName = view.addresseeName
        country = request.filing.country
        territory = request.filing.territory
        receivedAt = request.receivedAt
        dueAt = request.isWaiting ? request.dueAt : nil
        answeredAt = request.answeredAt
        linkExpiresAt = request.guestLinkExpiresAt
        let allowed = ItemOutcome.allowed(for: request.filing.kind)
        outcomes = ItemOutcome.allCases.filter(allowed.contains)
        items = view.items.map { item in
            Item(
                number: item.item.number,
                kind: item.item.kind,
                ground: item.item.ground,
                address: item.address,
                reasons: item.reasons,
                outcome: item.item.outcome,
                answer: item.answer
            )
        }
        document = view.signed.flatMap { try? JSONValue(parsing: Array($0.utf8)) }
    }
}

/// A guest's answer about each item, as it comes.
struct WireGuestAnswer: Decodable {
    let items: [RequestAnswer.Item]
    let keptUntil: Timestamp?
}
