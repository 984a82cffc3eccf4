/// A tile of hashes with its content: neighbouring hashes of one height, 32 bytes each, without separators.
public struct HashTile: Sendable, Hashable {
    /// The level of the tile; its hashes are over 256^level leaves each.
    public let level: Int
    /// The place among the tiles of its level.
    public let index: Int64
    /// The hashes from left to right, at most 256.
    public let hashes: [LogHash]

    /// Makes a tile of hashes that are at hand.
    ///
    /// `nil` where there can be no such tile.
    ///
    /// - Parameters:
    ///   - level: the level of the tile.
    ///   - index: the place among the tiles of its level.
    ///   - hashes: from 1 to 256 hashes, from left to right.
    public init?(level: Int, index: Int64, hashes: [LogHash]) {
        guard Tile(content: .hashes(level: level), index: index, width: hashes.count) != nil else { return nil }
        self.level = level
        self.index = index
        self.hashes = hashes
    }

    /// Reads the bytes that a server gave for a tile.
    ///
    /// `nil` unless the tile is one of hashes and the bytes are exactly as many as its width asks for.
    ///
    /// - Parameters:
    ///   - bytes: the hashes, 32 bytes each.
    ///   - tile: the coordinates that were asked for.
    public init?(bytes: [UInt8], tile: Tile) {
        guard case .hashes(let level) = tile.content, bytes.count == tile.width * LogHash.byteCount else { return nil }
        let hashes = stride(from: 0, to: bytes.count, by: LogHash.byteCount).compactMap {
            LogHash(bytes: bytes[$0..<$0 + LogHash.byteCount])
        }
        self.init(level: level, index: tile.index, hashes: hashes)
    }

    /// The bytes as a server gives them.
    public var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// The hash of a complete subtree that lies in this tile.
    ///
    /// - Parameter node: the place of the subtree.
    /// - Returns: nothing where the tile does not have all the hashes beneath it.
    /// - Complexity: O(2^(*level of node* mod 8)).
    public func hash(of node: TreeNode) -> LogHash? {
        let height = node.level - 8 * level
        guard (0..<8).contains(height), node.index >= 0, node.index <= Int64.max >> Int64(height) else { return nil }
        let first = node.index << Int64(height) - index * Int64(Tile.fullWidth)
        let count = Int64(1) << Int64(height)
        guard first >= 0, first < Int64(hashes.count), first + count <= Int64(hashes.count) else { return nil }
        return MerkleTree.root(of: hashes[Int(first)..<Int(first + count)])
    }
}
