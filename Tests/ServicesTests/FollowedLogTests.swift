import Cooperation
import Services
import Store
import Testing
import TransparencyLog

@Suite struct `The log of a followed exchange` {
    private static let failures: [ExchangeFailure.Code] = [.unreachable, .busy, .rejected, .malformed, .cancelled]

    @Test(arguments: failures)
    func `is not taken for rewritten because its tiles do not come`(code: ExchangeFailure.Code) async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        try await scene.world.exchange.node.log.sign()
        scene.line.bend { $0.tile = { _, _ in .failure(ExchangeFailure(code, "TEST")) } }
        // The first checkpoint needs no consistency, so it is an event's inclusion that can't be proved.
        try await scene.expectFailure(code) { try await scene.verify() }
        scene.line.bend { $0.tile = nil }
        #expect(try await scene.verify())

        _ = try await scene.propose(2)
        try await scene.world.exchange.node.log.sign()
        scene.line.bend { $0.tile = { _, _ in .failure(ExchangeFailure(code, "TEST")) } }
        // Nothing was received since, so it is the consistency.
        try await scene.expectFailure(code) { try await scene.verify() }
        scene.line.bend { $0.tile = nil }
        #expect(try await scene.verify())
        #expect(try await scene.exchange().alarm == nil)
    }

    @Test func `is not taken for rewritten because a tile has another width or place than asked for`() async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        try await scene.world.exchange.node.log.sign()
        scene.line.bend {
            $0.tile = { _, tile in
                HashTile(level: tile.level, index: tile.index, hashes: tile.hashes.dropLast())
                    .map { .success($0) } ?? .success(tile)
            }
        }
        try await scene.expectFailure(.malformed) { try await scene.verify() }
        scene.line.bend {
            $0.tile = { _, tile in
                HashTile(level: tile.level, index: tile.index + 1, hashes: tile.hashes).map { .success($0) }
                    ?? .success(tile)
            }
        }
        try await scene.expectFailure(.malformed) { try await scene.verify() }
        scene.line.bend { $0.tile = nil }
        #expect(try await scene.verify())
    }

    private static func flipped(_ tile: HashTile) -> HashTile {
        let hashes = tile.hashes.map { MerkleTree.nodeHash($0, $0) }
        return HashTile(level: tile.level, index: tile.index, hashes: hashes) ?? tile
    }

    @Test func `misses a leaf where the hashes contradict its inclusion`() async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        try await scene.world.exchange.node.log.sign()
        scene.line.bend { $0.tile = { _, tile in .success(Self.flipped(tile)) } }
        try await scene.expectAlarm(.missingLeaf) { try await scene.verify() }
    }

    @Test func `is asked anew before tiles that were at hand count against it`() async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        try await scene.world.exchange.node.log.sign()
        let isFirst = FirstCall()
        scene.line.bend { $0.tile = { _, tile in .success(isFirst.take() ? Self.flipped(tile) : tile) } }
        #expect(try await scene.verify())
        #expect(try await scene.exchange().alarm == nil)
    }

    @Test func `is rewritten where a checkpoint of the same size, or a greater one, contradicts the last`()
        async throws
    {
        for growth in [0, 3] as [Int64] {
            let scene = try await FollowingScene()
            _ = try await scene.propose(1)
            try await scene.receiveAll()
            try await scene.signAndVerify()
            if growth > 0 {
                _ = try await scene.propose(2)
                _ = try await scene.propose(3)
                _ = try await scene.propose(4)
                try await scene.world.exchange.node.log.sign()
            }
            let size = try await scene.exchange().verifiedSize + growth
            let forged = try scene.note(size: size, root: MerkleTree.leafHash(of: [1]))
            scene.line.bend { $0.checkpoint = { _ in .success(forged) } }
            try await scene.expectAlarm(.inconsistentCheckpoint) { try await scene.verify() }
        }
    }

    @Test func `is signed by another where another key of its name signs, and by nobody where no note comes`()
        async throws
    {
        let scene = try await FollowingScene()
        try await scene.receiveAll()
        try await scene.world.exchange.node.log.sign()
        for nonsense in [[], Array("<html>TEST a portal</html>".utf8), [UInt8](repeating: 255, count: 9000)] {
            scene.line.bend { $0.checkpoint = { _ in .success(nonsense) } }
            try await scene.expectFailure(.malformed) { try await scene.verify() }
        }
        let other = try NoteSigner(name: scene.world.exchange.signer.verifierKey.name, seed: TestNode.randomBytes(32))
        let note = try scene.note(size: 1, root: MerkleTree.leafHash(of: [1]), signer: other)
        scene.line.bend { $0.checkpoint = { _ in .success(note) } }
        try await scene.expectAlarm(.wrongSigner) { try await scene.verify() }
    }

    @Test func `alarms when it does not prove what it sent within two intervals, and not sooner`() async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        #expect(try await scene.verify() == false)
        for _ in 0..<2 {
            scene.world.platform.clock.advance(Seconds(60))
            #expect(try await scene.verify() == false)
        }
        scene.world.platform.clock.advance(Seconds(60))
        try await scene.expectAlarm(.missingLeaf) { try await scene.verify() }
    }

    @Test func `alarms also when it answers with nonsense instead of a checkpoint or a tile`() async throws {
        for isTile in [false, true] {
            let scene = try await FollowingScene()
            _ = try await scene.propose(1)
            try await scene.receiveAll()
            try await scene.world.exchange.node.log.sign()
            scene.line.bend {
                if isTile {
                    $0.tile = { _, _ in .failure(ExchangeFailure(.malformed, "TEST")) }
                } else {
                    $0.checkpoint = { _ in .success([1, 2, 3]) }
                }
            }
            for _ in 0..<3 {
                try await scene.expectFailure(.malformed) { try await scene.verify() }
                scene.world.platform.clock.advance(Seconds(60))
            }
            try await scene.expectAlarm(.missingLeaf) { try await scene.verify() }
        }
    }

    @Test func `alarms when it reaches less far than it did, even where nothing else is owed`() async throws {
        for isGone in [false, true] {
            let scene = try await FollowingScene()
            try await scene.receiveAll()
            try await scene.world.exchange.node.log.sign()
            let old = try await scene.world.connection.checkpoint()
            _ = try await scene.propose(1)
            try await scene.receiveAll()
            try await scene.signAndVerify()
            scene.line.bend { $0.checkpoint = { _ in .success(isGone ? nil : old) } }
            for _ in 0..<3 {
                #expect(try await scene.verify() == false)
                scene.world.platform.clock.advance(Seconds(60))
            }
            try await scene.expectAlarm(.missingLeaf) { try await scene.verify() }
        }
    }

    @Test func `is waited for as long as it is away`() async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        #expect(try await scene.verify() == false)
        scene.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        for _ in 0..<10 {
            scene.world.platform.clock.advance(.hours(1))
            try await scene.expectFailure(.unreachable) { try await scene.verify() }
        }
        scene.line.bend { $0.failure = nil }
        scene.world.platform.clock.advance(.hours(1))
        #expect(try await scene.verify() == false)
        try await scene.signAndVerify()
        #expect(try await scene.exchange().alarm == nil)
    }

    @Test func `is proved a page at a time with each tile fetched once, and what was proved stays proved`() async throws
    {
        let scene = try await FollowingScene()
        for batch in 0..<2 { try await scene.proposeMany(900, from: UInt64(batch) * 1000) }
        try await scene.receiveAll()
        try await scene.world.exchange.node.log.sign()
        let before = try await scene.exchange().provenThrough
        scene.line.bend {
            $0.tile = { place, tile in
                place.index == 5 && place.content == .hashes(level: 0)
                    ? .failure(ExchangeFailure(.busy, "TEST", retryAfter: Seconds(1))) : .success(tile)
            }
        }
        try await scene.expectFailure(.busy) { try await scene.verify() }
        let midway = try await scene.exchange()
        #expect(midway.provenThrough >= before + 1000)
        scene.line.bend { $0.tile = nil }
        #expect(try await scene.verify())
        let tiles = scene.line.asked.tiles
        let twice = Dictionary(grouping: tiles) { $0 }.filter { $0.value.count > 1 }
        // Those that did not come the first time, and no others.
        #expect(twice.keys.allSatisfy { $0.index == 5 })
        #expect(tiles.count <= 12)
        let last = try await scene.world.platform.store.read { try $0.journalSize() } - 1
        #expect(try await scene.exchange().provenThrough >= midway.provenThrough + 500)
        #expect(try await scene.exchange().provenThrough <= last)
        #expect(try await scene.verify() == false)
    }
}
