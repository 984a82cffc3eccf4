import CanonicalJSON

/// The right edge of a growing tree: the roots of its complete subtrees, enough to append leaves and to know the root.
///
/// One hash for each one-bit of the size, the largest subtree first.
public struct TreeFrontier: Sendable, Hashable {
    /// How many leaves the tree has.
    public private(set) var size: Int64
    /// The roots of the complete subtrees, from left to right.
    public private(set) var peaks: [LogHash]

    /// Makes the frontier of an empty tree.
    public init() {
        size = 0
        peaks = []
    }

    /// Reads the frontier of a tree of which complete subtrees are stored.
    ///
    /// - Parameters:
    ///   - size: how many leaves the tree has.
    ///   - hash: reads the hash of the complete subtree at a level and index.
    /// - Throws: `ProofError` for a negative size, and what `hash` throws.
    public init(size: Int64, hash: (TreeNode) throws -> LogHash) throws {
        guard size >= 0 else { throw ProofError(code: .outOfRange) }
        self.size = size
        peaks = try TreeNode.covering(0..<size).map(hash)
    }

    /// Adds a leaf at the end.
    ///
    /// - Parameters:
    ///   - leafHash: the leaf's hash.
    ///   - completed: told every subtree that this leaf completes, the leaf itself first, with its hash. A builder of
    ///     tiles keeps those whose level is a multiple of 8.
    /// - Complexity: O(log *size*), amortised O(1).
    public mutating func append(_ leafHash: LogHash, completed: (TreeNode, LogHash) -> Void = { _, _ in }) {
        var hash = leafHash
        var node = TreeNode(level: 0, index: size)
        completed(node, hash)
        while node.index & 1 == 1, let left = peaks.popLast() {
            hash = MerkleTree.nodeHash(left, hash)
            node = TreeNode(level: node.level + 1, index: node.index >> 1)
            completed(node, hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// The root of the tree.
    ///
    /// - Complexity: O(log *size*).
    public var root: LogHash {
        guard var hash = peaks.last else { return MerkleTree.emptyRoot }
        for peak in peaks.dropLast().reversed() { hash = MerkleTree.nodeHash(peak, hash) }
        return hash
    }
}

extension TreeFrontier {
    /// The stored form: the size as 8 bytes, most significant first, then the peaks from left to right.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: size >> Int64(56 - 8 * $0)) } + peaks.flatMap(\.bytes)
    }

    /// Reads the stored form.
    ///
    /// `nil` unless there is exactly one hash for each one-bit of a size that is not negative.
    ///
    /// - Parameter bytes: what `bytes` made.
    public init?(bytes: [UInt8]) {
        guard bytes.count >= 8 else { return nil }
        let size = Int64(bitPattern: bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) })
        guard size >= 0, bytes.count == 8 + size.nonzeroBitCount * LogHash.byteCount else { return nil }
        self.size = size
        peaks = stride(from: 8, to: bytes.count, by: LogHash.byteCount).compactMap {
            LogHash(bytes: bytes[$0..<$0 + LogHash.byteCount])
        }
    }
}

extension TreeFrontier: Codable {
    /// Reads the stored form in hexadecimal.
    ///
    /// - Parameter decoder: where the text comes from.
    /// - Throws: `DecodingError` where the text is anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let bytes = Hexadecimal.decode(text), let frontier = TreeFrontier(bytes: bytes) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "A frontier is its size and one hash for each one-bit of it, in hex."
            )
        }
        self = frontier
    }

    /// Writes the stored form in hexadecimal.
    ///
    /// - Parameter encoder: where the text goes.
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Hexadecimal.encode(bytes))
    }
}
