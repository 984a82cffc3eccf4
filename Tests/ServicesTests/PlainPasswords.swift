import Services

/// Passwords that are kept as they are: what a login does with them is tested here, and not how they are hashed.
struct PlainPasswords: PasswordHashing {
    func hash(_ password: String) async throws -> String { "plain " + password }
    func verify(_ password: String, against hash: String) async -> Bool { hash == "plain " + password }
}
