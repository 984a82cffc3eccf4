import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// A bundle is what `GET /v1/events` gives, and nothing else.
@Suite struct `What stands in a bundle` {
    @Test func `is for every kind of member exactly what its key reads as events`() async throws {
        let scene = try await FollowingScene(joinsFirst: false)
        let world = scene.world
        _ = try await scene.propose(1)
        // What was shared before it joined comes late, in the bundle as over a line.
        _ = try await world.exchange.node.acceptAgreement(world.agreement, by: world.joinLater)
        let signal = try await scene.propose(2)
        _ = try await world.exchange.node.viewSignal(signal, by: world.verifier)
        let unit = try await world.exchange.member(
            "TEST Unit",
            .authority,
            interests: Interests(governments: ["gov.x"])
        )
        let officer = try await world.exchange.person(of: unit.administrator, .officer)
        _ = try await world.exchange.node.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "TEST reference",
            reasons: "TEST reasons",
            by: officer
        )
        try await world.exchange.node.log.sign()
        for member in [unit.id, world.memberID, world.verifier.organisation.id] {
            let caller = try await world.exchange.node.followingCaller(for: member)
            let bundle = try await world.exchange.bundle(for: caller)
            let lines = try BundleLine.all(of: bundle)
            #expect(try await lines == world.exchange.slice(for: caller))
            #expect(lines.count > 5)
        }
    }

    @Test func `of an authority is nothing of signals, of reporters and of what others ask`() async throws {
        let scene = try await RequestScene.make()
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let (mine, theirs) = try await scene.ask(beside: other.authority, other.office, other.officer)
        try await scene.exchange.node.log.sign()
        for (authority, own, foreign) in [(scene.authority, mine, theirs), (other.authority, theirs, mine)] {
            let key = try await scene.exchange.node.followingCaller(for: authority)
            let bundle = try await scene.exchange.bundle(for: key)
            #expect(try await BundleLine.all(of: bundle) == scene.exchange.slice(for: key))
            let text = String(decoding: bundle, as: UTF8.self)
            #expect(text.contains(own.description))
            #expect(!text.contains(foreign.description))
            for family in ["signal", "bank", "case", "match", "assessment", "dispatch", "check"] {
                #expect(!text.contains("\"\(family)."), "\(family)")
            }
        }
    }

    @Test func `of an authority is made with a key alone that reads what was made of its requests`() async throws {
        let scene = try await RequestScene.make()
        let exchange = scene.exchange.node
        try await exchange.log.sign()
        let follower = try await exchange.followingCaller(for: scene.authority)
        for role in Role.allCases {
            let caller = Caller(
                organisation: follower.organisation,
                key: follower.key,
                role: role,
                person: nil,
                isNode: false,
                isOnExchange: true
            )
            var code: String?
            do {
                _ = try await exchange.exportBundle(BundleWish(after: 0), for: caller) { caller }
            } catch let refusal as Refusal {
                code = refusal.code
            }
            let follows = [Role.officer, .supervisor, .dutyOfficer].contains(role)
            #expect(code == (follows ? nil : "not-a-node"), "\(role)")
        }
    }

    @Test func `ends with the member's standing`() async throws {
        let scene = try await FollowingScene()
        let exchange = scene.world.exchange
        let member = scene.world.memberID
        _ = try await scene.propose(1)
        try await exchange.node.log.sign()
        let caller = try await exchange.node.followingCaller(for: member)
        var export = try await exchange.node.exportBundle(BundleWish(after: 0), for: caller) {
            try await exchange.node.followingCaller(for: member)
        }
        _ = try await export.next()
        _ = try await exchange.node.changeStanding(
            of: member,
            to: .suspended,
            reason: "TEST vote",
            by: exchange.person(.secretary)
        )
        await #expect(throws: Refusal.self) { try await export.next() }
        await #expect(throws: Refusal.self) { try await exchange.node.followingCaller(for: member) }
    }

    @Test func `is made for the member's node alone, and up to what is signed`() async throws {
        let scene = try await FollowingScene()
        let exchange = scene.world.exchange
        let node = try await exchange.node.followingCaller(for: scene.world.memberID)
        func code(_ wish: BundleWish, _ caller: Caller) async throws -> String? {
            do {
                _ = try await exchange.node.exportBundle(wish, for: caller) { caller }
                return nil
            } catch let refusal as Refusal {
                return refusal.code
            }
        }
        #expect(try await code(BundleWish(after: 0), node) == "no-checkpoint")
        let size = try await exchange.node.log.sign().size
        _ = try await scene.propose(1)
        #expect(try await code(BundleWish(after: size), node) == nil)
        #expect(try await code(BundleWish(after: size + 1, verified: 0), node) == "bundle-position")
        #expect(try await code(BundleWish(after: 0, verified: size + 1), node) == "bundle-position")
        #expect(try await code(BundleWish(after: -1, verified: 0), node) == "bundle-position")
        #expect(try await code(BundleWish(after: 0), scene.world.proposer) == "not-a-node")
        #expect(try await code(BundleWish(after: 0), scene.world.joinLater) == "not-a-node")
        let bundle = try await exchange.bundle(for: node)
        #expect(try BundleLine.all(of: bundle).allSatisfy { $0.position < size })
    }
}
