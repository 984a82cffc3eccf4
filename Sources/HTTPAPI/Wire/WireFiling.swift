import Cooperation

/// What became of a signed request that was handed in: also one that is turned away was recorded.
struct WireFiling: Encodable {
    let id: ID<Request>
    let state: Request.State
    /// When it was recorded, which for one that was taken starts its clock.
    let recordedAt: Timestamp
    let dueAt: Timestamp?
    /// Why it was turned away; absent for one that was taken.
    let turnedAwayFor: String?

    init(_ request: Request, recordedAt: Timestamp) {
        id = request.id
        state = request.state
        self.recordedAt = recordedAt
        dueAt = request.isWaiting ? request.dueAt : nil
        turnedAwayFor = request.turnedAwayFor
    }
}
