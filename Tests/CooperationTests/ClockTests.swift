import CanonicalJSON
import Cooperation
import SeededRandomness
import Testing

@Suite("A clock")
struct ClockTests {
    static let specification = Transition.table(
        """
        start | nothing -> started
        start | running escalated overdue expiring stopped breached ended expired -> !already-started
        startByProposal | nothing -> !rule-not-in-force
        startByProposal | running escalated overdue expiring stopped breached ended expired -> !already-started
        startAhead | nothing -> !time-ahead
        startAhead | running escalated overdue expiring stopped breached ended expired -> !already-started
        startNowhere | nothing -> !zone-missing
        startNowhere | running escalated overdue expiring stopped breached ended expired -> !already-started
        startOnTheMoon | nothing -> !zone-unknown
        startOnTheMoon | running escalated overdue expiring stopped breached ended expired -> !already-started
        stop | nothing -> !not-found
        stop | running escalated -> stopped
        stop | stopped -> -
        stop | overdue expiring breached ended expired -> !clock-over
        stopOtherwise | nothing -> !not-found
        stopOtherwise | running escalated -> stopped
        stopOtherwise | stopped -> !clock-stopped
        stopOtherwise | overdue expiring breached ended expired -> !clock-over
        stopForNoReason | nothing -> !not-found
        stopForNoReason | running escalated -> !stop-reason-not-allowed
        stopForNoReason | stopped -> !clock-stopped
        stopForNoReason | overdue expiring breached ended expired -> !clock-over
        resume | nothing -> !not-found
        resume | running escalated -> -
        resume | stopped -> resumed
        resume | overdue expiring breached ended expired -> !clock-over
        assign | nothing -> !not-found
        assign | running escalated overdue expiring stopped breached -> assigned
        assign | ended expired -> !clock-over
        assignToNobody | nothing -> !not-found
        assignToNobody | running escalated overdue expiring stopped breached -> -
        assignToNobody | ended expired -> !clock-over
        answer | nothing -> !not-found
        answer | running escalated stopped breached -> ended
        answer | overdue -> escalated+escalated+breached+ended
        answer | expiring -> escalated+escalated+expired
        answer | ended expired -> -
        withdraw | nothing -> !not-found
        withdraw | running escalated stopped breached -> ended
        withdraw | overdue -> escalated+escalated+breached+ended
        withdraw | expiring -> escalated+escalated+expired
        withdraw | ended expired -> -
        expire | nothing -> !not-found
        expire | running escalated overdue expiring stopped breached -> !expires-by-itself
        expire | ended expired -> -
        tick | nothing -> !not-found
        tick | running escalated stopped breached ended expired -> -
        tick | overdue -> escalated+escalated+breached
        tick | expiring -> escalated+escalated+expired
        """
    )

    private static let hour = Seconds.hours(1)

    static func terms(_ consequence: ClockTerms.Consequence = .breach, zone: ClockTerms.Zone = .named(.utc)) throws
        -> ClockTerms
    {
        try ClockTerms(
            duration: ClockDuration(.seconds, 3600),
            start: .received,
            stopReasons: [.manifestError, .forceMajeure],
            zone: zone,
            steps: [
                ClockTerms.Step(before: .minutes(10), role: .dutyOfficer),
                ClockTerms.Step(before: .minutes(30), role: .counsel),
            ],
            atEnd: [.counsel, .administrator],
            consequence: consequence
        )
    }

    static func start(at time: Timestamp = .start, zone: ZoneName? = nil) -> ClockStart {
        ClockStart(
            about: ID<Case>.number(400).identifier,
            .request,
            owner: .number(1),
            startedAt: time,
            authorityZone: zone
        )
    }

    static func decide(_ state: Clock?, _ command: ClockCommand, at now: Timestamp = .start) throws -> [Act] {
        try Clock.decide(state, command, id: .number(810), now: now, calendar: UniversalCalendar())
    }

    static func after(_ state: Clock?, _ command: ClockCommand, at now: Timestamp = .start) throws -> Clock {
        try #require(try Clock.after(state, decide(state, command, at: now), at: now))
    }

