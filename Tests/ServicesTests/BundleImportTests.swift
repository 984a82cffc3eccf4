import Cooperation
import SeededRandomness
import Services
import Store
import Testing
import TransparencyLog

/// The node of a member that never had a line, beside one that has.
@Suite struct `A bundle is taken in` {
    /// A scene with a second node of the same member, and the key with which it would follow.
    private struct Scene {
        let following: FollowingScene
        let unit: TestNode
        let caller: Caller
        let introduction: ImportBundle.Introduction

        init(joinsFirst: Bool = true) async throws {
            following = try await FollowingScene(joinsFirst: joinsFirst)
            unit = try await TestNode("TEST Unit", kind: .platform)
            let world = following.world
            caller = try await world.exchange.node.followingCaller(for: world.memberID)
            introduction = ImportBundle.Introduction(
                verifierKey: world.exchange.signer.verifierKey,
                member: world.memberID
            )
        }

        var exchange: TestNode { following.world.exchange }

        func bundle(after: Int64 = 0, verified: Int64? = nil) async throws -> [UInt8] {
            try await exchange.signedBundle(after: after, verified: verified, for: caller)
        }

        @discardableResult
        func take(_ bytes: [UInt8]) async throws -> BundleImport {
            try await unit.take(bytes, introduction: introduction)
        }

        func followed() async throws -> Exchange {
            let id = following.id
            return try #require(try await unit.store.read { try $0.load(Exchange.self, id) })
        }

        /// The places in the exchange's journal of all that the unit has, in the order in which it came.
        func positions() async throws -> [Int64] { try await Self.positions(on: unit, of: following.id) }

        static func positions(on node: TestNode, of id: ID<Exchange>) async throws -> [Int64] {
            try await node.store.read { reading in
                let query = EventQuery(subject: id.identifier, types: [EventReceived.type], limit: 100_000)
                return try reading.events(query).map { try $0.payload(EventReceived.self).position }
            }
        }

        /// Expects a refusal after which the unit has as much as before.
        func expect(_ code: String, sourceLocation: SourceLocation = #_sourceLocation, of bytes: [UInt8]) async throws {
            let before = try await unit.store.read { try $0.journalSize() }
            let refusal = await #expect(throws: Refusal.self, sourceLocation: sourceLocation) { try await take(bytes) }
            #expect(refusal?.code == code, sourceLocation: sourceLocation)
            #expect(try await unit.store.read { try $0.journalSize() } == before, sourceLocation: sourceLocation)
        }
    }

    @Test func `with the same outcome as what comes over a line, and is proved`() async throws {
        let scene = try await Scene(joinsFirst: false)
        let world = scene.following.world
        _ = try await scene.following.propose(1)
        _ = try await world.exchange.node.acceptAgreement(world.agreement, by: world.joinLater)
        _ = try await scene.following.propose(2)
        let result = try await scene.take(scene.bundle())
        try await scene.following.receiveAll()
        #expect(try await scene.positions() == scene.following.receivedPositions())
        #expect(try await result.eventsTaken == scene.positions().count)
        let exchange = try await scene.followed()
        #expect(exchange.alarm == nil && exchange.member == world.memberID)
        let size = try await scene.exchange.store.read { try $0.journalSize() }
        #expect(exchange.verifiedSize == size && result.verifiedSize == size && result.position == size)
        let last = try await scene.unit.store.read { reading in
            try reading.events(EventQuery(types: [EventReceived.type], isNewestFirst: true, limit: 1)).first?.position
        }
        #expect(exchange.provenThrough == last)
        // People of the unit find what was shared.
        let reviewer = try await scene.unit.person(.reviewer)
        for seed in [1, 2] as [UInt64] {
            let answer = try await `Main job`.check(`Main job`.hash(seed), on: scene.unit, by: reviewer)
            #expect(answer.verdict == .review)
        }
        #expect(try await scene.unit.store.audit { _ in }.finding == nil)
    }

