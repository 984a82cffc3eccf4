import Cooperation
import Services
import Store
import Testing

@Suite("The keeper of the clocks")
struct ClockKeeperTests {
    @Test("takes each step within its second, and then records that the end was missed and nothing else")
    func firing() async throws {
        let scene = try await ClockScene.make()
        let id = try #require(try await scene.start().first)
        let start = try await scene.clock(id).startedAt
        func at(_ seconds: Int64) async throws {
            scene.home.clock.advance(
                Seconds(
                    (start + Seconds(seconds)).microseconds / 1_000_000 - scene.home.clock.now.microseconds / 1_000_000
                )
            )
        }
        for (second, word) in [(1800, "escalated"), (2700, "escalated"), (3600, "breached")] as [(Int64, String)] {
            let before = try await scene.words(id).count
            try await at(second - 1)
            #expect(try await scene.keeper.turn() == 0)
            try await at(second + 1)
            #expect(try await scene.keeper.turn() == 1)
            #expect(try await scene.words(id).dropFirst(before) == [word])
            #expect(try await scene.keeper.turn() == 0)
        }
        scene.home.clock.advance(.days(30))
        #expect(try await scene.keeper.turn() == 0)
        let clock = try await scene.clock(id)
        #expect(clock.state == .breached && clock.ending == nil)
    }

    @Test("catches up after a restart with all that became due meanwhile, in order and once")
    func restart() async throws {
        let scene = try await ClockScene.make()
        let ids = try await scene.start("EU_TCO_REMOVAL", 3) + scene.start("INT_TEMP_GEO")
        scene.home.clock.advance(.minutes(31))
        #expect(try await scene.keeper.turn() == 3)
        let again = ClockScene(home: try await scene.home.restarted(), counsel: scene.counsel)
        again.home.clock.advance(.days(7))
        #expect(try await again.keeper.turn() == 4)
        #expect(try await again.keeper.turn() == 0)
        for id in ids.prefix(3) {
            #expect(try await again.words(id) == ["started", "escalated", "escalated", "breached"])
        }
        let last = try #require(ids.last)
        #expect(try await again.words(last) == ["started", "escalated", "escalated", "expired"])
        #expect(try await again.clock(last).ending == .expired)
    }

    @Test("takes on so many clocks in one transaction and no more, until all that are due had their turn")
    func batches() async throws {
        let scene = try await ClockScene.make()
        try await scene.start("MY_ONSA_ACK", 60)
        scene.home.clock.advance(.hours(2))
        var turns: [Int] = []
        repeat { turns.append(try await scene.keeper.turn()) } while turns.last != 0
        #expect(turns == [8, 8, 8, 8, 8, 8, 8, 4, 0] && ClockKeeper.clocksMax == 8)
    }

    @Test("asks the store one thing, of a thousand running clocks as of one, and reads those that are due alone")
    func dueOnly() async throws {
        let scene = try await ClockScene.make()
        func statements() async throws -> Int? {
            try await scene.home.indexed()
            _ = scene.home.statements.take()
            _ = try await scene.keeper.turn()
            return scene.home.statements.take().last
        }
        try await scene.start("NZ_TAKEDOWN", 1)
        let one = try await statements()
        try await scene.start("NZ_TAKEDOWN", 1000)
        #expect(try await statements() == one && one == 1)
        let plan = try await scene.home.store.read { reading in
            // A page of what is due holds what is due, however many run.
            try reading.find(AggregateQuery<Clock>([.isLess(.nextDueAt, 1)], order: .ascending(.nextDueAt))).count
        }
        #expect(plan == 0)
        // Those that ended are not read either.
        scene.home.clock.advance(.days(2))
        while try await scene.keeper.turn() > 0 {}
        #expect(try await statements() == one)
    }

    @Test("lets a clock that stands still alone, and goes by its new end once it runs again")
    func stopped() async throws {
        let scene = try await ClockScene.make()
        let (node, author) = (scene.home.node, Author.node(of: scene.own))
        let id = try #require(try await scene.start().first)
        scene.home.clock.advance(.minutes(10))
        _ = try await scene.home.store.write {
            try $0.stopClock(id, .manifestError, calendar: node.calendar, by: author)
        }
        scene.home.clock.advance(.days(3))
        #expect(try await scene.keeper.turn() == 0)
        let resumed = try await scene.home.store.write {
            try $0.resumeClock(id, calendar: node.calendar, by: author)
        }
        let left = resumed.deadline.microseconds - scene.home.clock.now.microseconds
        #expect((49 * 60_000_000...50 * 60_000_000).contains(left))
        let ended = try await scene.home.store.write {
            try $0.endClock(id, .answered, calendar: node.calendar, by: author)
        }
        #expect(ended.state == .ended && ended.breachedAt == nil)
        scene.home.clock.advance(.days(3))
        #expect(try await scene.keeper.turn() == 0)
    }

