import TransparencyLog

/// Leaves with the hashes of all their complete subtrees, kept in memory as a server keeps them in tiles.
struct StoredNodes {
    let leaves: [LogHash]
    private var hashes: [TreeNode: LogHash] = [:]

    init(count: Int) {
        leaves = (0..<count).map { MerkleTree.leafHash(of: Array("leaf \($0)".utf8)) }
        var frontier = TreeFrontier()
        for leaf in leaves { frontier.append(leaf) { hashes[$0] = $1 } }
    }

    /// Fails where a subtree is asked for that is not complete.
    func hash(_ node: TreeNode) throws -> LogHash {
        guard let hash = hashes[node] else { throw ProofError(code: .missingTile) }
        return hash
    }

    /// The tile as a server with this many leaves would store it.
    func tile(_ tile: Tile) throws -> HashTile {
        guard case .hashes(let level) = tile.content else { throw ProofError(code: .missingTile) }
        let hashes = try (0..<tile.width).map {
            try hash(TreeNode(level: 8 * level, index: tile.index * 256 + Int64($0)))
        }
        guard let result = HashTile(level: level, index: tile.index, hashes: hashes) else {
            throw ProofError(code: .missingTile)
        }
        return result
    }
}
