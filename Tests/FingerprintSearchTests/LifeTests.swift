import FingerprintSearch
import Fingerprints
import Testing

/// The same hashes through everything that can happen to an index in production, compared with the oracle at every
/// radius from 0 to 64 after each step.
struct LifeTests {
    static let sizes = ExactSearchTests.smallSizes + [1000, 1023, 1024, 1025, 10_000, 16_383, 16_384, 16_385, 100_000]

    /// Adds hashes one by one, as the journal brings them: now and then an entry goes, and merges end late.
    ///
    /// - Returns: how many merges were put in place.
    private static func live(_ fixture: inout Fixture, adding hashes: [Hash256], removing removalsMax: Int) -> Int {
        let entriesMax = UInt32(max(1, fixture.oracle.count + hashes.count))
        let removalEvery = max(2, hashes.count / max(1, removalsMax))
        var underWay: (merge: MergedSegment, until: Int)?
        var merges = 0
        for (place, hash) in hashes.enumerated() {
            let entry = UInt32.random(in: 0..<entriesMax, using: &fixture.random)
            fixture.oracle.insert(hash, entry: entry)
            fixture.index.insert(hash, entry: entry)
            if place % removalEvery == removalEvery - 1 {
                let gone = UInt32.random(in: 0..<entriesMax, using: &fixture.random)
                fixture.oracle.remove(entry: gone)
                fixture.index.remove(entry: gone)
            }
            if let merge = underWay, place >= merge.until {
                underWay = nil
                if fixture.index.install(merge.merge) { merges += 1 }
            }
            if underWay == nil, let merge = fixture.index.pendingMerge() {
                underWay = (merge.run(), place + .random(in: 0...2000, using: &fixture.random))
            }
        }
        return merges
    }

    @Test(arguments: sizes, HashShape.allCases)
    func `an index answers as the oracle through its whole life`(size: Int, shape: HashShape) throws {
        var fixture = Fixture(seed: UInt64(size) + 11)
        let removalsMax = size > 20_000 ? 150 : 500
        func expectEqual(_ step: String) { fixture.expectEqual(fixture.index.snapshot(), "\(shape) \(size) \(step)") }

        fixture.fill(shape, count: size / 2)
        expectEqual("imported")
        let further = shape.hashes(size - size / 2, using: &fixture.random)
        let merges = Self.live(&fixture, adding: further, removing: removalsMax)
        #expect(merges >= (size == 100_000 ? 3 : 0))
        if let member = further.last { fixture.queries.append(fixture.random.edit(member, flips: 12)) }
        expectEqual("grown one by one")
        fixture.index.settle()
        expectEqual("settled")

        fixture.index = try FingerprintIndex(decoding: fixture.index.snapshot().encoded())
        expectEqual("loaded")
        _ = Self.live(&fixture, adding: shape.hashes(100, using: &fixture.random), removing: 50)
        expectEqual("changed after loading")
        fixture.index = try FingerprintIndex(decoding: fixture.index.snapshot().encoded())
        expectEqual("loaded again")
    }

    @Test(arguments: HashShape.allCases)
    func `an index that grew from nothing, hash by hash, answers as the oracle`(shape: HashShape) throws {
        var fixture = Fixture(seed: 12)
        let hashes = shape.hashes(100_000, using: &fixture.random)
        let merges = Self.live(&fixture, adding: hashes, removing: 150)
        #expect(merges >= 3)
        fixture.queries += [hashes[0], hashes[50_000], fixture.random.edit(hashes[99_999], flips: 25)]
        fixture.expectEqual(fixture.index.snapshot(), "\(shape) grown")
        fixture.index = try FingerprintIndex(decoding: fixture.index.snapshot().encoded())
        fixture.expectEqual(fixture.index.snapshot(), "\(shape) loaded")
    }
}
