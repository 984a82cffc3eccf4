/// Why a text isn't the hexadecimal number that was expected.
///
/// It holds counts and offsets only, never the text itself, so it is safe to log and to show.
public struct HexError: Error, Hashable, Sendable {
    /// What was wrong.
    public struct Code: Hashable, Sendable {
        /// The code as it appears in answers and logs.
        public let rawValue: String

        /// The text has too few or too many digits.
        public static let wrongLength = Code(rawValue: "wrong-length")
        /// A character is no hexadecimal digit.
        public static let notADigit = Code(rawValue: "not-a-hex-digit")
    }

    /// What was wrong.
    public let code: Code
    /// How many digits were expected.
    public let expectedLength: Int
    /// How many bytes of UTF-8 were given.
    public let length: Int
    /// Where the first wrong character begins, in bytes of UTF-8 from 0; `nil` when the length was wrong.
    public let offset: Int?

    static func check(_ text: some StringProtocol, digits: Int) throws(HexError) {
        let length = text.utf8.count
        guard length == digits else {
            throw HexError(code: .wrongLength, expectedLength: digits, length: length, offset: nil)
        }
        var offset = 0
        for unit in text.utf8 {
            guard HexDigit.value(of: unit) != nil else {
                throw HexError(code: .notADigit, expectedLength: digits, length: length, offset: offset)
            }
            offset += 1
        }
    }
}

extension HexError: CustomStringConvertible {
    /// One sentence for people, without the text that was refused.
    public var description: String {
        if let offset {
            "the character at offset \(offset) is not a hexadecimal digit"
        } else {
            "expected \(expectedLength) hexadecimal digits, got \(length) bytes"
        }
    }
}