    @Test func `once: the second time it changes nothing and says so`() async throws {
        let scene = try await Scene()
        _ = try await scene.following.propose(1)
        let bundle = try await scene.bundle()
        let first = try await scene.take(bundle)
        let size = try await scene.unit.store.read { try $0.journalSize() }
        let again = try await scene.take(bundle)
        #expect(again.eventsTaken == 0 && again.eventsKnown == first.eventsTaken + first.eventsKnown)
        #expect(again.position == first.position && again.verifiedSize == first.verifiedSize)
        #expect(try await scene.unit.store.read { try $0.journalSize() } == size)
    }

    @Test func `in order: one that is missing is named, and then they follow each other`() async throws {
        let scene = try await Scene()
        _ = try await scene.following.propose(1)
        let first = try await scene.bundle()
        let firstEnd = try await scene.exchange.store.read { try $0.journalSize() }
        _ = try await scene.following.propose(2)
        let second = try await scene.bundle(after: firstEnd)
        let secondEnd = try await scene.exchange.store.read { try $0.journalSize() }
        _ = try await scene.following.propose(3)
        let third = try await scene.bundle(after: secondEnd)
        try await scene.expect("bundle-gap", of: second)
        try await scene.take(first)
        try await scene.expect("bundle-gap", of: third)
        let named = await #expect(throws: Refusal.self) { try await scene.take(third) }
        #expect(named?.message.contains("begins after position \(firstEnd) first") == true)
        try await scene.take(second)
        try await scene.take(third)
        #expect(try await scene.take(second).eventsTaken == 0)
        try await scene.following.receiveAll()
        #expect(try await scene.positions() == scene.following.receivedPositions())
        // One that begins earlier than it had to brings what is missing.
        _ = try await scene.following.propose(4)
        let verified = try await scene.followed().verifiedSize
        let wide = try await scene.take(scene.bundle(after: firstEnd, verified: verified))
        #expect(wide.eventsTaken == 1 && wide.eventsKnown > 1)
    }

    @Test func `in stretches as short as one likes`() async throws {
        let scene = try await Scene(joinsFirst: false)
        let world = scene.following.world
        _ = try await scene.following.propose(1)
        _ = try await world.exchange.node.acceptAgreement(world.agreement, by: world.joinLater)
        let size = try await scene.exchange.node.log.sign().size
        var verified: Int64 = 0
        for after in stride(from: 0, to: size, by: 7) {
            let bytes = try await scene.exchange.bundle(
                after: after,
                verified: verified,
                positions: 7,
                for: scene.caller
            )
            let result = try await scene.take(bytes)
            #expect(result.position == min(after + 7, size))
            verified = result.verifiedSize
        }
        try await scene.following.receiveAll()
        #expect(try await scene.positions() == scene.following.receivedPositions())
    }

