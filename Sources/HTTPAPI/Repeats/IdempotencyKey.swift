import HTTPServing
import HTTPTypes

/// A word of the client's choice by which a repeat of a request is known.
struct IdempotencyKey: Hashable, Sendable {
    /// How long it may be, in bytes.
    static let bytesMax = 255

    /// The word itself, without the quotation marks around it.
    let word: String

    /// Reads the header field.
    ///
    /// - Parameter fields: the header of the request.
    /// - Returns: the word; `nil` where there is none.
    /// - Throws: `Problem` `invalid-request` where it is of no shape that is taken, or stands twice.
    static func read(from fields: HTTPFields) throws(Problem) -> IdempotencyKey? {
        let values = fields[values: .idempotencyKey]
        guard let value = values.first else { return nil }
        var bytes = Array(value.utf8)[...]
        if bytes.count >= 2, bytes.first == quote, bytes.last == quote { bytes = bytes.dropFirst().dropLast() }
        guard values.count == 1, (1...bytesMax).contains(bytes.count), bytes.allSatisfy(isAllowed) else {
            throw .invalidField(
                HTTPField.Name.idempotencyKey.rawName,
                "Must be one word of 1 to \(bytesMax) visible ASCII characters without comma, semicolon, quotation mark "
                    + "and backslash, such as a UUID."
            )
        }
        return IdempotencyKey(word: String(decoding: bytes, as: UTF8.self))
    }

    private static let quote = UInt8(ascii: "\"")

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !",;\"\\".utf8.contains(byte)
    }
}

extension HTTPField.Name {
    /// The word by which a repeat of a request is known.
    package static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .trailer
    /// Whether an answer is that of a request before.
    package static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed") ?? .trailer
}
