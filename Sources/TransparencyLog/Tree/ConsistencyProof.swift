/// A proof that a tree only grew: that an older tree is the beginning of a newer one (RFC 6962 section 2.1.2).
public struct ConsistencyProof: Sendable, Hashable {
    /// The size of the older tree.
    public let from: Int64
    /// The size of the newer tree.
    public let to: Int64
    /// The hashes of the proof, from the leaves upward.
    public let path: [LogHash]

    /// Makes a proof of received parts; nothing is checked before `verify`.
    ///
    /// - Parameters:
    ///   - from: the size of the older tree.
    ///   - to: the size of the newer tree.
    ///   - path: the hashes, from the leaves upward.
    public init(from: Int64, to: Int64, path: [LogHash]) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// Generates a proof from stored hashes of complete subtrees.
    ///
    /// - Parameters:
    ///   - from: the size of the older tree.
    ///   - to: the size of the newer tree.
    ///   - hash: reads the hash of the complete subtree at a level and index.
    /// - Returns: the proof; empty where `from` is 0 or equal to `to`.
    /// - Throws: `ProofError` where `to` is smaller, and what `hash` throws.
    /// - Complexity: O(log² *to*).
    public static func generate(
        from: Int64,
        to: Int64,
        hash: (TreeNode) throws -> LogHash
    ) throws -> ConsistencyProof {
        let plan = try ProofPlan(consistencyFrom: from, to: to)
        return ConsistencyProof(from: from, to: to, path: try plan.path(hash: hash))
    }

    /// Checks the growth from one root to another, by the algorithm of RFC 9162 section 2.1.4.2.
    ///
    /// From size 0 every tree has grown; the old root must then be that of the empty tree and the proof empty.
    ///
    /// - Parameters:
    ///   - oldRoot: the root of the older tree.
    ///   - newRoot: the root of the newer tree.
    /// - Throws: `ProofError` where the proof does not show it.
    /// - Complexity: O(log *to*).
    public func verify(oldRoot: LogHash, newRoot: LogHash) throws(ProofError) {
        guard from >= 0, from <= to else { throw ProofError(code: .outOfRange) }
        if from == 0 || from == to {
            guard path.isEmpty else { throw ProofError(code: .wrongLength) }
            guard oldRoot == (from == 0 ? MerkleTree.emptyRoot : newRoot), to > 0 || newRoot == MerkleTree.emptyRoot
            else { throw ProofError(code: .rootDiffers) }
            return
        }
        var place = from - 1
        var last = to - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var rest = path[...]
        // A complete older tree is itself the first node; the proof leaves it out.
        let start: LogHash
        if place == 0 {
            start = oldRoot
        } else if let first = rest.popFirst() {
            start = first
        } else {
            throw ProofError(code: .wrongLength)
        }
        var older = start
        var newer = start
        for sibling in rest {
            guard last > 0 else { throw ProofError(code: .wrongLength) }
            if place & 1 == 1 || place == last {
                older = MerkleTree.nodeHash(sibling, older)
                newer = MerkleTree.nodeHash(sibling, newer)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                newer = MerkleTree.nodeHash(newer, sibling)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw ProofError(code: .wrongLength) }
        guard older == oldRoot, newer == newRoot else { throw ProofError(code: .rootDiffers) }
    }
}
