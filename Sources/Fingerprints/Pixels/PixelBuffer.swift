/// A decoded picture: 8 bits a channel, grey or RGB, rows from top to bottom without padding.
public struct PixelBuffer: Hashable, Sendable {
    /// The most pixels one picture may have, 100 million.
    public static let pixelsMax = 100_000_000
    /// The longest side one picture may have, in pixels.
    public static let sideMax = 1_000_000

    /// Columns, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int
    /// 1 for grey, 3 for red, green and blue in this order.
    public let channels: Int
    /// The samples, row after row, pixel after pixel: exactly width × height × channels.
    public let bytes: [UInt8]

    /// Creates a picture from samples that were already decoded.
    ///
    /// - Parameters:
    ///   - width: Columns, 1...`sideMax`.
    ///   - height: Rows, 1...`sideMax`.
    ///   - channels: 1 for grey, 3 for RGB.
    ///   - bytes: Exactly width × height × channels samples, row after row from the top.
    /// - Throws: `PixelBufferError` that names the first of these rules the arguments break.
    public init(width: Int, height: Int, channels: Int, bytes: [UInt8]) throws(PixelBufferError) {
        guard width > 0, height > 0 else { throw PixelBufferError(code: .empty, width: width, height: height) }
        guard channels == 1 || channels == 3 else {
            throw PixelBufferError(code: .unsupportedChannels, width: width, height: height)
        }
        guard width <= Self.sideMax, height <= Self.sideMax, width * height <= Self.pixelsMax else {
            throw PixelBufferError(code: .tooLarge, width: width, height: height)
        }
        guard bytes.count == width * height * channels else {
            throw PixelBufferError(code: .sizeMismatch, width: width, height: height)
        }
        self.width = width
        self.height = height
        self.channels = channels
        self.bytes = bytes
    }
}
