import Fingerprints

/// What people do to a picture before they post it again.
enum PictureEdit: String, CaseIterable {
    case reencoded = "re-encoded"
    case halfSize = "half size"
    case lowQuality = "quality 30"
    case croppedOnePercent = "cropped 1 percent a side"
    case croppedFivePercent = "cropped 5 percent a side"
    case captioned = "captioned"

    /// Whether a match is promised.
    ///
    /// What goes beyond is shown with whatever distance it has.
    var isExpectedToMatch: Bool { self != .croppedFivePercent && self != .captioned }

    /// The JPEG quality of the copy.
    var quality: Int { self == .lowQuality ? 30 : 85 }

    /// The pixels of the copy.
    func apply(to picture: PixelBuffer) throws -> PixelBuffer {
        switch self {
        case .reencoded, .lowQuality: picture
        case .halfSize: try Self.halved(picture)
        case .croppedOnePercent: try Self.cropped(picture, percent: 1)
        case .croppedFivePercent: try Self.cropped(picture, percent: 5)
        case .captioned: try Self.captioned(picture)
        }
    }

    private static func halved(_ picture: PixelBuffer) throws -> PixelBuffer {
        let (width, height, channels) = (picture.width / 2, picture.height / 2, picture.channels)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(width * height * channels)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<channels {
                    let corner = (2 * y * picture.width + 2 * x) * channels + channel
                    let below = corner + picture.width * channels
                    let sum = [corner, corner + channels, below, below + channels].reduce(2) {
                        $0 + Int(picture.bytes[$1])
                    }
                    bytes.append(UInt8(sum / 4))
                }
            }
        }
        return try PixelBuffer(width: width, height: height, channels: channels, bytes: bytes)
    }

    private static func cropped(_ picture: PixelBuffer, percent: Int) throws -> PixelBuffer {
        let (dx, dy, channels) = (picture.width * percent / 100, picture.height * percent / 100, picture.channels)
        let width = picture.width - 2 * dx
        var bytes: [UInt8] = []
        for y in dy..<picture.height - dy {
            let start = (y * picture.width + dx) * channels
            bytes += picture.bytes[start..<start + width * channels]
        }
        return try PixelBuffer(width: width, height: picture.height - 2 * dy, channels: channels, bytes: bytes)
    }

    /// A black strip with a row of white blocks, as a line of text is at a glance, over the lowest tenth.
    private static func captioned(_ picture: PixelBuffer) throws -> PixelBuffer {
        var bytes = picture.bytes
        let strip = picture.height * 9 / 10
        for y in strip..<picture.height {
            for x in 0..<picture.width {
                let isInk =
                    (y - strip) * 3 > picture.height / 10 && (y - strip) * 3 < picture.height / 5 && x / 12 % 3 != 2
                for channel in 0..<picture.channels {
                    bytes[(y * picture.width + x) * picture.channels + channel] = isInk ? 240 : 0
                }
            }
        }
        return try PixelBuffer(width: picture.width, height: picture.height, channels: picture.channels, bytes: bytes)
    }
}
