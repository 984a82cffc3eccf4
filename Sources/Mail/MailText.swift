import Cooperation
import Services

/// A message as mail servers take it (RFC 5322).
package enum MailText {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// The longest line that is not encoded, in bytes (RFC 5322, 2.1.1).
    private static let lineBytesMax = 998
    /// What one encoded word holds, in bytes: it has 75 characters at most (RFC 2047, section 2).
    private static let encodedBytesMax = 42

    /// Writes a message.
    ///
    /// - Returns: headers, an empty line and the text, each line ending in CR LF; only ASCII.
    package static func encoded(_ message: OutgoingMessage, from sender: EmailAddress) -> [UInt8] {
        let body = message.lines.map { Self.flat($0) + "\r\n" }.joined()
        let isPlain =
            body.utf8.allSatisfy { $0 < 0x80 }
            && message.lines.allSatisfy { $0.utf8.count <= lineBytesMax }
        let fields = [
            ("From", sender.text), ("To", message.recipient.text), ("Subject", Self.subject(message.subject)),
            ("Date", Self.date(message.date)),
            ("Message-ID", "<\(Self.atom(message.identifier))@\(sender.domain)>"), ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", isPlain ? "7bit" : "base64"),
            // Nobody's holiday notice shall answer it.
            ("Auto-Submitted", "auto-generated"),
        ]
        let head = fields.map { "\($0.0): \($0.1)\r\n" }.joined()
        return Array((head + "\r\n" + (isPlain ? body : Self.base64(Array(body.utf8)))).utf8)
    }

    /// The date as RFC 5322 writes it, in UTC.
    package static func date(_ time: Timestamp) -> String {
        let text = Array(time.description.utf8)
        func digits(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
        let (day, rest) = time.microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
        let days = rest < 0 ? day - 1 : day
        let weekday = weekdays[Int(((days % 7) + 7) % 7)]
        let month = months[max(0, min(11, (Int(digits(5..<7)) ?? 1) - 1))]
        return "\(weekday), \(digits(8..<10)) \(month) \(digits(0..<4)) \(digits(11..<19)) +0000"
    }

    /// A text that stays on its line.
    private static func flat(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }

    /// A subject on one line: as it is where it is ASCII, else in encoded words (RFC 2047) of whole characters.
    private static func subject(_ text: String) -> String {
        let text = String(String.UnicodeScalarView(flat(text).unicodeScalars.prefix(200)))
        guard !text.unicodeScalars.allSatisfy({ (0x20...0x7E).contains($0.value) }) else { return text }
        var words: [String] = []
        var part = ""
        for scalar in text.unicodeScalars {
            if part.utf8.count + UTF8.width(scalar) > encodedBytesMax {
                words.append(part)
                part = ""
            }
            part.unicodeScalars.append(scalar)
        }
        return (words + [part]).map { "=?utf-8?B?\(base64(Array($0.utf8)).filter { !$0.isNewline })?=" }
            .joined(separator: " ")
    }

    /// A header's text: printable ASCII on one line, whatever it is given.
    private static func token(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }.prefix(200)))
    }

    private static func atom(_ text: String) -> String {
        String(token(text).filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." })
    }

    /// Base64 in lines of 76.
    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 57) {
            for triple in stride(from: start, to: min(start + 57, bytes.count), by: 3) {
                let group = bytes[triple..<min(triple + 3, bytes.count)]
                let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[triple + $1]) : 0) }
                for place in 0..<4 {
                    text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
                }
            }
            text += "\r\n"
        }
        return text
    }
}
