/// A public key as it is added.
public struct OfficerKeyEntry: Sendable, Hashable {
    /// The id: hexadecimal in lowercase, derived from the key by SHA-256.
    public let id: String
    /// What it is for.
    public let kind: OfficerKey.Kind
    /// The 32 bytes of the public key in hexadecimal; `nil` for a certificate.
    public let publicKey: String?
    /// The certificate as PEM; `nil` for other keys.
    public let certificate: String?

    /// Makes an entry.
    ///
    /// - Throws: `Refusal` `key-id-invalid`, `public-key-invalid`, `certificate-invalid`.
    public init(
        id: String,
        kind: OfficerKey.Kind,
        publicKey: String?,
        certificate: String?
    ) throws(Refusal) {
        guard OfficerKey.idLengths.contains(id.utf8.count), OfficerKey.isHexadecimal(id) else {
            throw Refusal(
                .invalid,
                "key-id-invalid",
                "Give the id of the key in hexadecimal, in lowercase, as it was shown when the key was made.",
                pointer: "/id"
            )
        }
        if kind == .certificate {
            try Self.requireCertificate(certificate)
        } else {
            guard let publicKey, publicKey.utf8.count == OfficerKey.publicKeyDigits,
                OfficerKey.isHexadecimal(publicKey), certificate == nil
            else { throw Self.publicKeyInvalid }
        }
        guard kind != .certificate || publicKey == nil else { throw Self.publicKeyInvalid }
        self.id = id
        self.kind = kind
        self.publicKey = publicKey
        self.certificate = certificate
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
