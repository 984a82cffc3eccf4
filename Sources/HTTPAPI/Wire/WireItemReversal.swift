/// That what was done about an item was wrong, and is undone.
struct WireItemReversal: Decodable, WireWithReason {
    let item: Int
    let reason: String
}
