/// A moment: whole microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// It knows no zones.
public struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// Makes a moment from microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The earliest and the latest moment with a four-digit year, the only ones that have a written form.
    public static let writable =
        Timestamp(microseconds: -62_167_219_200_000_000)...Timestamp(microseconds: 253_402_300_799_999_999)

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// The moment so much later.
    public static func + (moment: Timestamp, seconds: Seconds) -> Timestamp {
        Timestamp(microseconds: moment.microseconds + seconds.count * 1_000_000)
    }

    /// The moment so much earlier.
    public static func - (moment: Timestamp, seconds: Seconds) -> Timestamp {
        Timestamp(microseconds: moment.microseconds - seconds.count * 1_000_000)
    }

    /// The written form: RFC 3339, UTC, always six decimals, as `2018-11-06T01:02:03.000004Z`.
    public var description: String {
        let clamped = min(max(self, Self.writable.lowerBound), Self.writable.upperBound).microseconds
        let (days, inDay) = clamped.flooredDivision(by: 86_400_000_000)
        let date = CivilDate(daysSinceEpoch: days)
        let seconds = inDay / 1_000_000
        return date.description + "T" + (seconds / 3600).padded(2) + ":" + (seconds / 60 % 60).padded(2) + ":"
            + (seconds % 60).padded(2) + "." + (inDay % 1_000_000).padded(6) + "Z"
    }

    /// Reads RFC 3339 with `Z` and zero to six decimals.
    ///
    /// - Parameter text: for example `2018-11-06T01:02:03Z`; an offset other than `Z` is not read, so that nobody's zone
    ///   is guessed.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 27, bytes.last == UInt8(ascii: "Z"),
            bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let date = CivilDate(bytes[0..<10]), let hour = Int64(digits: bytes[11..<13]), hour < 24,
            let minute = Int64(digits: bytes[14..<16]), minute < 60,
            let second = Int64(digits: bytes[17..<19]), second < 60
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count > 20 {
            let decimals = bytes[20..<bytes.count - 1]
            guard bytes[19] == UInt8(ascii: "."), !decimals.isEmpty, let value = Int64(digits: decimals) else {
                return nil
            }
            fraction = (decimals.count..<6).reduce(value) { scaled, _ in scaled * 10 }
        }
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
        microseconds = seconds * 1_000_000 + fraction
    }
}

extension Timestamp: Codable {
    /// Reads the written form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "This must be a time in UTC as 2018-11-06T01:02:03.000000Z."
                )
            )
        }
        self = value
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
