import Cooperation
import Services
import Store
import Testing

/// What a member's node tells its exchange, and asks of it for its people.
@Suite struct `A follower's words` {
    private static let away = ExchangeFailure(.unreachable, "TEST away")

    @Test func `of dispute take effect at once, also while the exchange is away`() async throws {
        let scene = try await FollowingScene()
        let lead = try await scene.world.platform.person(.lead)
        let signal = try await scene.actingSignal(1, lead: lead)
        scene.line.bend { $0.failure = Self.away }
        let word = try await scene.opine(.negative, of: signal, by: lead)
        func expectDisputed(_ step: String) async throws {
            let answer = try await scene.check(1, by: lead)
            #expect(answer.verdict == .review && answer.matches.first?.rule == .disputed, "\(step)")
            #expect(answer.matches.first?.disputed == true, "\(step)")
            #expect(try await scene.world.platform.node.signal(signal, for: lead).isDisputed, "\(step)")
            for state in Signal.State.live {
                var search = Node.SignalSearch()
                search.state = state
                let list = try await scene.world.platform.node.signalList(search, after: nil, limit: 100, for: lead)
                let isListed = list.rows.contains { $0.signal.id == signal }
                #expect(isListed == (state == .disputed), "\(step), \(state)")
            }
        }
        try await expectDisputed("on its way")
        #expect(try await scene.follower.deliver(to: scene.id) == 0)
        try await expectDisputed("failed once")
        scene.line.bend { $0.failure = nil }
        for _ in 0..<3 { _ = try await scene.follower.deliver(to: scene.id) }
        #expect(try await scene.dispatch(word).state == .delivered)
        try await expectDisputed("delivered")
        try await scene.receiveAll()
        #expect(try await scene.dispatch(word).state == .recorded)
        #expect(try await scene.world.platform.node.signal(signal, for: lead).signal.isDisputed)
        try await expectDisputed("back again")
        // Another opinion of the same member ends the dispute, once the exchange has recorded it.
        _ = try await scene.opine(.positive, of: signal, by: lead)
        try await expectDisputed("taken back, on its way")
        _ = try await scene.follower.deliver(to: scene.id)
        try await scene.receiveAll()
        try await scene.signAndVerify()
        #expect(try await scene.check(1, by: lead).verdict == .act)
    }

    @Test func `of dispute end where the exchange refuses them`() async throws {
        let scene = try await FollowingScene()
        let lead = try await scene.world.platform.person(.lead)
        let signal = try await scene.actingSignal(1, lead: lead)
        _ = try await scene.world.exchange.node.leaveAgreement(scene.world.agreement, by: scene.world.joinLater)
        let word = try await scene.opine(.negative, of: signal, by: lead)
        #expect(try await scene.check(1, by: lead).verdict == .review)
        #expect(try await scene.follower.deliver(to: scene.id) == 1)
        #expect(try await scene.dispatch(word).state == .refused)
        #expect(try await scene.check(1, by: lead).verdict == .act)
    }

    @Test func `are given once where the acknowledgement is lost`() async throws {
        for comesBackFirst in [false, true] {
            let scene = try await FollowingScene()
            let curator = try await scene.world.platform.person(.curator)
            let signal = try await scene.propose(1)
            try await scene.receiveAll()
            let word = try await scene.opine(.negative, of: signal, by: curator)
            scene.line.bend { $0.losesAcknowledgements = true }
            #expect(try await scene.follower.deliver(to: scene.id) == 0)
            #expect(try await scene.dispatch(word).state == .queued)
            if comesBackFirst { try await scene.receiveAll() }
            scene.line.bend { $0.losesAcknowledgements = false }
            for _ in 0..<3 { _ = try await scene.follower.deliver(to: scene.id) }
            try await scene.receiveAll()
            #expect(try await scene.dispatch(word).state == .recorded)
            // The record that came back says that nothing needs to be said again.
            #expect(scene.line.asked.delivered == (comesBackFirst ? [word] : [word, word]))
            let exchange = scene.world.exchange
            let opinions = try await exchange.store.read { reading in
                try reading.events(EventQuery(types: [SignalOpinionGiven.type])).count
            }
            #expect(opinions == 1)
        }
    }

