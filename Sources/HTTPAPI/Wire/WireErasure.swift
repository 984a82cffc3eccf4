/// Which texts of an event are to be erased, and why.
struct WireErasure: Decodable {
    /// The names of its sealed parts.
    let parts: [String]
    let reason: String
}
