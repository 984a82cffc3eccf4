import Crypto

/// The hashing of RFC 6962 section 2.1: leaves and nodes are prefixed differently, so that neither passes for the other.
public enum MerkleTree {
    private static let leafPrefix: [UInt8] = [0]
    private static let nodePrefix: [UInt8] = [1]

    /// The root of a tree without leaves: the SHA-256 of nothing.
    public static let emptyRoot = LogHash(SHA256().finalize())

    /// The hash of one leaf: SHA-256 of a zero byte and the data.
    ///
    /// - Parameter data: what the leaf commits to.
    /// - Returns: the leaf's hash.
    public static func leafHash(of data: some Sequence<UInt8>) -> LogHash {
        var hasher = SHA256()
        hasher.update(data: leafPrefix)
        hasher.update(data: Array(data))
        return LogHash(hasher.finalize())
    }

    /// The hash of a leaf whose data is itself a hash.
    ///
    /// - Parameter data: the 32 bytes that the leaf commits to.
    /// - Returns: the leaf's hash.
    public static func leafHash(of data: LogHash) -> LogHash {
        var hasher = SHA256()
        hasher.update(data: leafPrefix)
        data.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return LogHash(hasher.finalize())
    }

    /// The hash of an inner node: SHA-256 of a one byte and the hashes of its children.
    ///
    /// - Parameters:
    ///   - left: the child over the earlier leaves.
    ///   - right: the child over the later leaves.
    /// - Returns: the node's hash.
    public static func nodeHash(_ left: LogHash, _ right: LogHash) -> LogHash {
        var hasher = SHA256()
        hasher.update(data: nodePrefix)
        left.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        right.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return LogHash(hasher.finalize())
    }

    /// The root over a list of leaf hashes.
    ///
    /// - Parameter leafHashes: the leaves' hashes in order.
    /// - Returns: the root; `emptyRoot` of an empty list.
    /// - Complexity: O(*n*).
    public static func root(of leafHashes: some Sequence<LogHash>) -> LogHash {
        var frontier = TreeFrontier()
        for hash in leafHashes { frontier.append(hash) }
        return frontier.root
    }
}
