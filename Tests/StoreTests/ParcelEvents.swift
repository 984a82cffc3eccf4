import Cooperation

struct ParcelPlaced: EventPayload {
    static let type = "parcel.placed"
    var state = "stored"
    var priority: Int64?
    var shelfRow: Int64 = 0
    var owner: String?
    var labels: [String] = []
}

struct ParcelMoved: EventPayload {
    static let type = "parcel.moved"
    var shelfRow: Int64
}
