import CanonicalJSON
import Cooperation
import Crypto
import Statements
import TransparencyLog

/// Data as they leave a platform's node: encrypted to the authority's key, and nothing else kept.
struct SealedDisclosure {
    /// How long plain data may be, in bytes: Base64 and the seals stay below `Request.fileBytesMax`.
    static let plainBytesMax = Node.disclosureBytesMax

    /// The SHA-256 of the encrypted file, in lowercase hexadecimal.
    let sha256: String
    /// The encrypted file.
    let base64: String

    /// Encrypts.
    ///
    /// - Parameters:
    ///   - plain: the data.
    ///   - name: what the file is called.
    ///   - keys: the authority's public keys in hexadecimal; whoever has one of them opens it.
    /// - Throws: `Refusal` `file-too-large`, `encryption-key-wrong`.
    init(_ plain: [UInt8], named name: String, to keys: [String]) throws {
        guard plain.count <= Self.plainBytesMax else {
            throw Refusal(
                .limitReached,
                "file-too-large",
                "Hand over at most \(Self.plainBytesMax) bytes in one file.",
                pointer: "/file"
            )
        }
        let sealed: [UInt8]
        do {
            sealed = try SealedFile.seal(
                plain,
                name: name,
                to: try keys.map { try EncryptionPublicKey("x25519:" + $0) }
            )
        } catch {
            throw Refusal(.invalid, "encryption-key-wrong", "The request's key for encryption is not sound: \(error)")
        }
        sha256 = Hexadecimal.encode(SHA256.hash(data: sealed))
        base64 = Base64.encode(sealed)
    }
}
