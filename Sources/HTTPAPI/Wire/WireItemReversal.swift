/// That what was done about an item was wrong, and is undone.
struct WireItemReversal: Decodable {
    let item: Int
    let reason: String
}
