/// Which complete subtrees a proof is made of, worked out from sizes alone, before any hash is read.
///
/// A server reads the nodes from its tiles; a follower asks `tiles` first, fetches them, then asks `path(from:)`. The
/// order of the nodes follows RFC 6962 sections 2.1.1 and 2.1.2.
public struct ProofPlan: Sendable, Hashable {
    /// The size of the tree against which the proof will be verified.
    public let size: Int64
    /// For each hash of the proof, from the leaf upward, the subtrees that it is folded from, left to right.
    ///
    /// More than one only along the tree's ragged right edge.
    private let elements: [[TreeNode]]

    /// Plans the proof that a leaf is in a tree.
    ///
    /// - Parameters:
    ///   - index: the leaf's place, from 0.
    ///   - size: how many leaves the tree has.
    /// - Throws: `ProofError` where the tree has no such leaf.
    /// - Complexity: O(log² *size*).
    public init(inclusionOf index: Int64, size: Int64) throws(ProofError) {
        guard size > 0, index >= 0, index < size else { throw ProofError(code: .outOfRange) }
        var siblings: [Range<Int64>] = []
        var subtree = 0..<size
        while subtree.count > 1 {
            let middle = Self.split(subtree)
            if index < middle {
                siblings.append(middle..<subtree.upperBound)
                subtree = subtree.lowerBound..<middle
            } else {
                siblings.append(subtree.lowerBound..<middle)
                subtree = middle..<subtree.upperBound
            }
        }
        self.size = size
        elements = siblings.reversed().map(TreeNode.covering)
    }

    /// Plans the proof that one tree is the beginning of another.
    ///
    /// - Parameters:
    ///   - from: the size of the older tree, 0 included.
    ///   - to: the size of the newer one.
    /// - Throws: `ProofError` where the newer one is smaller, or a size negative.
    /// - Complexity: O(log² *to*).
    public init(consistencyFrom from: Int64, to: Int64) throws(ProofError) {
        guard from >= 0, from <= to else { throw ProofError(code: .outOfRange) }
        size = to
        guard from > 0, from < to else {
            elements = []
            return
        }
        var siblings: [Range<Int64>] = []
        var subtree = 0..<to
        while subtree.upperBound != from {
            let middle = Self.split(subtree)
            if from <= middle {
                siblings.append(middle..<subtree.upperBound)
                subtree = subtree.lowerBound..<middle
            } else {
                siblings.append(subtree.lowerBound..<middle)
                subtree = middle..<subtree.upperBound
            }
        }
        // The verifier knows the older root, and with it this subtree where it is the whole older tree.
        if subtree.lowerBound > 0 { siblings.append(subtree) }
        elements = siblings.reversed().map(TreeNode.covering)
    }

    /// All the subtrees whose hashes are needed.
    public var nodes: [TreeNode] { elements.flatMap(\.self) }

    /// Makes the proof's hashes.
    ///
    /// - Parameter hash: reads the hash of a complete subtree.
    /// - Returns: the path, from the leaf upward.
    /// - Throws: what `hash` throws.
    /// - Complexity: one call of `hash` for each node.
    public func path<Failure: Error>(
        hash: (TreeNode) throws(Failure) -> LogHash
    ) throws(Failure) -> [LogHash] {
        var path: [LogHash] = []
        path.reserveCapacity(elements.count)
        for nodes in elements {
            var folded: LogHash?
            for node in nodes.reversed() {
                let left = try hash(node)
                folded = if let right = folded { MerkleTree.nodeHash(left, right) } else { left }
            }
            if let folded { path.append(folded) }
        }
        return path
    }

    /// Where RFC 6962 splits a range: after the largest power of two that is smaller than its count.
    private static func split(_ leaves: Range<Int64>) -> Int64 {
        let last = leaves.upperBound - leaves.lowerBound - 1
        return leaves.lowerBound + 1 << Int64(Int64.bitWidth - 1 - last.leadingZeroBitCount)
    }
}
