/// One thing that a request is about, with a reason of its own (design rule 12).
public struct RequestItem: Codable, Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// A post, a picture, a video, a page.
        case content
        /// An account.
        case account
        /// A group or a channel.
        case group
    }

    /// How long an address may be, in bytes.
    public static let addressBytesMax = 2000

    /// Its place in the request, from 1.
    public let number: Int
    /// What it is.
    public let kind: Kind
    /// Where it is: an address, or what the platform calls the account by.
    public let address: String
    /// Why the authority holds it to be terrorist content.
    public let ground: RequestGround
    /// The reasons, for this item alone.
    public let reasons: String

    /// Makes an item.
    public init(number: Int, kind: Kind, address: String, ground: RequestGround, reasons: String) {
        self.number = number
        self.kind = kind
        self.address = address
        self.ground = ground
        self.reasons = reasons
    }
}
