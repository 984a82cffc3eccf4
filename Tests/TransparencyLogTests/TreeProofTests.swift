import SeededRandomness
import Testing
import TransparencyLog

/// Every index and every pair of sizes of small trees against the recursive definitions.
struct TreeProofTests {
    static let stored = StoredNodes(count: 130)
    static let roots = (0...130).map { NaiveTree.root(stored.leaves[..<$0]) }

    @Test func `the frontier has the root of the definition at every size and survives storage`() throws {
        var frontier = TreeFrontier()
        for size in 0...130 {
            #expect(frontier.size == Int64(size))
            #expect(frontier.root == Self.roots[size])
            #expect(TreeFrontier(bytes: frontier.bytes) == frontier)
            #expect(try TreeFrontier(size: Int64(size), hash: Self.stored.hash) == frontier)
            if size < 130 { frontier.append(Self.stored.leaves[size]) }
        }
    }

    @Test func `a frontier of wrong length or negative size is refused`() {
        var frontier = TreeFrontier()
        for leaf in Self.stored.leaves[..<7] { frontier.append(leaf) }
        #expect(TreeFrontier(bytes: []) == nil)
        #expect(TreeFrontier(bytes: frontier.bytes.dropLast()) == nil)
        #expect(TreeFrontier(bytes: frontier.bytes + [0]) == nil)
        #expect(TreeFrontier(bytes: [0x80] + frontier.bytes.dropFirst()) == nil)
    }

    @Test(arguments: 1...130)
    func `every inclusion proof is that of the definition and verifies`(size: Int) throws {
        let leaves = Self.stored.leaves[..<size]
        for index in 0..<size {
            let proof = try InclusionProof.generate(index: Int64(index), size: Int64(size), hash: Self.stored.hash)
            #expect(proof.path == NaiveTree.path(index, leaves), "\(index) in \(size)")
            try proof.verify(leafHash: leaves[index], root: Self.roots[size])
        }
    }

    @Test(arguments: 0...130)
    func `every consistency proof is that of the definition and verifies`(to: Int) throws {
        for from in 0...to {
            let proof = try ConsistencyProof.generate(from: Int64(from), to: Int64(to), hash: Self.stored.hash)
            let expected = from == 0 ? [] : NaiveTree.proof(from, Self.stored.leaves[..<to])
            #expect(proof.path == expected, "\(from) to \(to)")
            try proof.verify(oldRoot: Self.roots[from], newRoot: Self.roots[to])
        }
    }

    @Test(arguments: 1...40)
    func `a changed inclusion proof is refused`(size: Int) throws {
        var random = SplitMix64(seed: UInt64(size))
        for index in 0..<size {
            let good = try InclusionProof.generate(index: Int64(index), size: Int64(size), hash: Self.stored.hash)
            let leaf = Self.stored.leaves[index]
            let root = Self.roots[size]
            for path in Self.changes(of: good.path, using: &random) {
                let proof = InclusionProof(index: good.index, size: good.size, path: path)
                #expect(throws: ProofError.self, "seed \(size), index \(index)") {
                    try proof.verify(leafHash: leaf, root: root)
                }
            }
            for other in 0..<Int64(size) where other != good.index {
                let proof = InclusionProof(index: other, size: good.size, path: good.path)
                #expect(throws: ProofError.self) { try proof.verify(leafHash: leaf, root: root) }
            }
            #expect(throws: ProofError.self) {
                try good.verify(leafHash: MerkleTree.leafHash(of: [9, 9, 9]), root: root)
            }
        }
    }

    @Test(arguments: 2...40)
    func `a changed consistency proof is refused`(to: Int) throws {
        var random = SplitMix64(seed: UInt64(to))
        for from in 1..<to {
            let good = try ConsistencyProof.generate(from: Int64(from), to: Int64(to), hash: Self.stored.hash)
            for path in Self.changes(of: good.path, using: &random) {
                let proof = ConsistencyProof(from: good.from, to: good.to, path: path)
                #expect(throws: ProofError.self, "seed \(to), from \(from)") {
                    try proof.verify(oldRoot: Self.roots[from], newRoot: Self.roots[to])
                }
            }
            #expect(throws: ProofError.self) {
                try good.verify(oldRoot: Self.roots[from - 1], newRoot: Self.roots[to])
            }
            #expect(throws: ProofError.self) {
                try good.verify(oldRoot: Self.roots[from], newRoot: Self.roots[to - 1])
            }
        }
    }

    @Test func `hostile numbers are refused without a trap`() {
        let hash = MerkleTree.emptyRoot
        for size in [Int64.min, -1, 0, 1, Int64.max] {
            for index in [Int64.min, -1, 0, 1, Int64.max - 1, Int64.max] {
                for count in [0, 1, 62, 63, 64, 200] {
                    let path = Array(repeating: hash, count: count)
                    #expect(throws: ProofError.self) {
                        try InclusionProof(index: index, size: size, path: path)
                            .verify(leafHash: hash, root: MerkleTree.nodeHash(hash, hash))
                    }
                    #expect(throws: ProofError.self) {
                        try ConsistencyProof(from: index, to: size, path: path)
                            .verify(oldRoot: MerkleTree.nodeHash(hash, hash), newRoot: hash)
                    }
                }
            }
        }
    }

    @Test(arguments: [(0, 0), (-1, 5), (5, 5), (6, 5)])
    func `no proof is planned of a leaf that the tree does not have`(index: Int64, size: Int64) {
        #expect(throws: ProofError(code: .outOfRange)) { try ProofPlan(inclusionOf: index, size: size) }
    }

    @Test(arguments: [(-1, 5), (6, 5), (0, -1)])
    func `no proof is planned of a tree that shrank`(from: Int64, to: Int64) {
        #expect(throws: ProofError(code: .outOfRange)) { try ProofPlan(consistencyFrom: from, to: to) }
    }

    @Test func `plans for the largest trees stay small`() throws {
        #expect(try ProofPlan(inclusionOf: 0, size: Int64.max).nodes.count < 4_000)
        #expect(try ProofPlan(consistencyFrom: Int64.max - 1, to: Int64.max).nodes.count < 4_000)
    }

    /// Shorter, longer, one bit changed, two swapped.
    static func changes(of path: [LogHash], using random: inout SplitMix64) -> [[LogHash]] {
        var changes = [path + [MerkleTree.emptyRoot], [MerkleTree.emptyRoot] + path]
        if !path.isEmpty {
            changes += [Array(path.dropLast()), Array(path.dropFirst())]
            let place = Int.random(in: 0..<path.count, using: &random)
            var bytes = path[place].bytes
            bytes[Int.random(in: 0..<32, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            var changed = path
            changed[place] = LogHash(bytes: bytes) ?? changed[place]
            changes.append(changed)
        }
        if path.count > 1, path[0] != path[1] { changes.append([path[1], path[0]] + path.dropFirst(2)) }
        return changes
    }
}
