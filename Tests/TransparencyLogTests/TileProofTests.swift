import SeededRandomness
import Testing
import TransparencyLog

struct TileProofTests {
    static let stored = StoredNodes(count: 66_000)
    static let sizes: [Int64] = [1, 2, 3, 255, 256, 257, 511, 513, 1_000, 65_535, 65_536, 65_537, 65_800, 66_000]

    @Test(arguments: sizes)
    func `inclusion proofs come out of exactly the planned tiles`(size: Int64) throws {
        var random = SplitMix64(seed: UInt64(size))
        let root = MerkleTree.root(of: Self.stored.leaves[..<Int(size)])
        let indices = [0, size - 1, size / 2] + (0..<20).map { _ in Int64.random(in: 0..<size, using: &random) }
        for index in indices {
            let plan = try ProofPlan(inclusionOf: index, size: size)
            let tiles = try plan.tiles.map(Self.stored.tile)
            let proof = InclusionProof(index: index, size: size, path: try plan.path(from: tiles))
            try proof.verify(leafHash: Self.stored.leaves[Int(index)], root: root)
            #expect(plan.tiles.allSatisfy { $0.isWithin(treeOf: size) })
            for missing in tiles.indices {
                var fewer = tiles
                fewer.remove(at: missing)
                #expect(throws: ProofError(code: .missingTile)) { try plan.path(from: fewer) }
            }
        }
    }

    @Test(arguments: sizes)
    func `consistency proofs come out of exactly the planned tiles`(to: Int64) throws {
        let newRoot = MerkleTree.root(of: Self.stored.leaves[..<Int(to)])
        for from in Self.sizes where from <= to {
            let plan = try ProofPlan(consistencyFrom: from, to: to)
            let proof = ConsistencyProof(
                from: from,
                to: to,
                path: try plan.path(from: plan.tiles.map(Self.stored.tile))
            )
            let oldRoot = MerkleTree.root(of: Self.stored.leaves[..<Int(from)])
            try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
        }
    }

    @Test func `a tile that is too short is missing, a wider one does as well`() throws {
        let plan = try ProofPlan(inclusionOf: 2, size: 5)
        let tile = try #require(plan.tiles.first)
        #expect(plan.tiles.count == 1)
        #expect(tile.path == "/tile/0/000.p/5")
        let hashes = Self.stored.leaves
        let short = try #require(HashTile(level: 0, index: 0, hashes: Array(hashes[..<4])))
        let wide = try #require(HashTile(level: 0, index: 0, hashes: Array(hashes[..<256])))
        #expect(throws: ProofError(code: .missingTile)) { try plan.path(from: [short]) }
        #expect(try plan.path(from: [short, wide]) == NaiveTree.path(2, hashes[..<5]))
    }
}
