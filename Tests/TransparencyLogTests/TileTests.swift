import SeededRandomness
import Testing
import TransparencyLog

struct TileTests {
    @Test(arguments: [
        ("/tile/0/000", 0, 0, 256), ("/tile/0/001.p/5", 0, 1, 5), ("/tile/1/x001/x234/067", 1, 1_234_067, 256),
        ("/tile/3/999.p/255", 3, 999, 255), ("/tile/7/000.p/127", 7, 0, 127), ("/tile/0/x001/000", 0, 1000, 256),
    ])
    func `paths of hash tiles are read and written`(path: String, level: Int, index: Int64, width: Int) throws {
        let tile = try #require(Tile(content: .hashes(level: level), index: index, width: width))
        #expect(tile.path == path)
        #expect(Tile(path: path) == tile)
    }

    @Test(arguments: [("/tile/entries/000.p/1", 0, 1), ("/tile/entries/x001/x234/067", 1_234_067, 256)])
    func `paths of entry tiles are read and written`(path: String, index: Int64, width: Int) throws {
        let tile = try #require(Tile(content: .entries, index: index, width: width))
        #expect(tile.path == path)
        #expect(Tile(path: path) == tile)
    }

    @Test(arguments: [
        "", "/", "/tile", "/tile/", "/tile/0", "/tile/0/", "tile/0/000", "//tile/0/000", "/tile/0/000/", "/tile/00/000",
        "/tile/01/000", "/tile/8/000", "/tile/63/000", "/tile/-1/000", "/tile/+1/000", "/tile/0/0", "/tile/0/00",
        "/tile/0/0000", "/tile/0/x000", "/tile/0/x000/001", "/tile/0/000/001", "/tile/0/x01/001", "/tile/0/X001/001",
        "/tile/0/x001/x002", "/tile/0/000.p", "/tile/0/000.p/", "/tile/0/000.p/0", "/tile/0/000.p/256",
        "/tile/0/000.p/01", "/tile/0/000.p/+1", "/tile/0/000.p/1/", "/tile/0/000.P/1", "/tile/Entries/000",
        "/tile/entries", "/tile/entries/", "/tile/data/000", "/tile/0/٠٠٠", "/tile/0/..", "/tile/0/../000",
        "/tile/0/x009/x999/x999/x999/x999/x999/999", "/tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "/tile/7/001", "/tile/7/000.p/128", "/tile/0/000\u{301}", "/tile/0/000\n", "/tile/0/%30%30%30",
    ])
    func `a path in any other spelling is refused`(path: String) {
        #expect(Tile(path: path) == nil)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `random and mutated paths are refused or come back the same`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<2_000 {
            let content: Tile.Content =
                Bool.random(using: &random) ? .entries : .hashes(level: Int.random(in: 0...7, using: &random))
            let tile = Tile(
                content: content,
                index: Int64.random(in: 0...Int64.max, using: &random) >> Int64.random(in: 8..<63, using: &random),
                width: Int.random(in: 1...256, using: &random)
            )
            if let tile { #expect(Tile(path: tile.path) == tile, "seed \(seed)") }
            let start = tile.map { Array($0.path.utf8) } ?? random.bytes(20)
            let text = String(decoding: random.mutated(start), as: UTF8.self)
            if let read = Tile(path: text) { #expect(Array(read.path.utf8) == Array(text.utf8), "seed \(seed)") }
        }
    }

    @Test(arguments: [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000] as [Int64])
    func `the tiles of a tree hold every complete subtree of their levels once`(size: Int64) {
        let tiles = Tile.covering(treeOf: size)
        #expect(Set(tiles).count == tiles.count)
        #expect(tiles.allSatisfy { $0.isWithin(treeOf: size) })
        for level in 0...7 {
            let width = tiles.filter { $0.content == .hashes(level: level) }.map(\.width).reduce(0, +)
            #expect(Int64(width) == size >> Int64(8 * level), "level \(level)")
        }
        #expect(Int64(tiles.filter { $0.content == .entries }.map(\.width).reduce(0, +)) == size)
    }

    @Test(arguments: [(0, 5), (5, 5), (255, 256), (256, 257), (300, 70_000)] as [(Int64, Int64)])
    func `after growth exactly the tiles that changed are new`(known: Int64, size: Int64) {
        let before = Set(Tile.covering(treeOf: known))
        let all = Tile.covering(treeOf: size)
        #expect(Tile.covering(treeOf: size, beyond: known) == all.filter { !before.contains($0) })
    }

    @Test func `the bytes of a hash tile are its hashes, and another length is refused`() throws {
        let hashes = (0..<5).map { MerkleTree.leafHash(of: [$0]) }
        let tile = try #require(Tile(content: .hashes(level: 0), index: 3, width: 5))
        let content = try #require(HashTile(level: 0, index: 3, hashes: hashes))
        #expect(content.bytes.count == 160)
        #expect(HashTile(bytes: content.bytes, tile: tile) == content)
        #expect(HashTile(bytes: content.bytes.dropLast(), tile: tile) == nil)
        #expect(HashTile(bytes: content.bytes + [0], tile: tile) == nil)
        #expect(HashTile(level: 0, index: 0, hashes: []) == nil)
        #expect(HashTile(level: 0, index: 0, hashes: Array(repeating: hashes[0], count: 257)) == nil)
    }

    @Test func `the bytes of an entry bundle have each length in front, and what does not fit is refused`() throws {
        let bundle = try #require(EntryBundle(entries: [[], [1], Array(repeating: 7, count: 300)]))
        #expect(Array(bundle.bytes.prefix(7)) == [0, 0, 0, 1, 1, 1, 44])
        #expect(EntryBundle(bytes: bundle.bytes, width: 3) == bundle)
        #expect(EntryBundle(bytes: bundle.bytes, width: 2) == nil)
        #expect(EntryBundle(bytes: bundle.bytes, width: 4) == nil)
        #expect(EntryBundle(bytes: bundle.bytes.dropLast(), width: 3) == nil)
        #expect(EntryBundle(bytes: bundle.bytes + [0], width: 3) == nil)
        #expect(EntryBundle(bytes: [], width: 0) == nil)
        #expect(EntryBundle(entries: [Array(repeating: 0, count: 65_536)]) == nil)
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `random bytes of a bundle are refused or come back the same`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let good = try #require(EntryBundle(entries: (0..<4).map { _ in random.bytes(3) })).bytes
        for _ in 0..<500 {
            let bytes = random.mutated(good)
            if let read = EntryBundle(bytes: bytes, width: 4) { #expect(read.bytes == bytes, "seed \(seed)") }
        }
    }
}
