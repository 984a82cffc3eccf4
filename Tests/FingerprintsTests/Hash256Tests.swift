import Fingerprints
import Foundation
import SeededRandomness
import Testing

struct Hash256Tests {
    private static let digits = String(repeating: "0123456789abcdef", count: 4)

    @Test(
        arguments: [
            ("", 0), ("0", 1), (String(digits.dropLast()), 63), (digits + "0", 65), ("0x" + digits, 66),
            (digits + "\n", 65), (String(repeating: "é", count: 64), 128),
        ]
    )
    func `a text of the wrong length is refused with its count`(text: String, length: Int) {
        let error = #expect(throws: HexError.self) { try Hash256(hex: text) }
        #expect(error?.code == .wrongLength)
        #expect(error?.length == length)
        #expect(error?.expectedLength == 64)
        #expect(error?.offset == nil)
    }

    @Test(arguments: [0, 1, 15, 16, 31, 32, 62, 63], ["g", "G", "/", ":", "@", "`", " ", "-", "\0"])
    func `the first wrong character is named by its offset`(offset: Int, character: String) {
        var characters = Array(Self.digits).map(String.init)
        characters[offset] = character
        let error = #expect(throws: HexError.self) { try Hash256(hex: characters.joined()) }
        #expect(error?.code == .notADigit)
        #expect(error?.offset == offset)
    }

    @Test func `an error never repeats the text`() {
        let secret = String(Self.digits.dropLast(3)) + "xyz"
        let error = #expect(throws: HexError.self) { try Hash256(hex: secret) }
        #expect(error?.description == "the character at offset 61 is not a hexadecimal digit")
        #expect(error.map { "\($0)".contains("0123") } == false)
    }

    @Test func `full-width digits of the right length are refused`() {
        let error = #expect(throws: HexError.self) { try Hash256(hex: String(repeating: "\u{FF10}", count: 21) + "0") }
        #expect(error?.offset == 0)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `hex and bytes come back as they went in`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let hash = random.hash()
        #expect(try Hash256(hex: hash.hex) == hash)
        #expect(try Hash256(hex: hash.hex.uppercased()) == hash)
        #expect(hash.hex == hash.hex.lowercased())
        #expect(Hash256(bytes: hash.bytes) == hash)
        #expect(hash.hex == hash.bytes.map { String(format: "%02x", $0) }.joined())
        #expect(Hash256(bytes: hash.bytes.dropLast()) == nil)
        #expect(Hash256(bytes: hash.bytes + [0]) == nil)
    }

    @Test func `bit 255 is the top of the first digit and bit 0 the bottom of the last`() throws {
        let top = try Hash256(hex: "8" + String(repeating: "0", count: 63))
        #expect((0..<256).filter(top.bit) == [255])
        let bottom = try Hash256(hex: String(repeating: "0", count: 63) + "1")
        #expect((0..<256).filter(bottom.bit) == [0])
        #expect(top.word0 == 1 << 63)
        #expect(bottom.word3 == 1)
    }

    @Test(arguments: 0..<256)
    func `turning a bit over changes that bit alone`(index: Int) {
        var random = SplitMix64(seed: UInt64(index))
        let hash = random.hash()
        let turned = hash.flippingBit(index)
        #expect((0..<256).filter { hash.bit($0) != turned.bit($0) } == [index])
        #expect(hash.distance(to: turned) == 1)
        #expect(turned.flippingBit(index) == hash)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `the distance counts the differing bits`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (left, right) = (random.hash(), random.hash())
        let counted = (0..<256).count { left.bit($0) != right.bit($0) }
        #expect(left.distance(to: right) == counted)
        #expect(right.distance(to: left) == counted)
        #expect(left.distance(to: left) == 0)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `hashes are ordered like their hex`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let left = random.hash()
        // Equal leading words in three of four cases, so that each word decides sometimes.
        let right = left.flippingBit(Int(seed % 4) * 64 + Int(seed % 61))
        #expect((left < right) == (left.hex < right.hex))
        #expect((right < left) == (right.hex < left.hex))
    }

    @Test func `JSON holds the hex as one string`() throws {
        let hash = try Hash256(hex: Self.digits)
        let json = try JSONEncoder().encode([hash])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(Self.digits)\"]")
        #expect(try JSONDecoder().decode([Hash256].self, from: json) == [hash])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Hash256].self, from: Data(#"["12"]"#.utf8)) }
    }

    @Test func `a hash takes 32 bytes in place`() {
        #expect(MemoryLayout<Hash256>.size == 32)
        #expect(_isPOD(Hash256.self))
    }
}
