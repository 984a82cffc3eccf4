import TransparencyLog

extension StoreReading {
    /// The hash of a complete subtree, from the stored tiles.
    ///
    /// - Throws: `StoreError` `damaged` where the tile is missing.
    func hash(of node: TreeNode, inTreeOf size: Int64) throws -> LogHash {
        guard let place = Tile.holding(node, inTreeOf: size), case .hashes(let level) = place.content,
            let hashes = try tile(level: level, index: place.index),
            let tile = HashTile(level: level, index: place.index, hashes: Array(hashes.prefix(place.width))),
            let hash = tile.hash(of: node)
        else {
            throw StoreError(.damaged, "A tile of the log is missing; run 'perisai log verify'.")
        }
        return hash
    }

    /// The proof that a leaf is in the tree of a size that a checkpoint was signed for.
    func inclusionProof(of index: Int64, size: Int64) throws -> InclusionProof {
        try InclusionProof.generate(index: index, size: size) { node in try self.hash(of: node, inTreeOf: size) }
    }
}
