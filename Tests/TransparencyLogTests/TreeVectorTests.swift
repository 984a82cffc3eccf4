import Testing
import TransparencyLog

/// Published vectors of Certificate Transparency, recomputed by an independent program.
struct TreeVectorTests {
    static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    static let a = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
    static let b = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
    static let c = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
    static let d = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
    static let e = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
    static let f = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
    static let g = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"
    static let h = "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7"
    static let i = "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7"
    static let j = "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e"

    struct Vector: Sendable {
        let first: Int64
        let size: Int64
        let path: [String]
    }

    static let inclusions = [
        Vector(first: 0, size: 1, path: []),
        Vector(first: 0, size: 8, path: [a, b, c]),
        Vector(first: 5, size: 8, path: [d, e, roots[4]]),
        Vector(first: 2, size: 3, path: [roots[2]]),
        Vector(first: 1, size: 5, path: [roots[1], b, d]),
        Vector(first: 7, size: 8, path: [g, f, roots[4]]),
        Vector(first: 6, size: 7, path: [f, roots[4]]),
    ]
    static let consistencies = [
        Vector(first: 1, size: 1, path: []),
        Vector(first: 1, size: 8, path: [a, b, c]),
        Vector(first: 6, size: 8, path: [f, e, roots[4]]),
        Vector(first: 2, size: 5, path: [b, d]),
        Vector(first: 3, size: 7, path: [h, i, roots[2], j]),
        Vector(first: 4, size: 8, path: [c]),
    ]

    static func leafHash(_ index: Int) -> LogHash {
        let digits = Array(leaves[index])
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0..<$0 + 2]), radix: 16)
        }
        return MerkleTree.leafHash(of: bytes)
    }

    static func nodes() -> [TreeNode: LogHash] {
        var frontier = TreeFrontier()
        var nodes: [TreeNode: LogHash] = [:]
        for index in leaves.indices { frontier.append(leafHash(index)) { nodes[$0] = $1 } }
        return nodes
    }

    @Test(arguments: 0...8)
    func `the root of the published leaves is the published root`(size: Int) {
        #expect(MerkleTree.root(of: (0..<size).map(Self.leafHash)).hex == Self.roots[size])
    }

    @Test(arguments: inclusions)
    func `inclusion proofs are the published ones and verify`(vector: Vector) throws {
        let nodes = Self.nodes()
        let proof = try InclusionProof.generate(index: vector.first, size: vector.size) { try #require(nodes[$0]) }
        #expect(proof.path.map(\.hex) == vector.path)
        let root = try #require(LogHash(hex: Self.roots[Int(vector.size)]))
        try proof.verify(leafHash: Self.leafHash(Int(vector.first)), root: root)
    }

    @Test(arguments: consistencies)
    func `consistency proofs are the published ones and verify`(vector: Vector) throws {
        let nodes = Self.nodes()
        let proof = try ConsistencyProof.generate(from: vector.first, to: vector.size) { try #require(nodes[$0]) }
        #expect(proof.path.map(\.hex) == vector.path)
        let older = try #require(LogHash(hex: Self.roots[Int(vector.first)]))
        let newer = try #require(LogHash(hex: Self.roots[Int(vector.size)]))
        try proof.verify(oldRoot: older, newRoot: newer)
    }
}
