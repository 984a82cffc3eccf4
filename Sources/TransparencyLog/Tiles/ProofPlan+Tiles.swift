extension ProofPlan {
    /// Exactly the tiles that hold the proof's hashes, each once, as wide as the tree fills it; lowest level first.
    public var tiles: [Tile] {
        var seen: Set<Tile> = []
        return nodes.compactMap { Tile.holding($0, inTreeOf: size) }.filter { seen.insert($0).inserted }
            .sorted { ($0.sortKey.level, $0.sortKey.index) < ($1.sortKey.level, $1.sortKey.index) }
    }

    /// Makes the proof's hashes of fetched tiles.
    ///
    /// What the tiles claim is not believed: the proof is verified against a signed root afterwards.
    ///
    /// - Parameter tiles: the tiles that `tiles` named, in any order; wider ones of the same place do as well.
    /// - Returns: the path, from the leaf upward.
    /// - Throws: `ProofError` where a tile is missing or too short.
    public func path(from tiles: [HashTile]) throws(ProofError) -> [LogHash] {
        let byPlace = Dictionary(
            tiles.map { (TilePlace(level: $0.level, index: $0.index), $0) },
            uniquingKeysWith: { $0.hashes.count >= $1.hashes.count ? $0 : $1 }
        )
        return try path { node throws(ProofError) in
            let level = node.level / 8
            let index = node.index >> Int64(8 - node.level % 8)
            guard let hash = byPlace[TilePlace(level: level, index: index)]?.hash(of: node) else {
                throw ProofError(code: .missingTile)
            }
            return hash
        }
    }

    private struct TilePlace: Hashable {
        let level: Int
        let index: Int64
    }
}

extension Tile {
    fileprivate var sortKey: (level: Int, index: Int64) {
        switch content {
        case .entries: (0, index)
        case .hashes(let level): (level, index)
        }
    }
}
