import Cooperation
import Services
import Testing
import TransparencyLog

/// The small rules by which a follower waits, tries again and remembers.
@Suite struct `A follower's rules` {
    private static func time(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

    private static func isOver(
        _ looks: [(seconds: Int64, debt: ProofPatience.Debt?, isPresent: Bool)]
    ) -> [Bool] {
        var patience = ProofPatience()
        return looks.map {
            patience.look(for: $0.debt, isPresent: $0.isPresent, at: time($0.seconds), limit: Seconds(100))
        }
    }

    private static let leaf = ProofPatience.Debt.leaf(at: 7)

    @Test func `patience ends when one debt stood longer than the limit`() {
        let looks: [(Int64, ProofPatience.Debt?, Bool)] = [0, 40, 80, 100, 101].map { ($0, Self.leaf, true) }
        #expect(Self.isOver(looks) == [false, false, false, false, true])
    }

    @Test func `patience begins anew with progress, and is endless where nothing is owed`() {
        let next = ProofPatience.Debt.leaf(at: 8)
        #expect(
            Self.isOver([(0, Self.leaf, true), (50, Self.leaf, true), (100, next, true), (150, next, true)])
                == [false, false, false, false]
        )
        #expect(Self.isOver([(0, nil, true), (1000, nil, true), (2000, Self.leaf, true)]) == [false, false, false])
        #expect(
            Self.isOver([(0, Self.leaf, true), (90, nil, true), (91, Self.leaf, true), (141, Self.leaf, true)])
                == [false, false, false, false]
        )
    }

    @Test func `patience counts no time without an answer, nor a sleep, nor a clock that goes back`() {
        let away: [(Int64, ProofPatience.Debt?, Bool)] =
            [(0, Self.leaf, true)] + (1...100).map { ($0 * 3600, Self.leaf, false) }
        #expect(!Self.isOver(away).contains(true))
        #expect(Self.isOver([(0, Self.leaf, true), (86_400, Self.leaf, true)]) == [false, false])
        #expect(
            Self.isOver([
                (0, Self.leaf, true), (50, Self.leaf, true), (0, Self.leaf, true), (50, Self.leaf, true),
                (51, Self.leaf, true),
            ]) == [false, false, false, false, true]
        )
    }

    @Test func `pauses double up to the longest, begin anew after success, and are as long as the other side asks`() {
        var pause = GrowingPause(GrowingPause.Limits(first: .seconds(1), longest: .seconds(5)))
        #expect((0..<5).map { _ in pause.next(retryAfter: nil) } == [1, 2, 4, 5, 5].map { .seconds($0) })
        #expect(pause.next(retryAfter: Seconds(60)) == .seconds(60))
        #expect(pause.next(retryAfter: Seconds(2)) == .seconds(5))
        pause.reset()
        #expect(pause.next(retryAfter: nil) == .seconds(1))
    }

    @Test func `tiles are remembered, up to a number, the latest used longest`() throws {
        let cache = TileCache()
        let hashes = [MerkleTree.leafHash(of: [1])]
        func place(_ index: Int64) throws -> Tile {
            try #require(Tile(content: .hashes(level: 0), index: index, width: 1))
        }
        let count = Int64(TileCache.tilesMax * 3)
        for index in 0..<count {
            cache.keep(try #require(HashTile(level: 0, index: index, hashes: hashes)), at: try place(index))
            // One is used all the time.
            #expect(cache.tile(try place(0))?.index == 0)
        }
        let kept = try (0..<count).filter { cache.tile(try place($0)) != nil }
        #expect(kept.count <= TileCache.tilesMax)
        #expect(kept.count >= TileCache.tilesMax / 2 && kept.contains(count - 1))
        cache.forget([try place(count - 1)])
        #expect(cache.tile(try place(count - 1)) == nil)
    }
}
