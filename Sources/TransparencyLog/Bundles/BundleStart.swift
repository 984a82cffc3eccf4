/// The checkpoint that whoever receives a bundle is known to have, and the proof that the log only grew since.
public struct BundleStart: Sendable, Hashable {
    /// How many leaves it covers.
    public let size: Int64
    /// Its root.
    public let root: LogHash
    /// The hashes of the proof to the bundle's own checkpoint, from the leaves upward.
    public let path: [LogHash]

    /// Makes a start of its parts; ``BundleHeader`` checks them.
    ///
    /// - Parameters:
    ///   - size: how many leaves the earlier checkpoint covers.
    ///   - root: its root.
    ///   - path: the hashes of the proof that it is the beginning of the bundle's checkpoint.
    public init(size: Int64, root: LogHash, path: [LogHash]) {
        self.size = size
        self.root = root
        self.path = path
    }
}
