import Crypto
import FoundationEssentials

/// How a sealed file's content key is sealed to recipients, and what follows from it.
enum SealedFileKeys {
    /// HPKE (RFC 9180): what every browser's WebCrypto has the parts of.
    static let suite = HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    private static let domain = "perisai/sealed-file/v1\n"

    /// The key of the pieces.
    static func pieceKey(_ contentKey: SymmetricKey) -> SymmetricKey { derived(contentKey, "pieces") }

    /// What tells a recipient that all others got the same content key.
    ///
    /// AES-GCM alone does not: one text can be made that two keys open to different contents.
    static func commitment(_ contentKey: SymmetricKey) -> [UInt8] {
        derived(contentKey, "commitment").withUnsafeBytes { Array($0) }
    }

    private static func derived(_ contentKey: SymmetricKey, _ use: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: contentKey, info: Array((domain + use).utf8), outputByteCount: 32)
    }

    private static var info: Data { Data((domain + "content key").utf8) }

    static func seal(
        _ contentKey: SymmetricKey,
        to recipient: EncryptionPublicKey,
        describing description: [UInt8]
    ) throws(SealedFileProblem) -> SealedFileHeader.Recipient {
        do {
            let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.bytes)
            var sender = try HPKE.Sender(recipientKey: key, ciphersuite: suite, info: info)
            let sealed = try sender.seal(contentKey.withUnsafeBytes { Array($0) }, authenticating: description)
            return SealedFileHeader.Recipient(
                key: recipient.id,
                encapsulated: Array(sender.encapsulatedKey),
                sealedKey: Array(sealed)
            )
        } catch {
            throw SealedFileProblem(.badRecipients, "Nothing can be sealed to the key \(recipient.id).")
        }
    }

    static func open(
        _ recipient: SealedFileHeader.Recipient,
        with key: EncryptionSecretKey,
        describing description: [UInt8]
    ) throws(SealedFileProblem) -> SymmetricKey {
        do {
            var opener = try HPKE.Recipient(
                privateKey: key.agreementKey(),
                ciphersuite: suite,
                info: info,
                encapsulatedKey: Data(recipient.encapsulated)
            )
            return SymmetricKey(data: try opener.open(recipient.sealedKey, authenticating: description))
        } catch {
            throw SealedFileProblem(.damaged, "The header was changed, or was not made for this key.")
        }
    }
}
