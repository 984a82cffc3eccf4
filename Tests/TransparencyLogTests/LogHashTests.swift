import CanonicalJSON
import Testing
import TransparencyLog

struct LogHashTests {
    static let hash = MerkleTree.leafHash(of: [1, 2, 3])

    @Test func `a hash comes back from every spelling`() throws {
        #expect(LogHash(bytes: Self.hash.bytes) == Self.hash)
        #expect(LogHash(hex: Self.hash.hex) == Self.hash)
        #expect(LogHash(base64: Self.hash.base64) == Self.hash)
        #expect(Self.hash.hex.count == 64)
        #expect(Self.hash.base64.count == 44)
    }

    @Test func `texts that are almost a hash are refused`() {
        let hex = Self.hash.hex
        for text in [
            "", hex.uppercased(), String(hex.dropLast()), hex + "00", hex.dropLast() + "g", hex.dropLast() + " ",
        ] {
            #expect(LogHash(hex: text) == nil, "\(text)")
        }
        #expect(LogHash(bytes: [UInt8](repeating: 0, count: 31)) == nil)
        #expect(LogHash(bytes: [UInt8](repeating: 0, count: 33)) == nil)
    }

    @Test func `of all last digits of Base64 only the one with zero bits is read`() {
        let text = Self.hash.base64
        let start = text.dropLast(2)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let read = alphabet.filter { LogHash(base64: start + "\($0)=")?.bytes.dropLast() == Self.hash.bytes.dropLast() }
        #expect(read.count == 16)
        for text in [String(text.dropLast()), text + "=", "\n" + text, text + "\n", start + "==", "====" + text] {
            #expect(LogHash(base64: text) == nil, "\(text)")
        }
    }

    @Test func `a hash is coded as hexadecimal and nothing else is decoded`() throws {
        #expect(try JSONValueEncoder().encode(Self.hash) == .string(Self.hash.hex))
        #expect(try JSONValueDecoder().decode(LogHash.self, from: .string(Self.hash.hex)) == Self.hash)
        #expect(throws: (any Error).self) {
            try JSONValueDecoder().decode(LogHash.self, from: .string(Self.hash.hex.uppercased()))
        }
    }
}
