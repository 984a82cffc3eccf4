import Cooperation
import Statements

extension OfficerKeyEntry {
    /// Reads a public key as it is shown where it was made, or a certificate.
    ///
    /// - Parameters:
    ///   - text: `ed25519:` or `x25519:` with 64 hexadecimal digits, or a certificate as PEM.
    ///   - moment: the time at which a certificate has to hold.
    /// - Throws: `Refusal` `public-key-invalid`, `certificate-invalid`, each about `/publicKey`.
    package init(text: String, at moment: Timestamp) throws(Refusal) {
        let trimmed = Self.trimmed(text)
        if trimmed.hasPrefix("-----") {
            try self.init(certificate: trimmed, at: moment)
        } else {
            try self.init(publicKey: trimmed.filter { !$0.isWhitespace })
        }
    }

    private init(publicKey text: String) throws(Refusal) {
        let key: (id: PublicKeyID, kind: OfficerKey.Kind)
        do throws(SignatureProblem) {
            if text.hasPrefix("x25519:") {
                key = (try EncryptionPublicKey(text).id, .encryption)
            } else {
                key = (try SigningPublicKey(text).id, .signing)
            }
        } catch {
            throw Refusal(.invalid, "public-key-invalid", error.message, pointer: "/publicKey")
        }
        let digits = text.split(separator: ":").last.map { String($0) }
        try self.init(id: key.id.description, kind: key.kind, publicKey: digits, certificate: nil)
    }

    private init(certificate text: String, at moment: Timestamp) throws(Refusal) {
        let id: PublicKeyID
        do throws(SignatureProblem) {
            id = try AuthorityCertificate.publicKey(in: text, at: moment.microseconds / 1_000_000).id
        } catch {
            throw Refusal(.invalid, "certificate-invalid", error.message, pointer: "/publicKey")
        }
        try self.init(id: id.description, kind: .certificate, publicKey: nil, certificate: text)
    }

    private static func trimmed(_ text: String) -> String {
        let started = text.drop { $0.isWhitespace }
        let ended = started.reversed().drop { $0.isWhitespace }
        return String(ended.reversed())
    }
}