    @Test func `that keep failing hold up none about other signals, and those about one signal keep their order`()
        async throws
    {
        let scene = try await FollowingScene()
        let curator = try await scene.world.platform.person(.curator)
        let (first, second) = (try await scene.propose(1), try await scene.propose(2))
        try await scene.receiveAll()
        let poison = try await scene.opine(.negative, of: first, by: curator)
        scene.world.platform.clock.advance(Seconds(1))
        let behind = try await scene.opine(.positive, of: first, by: curator)
        scene.world.platform.clock.advance(Seconds(1))
        let other = try await scene.opine(.seed, of: second, by: curator)
        let tried = Counter()
        scene.line.bend {
            $0.deliver = { dispatch in
                guard dispatch.id == poison else { return nil }
                tried.add()
                return ExchangeFailure(.busy, "TEST 500")
            }
        }
        #expect(try await scene.follower.deliver(to: scene.id) == 1)
        for _ in 0..<20 { #expect(try await scene.follower.deliver(to: scene.id) == 0) }
        #expect(scene.line.asked.delivered == [other])
        scene.line.bend { $0.deliver = nil }
        var done = 0
        for _ in 0..<100 where done < 2 { done += try await scene.follower.deliver(to: scene.id) }
        #expect(scene.line.asked.delivered == [other, poison, behind])
        #expect(tried.count < 6, "It is tried less and less often.")
        let opinions = try await scene.world.exchange.node.signal(first, for: scene.world.proposer).signal.opinions
        #expect(opinions.values.map(\.category) == [.positive])
    }

    @Test func `stay where they are while the key is not accepted, and the node says that something is wrong`()
        async throws
    {
        let scene = try await FollowingScene()
        let curator = try await scene.world.platform.person(.curator)
        let signals = [try await scene.propose(1), try await scene.propose(2)]
        try await scene.receiveAll()
        for signal in signals { _ = try await scene.opine(.seed, of: signal, by: curator) }
        for failure in [
            ExchangeFailure(.rejected, "TEST 403"), ExchangeFailure(.busy, "TEST 429", retryAfter: Seconds(9)),
        ] {
            scene.line.bend { $0.deliver = { _ in failure } }
            for _ in 0..<5 {
                await #expect(throws: failure) { _ = try await scene.follower.deliver(to: scene.id) }
            }
            #expect(try await scene.world.platform.node.exchange(scene.id).waiting == 2)
        }
        scene.line.bend { $0.deliver = nil }
        #expect(try await scene.follower.deliver(to: scene.id) == 2)
        #expect(try await scene.world.platform.node.exchange(scene.id).waiting == 0)
    }

    @Test func `that an exchange can't be reached at all ends the pass before every one was tried`() async throws {
        let scene = try await FollowingScene()
        let curator = try await scene.world.platform.person(.curator)
        for seed in 1...5 {
            let signal = try await scene.propose(UInt64(seed))
            try await scene.receiveAll()
            _ = try await scene.opine(.seed, of: signal, by: curator)
        }
        let tried = Counter()
        scene.line.bend {
            $0.deliver = { _ in
                tried.add()
                return Self.away
            }
        }
        await #expect(throws: Self.away) { _ = try await scene.follower.deliver(to: scene.id) }
        #expect(tried.count == 3)
        // A long absence is nothing that speaks against a word: all are handed over soon after it.
        for _ in 0..<20 { _ = try? await scene.follower.deliver(to: scene.id) }
        scene.line.bend { $0.deliver = nil }
        let first = try await scene.follower.deliver(to: scene.id)
        let second = try await scene.follower.deliver(to: scene.id)
        #expect(first + second == 5)
    }

    @Test func `that it was shown the content follow a viewing through the node, by a person nobody can name`()
        async throws
    {
        let scene = try await FollowingScene()
        let world = scene.world
        let curator = try await world.platform.person(.curator)
        let colleague = try await world.platform.person(.reviewer)
        let signals = [try await scene.propose(1), try await scene.propose(2)]
        try await scene.receiveAll()
        let size = world.platform.store.journalGrowth.size
        for signal in signals {
            let link = try await world.platform.node.viewSignal(signal, by: curator)
            #expect(link == "https://lentera.example/viewing/1")
        }
        _ = try await world.platform.node.viewSignal(signals[0], by: colleague)
        // That people looked at what is graphic counts for their breaks; of the link nothing is kept.
        let kept = try await world.platform.store.read { try $0.events(EventQuery(from: size, limit: 100)) }
        #expect(kept.allSatisfy { $0.type == ExposureNoted.type })
        for signal in signals {
            _ = try await world.platform.node.verifySignal(
                signal,
                basis: .shownBy,
                lookedAt: "TEST the whole picture",
                dispatch: nil,
                by: curator
            )
        }
        #expect(try await scene.follower.deliver(to: scene.id) == 2)
        var people: Set<ID<Person>> = []
        for signal in signals {
            let verified = try await world.exchange.node.signal(signal, for: world.proposer).signal
            #expect(verified.verifications.map(\.basis) == [.shownBy])
            #expect(verified.verifications.map(\.organisation) == [world.memberID])
            people.formUnion(verified.verifications.map(\.person))
        }
        #expect(people.count == 1, "The same person has the same id there.")
        #expect(!people.contains(try #require(curator.person)))
        let viewers = try await world.exchange.node.signal(signals[0], for: world.proposer).signal.viewings
        #expect(Set(viewers.map(\.person)).count == 2)
        let elsewhere = ID<Exchange>(Identifier(derivedHigh: 1, low: 1))
        let person = try #require(curator.person)
        let secrets = world.platform.node.secrets
        #expect(people == [secrets.opaquePerson(person, for: scene.id)])
        #expect(!people.contains(secrets.opaquePerson(person, for: elsewhere)))
    }

    @Test func `confirm a colleague's opinion at the exchange, there and then`() async throws {
        var settings = NodeSettings()
        settings.negativeOpinionBudget = 0
        let scene = try await FollowingScene(settings: settings)
        let world = scene.world
        let curator = try await world.platform.person(.curator)
        let colleague = try await world.platform.person(.reviewer)
        let signal = try await scene.propose(1)
        try await scene.receiveAll()
        let word = try await scene.opine(.negative, of: signal, by: curator)
        #expect(try await scene.follower.deliver(to: scene.id) == 1)
        try await scene.receiveAll()
        #expect(try await scene.dispatch(word).state == .recorded)
        #expect(try await world.exchange.node.signal(signal, for: world.proposer).signal.unconfirmedOpinions.count == 1)
        let refusal = await #expect(throws: Refusal.self) {
            try await world.platform.node.confirmOpinion(of: signal, by: curator)
        }
        #expect(refusal?.code == "second-person-needed")
        try await world.platform.node.confirmOpinion(of: signal, by: colleague)
        #expect(try await world.exchange.node.signal(signal, for: world.proposer).signal.isDisputed)
        try await scene.receiveAll()
        #expect(try await world.platform.node.signal(signal, for: curator).signal.isDisputed)
    }

