import Cooperation
import Services
import Store
import Testing

/// What can't be carried out, and what goes on beside it.
@Suite struct `What is stuck` {
    /// Starts clocks at an exchange about an answer to a request that is assessed elsewhere, so that their end can't be
    /// carried out there.
    private static func stuckClocks(_ scene: RequestScene, _ count: Int) async throws -> Set<ID<Clock>> {
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let (own, calendar) = (scene.exchange.node.identity.organisation, scene.exchange.node.calendar)
        let code = try #require(ClockCode("INT_EDR_FORMAL"))
        return try await scene.exchange.store.write { transaction in
            _ = try transaction.importClockRules(ClockRuleText.first(), by: .node(of: own))
            let start = ClockStart(
                about: id.identifier,
                .disclosure,
                owner: own,
                startedAt: transaction.now,
                authorityZone: .utc
            )
            return try Set(
                (0..<count).map { _ in
                    try transaction.startClock(code, start, calendar: calendar, by: .node(of: own)).id
                }
            )
        }
    }

    @Test func `holds up no clock that waits behind it, be it tried or left alone`() async throws {
        let scene = try await RequestScene.make()
        let stuck = try await Self.stuckClocks(scene, 4)
        // They fill two pages at the head of the list; what is started now waits behind them.
        scene.advance(.days(60))
        let (own, calendar) = (scene.exchange.node.identity.organisation, scene.exchange.node.calendar)
        let code = try #require(ClockCode("EU_TCO_REMOVAL"))
        let other = try await scene.exchange.store.write { transaction in
            let start = ClockStart(
                about: transaction.newIdentifier(),
                .request,
                owner: own,
                startedAt: transaction.now,
                authorityZone: .utc
            )
            return try transaction.startClock(code, start, calendar: calendar, by: .node(of: own)).id
        }
        scene.advance(.hours(2))
        let keeper = ClockKeeper(node: scene.exchange.node)
        let caught = await #expect(throws: ClockKeeper.Stuck.self) { try await keeper.turn(atOnce: 2) }
        #expect(caught?.clocks == stuck)
        let words = try await scene.exchange.store.read { try $0.events(EventQuery(subject: other.identifier)).count }
        #expect(words > 1, "It did what the time demands.")
        while try await keeper.turn(leaving: stuck, atOnce: 2) > 0 {}
        #expect(try await scene.exchange.store.read { try $0.load(Clock.self, other)?.state } == .breached)
        let again = await #expect(throws: ClockKeeper.Stuck.self) { try await keeper.turn(atOnce: 2) }
        #expect(again?.clocks == stuck, "They are tried again.")
    }

    @Test func `is no clock where the store can't write, which is told as it is and not written to harder`()
        async throws
    {
        for (code, isAboutClocks) in [
            (StoreError.Code.busy, false), (.cannotWrite, false), (.closed, false), (.databaseFailed, true),
        ] {
            let scene = try await ClockScene.make()
            try await scene.start("EU_TCO_REMOVAL", 3)
            scene.home.clock.advance(.hours(2))
            let failing = GuardedStore(scene.home.store) { _ in throw StoreError(code, "TEST") }
            let keeper = ClockKeeper(node: scene.home.node(over: failing))
            let error = await #expect(throws: (any Error).self) { try await keeper.turn() }
            #expect((error is ClockKeeper.Stuck) == isAboutClocks, "\(code.word)")
            #expect((error as? StoreError)?.code == (isAboutClocks ? nil : code))
            #expect((failing.count == 1) != isAboutClocks, "\(code.word)")
        }
    }

    @Test func `holds up no request that waits behind it, and is tried again`() async throws {
        let scene = try await RequestScene.make()
        let first = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        scene.advance(.minutes(1))
        let second = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        scene.advance(.hours(2))
        let failing = GuardedStore(scene.exchange.store) { number in
            guard number > 1 else { throw StoreError(.databaseFailed, "TEST") }
        }
        let node = scene.exchange.node(over: failing)
        let stuck = await #expect(throws: RequestKeeper.Stuck.self) { try await node.keepRequestTimes(atOnce: 1) }
        #expect(stuck?.subjects == [first.identifier])
        func states() async throws -> [Request.State] {
            [try await scene.onExchange(first).state, try await scene.onExchange(second).state]
        }
        #expect(try await states() == [.open, .unanswered])
        #expect(try await node.keepRequestTimes(leaving: [first.identifier], atOnce: 1) == 0)
        #expect(try await states() == [.open, .unanswered], "It is left alone meanwhile.")
        #expect(try await node.keepRequestTimes(atOnce: 1) == 1)
        #expect(try await states() == [.unanswered, .unanswered])
    }

    @Test func `is no request where the store can't write`() async throws {
        let scene = try await RequestScene.make()
        for _ in 0..<2 { _ = try await scene.ask(.removalOrder, "ID_TEST_ORDER") }
        scene.advance(.hours(2))
        let failing = GuardedStore(scene.exchange.store) { _ in throw StoreError(.busy, "TEST") }
        let node = scene.exchange.node(over: failing)
        let error = await #expect(throws: StoreError.self) { try await node.keepRequestTimes() }
        #expect(error?.code == .busy && failing.count == 1)
    }
}
