/// Reads JSON texts strictly (RFC 8259), for `JSONValue.init(parsing:limits:)`.
///
/// Linear in the length of the text. Nothing is repaired: what two readers could understand differently is refused.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSONLimits
    private var position = 0
    private var values = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func parse() throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.bytesMax else {
            throw JSONError(code: .tooLarge, message: "The text is longer than \(limits.bytesMax) bytes.", offset: 0)
        }
        skipWhiteSpace()
        let value = try parseValue(depth: 0)
        skipWhiteSpace()
        guard position == bytes.count else { throw malformed("Something follows the value.") }
        return value
    }

    private func malformed(_ message: String) -> JSONError {
        JSONError(code: .malformed, message: message, offset: position)
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func parseValue(depth: Int) throws(JSONError) -> JSONValue {
        values += 1
        guard values <= limits.valuesMax else {
            throw JSONError(
                code: .tooLarge,
                message: "The text holds more than \(limits.valuesMax) values.",
                offset: position
            )
        }
        guard let byte = current else { throw malformed("The text ends where a value is expected.") }
        switch byte {
        case UInt8(ascii: "{"): return try parseObject(depth: depth + 1)
        case UInt8(ascii: "["): return try parseArray(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseLiteral("true", .bool(true))
        case UInt8(ascii: "f"): return try parseLiteral("false", .bool(false))
        case UInt8(ascii: "n"): return try parseLiteral("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try parseInteger())
        default: throw malformed("A value is expected here.")
        }
    }

    private func checkDepth(_ depth: Int) throws(JSONError) {
        guard depth <= limits.depthMax else {
            throw JSONError(
                code: .tooLarge,
                message: "The text nests deeper than \(limits.depthMax) levels.",
                offset: position
            )
        }
    }

    private mutating func parseLiteral(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard position + length <= bytes.count else { throw malformed("The text ends within a literal.") }
        for index in 0..<length where bytes[position + index] != word.utf8Start[index] {
            throw malformed("A value is expected here.")
        }
        position += length
        return value
    }

    private mutating func parseInteger() throws(JSONError) -> Int64 {
        let start = position
        let negative = current == UInt8(ascii: "-")
        if negative { position += 1 }
        let firstDigit = position
        var magnitude: Int64 = 0
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            magnitude = magnitude * 10 + Int64(byte - UInt8(ascii: "0"))
            guard magnitude <= JSONValue.integerMagnitudeMax else {
                throw JSONError(code: .notAnInteger, message: "The number is beyond 2^53 - 1.", offset: start)
            }
            position += 1
        }
        guard position > firstDigit else { throw malformed("A digit is expected here.") }
        if bytes[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 || negative {
            throw JSONError(
                code: .notAnInteger,
                message: "A number has no leading zero and no minus before zero.",
                offset: start
            )
        }
        if let byte = current, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            throw JSONError(
                code: .notAnInteger,
                message: "Only whole numbers, without exponent, are read.",
                offset: start
            )
        }
        return negative ? -magnitude : magnitude
    }

    private mutating func parseArray(depth: Int) throws(JSONError) -> JSONValue {
        try checkDepth(depth)
        position += 1
        var elements: [JSONValue] = []
        skipWhiteSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            skipWhiteSpace()
            elements.append(try parseValue(depth: depth))
            skipWhiteSpace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .array(elements)
            default: throw malformed("A comma or the end of the array is expected here.")
            }
        }
    }

    private mutating func parseObject(depth: Int) throws(JSONError) -> JSONValue {
        try checkDepth(depth)
        position += 1
        // Most objects have some members; growing one by one would hash each key again and again.
        var members = [String: JSONValue](minimumCapacity: 6)
        skipWhiteSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipWhiteSpace()
            guard current == UInt8(ascii: "\"") else { throw malformed("A key in quotes is expected here.") }
            let keyOffset = position
            let key = try parseString()
            skipWhiteSpace()
            guard current == UInt8(ascii: ":") else { throw malformed("A colon is expected here.") }
            position += 1
            skipWhiteSpace()
            let value = try parseValue(depth: depth)
            guard members.updateValue(value, forKey: key) == nil else {
                throw JSONError(code: .duplicateKey, message: "A key stands twice in one object.", offset: keyOffset)
            }
            skipWhiteSpace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .object(members)
            default: throw malformed("A comma or the end of the object is expected here.")
            }
        }
    }

    private mutating func parseString() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = try decodeUTF8(start..<position)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start) }
            guard byte >= 0x20 else {
                throw malformed("A control character stands in a string; write it as an escape.")
            }
            position += 1
        }
        throw malformed("The text ends within a string.")
    }

    private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
        var buffer = Array(bytes[start..<position])
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let text = String(validating: buffer, as: UTF8.self) else { throw invalidUTF8(start) }
                return text
            case UInt8(ascii: "\\"):
                position += 1
                try parseEscape(into: &buffer)
            case 0..<0x20: throw malformed("A control character stands in a string; write it as an escape.")
            default:
                buffer.append(byte)
                position += 1
            }
        }
        throw malformed("The text ends within a string.")
    }

    private mutating func parseEscape(into buffer: inout [UInt8]) throws(JSONError) {
        guard let byte = current else { throw malformed("The text ends within an escape.") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"): buffer.append(contentsOf: try parseUnicodeEscape().utf8)
        default: throw malformed("There is no such escape.")
        }
    }

    private mutating func parseUnicodeEscape() throws(JSONError) -> Character {
        let first = try parseFourHexDigits()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard (0xD800..<0xDC00).contains(first), position + 1 < bytes.count,
            bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        else { throw malformed("Half a surrogate pair stands alone.") }
        position += 2
        let second = try parseFourHexDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw malformed("Half a surrogate pair stands alone.") }
        return Character(scalar)
    }

    private mutating func parseFourHexDigits() throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw malformed("The text ends within an escape.") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw malformed("Four hexadecimal digits are expected here.")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private func decodeUTF8(_ range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) else {
            throw invalidUTF8(range.lowerBound)
        }
        return text
    }

    private func invalidUTF8(_ offset: Int) -> JSONError {
        JSONError(code: .invalidUTF8, message: "A string is not UTF-8.", offset: offset)
    }
}

extension JSONValue {
    /// Reads one JSON text.
    ///
    /// White space around tokens is allowed; trailing text, duplicate keys, fractions, exponents, lone surrogates and
    /// invalid UTF-8 are refused.
    ///
    /// - Parameters:
    ///   - bytes: the text in UTF-8, without a byte order mark.
    ///   - limits: what the text may ask of the reader.
    /// - Throws: `JSONError` with the byte offset of what is wrong.
    /// - Complexity: O(*n*) in the length of the text.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        // A typed error can't cross `withUnsafeBufferPointer`, hence the `Result`.
        let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONError> in
            var parser = JSONParser(bytes: buffer, limits: limits)
            do throws(JSONError) { return .success(try parser.parse()) } catch { return .failure(error) }
        }
        self = try outcome.get()
    }

    /// Reads one JSON text that must be in the canonical form of RFC 8785, byte for byte.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - limits: what the text may ask of the reader.
    /// - Throws: `JSONError`, `notCanonical` where the text is valid but has another spelling.
    public init(parsingCanonical bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        try self.init(parsing: bytes, limits: limits)
        guard canonicalBytes == bytes else {
            throw JSONError(code: .notCanonical, message: "The text is not in canonical form (RFC 8785).")
        }
    }
}
