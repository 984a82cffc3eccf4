import Crypto

/// One-time codes of six digits that change every 30 seconds (RFC 6238 with HMAC-SHA1, as the generators in people's
/// telephones compute them).
package enum OneTimeCode {
    /// How long one code lasts, in seconds.
    package static let stepSeconds: Int64 = 30
    /// How many digits a code has.
    package static let digits = 6
    /// How many bytes a generator's secret has, as RFC 4226 recommends.
    package static let secretBytes = 20
    /// How many steps a generator's clock may be off in either direction.
    private static let stepsOff: Int64 = 1
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// The code of one time step.
    ///
    /// - Parameters:
    ///   - secret: the generator's secret.
    ///   - step: how many steps of 30 seconds have passed since the beginning of 1970.
    /// - Returns: six digits.
    package static func code(secret: [UInt8], step: Int64) -> String {
        let message = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> (Int64($0) * 8)) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret))
        )
        let offset = Int(hash[hash.count - 1] & 0x0F)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// Finds the time step of a code.
    ///
    /// - Parameters:
    ///   - code: what the person typed; blanks are passed over.
    ///   - secret: the generator's secret.
    ///   - seconds: the time, in seconds since the beginning of 1970.
    /// - Returns: the step; `nil` where the code is none of the present step or of its neighbours.
    package static func step(of code: String, secret: [UInt8], at seconds: Int64) -> Int64? {
        let typed = code.utf8.filter { $0 != UInt8(ascii: " ") }
        let present = seconds / stepSeconds
        var found: Int64?
        // Every candidate is compared, and each in constant time.
        for step in (present - stepsOff)...(present + stepsOff) {
            let expected = Array(Self.code(secret: secret, step: step).utf8)
            guard expected.count == typed.count else { continue }
            let difference = zip(expected, typed).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            if difference == 0 { found = step }
        }
        return found
    }

    /// A secret as generators take it (Base32, RFC 4648, without padding).
    package static func base32(_ secret: [UInt8]) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in secret {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                text.append(alphabet[Int(bits >> UInt32(count - 5) & 31)])
                count -= 5
            }
            bits &= 0xFF
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(5 - count) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// A secret as generators take it, back as bytes; `nil` for what is none.
    package static func bytes(ofBase32 text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for digit in text.utf8 {
            guard let value = alphabet.firstIndex(of: digit) else { return nil }
            bits = bits << 5 | UInt32(value)
            count += 5
            guard count >= 8 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count - 8)))
            count -= 8
            bits &= 0xFF
        }
        return bytes
    }
}
