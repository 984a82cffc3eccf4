/// An entry found within the radius of a query.
///
/// Hits compare in the order in which a search gives them: nearest first, ties by ascending entry.
public struct SearchHit: Hashable, Sendable, Comparable {
    /// The entry as its owner numbered it.
    public let entry: UInt32

    /// The number of bits, 0 to 256, in which the nearest of the entry's hashes differs from the query.
    public let distance: Int

    /// Creates a hit.
    public init(entry: UInt32, distance: Int) {
        self.entry = entry
        self.distance = distance
    }

    /// Whether the first hit is nearer, or equally near with the smaller entry.
    public static func < (first: SearchHit, second: SearchHit) -> Bool {
        (first.distance, first.entry) < (second.distance, second.entry)
    }
}
