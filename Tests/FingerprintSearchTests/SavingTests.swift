import FingerprintSearch
import Fingerprints
import SeededRandomness
import Testing

struct SavingTests {
    @Test(arguments: [1, 2, 4, 8, 16], HashShape.allCases)
    func `an index of 1, 2, 4, 8 or 16 signals keeps them all when it is loaded again`(
        size: Int,
        shape: HashShape
    ) throws {
        var fixture = Fixture(seed: UInt64(size))
        fixture.fill(shape, count: size)
        let loaded = try FingerprintIndex(decoding: fixture.index.snapshot().encoded())
        #expect(loaded.count == size)
        fixture.expectEqual(loaded.snapshot(), radii: 0...256, "\(shape) \(size)")
    }

    @Test func `what an index holds decides its bytes, not how it came to hold it`() {
        var random = SplitMix64(seed: 1)
        let pairs = (0..<500).map { (hash: random.hash(), entry: UInt32($0 / 3)) }
        var first = FingerprintIndex()
        first.insert(contentsOf: pairs)
        var second = FingerprintIndex(tuning: Fixture.tinySegments())
        for pair in pairs.shuffled(using: &random) {
            second.insert(pair.hash, entry: pair.entry)
        }
        second.insert(random.hash(), entry: 999)
        second.settle()
        second.remove(entry: 999)
        #expect(first.snapshot().encoded() == second.snapshot().encoded())
    }

    @Test func `the saved form is the one documented`() {
        var index = FingerprintIndex()
        index.insert(.ones, entry: 0x0102_0304)
        let bytes = index.snapshot().encoded()
        let expected =
            Array("PRSINDEX".utf8) + [0, 0, 0, 1, 0, 0, 0, 36, 0, 0, 0, 0, 0, 0, 0, 1]
            + Array(repeating: 0xff, count: 32) + [1, 2, 3, 4]
        #expect(Array(bytes.dropLast(32)) == expected)
        #expect(bytes.count == 24 + 36 + 32)
    }

    @Test(arguments: [1, 7, 36, 100, 4096])
    func `chunks may be cut anywhere`(chunkBytes: Int) throws {
        var fixture = Fixture(seed: 2)
        fixture.fill(.uniform, count: 90)
        var chunks: [[UInt8]] = []
        fixture.index.snapshot().encode(chunkBytesMax: chunkBytes) { chunks.append($0) }
        let bytes = chunks.flatMap(\.self)
        #expect(bytes == fixture.index.snapshot().encoded())
        var decoder = IndexDecoder()
        for start in stride(from: 0, to: bytes.count, by: chunkBytes) {
            try decoder.append(Array(bytes[start..<min(start + chunkBytes, bytes.count)]))
        }
        let loaded = try decoder.finish()
        fixture.expectEqual(loaded.snapshot())
    }

    @Test func `an error of the sink ends the saving`() {
        struct DiskFull: Error {}
        var index = FingerprintIndex()
        index.insert(.zero, entry: 1)
        let snapshot = index.snapshot()
        #expect(throws: DiskFull.self) {
            try snapshot.encode { (_: [UInt8]) throws(DiskFull) in throw DiskFull() }
        }
    }
}
