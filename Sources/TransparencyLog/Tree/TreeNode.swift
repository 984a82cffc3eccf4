/// The place of a complete subtree: 2^level leaves that start at a multiple of 2^level.
///
/// Its hash never changes again.
public struct TreeNode: Sendable, Hashable {
    /// The height above the leaves, which are at level 0; at most 62.
    public let level: Int
    /// The place among the nodes of its level, from 0.
    public let index: Int64

    /// Makes a place.
    ///
    /// - Parameters:
    ///   - level: the height above the leaves.
    ///   - index: the place among the nodes of that level.
    public init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// Cuts a range of leaves into the largest complete subtrees, from left to right.
    ///
    /// - Parameter leaves: leaves that start at a multiple of a power of two not smaller than their count, as the
    ///   ranges of RFC 6962 do.
    /// - Returns: the subtrees, each larger than the next; none for an empty range.
    static func covering(_ leaves: Range<Int64>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let level = Int64.bitWidth - 1 - (leaves.upperBound - start).leadingZeroBitCount
            nodes.append(TreeNode(level: level, index: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        return nodes
    }
}
