/// A proof that a leaf is in a tree (RFC 6962 section 2.1.1).
public struct InclusionProof: Sendable, Hashable {
    /// The leaf's place, from 0.
    public let index: Int64
    /// How many leaves the tree has.
    public let size: Int64
    /// The hashes of the siblings, from the leaf upward.
    public let path: [LogHash]

    /// Makes a proof of received parts; nothing is checked before `verify`.
    ///
    /// - Parameters:
    ///   - index: the leaf's place.
    ///   - size: how many leaves the tree has.
    ///   - path: the hashes of the siblings, from the leaf upward.
    public init(index: Int64, size: Int64, path: [LogHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Generates a proof from stored hashes of complete subtrees.
    ///
    /// - Parameters:
    ///   - index: the leaf's place.
    ///   - size: how many leaves the tree has.
    ///   - hash: reads the hash of the complete subtree at a level and index.
    /// - Returns: the proof.
    /// - Throws: `ProofError` where the tree has no such leaf, and what `hash` throws.
    /// - Complexity: O(log² *size*) with O(log *size*) reads, and as many again along a ragged right edge.
    public static func generate(
        index: Int64,
        size: Int64,
        hash: (TreeNode) throws -> LogHash
    ) throws -> InclusionProof {
        let plan = try ProofPlan(inclusionOf: index, size: size)
        return InclusionProof(index: index, size: size, path: try plan.path(hash: hash))
    }

    /// Computes the root to which the proof leads, by the algorithm of RFC 9162 section 2.1.3.2.
    ///
    /// - Parameter leafHash: the leaf's hash.
    /// - Returns: the root.
    /// - Throws: `ProofError` where index, size and the path's length do not fit together.
    /// - Complexity: O(log *size*).
    public func root(leafHash: LogHash) throws(ProofError) -> LogHash {
        guard size > 0, index >= 0, index < size else { throw ProofError(code: .outOfRange) }
        var place = index
        var last = size - 1
        var hash = leafHash
        for sibling in path {
            guard last > 0 else { throw ProofError(code: .wrongLength) }
            if place & 1 == 1 || place == last {
                hash = MerkleTree.nodeHash(sibling, hash)
                // On the ragged right edge a node has no sibling on some levels: it moves up alone.
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleTree.nodeHash(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw ProofError(code: .wrongLength) }
        return hash
    }

    /// Checks that the leaf is in the tree with this root.
    ///
    /// - Parameters:
    ///   - leafHash: the leaf's hash.
    ///   - root: the root that is trusted.
    /// - Throws: `ProofError` where the proof does not show it.
    /// - Complexity: O(log *size*).
    public func verify(leafHash: LogHash, root: LogHash) throws(ProofError) {
        guard try self.root(leafHash: leafHash) == root else { throw ProofError(code: .rootDiffers) }
    }
}
