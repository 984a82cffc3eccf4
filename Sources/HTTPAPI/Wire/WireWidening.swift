import Cooperation

/// Why the data that went out in an emergency were not enough.
struct WireWidening: Decodable {
    let category: DataCategory
    let reasons: String
}
