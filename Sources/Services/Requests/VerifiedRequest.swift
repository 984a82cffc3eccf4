import CanonicalJSON
import Cooperation
import Statements

/// A request that was read and whose signatures were verified, before anything is written: what takes long, or comes from
/// whom nobody knows, never holds up those who wait for the writer.
struct VerifiedRequest: Sendable {
    /// What was signed, with the signatures.
    let statement: SignedStatement
    /// What it says.
    let document: RequestDocument
    /// For each item the keyed hash by which others about the same are found.
    let itemKeys: [String]

    /// Verifies the signatures, and only then reads the document.
    ///
    /// - Parameters:
    ///   - statement: the statement.
    ///   - keys: with which it was signed, as the register has them.
    ///   - secrets: the node's.
    /// - Throws: `Refusal`: `signature-wrong`, and what documents refuse.
    init(_ statement: SignedStatement, by keys: [SigningPublicKey], secrets: NodeSecrets) throws(Refusal) {
        try statement.requireSignatures(by: keys)
        self.statement = statement
        document = try RequestDocument(text: statement.documentText)
        itemKeys = document.items.map { secrets.itemKey(of: ItemAddress($0.address).text) }
    }
}

extension Node {
    /// Verifies and reads requests, outside of any transaction.
    ///
    /// - Throws: `Refusal`: `signature-wrong`, `signer-unknown`, and what documents refuse; `StoreError`.
    func verified(_ statements: [SignedStatement]) async throws -> [VerifiedRequest] {
        let keys = try await store.read { reading in try statements.map { try reading.signingKeys(of: $0) } }
        return try zip(statements, keys).map { try VerifiedRequest($0, by: $1, secrets: secrets) }
    }
}

extension SignedStatement {
    /// The text of the document, as it was signed.
    var documentText: String { String(decoding: statement.canonicalBytes, as: UTF8.self) }
}