    /// Decisions are taken at the start, so a clock that is overdue then started an hour before.
    static func machine() throws -> StateMachine<Clock> {
        let rule = try ClockRuleTests.inForce(terms())
        let running = try after(nil, .start(start(), by: rule))
        let late = try ClockRuleTests.inForce(terms(.temporaryMeasureEnds))
        let overdue = try after(nil, .start(start(at: .start - hour), by: rule))
        let expiring = try after(nil, .start(start(at: .start - hour), by: late))
        let early = try after(nil, .start(start(at: .start - .minutes(31)), by: rule))
        let moon = try #require(ZoneName("Moon/Tranquility"))
        let local = try ClockRuleTests.inForce(terms(zone: .authority))
        let proposal = try #require(try ClockRuleTests.machine().states["proposed"] ?? nil)
        let commands: [String: ClockCommand] = [
            "start": .start(start(), by: rule), "startByProposal": .start(start(), by: proposal),
            "startAhead": .start(start(at: .start + Seconds(1)), by: rule),
            "startNowhere": .start(start(), by: local), "startOnTheMoon": .start(start(zone: moon), by: local),
            "stop": .stop(.manifestError), "stopOtherwise": .stop(.forceMajeure),
            "stopForNoReason": .stop(.underCourtReview), "resume": .resume, "assign": .assign(.number(10)),
            "assignToNobody": .assign(nil), "answer": .end(.answered), "withdraw": .end(.withdrawn),
            "expire": .end(.expired), "tick": .tick,
        ]
        return StateMachine(
            states: [
                "nothing": nil, "running": running, "escalated": try after(early, .tick), "overdue": overdue,
                "expiring": expiring, "stopped": try after(running, .stop(.manifestError)),
                "breached": try after(overdue, .tick), "ended": try after(running, .end(.answered)),
                "expired": try after(expiring, .tick),
            ],
            commands: commands.mapValues { command in { try decide($0, command) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("takes each step at its time and not a microsecond before, each once, and then only says that it was missed")
    func steps() throws {
        var clock = try Self.after(nil, .start(Self.start(), by: ClockRuleTests.inForce(Self.terms())))
        let times: [(Int64, String)] = [(30, "escalated"), (50, "escalated"), (60, "breached")]
        for (minute, word) in times {
            let due = Timestamp.start + .minutes(minute)
            #expect(clock.nextDueAt == due)
            #expect(try Self.decide(clock, .tick, at: Timestamp(microseconds: due.microseconds - 1)).isEmpty)
            let acts = try Self.decide(clock, .tick, at: due)
            #expect(acts.map(\.type) == ["clock." + word])
            clock = try Self.after(clock, .tick, at: due)
            #expect(try Self.decide(clock, .tick, at: due).isEmpty)
        }
        #expect(clock.state == .breached && clock.nextDueAt == nil && clock.ending == nil)
        #expect(clock.breachedAt == .start + .minutes(60))
        // It is still answered, late.
        clock = try Self.after(clock, .end(.answered), at: .start + .minutes(61))
        #expect(clock.state == .ended && clock.ending == .answered && clock.breachedAt == .start + .minutes(60))
    }

    @Test("takes all its overdue steps in order, however long nobody looked")
    func overdue() throws {
        let clock = try Self.after(nil, .start(Self.start(), by: ClockRuleTests.inForce(Self.terms())))
        let acts = try Self.decide(clock, .tick, at: .start + .days(30))
        #expect(acts.map(\.type) == ["clock.escalated", "clock.escalated", "clock.breached"])
        #expect(acts.compactMap { $0.facts["role"] } == ["counsel", "dutyOfficer"])
        let after = try Self.after(clock, .tick, at: .start + .days(30))
        #expect(try Self.decide(after, .tick, at: .start + .days(60)).isEmpty)
    }

    @Test("takes at once the steps that lie before its start")
    func shortClock() throws {
        let terms = try ClockTerms(
            duration: ClockDuration(.seconds, 60),
            start: .received,
            steps: [ClockTerms.Step(before: .hours(1), role: .lead)]
        )
        let clock = try Self.after(nil, .start(Self.start(), by: ClockRuleTests.inForce(terms)))
        #expect(try Self.decide(clock, .tick).map(\.type) == ["clock.escalated"])
    }

    @Test("ends later by as much as it stood still, and has nothing to do meanwhile")
    func stopping() throws {
        var clock = try Self.after(nil, .start(Self.start(), by: ClockRuleTests.inForce(Self.terms())))
        clock = try Self.after(clock, .stop(.manifestError), at: .start + .minutes(20))
        #expect(clock.nextDueAt == nil)
        #expect(try Self.decide(clock, .tick, at: .start + .days(2)).isEmpty)
        clock = try Self.after(clock, .resume, at: .start + .minutes(20) + .days(2))
        #expect(clock.deadline == .start + .hours(1) + .days(2))
        #expect(clock.nextDueAt == .start + .minutes(30) + .days(2))
    }

    @Test("ends when a person said so, and later by as much as it stood still, with the steps of its rule before that")
    func givenEnd() throws {
        func start(_ end: Timestamp) throws -> ClockCommand {
            let start = ClockStart(
                about: ID<Case>.number(400).identifier,
                .preservation,
                owner: .number(1),
                startedAt: .start,
                endsAt: end
            )
            return .start(start, by: try ClockRuleTests.inForce(Self.terms(.preservationEnds)))
        }
        let refusal = #expect(throws: Refusal.self) { try Self.decide(nil, try start(.start)) }
        #expect(refusal?.code == "time-over")
        var clock = try Self.after(nil, try start(.start + .days(5)))
        #expect(clock.deadline == .start + .days(5), "Its rule would have said an hour.")
        #expect(clock.nextDueAt == .start + .days(5) - .minutes(30))
        for _ in 1...2 {
            clock = try Self.after(clock, .stop(.manifestError), at: .start + .days(1))
            clock = try Self.after(clock, .resume, at: .start + .days(2))
        }
        #expect(clock.deadline == .start + .days(6), "The second time it stood still for no time.")
        #expect(try Self.after(clock, .tick, at: .start + .days(6)).ending == .expired)
    }

    @Test("counts no time for a machine whose clock was set back")
    func setBack() throws {
        let rule = try ClockRuleTests.inForce(Self.terms())
        var clock = try Self.after(nil, .start(Self.start(), by: rule))
        // Set back by a day before the stop: the stop counts from the start on, not from before it.
        clock = try Self.after(clock, .stop(.manifestError), at: .start - .days(1))
        #expect(clock.stops.last?.from == .start)
        clock = try Self.after(clock, .resume, at: .start + .minutes(5))
        #expect(clock.deadline == .start + .minutes(65))
        // Set back while it stood still: the stop lasted no time, and the end is not nearer than before.
        clock = try Self.after(clock, .stop(.manifestError), at: .start + .minutes(10))
        clock = try Self.after(clock, .resume, at: .start - .days(1))
        #expect(clock.deadline == .start + .minutes(65))
        #expect(clock.stops.last?.to == .start + .minutes(10))
        // And the next stop does not reach back into it.
        clock = try Self.after(clock, .stop(.manifestError), at: .start)
        #expect(clock.stops.last?.from == .start + .minutes(10))
        clock = try Self.after(clock, .resume, at: .start + .minutes(15))
        #expect(clock.deadline == .start + .minutes(70))
        #expect(try Self.decide(clock, .tick, at: .start - .days(1)).isEmpty)
    }

    @Test("tells the answer that came a microsecond late to be late, also before anybody looked")
    func lateAnswer() throws {
        let clock = try Self.after(nil, .start(Self.start(), by: ClockRuleTests.inForce(Self.terms())))
        let last = Timestamp(microseconds: clock.deadline.microseconds - 1)
        #expect(try Self.after(clock, .end(.answered), at: last).breachedAt == nil)
        #expect(try Self.after(clock, .end(.answered), at: clock.deadline).breachedAt == clock.deadline)
    }

    @Test("keeps the terms with which it started, whatever becomes of the rule")
    func frozenTerms() throws {
        let clock = try Self.after(nil, .start(Self.start(), by: ClockRuleTests.inForce(Self.terms())))
        #expect(try clock.terms == Self.terms())
    }

    @Test("stands still so many times and no more")
    func tooManyStops() throws {
        var clock = try Self.after(nil, .start(Self.start(), by: ClockRuleTests.inForce(Self.terms())))
        for _ in 0..<Clock.stopsMax {
            clock = try Self.after(Self.after(clock, .stop(.manifestError)), .resume)
        }
        let full = clock
        #expect(throws: Refusal.self) { try Self.decide(full, .stop(.manifestError)) }
    }

    @Test("stopped and resumed at random, of exact time ends when a naive count of seconds says so", arguments: 0..<50)
    func exactOracle(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let rule = try ClockRuleTests.inForce(Self.terms())
        var clock = try Self.after(nil, .start(Self.start(), by: rule))
        var now = Timestamp.start
        var left = 3600
        // Second by second: a second that runs is used up, a second that stands still is not.
        while left > 0 {
            if Int.random(in: 0..<60, using: &random) == 0 {
                let command: ClockCommand = clock.state == .running ? .stop(.forceMajeure) : .resume
                clock =
                    clock.stops.count < Clock.stopsMax || clock.state == .stopped
                    ? try Self.after(clock, command, at: now) : clock
            }
            if clock.state == .running { left -= 1 }
            now = now + Seconds(1)
        }
        if clock.state == .stopped { clock = try Self.after(clock, .resume, at: now) }
        #expect(clock.deadline == now, "seed \(seed)")
    }
}
