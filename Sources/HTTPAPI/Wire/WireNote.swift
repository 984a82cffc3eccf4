/// A note alone.
struct WireNote: Decodable {
    let note: String
}