    @Test func `that need an answer fail where the exchange is away, was not met, or says no`() async throws {
        let scene = try await FollowingScene()
        let node = scene.world.platform.node
        let curator = try await scene.world.platform.person(.curator)
        let signal = try await scene.propose(1)
        try await scene.receiveAll()
        scene.line.bend { $0.failure = Self.away }
        await #expect(throws: Self.away) { _ = try await node.viewSignal(signal, by: curator) }
        await #expect(throws: Self.away) { try await node.confirmOpinion(of: signal, by: curator) }
        scene.line.bend { $0.failure = nil }
        let refusal = await #expect(throws: Refusal.self) { try await node.confirmOpinion(of: signal, by: curator) }
        #expect(refusal?.code == "nothing-to-confirm")
        let unknown = ID<Signal>(Identifier(derivedHigh: 1, low: 1))
        let missing = await #expect(throws: Refusal.self) { _ = try await node.viewSignal(unknown, by: curator) }
        #expect(missing?.code == "not-found")

        // A node that was started anew and has not met its exchange yet.
        let again = Node(
            store: node.store,
            clock: node.clock,
            randomBytes: node.randomBytes,
            identity: node.identity,
            secrets: node.secrets,
            settings: node.settings,
            search: node.search,
            media: node.media,
            log: node.log
        )
        let failure = await #expect(throws: ExchangeFailure.self) {
            _ = try await again.viewSignal(signal, by: curator)
        }
        #expect(failure?.code == .unreachable)
    }
}