    @Test func `only by the member for whom it was made, and only of the exchange that is followed`() async throws {
        let scene = try await Scene()
        _ = try await scene.following.propose(1)
        let bundle = try await scene.bundle()
        let unknown = await #expect(throws: Refusal.self) { try await scene.unit.take(bundle) }
        #expect(unknown?.code == "exchange-not-followed")
        let verifier = try await scene.exchange.node.followingCaller(
            for: scene.following.world.verifier.organisation.id
        )
        let foreign = try await scene.exchange.bundle(for: verifier)
        try await scene.expect("bundle-for-another", of: foreign)
        try await scene.take(bundle)
        try await scene.expect("bundle-for-another", of: foreign)
        let other = try await Scene()
        _ = try await other.following.propose(1)
        try await scene.expect("bundle-of-another-exchange", of: other.bundle())
        let unasked = try await other.bundle()
        let refusal = await #expect(throws: Refusal.self) { try await scene.unit.take(unasked) }
        #expect(refusal?.code == "exchange-not-followed")
        let own = await #expect(throws: Refusal.self) { try await scene.exchange.take(bundle) }
        #expect(own?.code == "bundle-of-this-node")
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `wholly or not at all where a byte of it is another`(seed: UInt64) async throws {
        let scene = try await Scene()
        _ = try await scene.following.propose(1)
        let good = try await scene.bundle()
        try await scene.take(good)
        _ = try await scene.following.propose(2)
        let bundle = try await scene.bundle(after: scene.followed().verifiedSize)
        let before = try await scene.unit.store.read { try $0.journalSize() }
        var random = SplitMix64(seed: seed)
        for _ in 0..<40 {
            var bytes = bundle
            bytes[Int(random.next() % UInt64(bytes.count))] ^= 1 << UInt8(random.next() % 8)
            // What changes the first line may also name another exchange or member.
            let error = await #expect(throws: (any Error).self) { try await scene.take(bytes) }
            #expect(error is BundleError || error is Refusal)
        }
        for count in [0, 1, bundle.count / 2, bundle.count - 1] {
            let error = await #expect(throws: BundleError.self) { try await scene.take(Array(bundle.prefix(count))) }
            #expect(error?.code == .truncated)
        }
        #expect(try await scene.unit.store.read { try $0.journalSize() } == before)
        #expect(try await scene.followed().alarm == nil)
        #expect(try await scene.take(bundle).eventsTaken == 1)
    }

    @Test func `on from where it was interrupted, and nothing twice`() async throws {
        let scene = try await Scene()
        for batch in 0..<3 { try await scene.following.proposeMany(90, from: UInt64(batch) * 100) }
        let bundle = try await scene.bundle()
        let importing = ImportBundle(node: scene.unit.node, introduction: scene.introduction)
        await #expect(throws: HeldBundle.Broken.self) {
            try await importing.run(HeldBundle(bundle, breaksAt: bundle.count / 2))
        }
        let midway = try await scene.positions()
        #expect(!midway.isEmpty)
        #expect(try await scene.followed().alarm == nil)
        let result = try await scene.take(bundle)
        let all = try await scene.positions()
        #expect(all.starts(with: midway) && all.count > midway.count)
        #expect(Set(all).count == all.count)
        #expect(result.eventsTaken == all.count - midway.count)
        try await scene.following.receiveAll()
        #expect(try await all == scene.following.receivedPositions())
        #expect(try await scene.take(bundle).eventsTaken == 0)
    }

