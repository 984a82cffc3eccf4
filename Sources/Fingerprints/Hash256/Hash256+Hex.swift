extension Hash256 {
    /// How many hexadecimal digits one hash takes.
    public static let hexLength = 64

    /// Creates a hash from 64 hexadecimal digits of either case.
    ///
    /// - Parameter hex: The digits, most significant first, with nothing before, between or after them.
    /// - Throws: `HexError` with the count of a wrong length, or the offset of the first character that is no digit.
    /// - Complexity: O(1); allocates nothing.
    public init(hex: some StringProtocol) throws(HexError) {
        try HexError.check(hex, digits: Self.hexLength)
        var words: SIMD4<UInt64> = .zero
        var index = 0
        for unit in hex.utf8 {
            words[index >> 4] = words[index >> 4] << 4 | UInt64(HexDigit.value(of: unit) ?? 0)
            index += 1
        }
        self.init(words[0], words[1], words[2], words[3])
    }

    /// The 64 lowercase hexadecimal digits, most significant first.
    public var hex: String {
        String(unsafeUninitializedCapacity: Self.hexLength) { buffer in
            Self.write(word0, to: buffer, at: 0)
            Self.write(word1, to: buffer, at: 16)
            Self.write(word2, to: buffer, at: 32)
            Self.write(word3, to: buffer, at: 48)
            return Self.hexLength
        }
    }

    private static func write(_ word: UInt64, to digits: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        for place in 0..<16 {
            digits[start + place] = HexDigit.lowercase(UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * place)) & 15)
        }
    }
}

extension Hash256: Codable {
    /// Decodes a string of 64 hexadecimal digits.
    ///
    /// - Parameter decoder: The decoder, standing at a single string.
    /// - Throws: `DecodingError.dataCorrupted` with what `HexError` says, which never repeats the input.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(HexError) {
            try self.init(hex: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Encodes the 64 lowercase hexadecimal digits as a string.
    ///
    /// - Parameter encoder: The encoder that receives one string.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
