import CanonicalJSON
import Services

/// Lets people of the demonstration set their logins up on the console, as they would in a browser.
struct DemoLogins: Sendable {
    /// A person who can log in.
    struct Login: Sendable {
        /// Who it is, in words.
        let who: String
        /// Where, as `http://localhost:8480/console`.
        let console: String
        let name: String
        let password: String
        /// The secret for a generator of one-time codes.
        let totp: String
    }

    /// How many random bytes a password has.
    private static let passwordBytes = 9

    let client: DemoClient
    let randomBytes: @Sendable (Int) -> [UInt8]
    /// The time, in seconds since the beginning of 1970.
    let now: @Sendable () -> Int64

    /// The node's console as people address it: by a name, because passkeys are never given to a number.
    var console: String { client.address.replacing("127.0.0.1", with: "localhost") + "/console" }

    /// Gives a person a set-up link.
    ///
    /// - Returns: its path.
    /// - Throws: `CommandFailure`.
    func invite(_ person: String, of organisation: String, key: String) async throws -> String {
        let path = "/v1/organisations/\(organisation)/people/\(person)/invitation"
        return try await client.call("POST", path, key: key).text("path")
    }

    /// Sets a login up with a drawn password and the page's own secret for one-time codes.
    ///
    /// - Throws: `CommandFailure` where the page does not take it.
    func setUp(_ path: String, name: String, who: String) async throws -> Login {
        let page = String(decoding: try await client.bytes(path).body, as: UTF8.self)
        guard let mark = page.firstRange(of: "?secret=") else {
            throw CommandFailure("The set-up page of the console shows no secret.")
        }
        let totp = String(page[mark.upperBound...].prefix { $0.isLetter || $0.isNumber })
        guard let secret = OneTimeCode.bytes(ofBase32: totp) else {
            throw CommandFailure("The set-up page of the console shows a secret that can't be read.")
        }
        let password = Hexadecimal.encode(randomBytes(Self.passwordBytes))
        let code = OneTimeCode.code(secret: secret, step: now() / OneTimeCode.stepSeconds)
        let answer = try await client.tools.send(
            "POST",
            client.address + path,
            key: nil,
            contentType: "application/x-www-form-urlencoded",
            body: Array("name=\(name)&password=\(password)&code=\(code)".utf8)
        )
        guard answer.status == 200 else {
            throw CommandFailure("The console did not set the login of \(name) up (\(answer.status)).")
        }
        return Login(who: who, console: console, name: name, password: password, totp: totp)
    }
}
