/// A PDQ hash with the quality of the picture it is of.
public struct PDQResult: Hashable, Sendable {
    /// The 256 bits.
    public let hash: Hash256
    /// How much the picture has in it, 0...100.
    public let quality: Int

    /// Creates a result.
    ///
    /// - Parameters:
    ///   - hash: The 256 bits.
    ///   - quality: How much the picture has in it, 0...100.
    public init(hash: Hash256, quality: Int) {
        self.hash = hash
        self.quality = quality
    }
}
