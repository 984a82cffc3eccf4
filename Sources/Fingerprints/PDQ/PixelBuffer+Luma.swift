extension PixelBuffer {
    /// Rows that the filter handles together.
    static let stripRows = 16

    /// The luma of one pixel, 0...255.
    ///
    /// The field computes 0.299 R + 0.587 G + 0.114 B in Double and rounds once to Float. 299 R + 587 G + 114 B is
    /// exact in Float and an IEEE division rounds correctly; the two agree for all 2²⁴ colours because no quotient lies
    /// nearer to a rounding boundary than the errors of the Double sum (a test compares every one).
    @inline(__always)
    package static func luma(_ red: Float, _ green: Float, _ blue: Float) -> Float {
        (299 * red + 587 * green + 114 * blue) / 1000
    }

    /// Writes the luma of 16 rows so that the 16 samples of one column lie together.
    ///
    /// Rows below the picture repeat its last row; columns that fill up the last group of four are zero.
    ///
    /// - Parameters:
    ///   - firstRow: The strip's first row.
    ///   - samples: The picture's samples.
    ///   - strip: Four groups of four lanes per column.
    func fillLuma(
        from firstRow: Int,
        samples: UnsafeRawBufferPointer,
        into strip: UnsafeMutablePointer<Lanes>
    ) {
        guard let start = samples.baseAddress else { return }
        let rowBytes = width * channels
        for quarter in 0..<4 {
            let row = firstRow + 4 * quarter
            let row0 = start + min(row, height - 1) * rowBytes
            let row1 = start + min(row + 1, height - 1) * rowBytes
            let row2 = start + min(row + 2, height - 1) * rowBytes
            let row3 = start + min(row + 3, height - 1) * rowBytes
            // The last group goes sample by sample: a whole word there could reach past the end of the picture.
            let wholeGroups = (width - 1) / 4
            var output = strip + quarter
            if channels == 3 {
                for group in 0..<wholeGroups {
                    let at = 12 * group
                    Self.store(
                        Self.luma(rgb: row0 + at),
                        Self.luma(rgb: row1 + at),
                        Self.luma(rgb: row2 + at),
                        Self.luma(rgb: row3 + at),
                        at: output
                    )
                    output += 16
                }
            } else {
                for group in 0..<wholeGroups {
                    let at = 4 * group
                    Self.store(
                        Self.luma(grey: row0 + at),
                        Self.luma(grey: row1 + at),
                        Self.luma(grey: row2 + at),
                        Self.luma(grey: row3 + at),
                        at: output
                    )
                    output += 16
                }
            }
            Self.store(
                lastLuma(row0, from: 4 * wholeGroups),
                lastLuma(row1, from: 4 * wholeGroups),
                lastLuma(row2, from: 4 * wholeGroups),
                lastLuma(row3, from: 4 * wholeGroups),
                at: output
            )
        }
    }

    @inline(__always)
    private static func store(
        _ row0: Lanes,
        _ row1: Lanes,
        _ row2: Lanes,
        _ row3: Lanes,
        at output: UnsafeMutablePointer<Lanes>
    ) {
        let columns = transposed(row0, row1, row2, row3)
        output[0] = columns.0
        output[4] = columns.1
        output[8] = columns.2
        output[12] = columns.3
    }

    @inline(__always)
    private static func luma(rgb pixels: UnsafeRawPointer) -> Lanes {
        let words = SIMD4<UInt32>(
            UInt32(littleEndian: pixels.loadUnaligned(fromByteOffset: 0, as: UInt32.self)),
            UInt32(littleEndian: pixels.loadUnaligned(fromByteOffset: 3, as: UInt32.self)),
            UInt32(littleEndian: pixels.loadUnaligned(fromByteOffset: 6, as: UInt32.self)),
            UInt32(littleEndian: pixels.loadUnaligned(fromByteOffset: 9, as: UInt32.self))
        )
        let red = Lanes(SIMD4<Int32>(truncatingIfNeeded: words & 255))
        let green = Lanes(SIMD4<Int32>(truncatingIfNeeded: (words &>> 8) & 255))
        let blue = Lanes(SIMD4<Int32>(truncatingIfNeeded: (words &>> 16) & 255))
        return (299 * red + 587 * green + 114 * blue) / 1000
    }

    @inline(__always)
    private static func luma(grey pixels: UnsafeRawPointer) -> Lanes {
        Lanes(
            Float(pixels.load(fromByteOffset: 0, as: UInt8.self)),
            Float(pixels.load(fromByteOffset: 1, as: UInt8.self)),
            Float(pixels.load(fromByteOffset: 2, as: UInt8.self)),
            Float(pixels.load(fromByteOffset: 3, as: UInt8.self))
        )
    }

    private func lastLuma(_ row: UnsafeRawPointer, from firstColumn: Int) -> Lanes {
        var lanes = Lanes.zero
        for column in firstColumn..<width {
            let pixel = row + column * channels
            let first = Float(pixel.load(as: UInt8.self))
            lanes[column - firstColumn] =
                channels == 1
                ? first
                : Self.luma(
                    first,
                    Float(pixel.load(fromByteOffset: 1, as: UInt8.self)),
                    Float(pixel.load(fromByteOffset: 2, as: UInt8.self))
                )
        }
        return lanes
    }
}
