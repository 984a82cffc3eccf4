/// An e-mail address in the plain spelling that every server reads alike: dot-atom, `@`, a domain name (RFC 5321, ASCII).
///
/// Quoted local parts, comments, address literals and control characters are not taken, so that an address can never break
/// out of a header line or of an SMTP command.
public struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    /// The longest address, in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
    public static let bytesMax = 254
    private static let localBytesMax = 64
    private static let labelBytesMax = 63

    /// The address as it was written.
    public let text: String
    /// What stands behind the `@`, in lowercase.
    public let domain: String

    /// The address as it was written.
    public var description: String { text }

    /// Reads an address; `nil` where it is none of the kind that is taken.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.bytesMax, parts.count == 2, parts[0].count <= Self.localBytesMax,
            Self.isDotted(parts[0], atLeast: 1, Self.isAtom), Self.isDotted(parts[1], atLeast: 2, Self.isLabel)
        else { return nil }
        self.text = text
        domain = String(Substring(parts[1])).lowercased()
    }

    /// Reads an address that a person typed.
    ///
    /// - Throws: `Refusal` `email-invalid`.
    public init(typed text: String) throws(Refusal) {
        guard let address = EmailAddress(String(text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace })),
            text.split(whereSeparator: \.isWhitespace).count == 1
        else {
            throw Refusal(
                .invalid,
                "email-invalid",
                "Give a plain e-mail address, as duty@lentera.example.",
                pointer: "/email"
            )
        }
        self = address
    }

    private static func isDotted(
        _ text: Substring.UTF8View,
        atLeast count: Int,
        _ isPart: (Substring.UTF8View) -> Bool
    ) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count >= count && parts.allSatisfy(isPart)
    }

    private static func isAtom(_ part: Substring.UTF8View) -> Bool {
        !part.isEmpty && part.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
    }

    private static func isLabel(_ part: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...labelBytesMax).contains(part.count) && part.first != hyphen && part.last != hyphen
            && part.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
