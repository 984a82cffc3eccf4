import Synchronization
import TransparencyLog

/// Tiles that were fetched lately; what they say is believed by no one before a proof made of them was verified.
///
/// There are two generations, so that the longest unused go first: a tile that is used moves to the young one, and when
/// that holds half of the maximum the old one is dropped.
package final class TileCache: Sendable {
    private struct Generations {
        var young: [Tile: HashTile] = [:]
        var old: [Tile: HashTile] = [:]
    }

    /// How many tiles are kept at most, of 8 KiB each.
    package static let tilesMax = 512

    private let generations = Mutex(Generations())

    package init() {}

    package func tile(_ place: Tile) -> HashTile? {
        generations.withLock { generations in
            if let tile = generations.young[place] { return tile }
            guard let tile = generations.old.removeValue(forKey: place) else { return nil }
            Self.keep(tile, at: place, in: &generations)
            return tile
        }
    }

    package func keep(_ tile: HashTile, at place: Tile) {
        generations.withLock { Self.keep(tile, at: place, in: &$0) }
    }

    package func forget(_ places: [Tile]) {
        generations.withLock { generations in
            for place in places {
                generations.young[place] = nil
                generations.old[place] = nil
            }
        }
    }

    private static func keep(_ tile: HashTile, at place: Tile, in generations: inout Generations) {
        if generations.young.count >= tilesMax / 2 {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[place] = tile
    }
}
