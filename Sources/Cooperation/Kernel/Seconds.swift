/// A length of time in whole seconds, the unit of every clock that a law or an agreement sets.
public struct Seconds: Hashable, Sendable, Comparable, Codable {
    /// How many seconds.
    public let count: Int64

    /// Makes a length of time.
    public init(_ count: Int64) {
        self.count = count
    }

    /// So many minutes.
    public static func minutes(_ count: Int64) -> Seconds { Seconds(count * 60) }
    /// So many hours.
    public static func hours(_ count: Int64) -> Seconds { Seconds(count * 3600) }
    /// So many days of 24 hours.
    public static func days(_ count: Int64) -> Seconds { Seconds(count * 86_400) }

    /// Orders by length.
    public static func < (left: Seconds, right: Seconds) -> Bool { left.count < right.count }

    /// Reads the number of seconds.
    public init(from decoder: any Decoder) throws {
        count = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes the number of seconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}
