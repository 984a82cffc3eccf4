import Crypto
import FoundationEssentials
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// The X.509 certificate of an authority, as far as it says which key signs its statements.
///
/// The chain is checked as RFC 5280 says, at a time that the caller names, up to roots that the node's operator
/// configured. Nothing is fetched: whether a certificate was revoked is the mandate register's to know.
public struct AuthorityCertificate: Sendable, Hashable {
    /// The longest text of a chain or of roots, in bytes.
    public static let textBytesMax = 1 << 18
    /// The most certificates in one chain.
    public static let chainMax = 8
    private static let rootsMax = 64

    /// The key that signs.
    public let publicKey: SigningPublicKey
    /// Whose it is, as the certificate says it, for people.
    public let subject: String
    /// From when on it holds, in seconds since 1970-01-01T00:00:00Z.
    public let validFromSeconds: Int64
    /// Until when it holds, in seconds since 1970-01-01T00:00:00Z.
    public let validUntilSeconds: Int64

    /// Checks a chain.
    ///
    /// - Parameters:
    ///   - chain: PEM; the authority's own certificate first, then those that lead to a root.
    ///   - roots: PEM; whom the operator trusts to name authorities.
    ///   - seconds: the time to check for, in seconds since 1970-01-01T00:00:00Z.
    /// - Throws: `SignatureProblem`, one of the codes about certificates.
    public init(verifying chain: String, roots: String, at seconds: Int64) async throws(SignatureProblem) {
        let chain = try Self.certificates(chain, max: Self.chainMax)
        let roots = try Self.certificates(roots, max: Self.rootsMax)
        guard let leaf = chain.first else { throw SignatureProblem(.badCertificate, "There is no certificate.") }
        let time = Date(timeIntervalSince1970: Double(seconds))
        guard chain.allSatisfy({ $0.notValidBefore <= time }) else {
            throw SignatureProblem(.certificateNotYetValid, "The certificate's time has not come yet.")
        }
        guard chain.allSatisfy({ time <= $0.notValidAfter }) else {
            throw SignatureProblem(
                .certificateExpired,
                "The certificate's time is over; ask the authority for its new one."
            )
        }
        publicKey = try Self.signingKey(of: leaf)
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            RFC5280Policy(fixedExpiryValidationTime: time)
        }
        let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore(chain.dropFirst()))
        guard case .validCertificate = result else {
            throw SignatureProblem(
                .certificateUntrusted,
                "The certificate does not lead to a configured root; ask for the whole chain, or configure its root."
            )
        }
        subject = leaf.subject.description
        validFromSeconds = Int64(leaf.notValidBefore.timeIntervalSince1970)
        validUntilSeconds = Int64(leaf.notValidAfter.timeIntervalSince1970)
    }

    /// The key of a certificate, if the time suits; whether it leads to a root is another question.
    ///
    /// - Parameters:
    ///   - chain: PEM; the authority's own certificate first.
    ///   - seconds: the time at which it has to hold, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: the key.
    /// - Throws: `SignatureProblem`, one of the codes about certificates.
    public static func publicKey(in chain: String, at seconds: Int64) throws(SignatureProblem) -> SigningPublicKey {
        guard let leaf = try certificates(chain, max: chainMax).first else {
            throw SignatureProblem(.badCertificate, "There is no certificate.")
        }
        let time = Date(timeIntervalSince1970: Double(seconds))
        guard leaf.notValidBefore <= time else {
            throw SignatureProblem(.certificateNotYetValid, "The certificate's time has not come yet.")
        }
        guard time <= leaf.notValidAfter else {
            throw SignatureProblem(
                .certificateExpired,
                "The certificate's time is over; ask the authority for its new one."
            )
        }
        return try signingKey(of: leaf)
    }

    /// Fails unless a text holds roots.
    ///
    /// - Parameter roots: PEM.
    /// - Throws: `SignatureProblem` `badCertificate`.
    public static func requireRoots(_ roots: String) throws(SignatureProblem) {
        _ = try certificates(roots, max: rootsMax)
    }

    private static func certificates(_ text: String, max: Int) throws(SignatureProblem) -> [Certificate] {
        guard text.utf8.count <= textBytesMax else {
            throw SignatureProblem(.badCertificate, "The text is longer than \(textBytesMax) bytes.")
        }
        let unreadable = SignatureProblem(.badCertificate, "The text is no chain of certificates in PEM.")
        guard let documents = try? PEMDocument.parseMultiple(pemString: text) else { throw unreadable }
        guard (1...max).contains(documents.count) else {
            throw SignatureProblem(.badCertificate, "The text must hold 1 to \(max) certificates.")
        }
        guard let certificates = try? documents.map({ try Certificate(pemDocument: $0) }) else { throw unreadable }
        return certificates
    }

    private static func signingKey(of leaf: Certificate) throws(SignatureProblem) -> SigningPublicKey {
        let usage: KeyUsage?
        let constraints: BasicConstraints?
        do {
            usage = try leaf.extensions.keyUsage
            constraints = try leaf.extensions.basicConstraints
        } catch {
            // What can't be read may forbid signing.
            throw SignatureProblem(.badCertificate, "What the certificate says of its own use can't be read.")
        }
        if let usage, !usage.digitalSignature, !usage.nonRepudiation {
            throw SignatureProblem(.certificateUnsuitable, "The certificate is not one for signing.")
        }
        if case .isCertificateAuthority = constraints {
            throw SignatureProblem(
                .certificateUnsuitable,
                "The certificate is one that issues others; sign with one of a person or an office."
            )
        }
        if let key = P256.Signing.PublicKey(leaf.publicKey) {
            return try SigningPublicKey(.p256, bytes: Array(key.x963Representation))
        }
        if let key = Curve25519.Signing.PublicKey(leaf.publicKey) {
            return try SigningPublicKey(.ed25519, bytes: Array(key.rawRepresentation))
        }
        throw SignatureProblem(.certificateUnsuitable, "The certificate's key is neither ECDSA on P-256 nor Ed25519.")
    }
}
