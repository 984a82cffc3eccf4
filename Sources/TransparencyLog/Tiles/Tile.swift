/// The coordinates of a tile of the C2SP tlog-tiles format: up to 256 neighbouring hashes of one height, or up to 256
/// entries.
///
/// A tile is partial while it has fewer than 256; the same place then has one tile for each width.
public struct Tile: Sendable, Hashable {
    /// What a tile holds.
    public enum Content: Sendable, Hashable {
        /// Hashes of subtrees of 256^level leaves; level 0 holds the leaves' hashes.
        case hashes(level: Int)
        /// The leaves' data.
        case entries
    }

    /// How many hashes or entries a full tile has.
    public static let fullWidth = 256
    /// The highest level of hashes that a tree of fewer than 2^63 leaves has.
    public static let levelMax = 7

    /// What it holds.
    public let content: Content
    /// The place among the tiles of its kind, from 0.
    public let index: Int64
    /// How many hashes or entries it has, from 1 to 256.
    public let width: Int

    /// Makes coordinates.
    ///
    /// `nil` where no tree of fewer than 2^63 leaves has such a tile.
    ///
    /// - Parameters:
    ///   - content: what the tile holds.
    ///   - index: the place among the tiles of its kind.
    ///   - width: how many hashes or entries it has.
    public init?(content: Content, index: Int64, width: Int = Tile.fullWidth) {
        let level: Int
        switch content {
        case .entries: level = 0
        case .hashes(let hashLevel): level = hashLevel
        }
        guard (0...Self.levelMax).contains(level), (1...Self.fullWidth).contains(width), index >= 0 else { return nil }
        let most = Int64.max >> Int64(8 * level)
        guard index <= most / Int64(Self.fullWidth), most - index * Int64(Self.fullWidth) >= Int64(width) else {
            return nil
        }
        self.content = content
        self.index = index
        self.width = width
    }

    /// How many leaves one hash or entry of the tile stands for, as a power of two.
    private var leafShift: Int64 {
        switch content {
        case .entries: 0
        case .hashes(let level): Int64(8 * level)
        }
    }

    /// Tells whether it has its full 256 hashes or entries.
    public var isFull: Bool { width == Self.fullWidth }

    /// Tells whether a tree of this size has all that is in the tile.
    ///
    /// - Parameter size: how many leaves the tree has.
    /// - Returns: true where every hash or entry of the tile stands for complete subtrees of the tree.
    public func isWithin(treeOf size: Int64) -> Bool {
        size >= 0 && index * Int64(Self.fullWidth) + Int64(width) <= size >> leafShift
    }

    /// The tile in which a tree of this size keeps a node, as wide as that tree has it.
    ///
    /// - Parameters:
    ///   - node: the place of a complete subtree.
    ///   - size: how many leaves the tree has.
    /// - Returns: nothing where the tree has no such complete subtree.
    public static func holding(_ node: TreeNode, inTreeOf size: Int64) -> Tile? {
        guard (0..<Int64.bitWidth - 1).contains(node.level), node.index >= 0, size >= 0,
            node.index < size >> Int64(node.level)
        else { return nil }
        let level = node.level / 8
        // A node between two tile levels is folded from the lowest row of the tile beneath it.
        let firstHash = node.index << Int64(node.level % 8)
        let index = firstHash / Int64(fullWidth)
        let width = min(Int64(fullWidth), size >> Int64(8 * level) - index * Int64(fullWidth))
        return Tile(content: .hashes(level: level), index: index, width: Int(width))
    }

    /// All the tiles that a tree of this size has, entries last, each as wide as the tree fills it.
    ///
    /// - Parameters:
    ///   - size: how many leaves the tree has.
    ///   - known: tiles that a tree of this smaller size already filled are left out.
    /// - Returns: the tiles, lowest level first.
    /// - Complexity: O(*size* − *known*) / 256.
    public static func covering(treeOf size: Int64, beyond known: Int64 = 0) -> [Tile] {
        let contents = (0...levelMax).map { Content.hashes(level: $0) } + [.entries]
        return contents.flatMap { content -> [Tile] in
            let shift: Int64 =
                switch content {
                case .entries: 0
                case .hashes(let level): Int64(8 * level)
                }
            let count = max(0, size) >> shift
            guard count > max(0, known) >> shift else { return [] }
            let first = (max(0, known) >> shift) / Int64(fullWidth)
            return (first...(count - 1) / Int64(fullWidth)).compactMap { index in
                Tile(
                    content: content,
                    index: index,
                    width: Int(min(Int64(fullWidth), count - index * Int64(fullWidth)))
                )
            }
        }
    }
}
