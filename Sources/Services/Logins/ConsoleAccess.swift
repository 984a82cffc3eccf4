import CanonicalJSON
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

    /// How many wrong codes in a row a login takes with the right password, and how long it then takes none.
    package static let wrongCodesMax = 10
    package static let wrongCodesRest = Seconds.hours(1)
    /// How many names that others log in with a set-up link may find out.
    package static let takenNamesMax = 3

    package let node: Node
    let passwords: any PasswordHashing
    let wrongCodes = FailedAttempts<ID<Person>>(most: wrongCodesMax, rest: wrongCodesRest)
    let takenNames = FailedAttempts<String>(most: takenNamesMax, rest: Login.invitationTimeMax)

    package init(node: Node, passwords: any PasswordHashing) {
        self.node = node
        self.passwords = passwords
    }

    var challenges: PasskeyChallenge { PasskeyChallenge(secrets: node.secrets) }

    static func hash(_ secret: String) -> String { hash(Array(secret.utf8)) }

    static func hash(_ bytes: [UInt8]) -> String { Hexadecimal.encode(SHA256.hash(data: bytes)) }

    func newSecret() -> String { Hexadecimal.encode(node.randomBytes(Self.secretBytes)) }

    /// The key by which a login is found, the same for every way to write its name; `nil` where the name can't be one.
    package func loginKey(of name: String) -> String? {
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
