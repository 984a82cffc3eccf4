import Cooperation
import TransparencyLog

extension Node {
    /// Who may fetch checkpoint and tiles: `daily`, `keyed` or `live`.
    package var logAccess: LogAccess {
        (settings.logAccess ?? (identity.isExchange ? .open : .keyed)).settled(isExchange: identity.isExchange)
    }

    /// Whether anyone can watch from minute to minute how much this node does, which only an exchange shows by default.
    package var showsItsGrowth: Bool { logAccess == .live && !identity.isExchange }

    /// How long witnesses have to cosign a checkpoint before it is told without them.
    package static let cosigningTime = Seconds(10)

    /// The latest signed checkpoint that is told, as a signed note; `nil` before the first.
    package func checkpoint() async throws -> String? {
        let (youngest, settled) = (youngestCheckpoint, settledCheckpoint)
        return try await store.read { try $0.latestCheckpoint(before: youngest, settled: settled)?.told }
    }

    /// Before which moment a checkpoint must have been signed to be told without cosignatures.
    ///
    /// Once told it stays so, and what is told only grows.
    var settledCheckpoint: Timestamp {
        settings.witnessPolicy == nil ? .writable.upperBound : clock() - Self.cosigningTime
    }

    /// Before which moment a checkpoint must have been signed to be told to anyone.
    private var youngestCheckpoint: Timestamp {
        guard logAccess == .daily else { return .writable.upperBound }
        let now = clock().microseconds
        return Timestamp(microseconds: now - now % 86_400_000_000)
    }

    /// The bytes of a tile of the log; `nil` where the latest checkpoint does not cover it.
    package func tile(_ tile: Tile) async throws -> [UInt8]? {
        let (youngest, settled) = (youngestCheckpoint, settledCheckpoint)
        return try await store.read { reading in
            guard let checkpoint = try reading.latestCheckpoint(before: youngest, settled: settled),
                tile.isWithin(treeOf: checkpoint.size)
            else {
                return nil
            }
            switch tile.content {
            case .hashes(let level):
                guard let hashes = try reading.tile(level: level, index: tile.index), hashes.count >= tile.width else {
                    return nil
                }
                return HashTile(level: level, index: tile.index, hashes: Array(hashes.prefix(tile.width)))?.bytes
            case .entries:
                let from = tile.index * Int64(Tile.fullWidth)
                let entries = try reading.leafData(from: from, count: tile.width)
                guard entries.count == tile.width else { return nil }
                return EntryBundle(entries: entries)?.bytes
            }
        }
    }
}
