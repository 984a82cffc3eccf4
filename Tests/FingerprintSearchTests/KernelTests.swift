import CSearchKernels
import FingerprintSearch
import Fingerprints
import Testing

struct KernelTests {
    @Test(arguments: SearchKernel.supported, HashShape.allCases)
    func `every instruction set answers as the oracle`(kernel: SearchKernel, shape: HashShape) {
        for size in [1, 3, 7, 9, 33, 150, 3000] {
            var fixture = Fixture(seed: UInt64(size), tuning: Fixture.tinySegments(kernel: kernel))
            fixture.fill(shape, count: size)
            let radii = [0, 1, 7, 8, 15, 16, 23, 30, 31, 32, 40, 47, 48, 63, 64, 128, 256]
            fixture.expectEqual(fixture.index.snapshot(), radii: radii, "\(kernel) \(shape) \(size) by scan")
            fixture.index.settle()
            fixture.expectEqual(fixture.index.snapshot(), radii: radii, "\(kernel) \(shape) \(size) by tables")
        }
    }

    @Test(arguments: SearchKernel.supported)
    func `a row that many buckets lead to is reported once`(kernel: SearchKernel) {
        let rowCount = 300
        let offsetCount = Int(CSEARCH_BUCKET_COUNT) + 1
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 4 * rowCount)
        let offsets = UnsafeMutablePointer<UInt32>.allocate(capacity: 16 * offsetCount)
        let partners = UnsafeMutablePointer<UInt16>.allocate(capacity: 16 * rowCount + Int(CSEARCH_PARTNER_PADDING))
        let references = UnsafeMutablePointer<UInt32>.allocate(capacity: 16 * rowCount)
        defer {
            words.deallocate()
            offsets.deallocate()
            partners.deallocate()
            references.deallocate()
        }
        words.initialize(repeating: 0, count: 4 * rowCount)
        partners.initialize(repeating: 0, count: 16 * rowCount + Int(CSEARCH_PARTNER_PADDING))
        for table in 0..<16 {
            csearch_build_table(
                words,
                rowCount,
                UInt32(table),
                offsets + table * offsetCount,
                partners + table * rowCount,
                references + table * rowCount
            )
        }
        var tables = csearch_tables(
            rows: words,
            row_count: rowCount,
            offsets: offsets,
            partners: partners,
            references: references
        )
        let variant = csearch_variant(kernel.rawValue)
        var reported = 0
        let count: csearch_sink = { context, _, count in
            context.assumingMemoryBound(to: Int.self).pointee += count
        }
        let isComplete = csearch_probe(variant, &tables, [1, 0, 0, 0], 31, .max, count, &reported) == 1
        #expect(isComplete)
        #expect(reported == rowCount)
        let isTooWide = csearch_probe(variant, &tables, words, 64, .max, count, &reported) == 0
        #expect(isTooWide)
        let isTooDear = csearch_probe(variant, &tables, words, 31, 9, count, &reported) == 0
        #expect(isTooDear)
    }

    @Test func `plain C is always there and the best variant is the last supported`() {
        #expect(SearchKernel.supported.first == .generic)
        #expect(SearchKernel.supported.last == .best)
    }
}
