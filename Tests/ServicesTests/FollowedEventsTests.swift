import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

@Suite struct `The events of a followed exchange` {
    @Test func `of a member that left and joined anew come again and are applied once`() async throws {
        let scene = try await FollowingScene()
        let world = scene.world
        let reviewer = try await world.platform.person(.reviewer)
        let early = try await scene.propose(1)
        _ = try await scene.propose(2)
        try await scene.receiveAll()
        _ = try await world.exchange.node.leaveAgreement(world.agreement, by: world.joinLater)
        try await scene.receiveAll()
        #expect(try await scene.check(1, by: reviewer).verdict == .clear)
        // While it is away one signal is taken back and another comes.
        try await world.exchange.node.withdrawSignal(early, reason: "TEST an error", by: world.proposer)
        _ = try await scene.propose(3)
        try await scene.receiveAll()
        _ = try await world.exchange.node.acceptAgreement(world.agreement, by: world.joinLater)
        _ = try await scene.propose(4)
        try await scene.receiveAll()
        for (seed, verdict) in [(1, .clear), (2, .review), (3, .review), (4, .review)] as [(UInt64, Verdict)] {
            #expect(try await scene.check(seed, by: reviewer).verdict == verdict, "\(seed)")
        }
        let positions = try await scene.receivedPositions()
        #expect(Set(positions).count == positions.count)
        try await scene.signAndVerify()
        #expect(try await scene.exchange().alarm == nil)
        #expect(try await world.platform.store.audit { _ in }.finding == nil)
    }

    @Test(arguments: [nil, "0-0", "nonsense"] as [String?])
    func `are read from the beginning where the cursor is lost or not known, and applied once`(cursor: String?)
        async throws
    {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        let before = try await scene.receivedPositions()
        let setting = "exchange.cursor.\(scene.id)"
        try await scene.world.platform.store.write { try $0.setSetting(setting, to: cursor) }
        if cursor != nil { #expect(try await scene.follower.receive(from: scene.id, wait: Seconds(0)) == 0) }
        #expect(try await scene.follower.receive(from: scene.id, wait: Seconds(0)) > 0)
        #expect(scene.line.asked.cursors.last == .some(nil))
        // A page ends when its time is up, so that on a slow machine it takes several.
        try await scene.receiveAll()
        #expect(try await scene.receivedPositions() == before)
        _ = try await scene.propose(2)
        try await scene.receiveAll()
        #expect(try await scene.receivedPositions().count == before.count + 1)
        #expect(try await scene.exchange().alarm == nil)
    }

    @Test func `are two histories where one comes again with another leaf`() async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        try await scene.receiveAll()
        let setting = "exchange.cursor.\(scene.id)"
        try await scene.world.platform.store.write { try $0.setSetting(setting, to: nil) }
        let before = try await scene.receivedPositions()
        scene.line.bend {
            $0.events = { page in
                // The last one's content at the place of the one before it, each true to its own leaf.
                guard let last = page.events.last, let other = page.events.dropLast().last else {
                    return .success(page)
                }
                let moved = EventSlice(position: other.position, leafHash: last.leafHash, event: last.event)
                return .success(ReceivedEvents(events: [moved], cursor: page.cursor))
            }
        }
        try await scene.expectAlarm(.wrongLeaf) {
            _ = try await scene.follower.receive(from: scene.id, wait: Seconds(0))
        }
        #expect(try await scene.receivedPositions() == before)
    }

    /// What can be wrong with an event on its way.
    enum Damage: CaseIterable, Sendable {
        case otherLeaf
        case hiddenField
        case shownField
        case missingField
        case negativePosition

        func damaged(_ slice: EventSlice) -> EventSlice {
            var fields = slice.event.fields
            var (position, leaf) = (slice.position, slice.leafHash)
            let noise = MerkleTree.leafHash(of: [7])
            switch self {
            case .otherLeaf: leaf = noise
            case .hiddenField: fields.append(.hidden(noise))
            case .shownField:
                if case .shown(let field)? = fields.last {
                    fields[fields.count - 1] = .shown(ShownField(name: field.name, value: "TEST", salt: field.salt))
                } else {
                    fields[fields.count - 1] = .hidden(noise)
                }
            case .missingField: fields.removeLast()
            case .negativePosition: position = -1
            }
            return EventSlice(position: position, leafHash: leaf, event: DisclosedEvent(fields: fields))
        }
    }

    @Test(arguments: Damage.allCases)
    func `are refused with an alarm where they do not give their leaf`(damage: Damage) async throws {
        let scene = try await FollowingScene()
        _ = try await scene.propose(1)
        scene.line.bend {
            $0.events = { page in
                let events = page.events.dropLast() + page.events.suffix(1).map(damage.damaged)
                return .success(ReceivedEvents(events: Array(events), cursor: page.cursor))
            }
        }
        try await scene.expectAlarm(.wrongLeaf) {
            _ = try await scene.follower.receive(from: scene.id, wait: Seconds(0))
        }
        #expect(try await scene.receivedPositions().isEmpty)
    }
}
