import Cooperation
import Crypto

/// How people get into the console of a node, and who is in.
///
/// Its use cases are methods in files of their own.
package struct ConsoleAccess: Sendable {
    /// How long a password must be, in characters.
    package static let passwordCharactersMin = 12
    /// How long it may be, in bytes.
    package static let passwordBytesMax = 1024
    /// How many random bytes the secret of a link or a cookie has.
    private static let secretBytes = 32

    package let node: Node
    let passwords: any PasswordHashing

    package init(node: Node, passwords: any PasswordHashing) {
        self.node = node
        self.passwords = passwords
    }

    var challenges: PasskeyChallenge { PasskeyChallenge(secrets: node.secrets) }

    static func hash(_ secret: String) -> String { hash(Array(secret.utf8)) }

    static func hash(_ bytes: [UInt8]) -> String { Hexadecimal.encode(SHA256.hash(data: bytes)) }

    func newSecret() -> String { Hexadecimal.encode(node.randomBytes(Self.secretBytes)) }

    /// The key by which a login is found; `nil` where the name can't be one.
    func loginKey(of name: String) -> String? {
        guard let text = try? Texts.optional(name, "name", bytesMax: Login.nameBytesMax) else { return nil }
        let folded = LoginText.folded(text)
        return folded.isEmpty ? nil : node.secrets.pseudonym("login", folded)
    }

    /// A new password in the form in which it is hashed.
    static func required(_ password: String) throws(Refusal) -> String {
        let password = LoginText.normalised(password)
        guard password.count >= passwordCharactersMin, password.utf8.count <= passwordBytesMax else {
            throw Refusal(
                .invalid,
                "password-length",
                "A password has at least \(passwordCharactersMin) characters and at most \(passwordBytesMax) bytes.",
                pointer: "/password"
            )
        }
        return password
    }
}
