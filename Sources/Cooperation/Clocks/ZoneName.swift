/// The name of a time zone in the IANA database, as `Asia/Jakarta`.
///
/// That the text could be a name is checked here; whether there is such a zone, a `CivilCalendar` knows.
public struct ZoneName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name, in bytes.
    public static let bytesMax = 64
    /// UTC.
    public static let utc = ZoneName(trusted: "UTC")

    /// The name.
    public let description: String

    private init(trusted text: String) {
        description = text
    }

    /// Takes a name; `nil` where no zone could be called so.
    public init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "/_+-".utf8.contains(byte)
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard isPlain, !parts.contains(where: \.isEmpty), (1...Self.bytesMax).contains(text.utf8.count) else {
            return nil
        }
        description = text
    }
}

extension ZoneName: Codable {
    /// Reads the name.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = ZoneName(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "This must be the name of a time zone as Asia/Jakarta."
                )
            )
        }
        self = value
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
