import FingerprintSearch
import Fingerprints
import SeededRandomness
import Testing

struct ChangeTests {
    private static let radii = [0, 5, 16, 31, 45, 64]

    @Test(arguments: 0..<12 as Range<UInt64>, HashShape.allCases)
    func `entries may come and go at any point of a merge`(seed: UInt64, shape: HashShape) {
        var tuning = Fixture.tinySegments()
        tuning.frontRowsMax = 8
        tuning.plainRowsMax = 24
        var fixture = Fixture(seed: seed, tuning: tuning)
        let pool = shape.hashes(60, using: &fixture.random)
        fixture.queries += pool.prefix(2)
        var merges: [MergedSegment] = []
        for step in 0..<400 {
            let entry = UInt32.random(in: 0..<50, using: &fixture.random)
            switch Int.random(in: 0..<10, using: &fixture.random) {
            case 0..<6:
                let hash = pool.randomElement(using: &fixture.random) ?? .zero
                fixture.oracle.insert(hash, entry: entry)
                fixture.index.insert(hash, entry: entry)
            case 6..<8:
                let before = fixture.oracle.count
                fixture.oracle.remove(entry: entry)
                let removed = fixture.index.remove(entry: entry)
                #expect(removed == before - fixture.oracle.count, "seed \(seed)")
            case 8:
                if let merge = fixture.index.pendingMerge() { merges.append(merge.run()) }
            default:
                // Often an old one, whose sources have changed or are gone since.
                if let merge = merges.randomElement(using: &fixture.random) { fixture.index.install(merge) }
            }
            if step % 20 == 0 {
                fixture.expectEqual(fixture.index.snapshot(), radii: Self.radii, "\(shape) step \(step)")
            }
        }
        fixture.index.settle()
        fixture.expectEqual(fixture.index.snapshot(), radii: Self.radii, "\(shape) settled")
    }

    @Test func `a snapshot never changes`() {
        var fixture = Fixture(seed: 1, tuning: Fixture.tinySegments())
        fixture.fill(.families, count: 130)
        fixture.index.settle()
        let before = fixture
        let snapshot = fixture.index.snapshot()
        for entry in 0..<60 as Range<UInt32> {
            fixture.index.remove(entry: entry)
            fixture.index.insert(fixture.random.hash(), entry: entry)
        }
        fixture.index.settle()
        before.expectEqual(snapshot)
    }

    @Test func `removing every entry leaves nothing, also during a merge`() {
        var fixture = Fixture(seed: 2, tuning: Fixture.tinySegments())
        fixture.fill(.uniform, count: 200)
        let merged = fixture.index.pendingMerge()?.run()
        for entry in 0..<200 as Range<UInt32> {
            fixture.index.remove(entry: entry)
        }
        if let merged {
            let isInstalled = fixture.index.install(merged)
            #expect(isInstalled)
        } else {
            Issue.record("200 hashes should give a merge")
        }
        fixture.index.settle()
        #expect(fixture.index.count == 0)
        #expect(fixture.index.layout == [0])
        #expect(fixture.index.snapshot().search(.zero, radius: 256).isEmpty)
    }

    @Test func `a merge is installed once only`() throws {
        var fixture = Fixture(seed: 3, tuning: Fixture.tinySegments())
        fixture.fill(.uniform, count: 100)
        let merged = try #require(fixture.index.pendingMerge()).run()
        let isInstalled = fixture.index.install(merged)
        #expect(isInstalled)
        let isInstalledAgain = fixture.index.install(merged)
        #expect(!isInstalledAgain)
        #expect(fixture.index.count == 100)
    }

    @Test func `an entry that is withdrawn and added again during a merge is found once`() throws {
        var fixture = Fixture(seed: 4, tuning: Fixture.tinySegments())
        fixture.fill(.uniform, count: 100)
        let hash = fixture.random.hash()
        fixture.index.insert(hash, entry: 5000)
        let merge = try #require(fixture.index.pendingMerge())
        fixture.index.remove(entry: 5000)
        fixture.index.insert(hash, entry: 5000)
        let isInstalled = fixture.index.install(merge.run())
        #expect(isInstalled)
        #expect(fixture.index.snapshot().search(hash, radius: 0) == [SearchHit(entry: 5000, distance: 0)])
        #expect(fixture.index.count == 101)
    }

    @Test func `one more entry or one less never rebuilds a large index`() {
        var fixture = Fixture(seed: 5)
        fixture.fill(.uniform, count: 100_000)
        fixture.index.settle()
        let settled = fixture.index.layout
        #expect(fixture.index.pendingMerge() == nil)
        fixture.index.insert(fixture.random.hash(), entry: 200_000)
        #expect(fixture.index.pendingMerge() == nil)
        #expect(fixture.index.layout == Array(settled.dropLast()) + [1])
        fixture.index.remove(entry: 1)
        #expect(fixture.index.pendingMerge() == nil)
    }

    @Test func `inserting one by one rewrites few rows and leaves few segments`() {
        var index = FingerprintIndex()
        var random = SplitMix64(seed: 6)
        var rewritten = 0
        let count = 150_000
        for entry in 0..<UInt32(count) {
            index.insert(random.hash(), entry: entry)
            while let merge = index.pendingMerge() {
                rewritten += merge.count
                index.install(merge.run())
            }
        }
        #expect(index.count == count)
        #expect(rewritten < 12 * count)
        #expect(index.layout.count <= 5)
    }
}
