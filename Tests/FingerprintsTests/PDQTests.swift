import Fingerprints
import Testing

struct PDQTests {
    /// The sampled points aren't quite symmetric, so moved pixels give a near hash, not an equal one.
    private static let matchRadius = 31

    @Test(arguments: goldenVectors)
    func `quality and bits are those of pdqhash`(vector: GoldenVector) throws {
        let spectrum = PDQ.spectrum(of: try vector.picture.pixels())
        #expect(spectrum.quality == vector.quality)
        for (transform, hex) in vector.hashes {
            #expect(spectrum.hash(transform).hex == hex, "\(transform)")
        }
    }

    @Test func `the golden vectors hold both good and poor pictures`() {
        #expect(goldenVectors.count { $0.quality >= PDQ.minimumQuality } >= 10)
        #expect(goldenVectors.count { $0.hashes.count == 8 } >= 10)
        #expect(goldenVectors.count { $0.quality < PDQ.minimumQuality } >= 4)
        #expect(goldenVectors.contains { (50..<100).contains($0.quality) })
        #expect(goldenVectors.contains { (1..<50).contains($0.quality) })
        #expect(goldenVectors.allSatisfy { $0.hashes.isEmpty == ($0.quality < PDQ.minimumQuality) })
    }

    @Test func `luma is the Double sum rounded once, for every colour`() {
        var wrong = 0
        for red in 0..<256 {
            for green in 0..<256 {
                for blue in 0..<256 {
                    let sum = 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)
                    if PixelBuffer.luma(Float(red), Float(green), Float(blue)) != Float(sum) { wrong += 1 }
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test(arguments: DihedralTransform.allCases)
    func `a transform's hash is near that of really moved pixels`(transform: DihedralTransform) throws {
        for picture in [
            SyntheticPicture(width: 512, height: 384, channels: 3, cell: 40, contrast: 75, seed: 31),
            SyntheticPicture(width: 333, height: 500, channels: 1, cell: 29, contrast: 75, seed: 32),
        ] {
            let pixels = try picture.pixels()
            let asked = PDQ.spectrum(of: pixels).hash(transform)
            let moved = PDQ.hash(of: try pixels.applying(transform)).hash
            #expect(asked.distance(to: moved) <= Self.matchRadius, "seed \(picture.seed)")
            for other in DihedralTransform.allCases where other != transform {
                #expect(PDQ.spectrum(of: pixels).hash(other).distance(to: moved) > 60, "\(other), seed \(picture.seed)")
            }
        }
    }

    @Test func `the eight transforms of a moved picture are those of the picture`() throws {
        let pixels = try SyntheticPicture(width: 400, height: 400, channels: 3, cell: 33, contrast: 75, seed: 33)
            .pixels()
        let hashes = DihedralTransform.allCases.map { PDQ.spectrum(of: pixels).hash($0) }
        #expect(Set(hashes).count == 8)
        for transform in DihedralTransform.allCases {
            let moved = PDQ.spectrum(of: try pixels.applying(transform))
            for other in DihedralTransform.allCases {
                #expect(
                    hashes.contains { $0.distance(to: moved.hash(other)) <= Self.matchRadius },
                    "\(transform) then \(other)"
                )
            }
        }
    }

    @Test(arguments: [(1, 1), (4, 4), (4, 500), (500, 4), (2, 1000)])
    func `a picture with a side under five pixels gets a reason`(width: Int, height: Int) throws {
        let picture = SyntheticPicture(width: width, height: height, channels: 3, cell: 1, contrast: 75, seed: 1)
        let outcome = PDQ.fingerprint(of: try picture.pixels())
        guard case .none(let refusal) = outcome else {
            Issue.record("got \(outcome)")
            return
        }
        #expect(refusal.code == .tooSmall)
        #expect(refusal.description.contains("at least 5 pixels"))
        #expect(PDQ.hash(of: try picture.pixels()) == PDQResult(hash: .zero, quality: 0))
    }

    @Test(arguments: [UInt8(0), 1, 127, 255])
    func `a flat picture gets a reason`(value: UInt8) throws {
        let pixels = try PixelBuffer(
            width: 300,
            height: 200,
            channels: 1,
            bytes: [UInt8](repeating: value, count: 300 * 200)
        )
        #expect(PDQ.fingerprint(of: pixels) == .none(PDQRefusal(code: .lowQuality, quality: 0)))
    }

    @Test(arguments: goldenVectors)
    func `there is a fingerprint exactly from quality 50 up`(vector: GoldenVector) throws {
        let pixels = try vector.picture.pixels()
        switch PDQ.fingerprint(of: pixels) {
        case .fingerprint(let hash, let quality):
            #expect(quality == vector.quality)
            #expect(quality >= 50)
            #expect(hash.hex == vector.hashes[.identity])
        case .none(let refusal):
            #expect(refusal.quality == vector.quality)
            #expect(refusal.quality < 50)
        }
    }

    @Test func `grey and the same grey as colour give the same result`() throws {
        let grey = try SyntheticPicture(width: 301, height: 203, channels: 1, cell: 20, contrast: 75, seed: 40).pixels()
        let colour = try PixelBuffer(
            width: 301,
            height: 203,
            channels: 3,
            bytes: grey.bytes.flatMap { [$0, $0, $0] }
        )
        #expect(PDQ.hash(of: grey) == PDQ.hash(of: colour))
    }
}
