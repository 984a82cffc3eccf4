import Cooperation
import Services

/// What is known of one item of an authority's request, as it is answered.
struct WireItemStanding: Encodable {
    let request: ID<Request>
    let number: Int
    let state: Request.State
    /// What the platform answered.
    let outcome: ItemOutcome?
    let reversed: Bool
    let lookedAt: Timestamp?
    let finding: ItemLook.Finding?
    /// The status of HTTP, where it was looked at just now.
    let status: Int?

    init(_ standing: ItemStanding) {
        request = standing.request.id
        number = standing.item.number
        state = standing.request.state
        outcome = standing.item.outcome
        reversed = standing.item.isReversed
        lookedAt = standing.item.lookedAt
        finding = standing.item.finding
        status = standing.status
    }
}
