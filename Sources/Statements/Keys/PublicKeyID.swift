import CanonicalJSON
import Crypto

/// What a public key is known by: SHA-256 of its type, a line feed and its bytes.
public struct PublicKeyID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 32 bytes.
    public let bytes: [UInt8]

    init(type: String, publicKey: [UInt8]) {
        bytes = Array(SHA256.hash(data: Array(type.utf8) + [0x0A] + publicKey))
    }

    /// Reads 64 lowercase hexadecimal digits; `nil` for anything else.
    public init?(_ text: String) {
        guard let bytes = Hexadecimal.decode(text, count: 32) else { return nil }
        self.bytes = bytes
    }

    /// 64 lowercase hexadecimal digits.
    public var description: String { Hexadecimal.encode(bytes) }

    /// Orders as the written forms do.
    public static func < (left: PublicKeyID, right: PublicKeyID) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension PublicKeyID: Codable {
    /// Reads the written form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = PublicKeyID(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "This must be the id of a public key, 64 lowercase hexadecimal digits."
                )
            )
        }
        self = id
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
