import CAllocationCounter
import Fingerprints
import SeededRandomness
import Testing

/// What the hot paths of a check do a million times must not ask for memory each time.
@Suite(.enabled(if: perisai_counts_allocations(), "a sanitizer brings an allocator of its own"))
struct AllocationTests {
    private static let rounds = 1_000_000

    private func allocations(during body: () throws -> Void) rethrows -> Int {
        let before = perisai_allocations()
        try body()
        return Int(perisai_allocations() - before)
    }

    @Test func `allocations are counted`() {
        var arrays: [[Int]] = []
        arrays.reserveCapacity(Self.rounds)
        let counted = allocations {
            for round in 0..<1000 { arrays.append([round]) }
        }
        #expect(arrays.count == 1000)
        #expect((1000...1010).contains(counted))
    }

    @Test func `parsing a hash and measuring a distance allocate nothing`() throws {
        var random = SplitMix64(seed: 77)
        let texts = (0..<64).map { _ in random.hash().hex }
        let line = "pdq " + texts[0] + " "
        let part = line.dropFirst(4).dropLast()
        let asked = random.hash()
        // What Swift sets up once for all.
        var sum = try Hash256(hex: texts[0]).distance(to: asked) + Hash256(hex: part).distance(to: asked)
        let counted = try allocations {
            for round in 0..<Self.rounds {
                sum += try Hash256(hex: texts[round & 63]).distance(to: asked)
                if round & 7 == 0 { sum += try Hash256(hex: part).distance(to: asked) }
            }
        }
        #expect(sum > 0)
        #expect(counted == 0)
    }

    @Test func `bits, order and equality allocate nothing`() {
        var random = SplitMix64(seed: 78)
        let (left, right) = (random.hash(), random.hash())
        var sum = 0
        let counted = allocations {
            for round in 0..<Self.rounds {
                let turned = left.flippingBit(round)
                if turned < right || turned == left || turned.bit(round) { sum += 1 }
            }
        }
        #expect(sum > 0)
        #expect(counted == 0)
    }

    @Test func `bytes go into an array with room, and come back, without an allocation`() {
        var random = SplitMix64(seed: 79)
        let hash = random.hash()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Hash256.byteCount)
        var same = 0
        let counted = allocations {
            for _ in 0..<Self.rounds {
                bytes.removeAll(keepingCapacity: true)
                hash.appendBytes(to: &bytes)
                if Hash256(bytes: bytes) == hash { same += 1 }
            }
        }
        #expect(same == Self.rounds)
        #expect(counted == 0)
    }

    @Test func `hex and bytes allocate what they return and nothing else`() {
        var random = SplitMix64(seed: 80)
        let hash = random.hash()
        var length = 0
        let hex = allocations { for _ in 0..<1000 { length += hash.hex.utf8.count } }
        let bytes = allocations { for _ in 0..<1000 { length += hash.bytes.count } }
        #expect(length == 96_000)
        #expect(hex <= 1000)
        #expect(bytes <= 1000)
    }
}
