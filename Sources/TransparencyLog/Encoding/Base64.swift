/// Base64 with the standard alphabet and padding (RFC 4648 section 4), in its one canonical spelling.
///
/// Foundation's decoder forgives unused bits that are not zero, so that two texts could stand for the same bytes; this
/// one refuses them.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The bytes in groups of four digits, padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for offset in 0..<3 {
                group = group << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0)
            }
            for position in 0..<4 {
                let digit = Int(group >> UInt32(18 - 6 * position)) & 63
                output.append(position <= count ? alphabet[digit] : padding)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes, or nothing unless the text is exactly what `encode` makes of them.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(digits.count / 4 * 3)
        for start in stride(from: 0, to: digits.count, by: 4) {
            var group: UInt32 = 0
            var padded = 0
            for digit in digits[start..<start + 4] {
                group <<= 6
                if digit == padding {
                    padded += 1
                } else {
                    guard padded == 0, let value = value(of: digit) else { return nil }
                    group |= value
                }
            }
            guard padded <= 2, padded == 0 || start + 4 == digits.count else { return nil }
            guard group & (1 << UInt32(8 * padded) - 1) == 0 else { return nil }
            for position in 0..<3 - padded {
                output.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * position)))
            }
        }
        return output
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
