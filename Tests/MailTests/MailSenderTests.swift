import Cooperation
import Mail
import NIOSSL
import Services
import Testing

import struct Foundation.Data
import struct Foundation.UUID
import class Foundation.FileManager

@Suite("Sending e-mail")
struct MailSenderTests {
    private static func message(_ number: Int = 1, lines: [String] = ["TEST line"]) throws -> OutgoingMessage {
        OutgoingMessage(
            recipient: try #require(EmailAddress("sari@lentera.example")),
            identifier: "0190.\(number)",
            subject: "Perisai: urgent case",
            lines: lines,
            date: Timestamp(microseconds: 0)
        )
    }

    private static func context() throws -> NIOSSLContext {
        let certificate = try NIOSSLCertificate(bytes: Array(SelfSignedCertificate.certificate.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(SelfSignedCertificate.key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)],
                privateKey: .privateKey(key)
            )
        )
    }

    /// Sends to a server and gives what came of it.
    private static func send(
        _ message: OutgoingMessage,
        to port: Int,
        _ scheme: String = "smtp",
        credentials: String? = nil,
        trustsLoopback: Bool = true,
        certificatesPath: String? = nil,
        total: Duration = .seconds(600)
    ) async throws -> MessageFailure? {
        var settings = try MailSettings(
            server: MailServerAddress(parsing: "\(scheme)://127.0.0.1:\(port)"),
            sender: #require(EmailAddress("perisai@lentera.example")),
            credentials: credentials.map { try MailCredentials(lines: $0) },
            trustsLoopback: trustsLoopback,
            certificatesPath: certificatesPath
        )
        settings.totalTimeout = total
        settings.connectTimeout = total
        let sender = MailSender(settings: settings)
        var failure: MessageFailure?
        do throws(MessageFailure) { try await sender.send(message) } catch { failure = error }
        try await sender.shutdown()
        return failure
    }

    @Test("says what SMTP asks for and tells neither this machine's name nor anything else")
    func dialogue() async throws {
        try await SMTPServer.serving { server in
            let message = try Self.message()
            #expect(try await Self.send(message, to: server.port) == nil)
            #expect(
                server.commands == [
                    "EHLO lentera.example", "MAIL FROM:<perisai@lentera.example>", "RCPT TO:<sari@lentera.example>",
                    "DATA", "QUIT",
                ]
            )
            let sender = try #require(EmailAddress("perisai@lentera.example"))
            #expect(server.messages == [String(decoding: MailText.encoded(message, from: sender), as: UTF8.self)])
        }
    }

    @Test("keeps a line of one dot from ending the message")
    func dots() async throws {
        try await SMTPServer.serving { server in
            let message = try Self.message(lines: ["a", ".", "RSET", ".b"])
            #expect(try await Self.send(message, to: server.port) == nil)
            let taken = try #require(server.messages.first)
            #expect(taken.hasSuffix("\r\n\r\na\r\n..\r\nRSET\r\n..b\r\n"))
            #expect(!server.commands.contains("RSET"))
        }
    }

    @Test(
        "tells apart who or what was refused, and whether trying again helps",
        arguments: [
            ("RCPT", "550 no such user", .recipientRefused, 550), ("RCPT", "450 later", .deferred, 450),
            ("MAIL", "550 not you", .rejected, 550), ("MAIL", "451 later", .unreachable, 451),
            ("DATA", "554 no", .deferred, 554), ("END", "552 too large", .deferred, 552),
            ("END", "452 full", .deferred, 452), ("GREETING", "554 go away", .rejected, 554),
            ("GREETING", "421 busy", .unreachable, 421),
        ] as [(String, String, MessageFailure.Code, Int)]
    )
    func refusals(_ verb: String, _ answer: String, _ code: MessageFailure.Code, _ reply: Int) async throws {
        try await SMTPServer.serving(.init(answers: [verb: answer])) { server in
            let failure = try await Self.send(Self.message(), to: server.port)
            #expect(failure?.code == code && failure?.reply == reply, "\(String(describing: failure))")
            #expect(failure.map { !"\($0)".contains("sari") && !"\($0)".contains("such user") } ?? false)
            #expect(server.messages.isEmpty == (verb != "END"))
        }
    }

    @Test("fails where nobody listens, and where somebody does and never answers")
    func absence() async throws {
        var port = 0
        try await SMTPServer.serving { port = $0.port }
        #expect(try await Self.send(Self.message(), to: port)?.code == .unreachable)
        for verb in ["GREETING", "EHLO", "RCPT", "END"] {
            try await SMTPServer.serving(.init(answers: [verb: ""])) { server in
                let failure = try await Self.send(Self.message(), to: server.port, total: .milliseconds(300))
                #expect(failure?.code == .unreachable, "\(verb)")
            }
        }
    }

    @Test("ends when the waiting task is cancelled")
    func cancellation() async throws {
        try await SMTPServer.serving(.init(answers: ["RCPT": ""])) { server in
            let message = try Self.message()
            try await withThrowingTaskGroup(of: MessageFailure?.self) { group in
                group.addTask { try await Self.send(message, to: server.port, total: .seconds(600)) }
                while !server.commands.contains(where: { $0.hasPrefix("RCPT") }) {
                    try await Task.sleep(for: .milliseconds(1))
                }
                group.cancelAll()
                #expect(try await group.next() == .some(MessageFailure(.cancelled, "Nothing is sent any more.")))
            }
        }
    }

    @Test("blocks none of Swift's own threads: many wait for one silent server and all else goes on")
    func threads() async throws {
        try await SMTPServer.serving(.init(answers: ["GREETING": ""])) { server in
            let message = try Self.message()
            try await withThrowingTaskGroup(of: MessageFailure?.self) { group in
                for _ in 0..<16 {
                    group.addTask { try await Self.send(message, to: server.port, total: .seconds(600)) }
                }
                while server.connections < 16 { try await Task.sleep(for: .milliseconds(1)) }
                // Every task of the pool could be taken by now; this one still runs.
                await Task.yield()
                group.cancelAll()
                for try await failure in group { #expect(failure?.code == .cancelled) }
            }
        }
    }

    @Test(
        "says nothing before the line is encrypted and the certificate is the server's",
        arguments: ["smtps", "smtp"]
    )
    func untrusted(_ scheme: String) async throws {
        let tls = try Self.context()
        let manners = SMTPServer.Manners(
            offers: ["STARTTLS", "AUTH PLAIN"],
            tls: tls,
            isEncryptedFromTheBeginning: scheme == "smtps"
        )
        try await SMTPServer.serving(manners) { server in
            let failure = try await Self.send(
                Self.message(),
                to: server.port,
                scheme,
                credentials: "TEST user\nTEST password",
                trustsLoopback: false
            )
            #expect(failure?.code == .rejected, "\(String(describing: failure))")
            #expect(!server.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
        }
    }

    @Test("sends neither credentials nor message to a server that offers no encryption")
    func stripped() async throws {
        try await SMTPServer.serving(.init(offers: ["AUTH PLAIN"])) { server in
            let failure = try await Self.send(
                Self.message(),
                to: server.port,
                credentials: "TEST user\nTEST password",
                trustsLoopback: false
            )
            #expect(failure?.code == .rejected)
            #expect(server.commands.allSatisfy { $0.hasPrefix("EHLO") || $0 == "QUIT" }, "\(server.commands)")
        }
    }

    @Test("logs in once the line is encrypted by a certificate that is trusted", arguments: ["smtps", "smtp"])
    func trusted(_ scheme: String) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-\(UUID()).pem").path
        #expect(FileManager.default.createFile(atPath: path, contents: Data(SelfSignedCertificate.certificate.utf8)))
        defer { try? FileManager.default.removeItem(atPath: path) }
        for answer in [nil, "535 wrong"] {
            var manners = SMTPServer.Manners(
                offers: ["STARTTLS", "AUTH PLAIN"],
                tls: try Self.context(),
                isEncryptedFromTheBeginning: scheme == "smtps"
            )
            manners.answers["CREDENTIALS"] = answer
            try await SMTPServer.serving(manners) { server in
                let failure = try await Self.send(
                    Self.message(),
                    to: server.port,
                    scheme,
                    credentials: "TEST\npassword",
                    trustsLoopback: false,
                    certificatesPath: path
                )
                // "\0TEST\0password" in Base64.
                #expect(server.commands.contains { $0.hasPrefix("AUTH PLAIN") })
                #expect(server.commands.contains { $0.hasSuffix("AFRFU1QAcGFzc3dvcmQ=") })
                #expect(server.messages.count == (answer == nil ? 1 : 0))
                #expect(failure?.code == (answer == nil ? nil : .rejected))
                #expect(failure.map { !"\($0)".contains("password") } ?? true)
            }
        }
    }
}
