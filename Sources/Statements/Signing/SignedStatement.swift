import CanonicalJSON
import Crypto

/// A statement with the signatures under it: what an authority asks, what a platform answers.
///
/// Its file is canonical JSON as a whole, so that it has one spelling and no bit of it can change unnoticed. That a
/// statement is well formed says nothing yet: `verify(as:by:)` does.
public struct SignedStatement: Sendable, Hashable {
    static let format = "perisai-statement/1"

    /// What it was signed for; never `coSignature`.
    public let purpose: StatementPurpose
    /// What was signed: always an object.
    public let statement: JSONValue
    /// The signer's first, then those of who joined.
    public let signatures: [StatementSignature]

    /// Puts a statement and its signatures together, as they came from a browser.
    ///
    /// - Throws: `SignatureProblem` where they can't belong together; whether they do is not looked at.
    public init(
        _ statement: JSONValue,
        for purpose: StatementPurpose,
        signatures: [StatementSignature]
    ) throws(SignatureProblem) {
        guard statement.objectValue != nil else { throw SignatureProblem(.wrongShape, "A statement is an object.") }
        guard purpose != .coSignature else {
            throw SignatureProblem(.wrongPurpose, "A co-signature stands under a statement and never alone.")
        }
        guard (1...StatementLimits.signaturesMax).contains(signatures.count) else {
            throw SignatureProblem(.wrongShape, "A statement has one to \(StatementLimits.signaturesMax) signatures.")
        }
        for (index, signature) in signatures.enumerated() where signature.role != (index == 0 ? .signer : .coSigner) {
            throw SignatureProblem(.wrongShape, "The signer's signature comes first and is the only one of its kind.")
        }
        guard Set(signatures.map(\.key)).count == signatures.count else {
            throw SignatureProblem(.repeatedKey, "One key signed twice; a co-signature is another person's.")
        }
        self.purpose = purpose
        self.statement = statement
        self.signatures = signatures
    }

    /// Signs a statement.
    ///
    /// - Throws: `SignatureProblem` where the statement is no object or too large.
    public static func sign(
        _ statement: JSONValue,
        for purpose: StatementPurpose,
        with key: SigningSecretKey
    ) throws(SignatureProblem) -> SignedStatement {
        let bytes = try key.sign(StatementMessage.signed(statement.canonicalBytes, for: purpose))
        let signature = try StatementSignature(key: key.publicKey.id, role: .signer, signature: bytes)
        return try SignedStatement(statement, for: purpose, signatures: [signature]).withinLimits()
    }

    /// Adds a co-signature.
    ///
    /// What is there already is not verified here; whoever joins looks at it first.
    ///
    /// - Throws: `SignatureProblem`, `repeatedKey` where this key signed already.
    public func coSign(with key: SigningSecretKey) throws(SignatureProblem) -> SignedStatement {
        let message = StatementMessage.coSigned(statement.canonicalBytes, for: purpose, after: signatures[0])
        let bytes = try key.sign(message)
        let signature = try StatementSignature(key: key.publicKey.id, role: .coSigner, signature: bytes)
        return try SignedStatement(statement, for: purpose, signatures: signatures + [signature]).withinLimits()
    }

    /// What is signed here can be read everywhere: it is read once before it is given away.
    private func withinLimits() throws(SignatureProblem) -> SignedStatement { try SignedStatement(parsing: bytes) }

    /// SHA-256 of the statement's canonical bytes, without purpose and signatures.
    public var digest: [UInt8] { Array(SHA256.hash(data: statement.canonicalBytes)) }

    /// The digest in 64 hexadecimal digits.
    public var digestText: String { Hexadecimal.encode(digest) }

    /// Verifies every signature.
    ///
    /// - Parameters:
    ///   - purpose: what the statement is about to be used for.
    ///   - keys: the keys that may have signed; one that signed and is not among them is a problem.
    /// - Returns: the keys that signed, the signer's first.
    /// - Throws: `SignatureProblem` for the first signature that does not hold.
    @discardableResult
    public func verify(
        as purpose: StatementPurpose,
        by keys: some Collection<SigningPublicKey>
    ) throws(SignatureProblem) -> [SigningPublicKey] {
        guard purpose == self.purpose else {
            throw SignatureProblem(
                .wrongPurpose,
                "This was signed as \(self.purpose.rawValue) and can't be used as \(purpose.rawValue)."
            )
        }
        let known = Dictionary(keys.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let canonical = statement.canonicalBytes
        var signers: [SigningPublicKey] = []
        for signature in signatures {
            guard let key = known[signature.key] else {
                throw SignatureProblem(
                    .unknownKey,
                    "It is signed by \(signature.key), which is not among the keys given."
                )
            }
            let message =
                signature.role == .signer
                ? StatementMessage.signed(canonical, for: purpose)
                : StatementMessage.coSigned(canonical, for: purpose, after: signatures[0])
            guard key.isValid(signature.signature, for: message) else {
                throw SignatureProblem(
                    .badSignature,
                    "The signature of \(signature.key) does not fit: the statement was changed, or another one was signed."
                )
            }
            signers.append(key)
        }
        return signers
    }
}
