import Fingerprints

/// Squares of pseudo-random colour with a slow ramp over them, made with whole numbers alone.
struct SyntheticPicture: Sendable {
    let width: Int
    let height: Int
    let channels: Int
    let cell: Int
    /// How much of their difference the squares keep, in percent.
    let contrast: Int
    let seed: Int

    func pixels() throws -> PixelBuffer {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(width * height * channels)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<channels {
                    bytes.append(sample(x, y, channel))
                }
            }
        }
        return try PixelBuffer(width: width, height: height, channels: channels, bytes: bytes)
    }

    private func sample(_ x: Int, _ y: Int, _ channel: Int) -> UInt8 {
        let mask: UInt64 = 0xFFFF_FFFF
        let column = UInt64(x / cell) * 73_856_093
        let row = UInt64(y / cell) * 19_349_663
        var mixed = (column ^ row ^ UInt64(channel + 1) * 83_492_791 ^ UInt64(seed) * 2_654_435_761) & mask
        mixed = ((mixed ^ mixed >> 15) * 2_246_822_519) & mask
        mixed = ((mixed ^ mixed >> 13) * 3_266_489_917) & mask
        let square = Int(mixed >> 24)
        let ramp = x * 31 / width + y * 31 / height
        return UInt8((square * contrast + ramp * 100) / 100 % 256)
    }
}

extension PixelBuffer {
    /// The picture after really moving its pixels.
    func applying(_ transform: DihedralTransform) throws -> PixelBuffer {
        let newWidth = transform.exchangesSides ? height : width
        let newHeight = transform.exchangesSides ? width : height
        var moved: [UInt8] = []
        moved.reserveCapacity(bytes.count)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let (fromX, fromY) =
                    switch transform {
                    case .identity: (x, y)
                    case .rotate90: (width - 1 - y, x)
                    case .rotate180: (width - 1 - x, height - 1 - y)
                    case .rotate270: (y, height - 1 - x)
                    case .flipVertical: (x, height - 1 - y)
                    case .flipHorizontal: (width - 1 - x, y)
                    case .transpose: (y, x)
                    case .antitranspose: (width - 1 - y, height - 1 - x)
                    }
                let start = (fromY * width + fromX) * channels
                moved += bytes[start..<start + channels]
            }
        }
        return try PixelBuffer(width: newWidth, height: newHeight, channels: channels, bytes: moved)
    }
}
