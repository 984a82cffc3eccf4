public import Fingerprints

/// Exact search by comparing the query with every hash: the oracle that the index is tested against.
///
/// It is meant to be obviously right, not fast. It gives the same hits in the same order as `IndexSnapshot`.
public struct LinearScan: Sendable {
    private var rows: [(hash: Hash256, entry: UInt32)] = []

    /// Creates an empty scan.
    public init() {}

    /// The number of hashes held, counting each under each of its entries.
    public var count: Int { rows.count }

    /// Adds a hash under an entry.
    ///
    /// - Parameters:
    ///   - hash: the hash to find later.
    ///   - entry: what a search reports for it; an entry may hold several hashes.
    public mutating func insert(_ hash: Hash256, entry: UInt32) {
        rows.append((hash, entry))
    }

    /// Removes all hashes of an entry.
    ///
    /// - Parameter entry: the entry; nothing happens when it holds no hash.
    public mutating func remove(entry: UInt32) {
        rows.removeAll { $0.entry == entry }
    }

    /// Finds every entry with a hash within the radius.
    ///
    /// - Parameters:
    ///   - hash: the query.
    ///   - radius: the largest distance in bits that still counts; nothing is within a negative one.
    /// - Returns: each entry once, with the distance of its nearest hash, nearest first, ties by ascending entry.
    /// - Complexity: O(*n*) distances and O(*k* log *k*) for *k* hits.
    public func search(_ hash: Hash256, radius: Int) -> [SearchHit] {
        search([hash], radius: radius)
    }

    /// Finds every entry with a hash within the radius of any of the queries.
    ///
    /// - Parameters:
    ///   - hashes: the queries, such as the eight rotations of one image.
    ///   - radius: the largest distance in bits that still counts; nothing is within a negative one.
    /// - Returns: each entry once, with the smallest distance, nearest first, ties by ascending entry.
    public func search(_ hashes: [Hash256], radius: Int) -> [SearchHit] {
        var nearest: [UInt32: Int] = [:]
        for row in rows {
            for hash in hashes {
                let distance = row.hash.distance(to: hash)
                if distance <= radius {
                    nearest[row.entry] = min(distance, nearest[row.entry] ?? distance)
                }
            }
        }
        return nearest.map { SearchHit(entry: $0.key, distance: $0.value) }.sorted()
    }
}
