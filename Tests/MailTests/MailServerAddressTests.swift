import Cooperation
import Mail
import Testing

@Suite("The settings of a mail server")
struct MailServerAddressTests {
    @Test(
        "with a wrong address are not taken",
        arguments: [
            "", "mail.example", "http://mail.example", "smtp://", "smtp://mail.example:0", "smtp://mail.example:65536",
            "smtp://mail.example:25x", "smtp://mail.example:", "smtp://mail.example/path", "smtp://user@mail.example",
            "smtp://user:password@mail.example", "smtp://mail.example?x", "smtp://mail.example#x",
            "smtp://mail example",
            "smtp://mail.example\r\nRSET", "smtp://2130706433", "smtp://0x7f.0.0.1", "smtp://127.1",
            "smtp://0177.0.0.1",
            "smtp://[::1", "smtp://::1", "smtp://[fe80::1%eth0]", "smtp://-mail.example", "smtp://mail..example",
        ]
    )
    func refused(_ text: String) {
        let error = #expect(throws: MailSettingError.self) { try MailServerAddress(parsing: text) }
        #expect(error?.code == .wrongServer)
    }

    @Test("have the port of the scheme where none is named, and know this machine")
    func taken() throws {
        for (text, description, isLoopback) in [
            ("smtp://mail.example", "smtp://mail.example:587", false),
            ("SMTPS://Mail.Example/", "smtps://mail.example:465", false),
            ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525", true), ("smtp://[::1]:25", "smtp://[::1]:25", true),
            ("smtp://localhost", "smtp://localhost:587", true),
            ("smtp://127.0.0.1.example", "smtp://127.0.0.1.example:587", false),
            ("smtp://[2001:db8::1]", "smtp://[2001:db8::1]:587", false),
        ] {
            let address = try MailServerAddress(parsing: text)
            #expect(address.description == description)
            #expect(address.isLoopback == isLoopback, "\(text)")
        }
    }

    @Test("encrypt beyond this machine unless the operator says otherwise, and send no password in the clear")
    func encryption() throws {
        let sender = try #require(EmailAddress("perisai@lentera.example"))
        let credentials = try MailCredentials(lines: "TEST user\nTEST password\n")
        func settings(_ url: String, plaintext: Bool = false, _ credentials: MailCredentials?) throws -> MailSettings {
            try MailSettings(
                server: MailServerAddress(parsing: url),
                sender: sender,
                credentials: credentials,
                allowsPlaintext: plaintext
            )
        }
        #expect(try settings("smtp://mail.example", credentials).isEncrypted)
        #expect(try settings("smtps://mail.example", plaintext: true, credentials).isEncrypted)
        #expect(try settings("smtps://127.0.0.1", credentials).isEncrypted)
        #expect(try !settings("smtp://127.0.0.1", credentials).isEncrypted)
        #expect(try !settings("smtp://mail.example", plaintext: true, nil).isEncrypted)
        // A name that only begins like this machine's address is another machine.
        #expect(try settings("smtp://127.mail.example", nil).isEncrypted)
        let error = #expect(throws: MailSettingError.self) {
            try settings("smtp://mail.example", plaintext: true, credentials)
        }
        #expect(error?.code == .credentialsInClear)
    }

    @Test(
        "take credentials of two lines and nothing else",
        arguments: [
            "", "user", "user\n", "user\n\n", "\npassword", "user\npassword\nmore", "us\u{0}er\npassword", "a\u{7F}\nb",
        ]
    )
    func credentials(_ text: String) {
        #expect(throws: MailSettingError.self) { try MailCredentials(lines: text) }
    }

    @Test("never print credentials")
    func secrecy() throws {
        let credentials = try MailCredentials(lines: "TEST user\r\nTEST password\r\n")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("TEST"))
        }
        #expect(try credentials == MailCredentials(lines: "TEST user\nTEST password"))
    }
}
