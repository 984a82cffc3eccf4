import FingerprintSearch
import Fingerprints
import SeededRandomness
import Testing

/// An index and the oracle with the same content, and queries that are worth asking of them.
struct Fixture {
    var oracle = LinearScan()
    var index: FingerprintIndex
    var queries: [Hash256] = [.zero, .ones]
    var random: SplitMix64
    let seed: UInt64

    init(seed: UInt64, tuning: IndexTuning = IndexTuning()) {
        self.seed = seed
        random = SplitMix64(seed: seed)
        index = FingerprintIndex(tuning: tuning)
    }

    /// Settings under which even a handful of hashes makes several segments, all searched by their tables.
    static func tinySegments(kernel: SearchKernel = .best) -> IndexTuning {
        var tuning = IndexTuning()
        tuning.frontRowsMax = 40
        tuning.plainRowsMax = 2
        tuning.strategy = .probe
        tuning.kernel = kernel
        return tuning
    }

    /// Adds hashes under entries that hold one to a few each, in no order.
    mutating func fill(_ shape: HashShape, count: Int) {
        let hashes = shape.hashes(count, using: &random)
        let entriesMax = UInt32(max(1, count * 3 / 4))
        let pairs = hashes.map { (hash: $0, entry: UInt32.random(in: 0..<entriesMax, using: &random)) }
        for pair in pairs {
            oracle.insert(pair.hash, entry: pair.entry)
        }
        index.insert(contentsOf: pairs)
        let member = hashes.randomElement(using: &random) ?? random.hash()
        queries += [random.hash(), member, random.edit(member, flips: Int.random(in: 0...40, using: &random))]
    }

    /// Expects the index to answer as the oracle does, hit by hit, for every radius given.
    func expectEqual(
        _ snapshot: IndexSnapshot,
        radii: some Sequence<Int> = 0...64,
        _ comment: String = "",
        location: SourceLocation = #_sourceLocation
    ) {
        #expect(snapshot.count == oracle.count, "seed \(seed) \(comment)", sourceLocation: location)
        let radii = Array(radii)
        for query in queries {
            // What lies within a smaller radius is the beginning of what lies within the largest.
            let all = oracle.search(query, radius: radii.max() ?? 0)
            for radius in radii {
                let expected = all.prefix { $0.distance <= radius }
                let found = snapshot.search(query, radius: radius)
                if found != Array(expected) {
                    Issue.record(
                        "seed \(seed) radius \(radius): \(found.count) hits for \(expected.count) \(comment)",
                        sourceLocation: location
                    )
                    return
                }
            }
        }
    }
}