    @Test("reaches people in the role that a step names, and the roster where nobody who has it can be reached")
    func alerts() async throws {
        let scene = try await AlertScene.make(people: 2)
        let home = scene.own.home
        _ = try await home.node.importClockRules(ClockRuleText.first(), by: home.administrator)
        let counsel = try await home.person(.counsel)
        let address = try #require(EmailAddress("test-counsel@lentera.example"))
        let person = try #require(counsel.person)
        let own = home.administrator.organisation.id
        _ = try await home.node.setAddress(address, of: person, in: own, by: counsel)
        let clocks = ClockScene(home: home, counsel: counsel)
        let id = try #require(try await clocks.start().first)
        home.clock.advance(.minutes(31))
        try await clocks.keeper.turn()
        try await scene.goOn()
        #expect(scene.sender.recipients == ["test-counsel"])
        #expect(scene.sender.messages.first?.lines.first == "A clock is near its end.")
        #expect(scene.sender.messages.first?.lines.last == "https://lentera.example/console/clocks")
        #expect(try await scene.alert().role == .counsel)
        // Nobody here is a duty officer.
        home.clock.advance(.minutes(15))
        try await clocks.keeper.turn()
        try await scene.goOn()
        #expect(scene.sender.recipients.contains("test-0"))
        // A clock that is done with needs nobody any more.
        _ = try await home.store.write {
            try $0.endClock(id, .answered, calendar: home.node.calendar, by: .node(of: own))
        }
        let before = scene.sender.tried
        try await scene.goOn(.hours(2))
        #expect(scene.sender.tried == before)
        #expect(try await scene.alerts().allSatisfy { !Alert.State.open.contains($0.state) })
    }

    @Test("raises no alert here for a clock of another member")
    func othersClocks() async throws {
        let scene = try await AlertScene.make(people: 1)
        let home = scene.own.home
        _ = try await home.node.importClockRules(ClockRuleText.first(), by: home.administrator)
        let clocks = ClockScene(home: home, counsel: home.administrator)
        try await clocks.start(
            owner: ID(scene.people[0].identifier)
        )
        home.clock.advance(.hours(2))
        #expect(try await clocks.keeper.turn() == 1)
        try await scene.goOn()
        #expect(try await scene.alerts().isEmpty)
    }
}

@Suite("A list of clocks")
struct ClockListTests {
    @Test("holds the organisation's own, the soonest first, in as many statements for many as for few")
    func pages() async throws {
        let scene = try await ClockScene.make()
        let person = try #require(scene.counsel.person)
        let other = try #require(try await scene.home.person(.lead).person)
        try await scene.start("NZ_TAKEDOWN", 2)
        let urgent = try await scene.start("EU_TCO_REMOVAL", 1, assignee: person)
        let theirs = try await scene.start("INT_TTL_ALERT", 1, assignee: other)
        let foreign = try await scene.start("INT_TTL_ALERT", 1, owner: ID(person.identifier))
        func mine(_ limit: Int = 100, after: ClockBookmark? = nil) async throws -> ([Clock], ClockBookmark?) {
            try await scene.home.indexed()
            _ = scene.home.statements.take()
            return try await scene.home.node.clocks(own: true, after: after, limit: limit, for: scene.counsel)
        }
        let (clocks, next) = try await mine()
        #expect(clocks.count == 3 && clocks.first?.id == urgent.first && next == nil)
        #expect(!clocks.contains { theirs.contains($0.id) })
        let few = scene.home.statements.take().last
        let all = try await scene.home.node.clocks(for: scene.counsel).clocks
        #expect(all.count == 4 && all.first?.id == theirs.first && !all.contains { foreign.contains($0.id) })
        // Page by page, nothing is left out and nothing comes twice, also among equal deadlines.
        try await scene.start("NZ_TAKEDOWN", 40)
        var (seen, bookmark): ([ID<Clock>], ClockBookmark?) = ([], nil)
        repeat {
            let page = try await mine(7, after: bookmark)
            #expect(scene.home.statements.take().last == few)
            seen += page.0.map(\.id)
            bookmark = page.1
        } while bookmark != nil
        #expect(seen.count == 43 && Set(seen).count == 43)
        // What is done with is gone.
        scene.home.clock.advance(.days(9))
        let calendar = scene.home.node.calendar
        let ended = seen
        try await scene.home.store.write { transaction in
            for id in ended {
                try transaction.endClock(id, .withdrawn, calendar: calendar, by: .node(of: ID(person.identifier)))
            }
        }
        #expect(try await mine().0.isEmpty)
    }

