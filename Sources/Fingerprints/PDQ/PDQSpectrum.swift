/// What PDQ computes from a picture before it becomes bits: 16 × 16 frequencies and a quality.
///
/// The hashes of the turned and mirrored picture follow from it without looking at the pixels again. They are for
/// asking with; lists hold the hash of the picture as it is.
public struct PDQSpectrum: Hashable, Sendable {
    /// How much the picture has in it, 0...100; below `PDQ.minimumQuality` the hash says little.
    public let quality: Int

    /// 16 × 16 coefficients, vertical frequency after vertical frequency, both from 1.
    let coefficients: [Float]

    /// What the turned and mirrored pictures' hashes follow from where that is something else: at 64 × 64 pixels.
    private let coefficientsForTurning: [Float]?

    init(quality: Int, coefficients: [Float], coefficientsForTurning: [Float]? = nil) {
        self.quality = quality
        self.coefficients = coefficients
        self.coefficientsForTurning = coefficientsForTurning
    }

    /// Returns the hash of the picture after turning or mirroring it.
    ///
    /// For pictures of exactly 64 × 64 the reference takes the pixels as they are for the picture's own hash, and runs
    /// them through its filter for the seven others. That filter changes nothing there but the last digits, with which
    /// a few bits can turn over. Perisai does the same, so that all eight hashes are those of `pdqhash`.
    ///
    /// - Parameter transform: What is done to the picture first.
    /// - Returns: One bit per coefficient, set where it lies above the median of all 256.
    public func hash(_ transform: DihedralTransform = .identity) -> Hash256 {
        let side = CosineTransform.frequencies
        let source = transform == .identity ? coefficients : coefficientsForTurning ?? coefficients
        var turned = source
        for row in 0..<side {
            for column in 0..<side {
                let value = source[
                    transform.exchangesSides ? column * side + row : row * side + column
                ]
                // Mirroring turns the sign of the odd frequencies, which have even indices.
                let turnsSign =
                    (transform.reversesRows && row & 1 == 0) != (transform.reversesColumns && column & 1 == 0)
                turned[row * side + column] = turnsSign ? -value : value
            }
        }
        return Self.hash(of: turned)
    }

    private static func hash(of coefficients: [Float]) -> Hash256 {
        // The lower of the two middle values.
        let median = coefficients.sorted()[coefficients.count / 2 - 1]
        var words: SIMD4<UInt64> = .zero
        for bit in 0..<coefficients.count where coefficients[bit] > median {
            words[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        return Hash256(words[3], words[2], words[1], words[0])
    }
}
