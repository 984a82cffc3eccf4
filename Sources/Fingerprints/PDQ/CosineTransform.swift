/// The part of the two-dimensional discrete cosine transform (type II) that PDQ keeps: frequencies 1...16 each way.
///
/// Each product and sum is rounded to Float, from the lowest index to the highest, as in the published reference.
enum CosineTransform {
    /// Frequencies kept along each side.
    static let frequencies = 16

    private static let side = PDQThumbnail.side

    /// √(2/64) · cos(π/128 · frequency · (2 · position + 1)), position after position, 16 frequencies each.
    ///
    /// The cosines come from Taylor series of our own, so that no platform's mathematics library can change a bit.
    private static let factors: [Float] = {
        // √(1/32), rounded to Float.
        let scale = Double(Float((1.0 / 32).squareRoot()))
        return (0..<side).flatMap { position in
            (1...frequencies).map { frequency in
                Float(scale * cosine(of128ths: frequency * (2 * position + 1)))
            }
        }
    }()

    /// Transforms the thumbnail.
    ///
    /// - Parameter thumbnail: 64 × 64 values, row after row.
    /// - Returns: 16 × 16 coefficients, vertical frequency after vertical frequency.
    static func coefficients(of thumbnail: PDQThumbnail) -> [Float] {
        factors.withUnsafeBufferPointer { factors in
            thumbnail.luma.withUnsafeBufferPointer { luma in
                transform(luma, factors)
            }
        }
    }

    private static func transform(
        _ luma: UnsafeBufferPointer<Float>,
        _ factors: UnsafeBufferPointer<Float>
    ) -> [Float] {
        var columns = [Float](repeating: 0, count: side * frequencies)
        var coefficients = [Float](repeating: 0, count: frequencies * frequencies)
        // columns[x][v]: the vertical transform of column x.
        columns.withUnsafeMutableBufferPointer { columns in
            for row in 0..<side {
                for column in 0..<side {
                    let value = luma[row * side + column]
                    for frequency in 0..<frequencies {
                        columns[column * frequencies + frequency] += factors[row * frequencies + frequency] * value
                    }
                }
            }
            coefficients.withUnsafeMutableBufferPointer { coefficients in
                for vertical in 0..<frequencies {
                    for column in 0..<side {
                        let value = columns[column * frequencies + vertical]
                        for horizontal in 0..<frequencies {
                            coefficients[vertical * frequencies + horizontal] +=
                                value * factors[column * frequencies + horizontal]
                        }
                    }
                }
            }
        }
        return coefficients
    }

    /// cos(π/128 · steps), to the last bits of a Double.
    static func cosine(of128ths steps: Int) -> Double {
        var steps = steps % 256
        if steps > 128 { steps = 256 - steps }
        if steps > 64 { return -cosine(of128ths: 128 - steps) }
        let angle = Double(steps <= 32 ? steps : 64 - steps) * Double.pi / 128
        // Up to π/4 eleven terms are below the last bit; the smallest are added first.
        var terms: [Double] = [steps <= 32 ? 1 : angle]
        for index in 1...11 {
            let factor = steps <= 32 ? (2 * index - 1) * (2 * index) : (2 * index) * (2 * index + 1)
            terms.append(-terms[index - 1] * angle * angle / Double(factor))
        }
        return terms.reversed().reduce(0, +)
    }
}
