/// Hashes passwords so that guessing them costs time and memory (Argon2id).
package protocol PasswordHashing: Sendable {
    /// Hashes a password with a salt of its own.
    ///
    /// - Returns: a text that holds everything that `verify` needs.
    /// - Throws: where there is not enough memory; `Refusal` where too many passwords wait.
    func hash(_ password: String) async throws -> String

    /// Whether a password is the one that was hashed; takes as long for a wrong one.
    ///
    /// - Throws: `Refusal` where too many passwords wait.
    func verify(_ password: String, against hash: String) async throws -> Bool
}
