import Cooperation

/// Which receipt of a request is asked for.
package struct RequestReceiptChoice: Sendable, Hashable {
    /// For whom it is made.
    package let view: RequestReceiptView
    /// One item, by its number; `nil` for all.
    package let item: Int?
    /// The checkpoint that it is to be made of, so that the same file comes again; `nil` for the last one.
    package let pinned: PinnedCheckpoint?

    package init(_ view: RequestReceiptView, item: Int? = nil, pinned: PinnedCheckpoint? = nil) {
        self.view = view
        self.item = item
        self.pinned = pinned
    }
}