    @Test("shows a deadline in the authority's zone and in UTC")
    func faces() async throws {
        let scene = try await ClockScene.make()
        let clock = try await scene.clock(#require(try await scene.start().first))
        let face = scene.home.node.face(of: clock)
        #expect(face.localText.hasSuffix(" +07:00 (Asia/Jakarta)") && face.universalText.hasSuffix(" UTC"))
        #expect(face.local?.hour == (face.universal.hour + 7) % 24)
    }
}

@Suite("The clock registry")
struct ClockRegistryTests {
    @Test("begins with all its rows, none of them confirmed, each with its source")
    func firstRows() async throws {
        let scene = try await ClockScene.make()
        let rules = try await scene.home.node.clockRules().rules
        #expect(rules.count == 35)
        #expect(rules.allSatisfy { $0.rule.state == .inForce && $0.rule.confirmedOn == nil })
        #expect(rules.allSatisfy { $0.source?.isEmpty == false && $0.summary?.isEmpty == false })
        let codes = Set(rules.map(\.rule.code.description))
        #expect(codes.count == 35)
        let known = rules.first { $0.rule.code.description == "EU_TCO_REMOVAL" }?.rule.terms
        #expect(known?.duration.count == 3600 && known?.zone == .authority && known?.consequence == .breach)
    }

    @Test("imported again changes nothing, and a changed row takes the place of the one before")
    func importing() async throws {
        let scene = try await ClockScene.make()
        let (node, administrator) = (scene.home.node, scene.home.administrator)
        #expect(try await node.importClockRules(ClockRuleText.first(), by: administrator).isEmpty)
        let running = try #require(try await scene.start().first)
        let draft = try #require(try ClockRuleText.first().first { $0.code.description == "EU_TCO_REMOVAL" })
        let changed = try ClockRuleDraft(
            code: draft.code,
            summary: "TEST two hours",
            terms: ClockTerms(duration: ClockDuration(.seconds, 7200), start: .received),
            source: "TEST",
            sourceDate: draft.sourceDate
        )
        let adopted = try #require(try await node.importClockRules([changed], by: administrator).first)
        let rules = try await node.clockRules().rules.filter { $0.rule.code == draft.code }
        #expect(Set(rules.map(\.rule.state)) == [.replaced, .inForce] && rules.count == 2)
        #expect(rules.first { $0.rule.state == .replaced }?.rule.replacedBy == adopted.rule.id)
        // A text is a part of the rule: what only says it otherwise takes its place too.
        let worded = try ClockRuleDraft(
            code: changed.code,
            summary: changed.summary,
            terms: changed.terms,
            source: "TEST gazette",
            sourceDate: changed.sourceDate
        )
        #expect(try await node.importClockRules([worded], by: administrator).map(\.source) == ["TEST gazette"])
        #expect(try await node.importClockRules([worded], by: administrator).isEmpty)
        // What runs keeps its terms; what starts now has the new ones.
        #expect(try await scene.clock(running).terms == draft.terms)
        let next = try #require(try await scene.start().first)
        #expect(try await scene.clock(next).terms == changed.terms)
    }

    @Test("lets no clock start by a rule that was retired, and lets those run on that run")
    func retiring() async throws {
        let scene = try await ClockScene.make()
        let running = try #require(try await scene.start().first)
        let rule = try await scene.clock(running).rule
        _ = try await scene.home.node.retireClockRule(rule, by: scene.home.administrator)
        await #expect(throws: Refusal.self) { try await scene.start() }
        #expect(try await scene.clock(running).state == .running)
    }
}
