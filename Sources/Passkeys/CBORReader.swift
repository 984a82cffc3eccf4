/// Reads CBOR strictly: shortest lengths, no lengths left open, no key twice, valid UTF-8, and no deeper than needed.
package struct CBORReader {
    /// CTAP2 nests no deeper than this.
    private static let depthMax = 4

    private let bytes: ArraySlice<UInt8>
    /// Where the next value begins.
    package private(set) var position: Int

    /// Begins at the start of the bytes.
    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// Reads one value that is followed by nothing.
    package static func value(of bytes: some Collection<UInt8>) throws(PasskeyError) -> CBORValue {
        var reader = CBORReader(Array(bytes)[...])
        let value = try reader.next()
        guard reader.position == reader.bytes.endIndex else { throw malformed("Something follows the CBOR value.") }
        return value
    }

    /// Reads the next value.
    package mutating func next() throws(PasskeyError) -> CBORValue { try next(depth: 0) }

    private mutating func next(depth: Int) throws(PasskeyError) -> CBORValue {
        guard depth <= Self.depthMax else { throw Self.malformed("CBOR nests too deep.") }
        let head = try takeByte()
        if head >> 5 == 7 { return try simple(head & 31) }
        let argument = try argument(head & 31)
        switch head >> 5 {
        case 0: return .integer(try Self.integer(argument))
        case 1: return .integer(-1 - (try Self.integer(argument)))
        case 2: return .bytes(Array(try take(argument)))
        case 3:
            guard let text = String(validating: try take(argument), as: UTF8.self) else {
                throw Self.malformed("A CBOR text is no UTF-8.")
            }
            return .text(text)
        case 4: return .array(try array(argument, depth: depth))
        case 5: return .map(try map(argument, depth: depth))
        default: throw Self.malformed("CBOR holds a tag.")
        }
    }

    private mutating func array(_ count: UInt64, depth: Int) throws(PasskeyError) -> [CBORValue] {
        // Each element takes a byte, so a count beyond what is left is never believed.
        try requireLeft(count)
        var elements: [CBORValue] = []
        for _ in 0..<count { elements.append(try next(depth: depth + 1)) }
        return elements
    }

    private mutating func map(_ count: UInt64, depth: Int) throws(PasskeyError) -> [CBORValue: CBORValue] {
        try requireLeft(count)
        var members: [CBORValue: CBORValue] = [:]
        for _ in 0..<count {
            let key = try next(depth: depth + 1)
            let value = try next(depth: depth + 1)
            guard members.updateValue(value, forKey: key) == nil else { throw Self.malformed("CBOR has a key twice.") }
        }
        return members
    }

    private mutating func argument(_ short: UInt8) throws(PasskeyError) -> UInt64 {
        guard short >= 24 else { return UInt64(short) }
        guard short <= 27 else { throw Self.malformed("CBOR leaves a length open.") }
        let width = 1 << Int(short - 24)
        let value = try take(UInt64(width)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let least: UInt64 = width == 1 ? 24 : 1 << UInt64(width * 4)
        guard value >= least else { throw Self.malformed("CBOR writes a number longer than needed.") }
        return value
    }

    private func simple(_ short: UInt8) throws(PasskeyError) -> CBORValue {
        switch short {
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22: return .null
        default: throw Self.malformed("CBOR holds a float or an unknown simple value.")
        }
    }

    private static func integer(_ argument: UInt64) throws(PasskeyError) -> Int64 {
        guard let value = Int64(exactly: argument) else { throw malformed("A CBOR number is too large.") }
        return value
    }

    private func requireLeft(_ count: UInt64) throws(PasskeyError) {
        guard count <= UInt64(bytes.endIndex - position) else { throw Self.malformed("CBOR ends too early.") }
    }

    private mutating func takeByte() throws(PasskeyError) -> UInt8 {
        try requireLeft(1)
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func take(_ count: UInt64) throws(PasskeyError) -> ArraySlice<UInt8> {
        try requireLeft(count)
        let start = position
        position += Int(count)
        return bytes[start..<position]
    }

    private static func malformed(_ message: String) -> PasskeyError { PasskeyError(.malformed, message) }
}
