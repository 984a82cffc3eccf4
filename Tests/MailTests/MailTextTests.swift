import Cooperation
import Mail
import Services
import Testing

import struct Foundation.Data

@Suite("A message")
struct MailTextTests {
    private static let sender = EmailAddress("perisai@lentera.example")

    private static func message(
        subject: String = "Perisai: urgent case",
        lines: [String] = ["TEST line"],
        identifier: String = "0190.1",
        date: Timestamp = Timestamp(microseconds: 1_541_466_183_000_004)
    ) throws -> String {
        let message = OutgoingMessage(
            recipient: try #require(EmailAddress("sari@lentera.example")),
            identifier: identifier,
            subject: subject,
            lines: lines,
            date: date
        )
        return String(decoding: MailText.encoded(message, from: try #require(sender)), as: UTF8.self)
    }

    @Test("is written as RFC 5322 asks")
    func plain() throws {
        let expected = """
            From: perisai@lentera.example
            To: sari@lentera.example
            Subject: Perisai: urgent case
            Date: Tue, 06 Nov 2018 01:03:03 +0000
            Message-ID: <0190.1@lentera.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit
            Auto-Submitted: auto-generated

            TEST line

            TEST other

            """
        let text = try Self.message(lines: ["TEST line", "", "TEST other"])
        #expect(text == expected.replacing("\n", with: "\r\n"))
    }

    @Test("has a subject in any language, in words that mail servers carry")
    func subjects() throws {
        let text = String(repeating: "ချက်ချင်း ", count: 12) + "🛡"
        let message = try Self.message(subject: text)
        let line = try #require(message.split(separator: "\r\n").first { $0.hasPrefix("Subject: ") })
        let words = line.dropFirst("Subject: ".count).split(separator: " ")
        #expect(words.count > 1)
        var read = ""
        for word in words {
            #expect(word.count <= 75 && word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?="))
            let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
            read += try #require(String(validating: data, as: UTF8.self), "no character is cut in two")
        }
        #expect(read == text)
    }

    @Test(
        "has no header but its own, whatever its parts hold",
        arguments: [
            "x\r\nBcc: other@elsewhere.example", "x\nBcc: y", "x\r\n\r\nTEST body", "x\u{0}", "x\u{2028}y", "xé",
        ]
    )
    func injection(_ text: String) throws {
        let own = try Self.message().split(separator: "\r\n\r\n").first?.split(separator: "\r\n").count
        let message = try Self.message(subject: text, lines: [text], identifier: text)
        let parts = message.split(separator: "\r\n\r\n", maxSplits: 1)
        #expect(parts.first?.split(separator: "\r\n").count == own)
        #expect(!message.utf8.contains { $0 >= 0x80 || $0 == 0 })
        #expect(!message.contains("\r\nBcc:"))
    }

    @Test("is Base64 in short lines where it is not ASCII, or a line is too long")
    func encoded() throws {
        for line in ["TEST กข မြန်မာ தமிழ்", String(repeating: "a", count: 999)] {
            let parts = try Self.message(lines: [line, "x"]).split(separator: "\r\n\r\n", maxSplits: 1)
            let body = try #require(parts.last).split(separator: "\r\n")
            #expect(try #require(parts.first).contains("Content-Transfer-Encoding: base64"))
            #expect(body.allSatisfy { $0.utf8.count <= 76 })
            let data = try #require(Data(base64Encoded: body.joined()))
            #expect(String(decoding: data, as: UTF8.self) == "\(line)\r\nx\r\n")
        }
    }

    @Test(
        "has the date of its moment",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
            (1_709_208_000_000_000, "Thu, 29 Feb 2024 12:00:00 +0000"),
            (1_767_225_599_999_999, "Wed, 31 Dec 2025 23:59:59 +0000"),
            (4_107_542_400_000_000, "Mon, 01 Mar 2100 00:00:00 +0000"),
        ] as [(Int64, String)]
    )
    func date(_ microseconds: Int64, _ expected: String) throws {
        #expect(MailText.date(Timestamp(microseconds: microseconds)) == expected)
    }
}
