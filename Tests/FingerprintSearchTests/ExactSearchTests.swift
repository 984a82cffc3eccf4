import FingerprintSearch
import Fingerprints
import SeededRandomness
import Testing

struct ExactSearchTests {
    static let smallSizes = [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257]

    @Test(arguments: smallSizes, HashShape.allCases)
    func `a small index answers as the oracle at every radius`(size: Int, shape: HashShape) {
        var fixture = Fixture(seed: UInt64(size) + 1)
        fixture.fill(shape, count: size)
        fixture.expectEqual(fixture.index.snapshot(), "\(shape) \(size)")
    }

    @Test(arguments: smallSizes, HashShape.allCases)
    func `a small index with tables answers as the oracle at every radius`(size: Int, shape: HashShape) {
        var fixture = Fixture(seed: UInt64(size) + 2, tuning: Fixture.tinySegments())
        fixture.fill(shape, count: size)
        fixture.index.settle()
        fixture.expectEqual(fixture.index.snapshot(), "\(shape) \(size)")
    }

    @Test(arguments: [1000, 1023, 1024, 1025, 10_000, 16_384, 100_000], HashShape.allCases)
    func `a large index answers as the oracle at every radius`(size: Int, shape: HashShape) {
        var fixture = Fixture(seed: UInt64(size) + 3)
        fixture.fill(shape, count: size)
        fixture.index.settle()
        fixture.expectEqual(fixture.index.snapshot(), "\(shape) \(size)")
    }

    @Test(arguments: [70_000], HashShape.allCases)
    func `tables alone answer as the oracle even where a scan would be cheaper`(size: Int, shape: HashShape) {
        var tuning = IndexTuning()
        tuning.strategy = .probe
        var fixture = Fixture(seed: 4, tuning: tuning)
        fixture.fill(shape, count: size)
        fixture.index.settle()
        fixture.expectEqual(fixture.index.snapshot(), "\(shape) \(size)")
    }

    @Test(arguments: HashShape.allCases)
    func `radii from nothing to everything are answered`(shape: HashShape) {
        var fixture = Fixture(seed: 5)
        fixture.fill(shape, count: 20_000)
        fixture.index.settle()
        fixture.expectEqual(
            fixture.index.snapshot(),
            radii: [-1, 0, 79, 80, 95, 127, 128, 129, 200, 255, 256, 257, 1000],
            "\(shape)"
        )
    }

    @Test(arguments: HashShape.allCases)
    func `several queries give each entry once with its smallest distance`(shape: HashShape) {
        var fixture = Fixture(seed: 6, tuning: Fixture.tinySegments())
        fixture.fill(shape, count: 300)
        fixture.index.settle()
        let snapshot = fixture.index.snapshot()
        for radius in [0, 31, 64, 128] {
            let found = snapshot.search(fixture.queries, radius: radius)
            #expect(found == fixture.oracle.search(fixture.queries, radius: radius))
        }
        #expect(snapshot.search([], radius: 256).isEmpty)
    }

    @Test(arguments: 0...63)
    func `a row that the fewest possible buckets lead to is found`(radius: Int) {
        // Flips spread evenly over the pairs of chunks leave one pair, and in it one chunk, near enough to be looked
        // up; how the flips of a pair fall on its two chunks is drawn anew each time.
        var random = SplitMix64(seed: UInt64(radius))
        var index = FingerprintIndex(tuning: Fixture.tinySegments())
        let hash = random.hash()
        index.insert(contentsOf: (0..<60).map { (hash: $0 == 30 ? hash : random.hash(), entry: UInt32($0)) })
        index.settle()
        let snapshot = index.snapshot()
        for _ in 0..<300 {
            let pairs = Array(0..<8).shuffled(using: &random)
            var query = hash
            for (place, pair) in pairs.enumerated() {
                let flips = radius / 8 + (place < radius % 8 ? 1 : 0)
                let first = Int.random(in: 0...flips, using: &random)
                let low = Array(0..<16).shuffled(using: &random).prefix(first)
                let high = Array(16..<32).shuffled(using: &random).prefix(flips - first)
                for bit in low + high {
                    query = query.flippingBit(32 * pair + bit)
                }
            }
            #expect(snapshot.search(query, radius: radius).contains(SearchHit(entry: 30, distance: radius)))
        }
    }

    @Test func `the oracle orders by distance and then by entry and names each entry once`() {
        var oracle = LinearScan()
        var random = SplitMix64(seed: 7)
        let hash = random.hash()
        oracle.insert(random.edit(hash, flips: 3), entry: 9)
        oracle.insert(random.edit(hash, flips: 5), entry: 1)
        oracle.insert(random.edit(hash, flips: 3), entry: 4)
        oracle.insert(hash, entry: 1)
        oracle.insert(random.edit(hash, flips: 6), entry: 2)
        let expected = [
            SearchHit(entry: 1, distance: 0), SearchHit(entry: 4, distance: 3), SearchHit(entry: 9, distance: 3),
        ]
        #expect(oracle.search(hash, radius: 5) == expected)
        #expect(oracle.search(hash, radius: -1).isEmpty)
        oracle.remove(entry: 1)
        #expect(oracle.search(hash, radius: 2).isEmpty)
        #expect(oracle.count == 3)
    }

    @Test(arguments: 0...256)
    func `a copy with so many bits flipped is found at exactly that radius`(flips: Int) {
        var random = SplitMix64(seed: UInt64(flips))
        var index = FingerprintIndex(tuning: Fixture.tinySegments())
        let hash = random.hash()
        index.insert(contentsOf: (0..<60).map { (hash: $0 == 30 ? hash : random.hash(), entry: UInt32($0)) })
        index.settle()
        let query = random.edit(hash, flips: flips)
        let snapshot = index.snapshot()
        #expect(snapshot.search(query, radius: flips).contains(SearchHit(entry: 30, distance: flips)))
        #expect(!snapshot.search(query, radius: flips - 1).contains { $0.entry == 30 })
    }
}
