/// By what a rule of the clock registry is known, as `EU_TCO_REMOVAL`.
public struct ClockCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The longest code, in bytes.
    public static let bytesMax = 40

    /// The code.
    public let description: String

    /// Takes a code; `nil` unless it is of capital letters, digits and single underscores, and begins with a letter.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        }
        guard isPlain, (3...Self.bytesMax).contains(text.utf8.count), text.utf8.first.map({ $0 >= 0x41 }) ?? false
        else { return nil }
        description = text
    }

    /// Orders by letters.
    public static func < (left: ClockCode, right: ClockCode) -> Bool { left.description < right.description }
}

extension ClockCode: Codable {
    /// Reads the code.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = ClockCode(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "This must be a code as EU_TCO_REMOVAL."
                )
            )
        }
        self = value
    }

    /// Writes the code.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
