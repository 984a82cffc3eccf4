import FingerprintSearch
import Fingerprints
import SeededRandomness
import Testing

struct CorruptionTests {
    private static func saved(_ count: Int) -> [UInt8] {
        var fixture = Fixture(seed: 1)
        fixture.fill(.uniform, count: count)
        return fixture.index.snapshot().encoded()
    }

    @Test func `every truncation is refused as truncated`() {
        let bytes = Self.saved(6)
        for length in 0..<bytes.count {
            #expect(throws: IndexFormatError.self) { try FingerprintIndex(decoding: Array(bytes[..<length])) }
            do {
                _ = try FingerprintIndex(decoding: Array(bytes[..<length]))
            } catch {
                #expect(error.code == .truncated, "length \(length)")
            }
        }
    }

    @Test func `every single flipped bit is refused`() {
        let bytes = Self.saved(5)
        for bit in 0..<8 * bytes.count {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: IndexFormatError.self, "bit \(bit)") { try FingerprintIndex(decoding: flipped) }
        }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `mangled bytes are refused and never crash`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let original = Self.saved(Int.random(in: 0...40, using: &random))
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.insert(contentsOf: [UInt8](repeating: 0, count: 36), at: place)
            case 2: bytes.remove(at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + 36))
            }
            if bytes.isEmpty { break }
        }
        guard bytes != original else { return }
        #expect(throws: IndexFormatError.self, "seed \(seed)") { try FingerprintIndex(decoding: bytes) }
    }

    @Test(
        arguments: [
            (0, UInt8(0x51), "not-an-index"), (11, 2, "unsupported-version"), (15, 40, "unsupported-version"),
            (17, 1, "too-many-rows"), (23, 7, "truncated"), (23, 1, "trailing-bytes"), (24, 0xff, "checksum-mismatch"),
            (24 + 32, 0xff, "rows-out-of-order"), (24 + 3 * 36, 0, "checksum-mismatch"),
        ]
    )
    func `the error names what is wrong`(place: Int, value: UInt8, code: String) throws {
        var index = FingerprintIndex()
        for entry in 1...3 as ClosedRange<UInt32> {
            index.insert(.zero, entry: entry)
        }
        var bytes = index.snapshot().encoded()
        #expect(bytes[place] != value)
        bytes[place] = value
        let error = #expect(throws: IndexFormatError.self) { try FingerprintIndex(decoding: bytes) }
        #expect(error?.code.description == code)
        #expect(error?.description == "IndexFormatError.\(code)")
    }

    @Test func `a header that claims more rows than there are costs no memory`() {
        let header = Array("PRSINDEX".utf8) + [0, 0, 0, 1, 0, 0, 0, 36, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]
        let error = #expect(throws: IndexFormatError.self) { try FingerprintIndex(decoding: header) }
        #expect(error?.code == .truncated)
    }

    @Test func `bytes after the end are refused in the same chunk and in the next`() throws {
        let bytes = Self.saved(3)
        #expect(throws: IndexFormatError.self) { try FingerprintIndex(decoding: bytes + [0]) }
        var decoder = IndexDecoder()
        try decoder.append(bytes)
        try decoder.append([])
        #expect(throws: IndexFormatError.self) { try decoder.append([0]) }
    }
}
