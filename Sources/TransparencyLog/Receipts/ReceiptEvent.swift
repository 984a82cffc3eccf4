/// One event in a receipt: what its holder may see of it, and where it stands in the log.
public struct ReceiptEvent: Sendable, Hashable {
    /// The place of its leaf in the log.
    public let index: Int64
    /// All its fields, shown or hidden.
    public let event: DisclosedEvent
    /// The hashes that lead from its leaf to the checkpoint's root, from the leaf upward.
    public let path: [LogHash]

    /// Makes an event of its parts; `Receipt` checks them.
    ///
    /// - Parameters:
    ///   - index: the place of its leaf in the log.
    ///   - event: all its fields, shown or hidden.
    ///   - path: the hashes from its leaf to the root of the receipt's checkpoint.
    public init(index: Int64, event: DisclosedEvent, path: [LogHash]) {
        self.index = index
        self.event = event
        self.path = path
    }
}
