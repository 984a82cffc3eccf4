/// The 64 × 64 averages of luma that both the quality and the hash are computed from, row after row.
struct PDQThumbnail {
    static let side = BoxWindow.samples

    let luma: [Float]

    /// Shrinks a picture.
    ///
    /// - Parameters:
    ///   - pixels: The picture.
    ///   - filteringAlways: Whether a picture of just this size runs through the filter too. Its windows then hold one
    ///     sample, so nothing is blurred; but every running sum rounds, and a few bits of the hash can change.
    init(of pixels: PixelBuffer, filteringAlways: Bool = false) {
        var luma = [Float](repeating: 0, count: Self.side * Self.side)
        luma.withUnsafeMutableBufferPointer { output in
            pixels.bytes.withUnsafeBytes { samples in
                if Self.isItself(pixels), !filteringAlways {
                    Self.copyLuma(of: pixels, samples: samples, to: output)
                } else {
                    var filter = PDQFilter(pixels: pixels)
                    filter.run(samples: samples, output: output)
                }
            }
        }
        self.luma = luma
    }

    /// Whether a picture has the thumbnail's size already.
    static func isItself(_ pixels: PixelBuffer) -> Bool {
        pixels.width == side && pixels.height == side
    }

    /// How much the picture has in it, 0...100: the sum of the steps between neighbours, each counted in whole percent
    /// of the range so that many tiny steps don't add up.
    var quality: Int {
        let side = Self.side
        var sum = 0
        for row in 0..<side {
            for column in 0..<side {
                let here = luma[row * side + column]
                if row + 1 < side { sum += Self.step(here, luma[(row + 1) * side + column]) }
                if column + 1 < side { sum += Self.step(here, luma[row * side + column + 1]) }
            }
        }
        return min(sum / 90, 100)
    }

    @inline(__always)
    private static func step(_ here: Float, _ next: Float) -> Int {
        Int(abs(Int32((here - next) * 100 / 255)))
    }

    /// The luma of a picture of just this size.
    private static func copyLuma(
        of pixels: PixelBuffer,
        samples: UnsafeRawBufferPointer,
        to output: UnsafeMutableBufferPointer<Float>
    ) {
        for index in 0..<side * side {
            let first = Float(samples[index * pixels.channels])
            output[index] =
                pixels.channels == 1
                ? first : PixelBuffer.luma(first, Float(samples[index * 3 + 1]), Float(samples[index * 3 + 2]))
        }
    }
}
