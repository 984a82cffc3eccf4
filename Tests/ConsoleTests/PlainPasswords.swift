import Services

/// Hashes nothing, so that tests are fast.
struct PlainPasswords: PasswordHashing {
    func hash(_ password: String) async throws -> String { password }

    func verify(_ password: String, against hash: String) async -> Bool { password == hash }
}
