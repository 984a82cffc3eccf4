import Fingerprints
import SeededRandomness
import Testing

struct ContentDigestsTests {
    /// From FIPS 180-4's examples and RFC 1321, appendix A.5.
    @Test(
        arguments: [
            (
                "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "d41d8cd98f00b204e9800998ecf8427e"
            ),
            (
                "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "900150983cd24fb0d6963f7d28e17f72"
            ),
        ]
    )
    func `digests are those of the standards`(text: String, sha256: String, md5: String) {
        let digests = ContentDigests(of: Array(text.utf8))
        #expect(digests.sha256.hex == sha256)
        #expect(digests.md5 == md5)
        #expect(digests.fingerprints.map(\.kind) == [.sha256, .md5])
        #expect(digests.fingerprints.map(\.value) == [sha256, md5])
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `pieces give the digests of the whole`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = (0..<Int.random(in: 0...5000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
        }
        var digester = ContentDigester()
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(Int.random(in: 0...700, using: &random)))
            piece.withUnsafeBytes { digester.update($0) }
            rest = rest.dropFirst(piece.count)
        }
        #expect(digester.finalize() == ContentDigests(of: bytes))
    }
}
