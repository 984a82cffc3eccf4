/// One signature under a statement.
public struct StatementSignature: Sendable, Hashable {
    /// Who signed first, and who joined.
    public enum Role: String, Sendable, Codable, CaseIterable {
        /// Whose statement it is.
        case signer
        /// Who signed the statement and the first signature.
        case coSigner
    }

    /// The id of the key.
    public let key: PublicKeyID
    /// First or co-signature.
    public let role: Role
    /// 64 bytes.
    public let signature: [UInt8]

    /// Makes a signature of bytes that were signed elsewhere.
    ///
    /// - Throws: `SignatureProblem`, `wrongShape` for another length than 64 bytes.
    public init(key: PublicKeyID, role: Role, signature: [UInt8]) throws(SignatureProblem) {
        guard signature.count == SigningAlgorithm.signatureBytes else {
            throw SignatureProblem(.wrongShape, "A signature has 64 bytes.")
        }
        self.key = key
        self.role = role
        self.signature = signature
    }
}
