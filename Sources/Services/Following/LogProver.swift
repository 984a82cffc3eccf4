import TransparencyLog

/// Proves from an exchange's tiles what its checkpoints claim.
///
/// It fails with `ExchangeFailure` where the exchange does not give what a proof is made of.
struct LogProver: LogProving {
    let connection: any ExchangeConnection
    let cache: TileCache

    func isBeginning(
        _ older: (size: Int64, root: LogHash),
        of newer: (size: Int64, root: LogHash)
    ) async throws -> Bool {
        if older.size == newer.size { return older.root == newer.root }
        guard older.size > 0 else { return older.root == MerkleTree.emptyRoot }
        return try await holds(ProofPlan(consistencyFrom: older.size, to: newer.size)) { path throws(ProofError) in
            try ConsistencyProof(from: older.size, to: newer.size, path: path)
                .verify(oldRoot: older.root, newRoot: newer.root)
        }
    }

    func isIncluded(_ leaf: LogHash, at index: Int64, in checkpoint: Checkpoint) async throws -> Bool {
        try await holds(ProofPlan(inclusionOf: index, size: checkpoint.size)) { path throws(ProofError) in
            try InclusionProof(index: index, size: checkpoint.size, path: path)
                .verify(leafHash: leaf, root: checkpoint.root)
        }
    }

    /// Where a proof fails with tiles that were at hand, only what the exchange says now counts against it.
    private func holds(_ plan: ProofPlan, verify: ([LogHash]) throws(ProofError) -> Void) async throws -> Bool {
        let places = plan.tiles
        for isAgain in [false, true] {
            if isAgain { cache.forget(places) }
            var tiles: [HashTile] = []
            for place in places { tiles.append(try await tile(place)) }
            guard let path = try? plan.path(from: tiles) else { throw Self.wrongTile }
            if (try? verify(path)) != nil { return true }
        }
        return false
    }

    private func tile(_ place: Tile) async throws -> HashTile {
        if let tile = cache.tile(place) { return tile }
        let tile = try await connection.tile(place)
        guard place.content == .hashes(level: tile.level), tile.index == place.index, tile.hashes.count == place.width
        else { throw Self.wrongTile }
        cache.keep(tile, at: place)
        return tile
    }

    private static var wrongTile: ExchangeFailure {
        ExchangeFailure(.malformed, "The exchange gave another tile than it was asked for.")
    }
}