    @Test func `only as it was when its seal was verified`() async throws {
        let scene = try await Scene()
        _ = try await scene.following.propose(1)
        let one = try await scene.bundle()
        _ = try await scene.following.propose(2)
        let other = try await scene.bundle()
        let importing = ImportBundle(node: scene.unit.node, introduction: scene.introduction)
        let error = await #expect(throws: BundleError.self) {
            try await importing.run(HeldBundle(one, second: other))
        }
        #expect(error?.code == .badSeal)
        #expect(try await scene.positions().isEmpty)
    }

    @Test func `never of a log that was rewritten: an alarm stands from then on`() async throws {
        let scene = try await Scene()
        _ = try await scene.following.propose(1)
        try await scene.take(scene.bundle())
        let pinned = try await scene.followed()
        // The same key over another history, in which the same member is one.
        let fork = try await TestNode(
            "TEST Secretariat",
            kind: .secretariat,
            isExchange: true,
            signer: scene.exchange.signer
        )
        let member = try await fork.node.registerOrganisation(
            id: scene.following.world.memberID,
            kind: .platform,
            name: "TEST Third",
            interests: nil,
            by: fork.administrator
        ).organisation.id
        _ = try await fork.node.changeStanding(
            of: member,
            to: .active,
            reason: "TEST vote",
            by: fork.person(.secretary)
        )
        while try await fork.store.read({ try $0.journalSize() }) <= pinned.verifiedSize {
            _ = try await fork.person(.auditor)
        }
        let caller = try await fork.node.followingCaller(for: member)
        let bundle = try await fork.signedBundle(after: pinned.verifiedSize, for: caller)
        let before = try await scene.positions()
        let stopped = await #expect(throws: FollowExchange.Stopped.self) { try await scene.take(bundle) }
        #expect(stopped?.alarm == .inconsistentCheckpoint)
        #expect(try await scene.positions() == before)
        #expect(try await scene.followed().alarm == .inconsistentCheckpoint)
        let standing = await #expect(throws: FollowExchange.Stopped.self) {
            try await scene.take(scene.bundle(after: pinned.verifiedSize))
        }
        #expect(standing?.alarm == .inconsistentCheckpoint)
    }

    @Test func `never where it does not prove that nothing was rewritten since what was verified`() async throws {
        let scene = try await Scene()
        _ = try await scene.following.propose(1)
        try await scene.take(scene.bundle())
        let end = try await scene.followed().verifiedSize
        _ = try await scene.following.propose(2)
        try await scene.expect("bundle-start", of: scene.bundle(after: end, verified: end - 1))
        try await scene.expect("bundle-start", of: scene.bundle(after: end, verified: 0))
        #expect(try await scene.take(scene.bundle(after: end)).eventsTaken == 1)
    }

    @Test func `by a node that gets a line afterwards, and goes on there`() async throws {
        let scene = try await Scene()
        _ = try await scene.following.propose(1)
        try await scene.take(scene.bundle())
        let line = BentConnection(scene.following.world.connection)
        let follower = FollowExchange(node: scene.unit.node, connection: line, expectedKey: nil)
        let (id, _) = try await follower.meet()
        #expect(id == scene.following.id)
        #expect(try await follower.receive(from: id, wait: Seconds(0)) == 0)
        #expect(line.asked.cursors.first != .some(nil), "It goes on where the bundle ended.")
        _ = try await scene.following.propose(2)
        #expect(try await follower.receive(from: id, wait: Seconds(0)) == 1)
        try await scene.exchange.node.log.sign()
        #expect(try await follower.verifyLog(of: id, patience: Seconds(121)))
        #expect(try await scene.followed().alarm == nil)
        try await scene.following.receiveAll()
        #expect(try await scene.positions() == scene.following.receivedPositions())
    }

    @Test func `by a node whose line broke, with what had come over it and was not proved yet`() async throws {
        let following = try await FollowingScene()
        let exchange = following.world.exchange
        let unit = following.world.platform
        let caller = try await exchange.node.followingCaller(for: following.world.memberID)
        _ = try await following.propose(1)
        try await following.receiveAll()
        try await following.signAndVerify()
        let verified = try await following.exchange().verifiedSize
        _ = try await following.propose(2)
        try await following.receiveAll()
        let unproved = try #require(try await following.receivedPositions().last)
        _ = try await following.propose(3)
        let end = try await exchange.store.read { try $0.journalSize() }
        // Begun behind what is not proved yet, it would leave that unproved for ever.
        let late = try await exchange.signedBundle(after: unproved + 1, verified: verified, for: caller)
        let refusal = await #expect(throws: Refusal.self) { try await unit.take(late) }
        #expect(refusal?.code == "bundle-proof-missing")
        #expect(refusal?.message.contains("--after \(unproved)") == true)
        let bundle = try await exchange.signedBundle(after: unproved, verified: verified, for: caller)
        let result = try await unit.take(bundle)
        #expect(result.eventsTaken == 1 && result.position == end && result.verifiedSize == end)
        let last = try await unit.store.read { reading in
            try reading.events(EventQuery(types: [EventReceived.type], isNewestFirst: true, limit: 1)).first?.position
        }
        #expect(try await following.exchange().provenThrough == last)
        // Back on the line, and then a bundle that is of no use any more.
        _ = try await following.propose(4)
        try await following.receiveAll()
        try await following.signAndVerify()
        #expect(try await unit.take(bundle).eventsTaken == 0)
        #expect(try await following.exchange().alarm == nil)
    }

    @Test func `by an authority, with what became of its requests`() async throws {
        let scene = try await RequestScene.make()
        let request = try await scene.ask(
            .removalOrder,
            "ID_TEST_ORDER",
            items: [RequestScene.item(1, "https://third.example/1")]
        )
        try await scene.sync()
        let unit = try await TestNode("TEST Police", kind: .authority)
        unit.clock.set(scene.exchange.clock.now + Seconds(1))
        let caller = try await scene.exchange.node.followingCaller(for: scene.authority)
        let result = try await unit.take(
            scene.exchange.signedBundle(for: caller),
            introduction: ImportBundle.Introduction(
                verifierKey: scene.exchange.signer.verifierKey,
                member: scene.authority
            )
        )
        #expect(result.eventsTaken > 0)
        let known = try await unit.store.read { try $0.load(Request.self, request) }
        #expect(known?.origin?.exchange == result.exchange)
        #expect(try await unit.store.read { try $0.find(AggregateQuery<Signal>(limit: 1)) }.isEmpty)
        #expect(try await unit.store.audit { _ in }.finding == nil)
    }
}
