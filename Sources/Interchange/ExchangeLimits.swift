import TransparencyLog

/// How long the answers of an exchange may be, in bytes.
enum ExchangeLimits {
    static let introductionBytesMax = 64 << 10
    static let eventsBytesMax = 16 << 20
    static let checkpointBytesMax = NoteLimits.noteBytesMax
    static let tileBytesMax = Tile.fullWidth * LogHash.byteCount
    static let deliveryBytesMax = 64 << 10
    static let receiptBytesMax = ReceiptLimits.bytesMax
    /// The longest cursor, in bytes: it goes into an address.
    static let cursorBytesMax = 1024
    /// How many events are asked for, one step after the other where a page of them is too large.
    static let eventsPerPage = [500, 50, 5]
}
