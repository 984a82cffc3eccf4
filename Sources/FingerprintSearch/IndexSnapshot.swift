public import Fingerprints

/// The index as it was at one moment, for any number of concurrent queries.
///
/// A snapshot never changes and shares its memory with the index it was taken from. Queries take no lock, keep no
/// state, and never see half a change.
public struct IndexSnapshot: Sendable {
    let segments: [LiveSegment]
    let front: Front
    private let tuning: IndexTuning

    init(segments: [LiveSegment], front: Front, tuning: IndexTuning) {
        self.segments = segments
        self.front = front
        self.tuning = tuning
    }

    /// The number of hashes held, counting each under each of its entries.
    public var count: Int { front.count + segments.reduce(0) { $0 + $1.count } }

    /// The number of segments, without the front.
    package var segmentCount: Int { segments.count }

    /// Finds every entry with a hash within the radius; none is missed.
    ///
    /// - Parameters:
    ///   - hash: the query.
    ///   - radius: the largest distance in bits that still counts. 256 and more finds everything, less than 0 nothing.
    /// - Returns: each entry once, with the distance of its nearest hash, nearest first, ties by ascending entry.
    /// - Complexity: up to radius 63, O(*n* / 65,536) for each of the buckets visited (272 at radius 31), while hashes
    ///   spread over the buckets. Otherwise, and for larger radii, O(*n*).
    public func search(_ hash: Hash256, radius: Int) -> [SearchHit] {
        var work = SearchWork()
        return search(hash, radius: radius, adding: &work)
    }

    /// Finds every entry with a hash within the radius, and says what that cost.
    ///
    /// - Parameters:
    ///   - hash: the query.
    ///   - radius: as in `search(_:radius:)`.
    ///   - work: grows by what this search cost.
    /// - Returns: as `search(_:radius:)`.
    package func search(_ hash: Hash256, radius: Int, adding work: inout SearchWork) -> [SearchHit] {
        var collector = HitCollector()
        collect(hash, radius: radius, into: &collector)
        work.tablesAsked += collector.work.tablesAsked
        work.rowsRead += collector.work.rowsRead
        return collector.hits()
    }

    /// Finds every entry with a hash within the radius of any of the queries.
    ///
    /// - Parameters:
    ///   - hashes: the queries, such as the eight rotations of one image.
    ///   - radius: the largest distance in bits that still counts. 256 and more finds everything, less than 0 nothing.
    /// - Returns: each entry once, with the smallest distance, nearest first, ties by ascending entry.
    public func search(_ hashes: [Hash256], radius: Int) -> [SearchHit] {
        var collector = HitCollector()
        for hash in hashes {
            collect(hash, radius: radius, into: &collector)
        }
        return collector.hits()
    }

    private func collect(_ hash: Hash256, radius: Int, into collector: inout HitCollector) {
        guard radius >= 0 else { return }
        withUnsafePointer(to: (hash.word0, hash.word1, hash.word2, hash.word3)) { words in
            words.withMemoryRebound(to: UInt64.self, capacity: 4) { words in
                let query = SegmentQuery(
                    words: words,
                    radius: UInt32(min(radius, 256)),
                    kernel: tuning.kernel,
                    strategy: tuning.strategy
                )
                for segment in segments {
                    segment.search(query, into: &collector)
                }
                front.search(query, into: &collector)
            }
        }
    }
}
