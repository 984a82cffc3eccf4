import Cooperation

/// What was handed over outside of the node.
struct WireDisclosureElsewhere: Decodable {
    let category: DataCategory
    /// The SHA-256 of the file, in lowercase hexadecimal.
    let sha256: String
    /// How and to whom.
    let note: String
    /// When; now where it is absent.
    let handedAt: Timestamp?
}
