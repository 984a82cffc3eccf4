import Statements

/// A public key as it is added.
public struct OfficerKeyEntry: Sendable, Hashable {
    /// The id: hexadecimal in lowercase, derived from the key by SHA-256, so that nobody takes another key's.
    public let id: String
    /// What it is for.
    public let kind: OfficerKey.Kind
    /// The 32 bytes of the public key in hexadecimal; for a certificate its key as text, once it was verified.
    public private(set) var publicKey: String?
    /// The certificate as PEM, with those that lead to a root; `nil` for other keys.
    public let certificate: String?
    /// Until when a certificate holds, once it was verified.
    public private(set) var validUntil: Timestamp?

    /// Makes an entry.
    ///
    /// - Throws: `Refusal` `key-id-invalid`, `public-key-invalid`, `certificate-invalid`.
    public init(
        id: String,
        kind: OfficerKey.Kind,
        publicKey: String?,
        certificate: String?
    ) throws(Refusal) {
        guard PublicKeyID(id) != nil else {
            throw Self.idInvalid(
                "Give the id of the key, 64 hexadecimal digits in lowercase, as it was shown when the key was made."
            )
        }
        if kind == .certificate {
            try Self.requireCertificate(certificate)
        } else {
            guard let publicKey, publicKey.utf8.count == OfficerKey.publicKeyDigits,
                OfficerKey.isHexadecimal(publicKey), certificate == nil
            else { throw Self.publicKeyInvalid }
            let known = try Self.id(of: publicKey, kind)
            guard id == known.description else {
                throw Self.idInvalid("This public key has the id \(known); give that.")
            }
        }
        guard kind != .certificate || publicKey == nil else { throw Self.publicKeyInvalid }
        self.id = id
        self.kind = kind
        self.publicKey = publicKey
        self.certificate = certificate
    }

    /// The entry with what its certificate says, which was verified up to a root that the operator trusts.
    ///
    /// - Throws: `Refusal` `key-id-invalid` where the id is not that of the certificate's key.
    public func verified(_ certificate: AuthorityCertificate) throws(Refusal) -> OfficerKeyEntry {
        guard id == certificate.publicKey.id.description else {
            throw Self.idInvalid("The key of this certificate has the id \(certificate.publicKey.id); give that.")
        }
        var entry = self
        entry.publicKey = certificate.publicKey.description
        entry.validUntil = Timestamp(microseconds: certificate.validUntilSeconds * 1_000_000)
        return entry
    }

    private static func id(of publicKey: String, _ kind: OfficerKey.Kind) throws(Refusal) -> PublicKeyID {
        do throws(SignatureProblem) {
            return try kind == .encryption
                ? EncryptionPublicKey("x25519:" + publicKey).id : SigningPublicKey("ed25519:" + publicKey).id
        } catch {
            throw Refusal(.invalid, "public-key-invalid", error.message, pointer: "/publicKey")
        }
    }

    private static func idInvalid(_ message: String) -> Refusal {
        Refusal(.invalid, "key-id-invalid", message, pointer: "/id")
    }

    private static var publicKeyInvalid: Refusal {
        Refusal(
            .invalid,
            "public-key-invalid",
            "Give the 32 bytes of the public key as 64 hexadecimal digits in lowercase, or a certificate, not both.",
            pointer: "/publicKey"
        )
    }

    private static func requireCertificate(_ text: String?) throws(Refusal) {
        guard let text, text.utf8.count <= OfficerKey.certificateBytesMax,
            text.hasPrefix("-----BEGIN CERTIFICATE-----\n"), !text.contains("PRIVATE")
        else {
            throw Refusal(
                .invalid,
                "certificate-invalid",
                "Give the certificate as PEM, beginning with -----BEGIN CERTIFICATE-----, and never a private key.",
                pointer: "/certificate"
            )
        }
    }
}
