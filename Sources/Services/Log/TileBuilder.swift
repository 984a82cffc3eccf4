import TransparencyLog

/// Gathers the hashes of completed subtrees into the tiles that they belong to.
///
/// Only levels 0, 8, 16, ... are stored; a tile holds the rest.
struct TileBuilder {
    /// What is added to one tile: hashes from a place on.
    struct Change: Sendable {
        let level: Int
        let index: Int64
        var start: Int
        var hashes: [LogHash]

        /// The whole tile, after what was stored before.
        func merged(with known: [LogHash]) -> [LogHash] {
            Array(known.prefix(start)) + hashes
        }
    }

    private struct Place: Hashable {
        let level: Int
        let index: Int64
    }

    private static let tileHeight = 8

    private var gathered: [Place: Change] = [:]

    mutating func note(_ node: TreeNode, _ hash: LogHash) {
        guard node.level % Self.tileHeight == 0 else { return }
        let place = Place(level: node.level / Self.tileHeight, index: node.index / Int64(Tile.fullWidth))
        let offset = Int(node.index % Int64(Tile.fullWidth))
        gathered[place, default: Change(level: place.level, index: place.index, start: offset, hashes: [])]
            .hashes.append(hash)
    }

    var changes: [Change] {
        gathered.values.sorted { ($0.level, $0.index) < ($1.level, $1.index) }
    }
}
