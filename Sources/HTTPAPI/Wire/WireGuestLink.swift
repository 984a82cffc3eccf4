import Cooperation

/// How long a guest's link is to work, as it comes.
struct WireNewGuestLink: Decodable {
    /// How long a link works at most, in days.
    static let daysMax = 90

    let days: Int?
}

/// A guest's link as it is answered, once.
struct WireGuestLink: Encodable {
    let secret: String
    /// The path of the request for whoever has the secret.
    let path: String
    let expiresAt: Timestamp?
}
