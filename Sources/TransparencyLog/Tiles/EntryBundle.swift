/// A tile of entries with its content: the data of neighbouring leaves, each after its length in two bytes.
public struct EntryBundle: Sendable, Hashable {
    /// The longest entry that the format can hold, in bytes.
    public static let entryBytesMax = 65_535

    /// The leaves' data, in order.
    public let entries: [[UInt8]]

    /// Makes a bundle of entries that are at hand.
    ///
    /// `nil` where there are too many or none, or one is too long.
    ///
    /// - Parameter entries: from 1 to 256 entries of at most 65,535 bytes.
    public init?(entries: [[UInt8]]) {
        guard (1...Tile.fullWidth).contains(entries.count), entries.allSatisfy({ $0.count <= Self.entryBytesMax })
        else { return nil }
        self.entries = entries
    }

    /// Reads the bytes that a server gave for a tile of entries.
    ///
    /// `nil` unless the bytes hold exactly that many and end there.
    ///
    /// - Parameters:
    ///   - bytes: the entries, each after its length, most significant byte first.
    ///   - width: how many entries the tile must have.
    public init?(bytes: [UInt8], width: Int) {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard entries.count < width, let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
            let count = Int(high) << 8 | Int(low)
            guard rest.count >= count else { return nil }
            entries.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        guard entries.count == width else { return nil }
        self.init(entries: entries)
    }

    /// The bytes as a server gives them.
    public var bytes: [UInt8] {
        entries.flatMap { [UInt8(truncatingIfNeeded: $0.count >> 8), UInt8(truncatingIfNeeded: $0.count)] + $0 }
    }
}
