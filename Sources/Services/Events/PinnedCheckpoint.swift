/// Which checkpoint a receipt is made of, so that the same file comes again.
package struct PinnedCheckpoint: Sendable, Hashable {
    /// Its size.
    package let size: Int64
    /// Whether with the cosignatures of witnesses, which may have come after the first such file.
    package let isCosigned: Bool

    package init(size: Int64, isCosigned: Bool) {
        self.size = size
        self.isCosigned = isCosigned
    }
}
