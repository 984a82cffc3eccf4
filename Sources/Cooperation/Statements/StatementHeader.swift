import CanonicalJSON

/// The members that every statement which is handed in has, beside what it says.
public struct StatementHeader: Sendable, Hashable {
    /// How many hexadecimal digits a nonce has: 128 bits.
    public static let nonceDigits = 32

    /// The statement's id, version 7, which becomes the id of what it makes.
    public let id: Identifier
    /// When the signer's device says that it was made.
    public let issuedAt: Timestamp
    /// The organisation whose node is to take it.
    public let addressee: ID<Organisation>
    /// 128 random bits, so that two statements of one moment differ in a part that nobody chose.
    public let nonce: String

    /// Makes a header.
    public init(id: Identifier, issuedAt: Timestamp, addressee: ID<Organisation>, nonce: String) {
        self.id = id
        self.issuedAt = issuedAt
        self.addressee = addressee
        self.nonce = nonce
    }

    /// Reads `id`, `issuedAt`, `addressee` and `nonce`; other members are left to who reads the statement.
    ///
    /// - Throws: `Refusal`, `statement-malformed`, with the place.
    public init(of statement: JSONValue) throws(Refusal) {
        func text(_ member: String) throws(Refusal) -> String {
            guard let text = statement[member]?.stringValue else { throw Self.malformed(member) }
            return text
        }
        guard let id = Identifier(try text("id")), id.isVersion7 else { throw Self.malformed("id") }
        let written = try text("issuedAt")
        // One spelling, so that the time that people read is the time that was signed.
        guard let issuedAt = Timestamp(written), issuedAt.description == written else {
            throw Self.malformed("issuedAt")
        }
        guard let addressee = ID<Organisation>(try text("addressee")) else { throw Self.malformed("addressee") }
        let nonce = try text("nonce")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
        guard nonce.utf8.count == Self.nonceDigits,
            nonce.utf8.allSatisfy({ digits.contains($0) || letters.contains($0) })
        else { throw Self.malformed("nonce") }
        self.init(id: id, issuedAt: issuedAt, addressee: addressee, nonce: nonce)
    }

    private static func malformed(_ member: String) -> Refusal {
        Refusal(
            .invalid,
            "statement-malformed",
            "A statement has an id (UUID version 7), issuedAt (UTC, six decimals), an addressee and a nonce of "
                + "\(nonceDigits) hexadecimal digits.",
            pointer: "/" + member
        )
    }
}

extension Identifier {
    /// Whether it is of version 7 (RFC 9562).
    public var isVersion7: Bool { high >> 12 & 0xF == 7 && low >> 62 == 0b10 }
}
