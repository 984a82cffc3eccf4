import Cooperation
import HTTPServing
import Services

/// How long a guest's link is to work, as it comes.
struct WireNewGuestLink: Decodable {
    /// How long a link works at most, in days.
    static let daysMax = 90

    let days: Int?

    /// How long a link works; `nil` where nobody says.
    ///
    /// - Throws: `Problem` where that is too short or too long.
    static func time(_ wire: WireNewGuestLink) throws(Problem) -> Seconds? {
        guard let days = wire.days else { return nil }
        guard (1...daysMax).contains(days) else {
            throw .invalidField("/days", "Must be from 1 to \(daysMax).")
        }
        return .days(Int64(days))
    }
}

/// A guest's link as it is answered, once.
struct WireGuestLink: Encodable {
    let secret: String
    /// The path of the request for whoever has the secret.
    let path: String
    /// Where the exchange is that has it; absent for this node.
    let exchange: String?
    let expiresAt: Timestamp?

    init(_ link: GuestLink, path: String) {
        secret = link.secret
        self.path = path
        exchange = link.address
        expiresAt = link.expiresAt
    }
}
