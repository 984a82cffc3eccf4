import Cooperation
import SeededRandomness
import Testing

@Suite("Exposure to graphic content")
struct ExposureTests {
    static let specification = Transition.table(
        """
        open | nothing lately -> noted
        open | showing -> -
        open | tired -> !break-required
        openAnother | nothing lately showing -> noted
        openAnother | tired -> !break-required
        """
    )

    private static let person = ID<Person>.number(10)
    private static func item(_ number: UInt64) -> Identifier { ID<Case>.number(number).identifier }
    private static let id = Exposure.id(of: person)

    private static func opened(_ times: [(UInt64, Timestamp)], _ limits: ExposureLimits = .init()) throws -> Exposure? {
        try times.reduce(nil) { state, opening in
            return try Exposure.after(
                state,
                Exposure.decide(state, .note(Self.item(opening.0), limits), id: id, now: opening.1),
                at: opening.1
            )
        }
    }

    static func machine() throws -> StateMachine<Exposure> {
        let limits = ExposureLimits()
        // Three minutes each, from 46 minutes ago to one.
        let times = (0..<15).map { Timestamp.start - .minutes(46 - Int64($0) * 3) }
        let long = try opened(times.enumerated().map { (500 + UInt64($0.offset), $0.element) }, limits)
        let commands: [String: ExposureCommand] = [
            "open": .note(Self.item(400), limits), "openAnother": .note(Self.item(401), limits),
        ]
        return StateMachine(
            states: [
                "nothing": nil, "lately": try opened([(402, .start - .minutes(5))]),
                "showing": try opened([(400, .start - .minutes(1))]), "tired": long,
            ],
            commands: commands.mapValues { command in { try Exposure.decide($0, command, id: id, now: .start) } }
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("has the limits of the field: 45 minutes, 10 of break, 4 hours a shift")
    func defaults() {
        let limits = ExposureLimits()
        #expect(limits.continuousMax == .minutes(45) && limits.breakTime == .minutes(10))
        #expect(limits.shiftMax == .hours(4) && limits.itemsPerHourMax == 40)
    }

    @Test("is offered a break before one is required, and is told until when")
    func offer() throws {
        var states: [String] = []
        var exposure: Exposure?
        for minute in Int64(0)..<60 {
            let now = Timestamp.start + .minutes(minute)
            let gauge = ExposureGauge(exposure, limits: ExposureLimits(), now: now)
            let state =
                gauge.breakUntil.map { "until \(($0.microseconds - Timestamp.start.microseconds) / 60_000_000)" }
                ?? (gauge.isBreakOffered ? "offered" : "free")
            if states.last != state { states.append(state) }
            if gauge.breakUntil == nil, minute % 2 == 0 {
                let acts = try Exposure.decide(
                    exposure,
                    .note(Self.item(UInt64(minute)), ExposureLimits()),
                    id: Self.id,
                    now: now
                )
                exposure = try Exposure.after(exposure, acts, at: now)
            }
        }
        // The last one is opened after 44 minutes and counts for three, and a break lasts ten.
        #expect(states == ["free", "offered", "until 57", "free"])
    }

    /// A person who opens whatever they may, at random, with pauses of every length.
    private struct Worker {
        let limits: ExposureLimits
        var random: SplitMix64
        var exposure: Exposure?
        var now = Timestamp.start
        /// Every opening that was let through: when, and until when it counts.
        var shown: [(case: UInt64, from: Int64, until: Int64)] = []
        var refusals = 0

        mutating func work(_ steps: Int) throws {
            for _ in 0..<steps {
                let pauses: [Seconds] = [
                    Seconds(Int64.random(in: 1...20, using: &random)),
                    Seconds(Int64.random(in: 20...400, using: &random)),
                    Seconds(Int64.random(in: 500...3000, using: &random)),
                ]
                let chance = Int.random(in: 0..<100, using: &random)
                now = now + (chance < 60 ? pauses[0] : chance < 97 ? pauses[1] : pauses[2])
                let subject = UInt64.random(in: 0..<60, using: &random)
                do throws(Refusal) {
                    let acts = try Exposure.decide(
                        exposure,
                        .note(ExposureTests.item(subject), limits),
                        id: ExposureTests.id,
                        now: now
                    )
                    guard !acts.isEmpty else { continue }
                    let until = now + limits.itemTime
                    shown.append((subject, now.microseconds, until.microseconds))
                    exposure = try? Exposure.after(exposure, acts, at: now)
                } catch {
                    refusals += 1
                }
            }
        }
    }

    private static func limits() -> ExposureLimits {
        var limits = ExposureLimits()
        limits.continuousMax = .minutes(12)
        limits.breakTime = .minutes(4)
        limits.shiftMax = .minutes(50)
        limits.restTime = .minutes(40)
        limits.itemsPerHourMax = 25
        limits.itemTime = .minutes(1)
        return limits
    }

    @Test("never passes a limit by more than the last case that was open", arguments: 0..<40 as Range<UInt64>)
    func neverBeyond(seed: UInt64) throws {
        var worker = Worker(limits: Self.limits(), random: SplitMix64(seed: seed))
        try worker.work(400)
        #expect(worker.refusals > 0 && worker.shown.count > 50)
        let slack = worker.limits.itemTime.count * 1_000_000
        for (index, opening) in worker.shown.enumerated() {
            // The oracle goes back through every opening and knows nothing of stretches.
            var start = opening.from
            for earlier in worker.shown[..<index].reversed() {
                guard start < earlier.until + worker.limits.breakTime.count * 1_000_000 else { break }
                start = earlier.from
            }
            #expect(opening.until - start <= worker.limits.continuousMax.count * 1_000_000 + slack)
            let inShift = Self.shift(upTo: index, of: worker)
            #expect(inShift <= worker.limits.shiftMax.count * 1_000_000 + slack)
            let lastHour = worker.shown[...index].filter { opening.from - $0.from < 3_600_000_000 }
            #expect(Set(lastHour.map(\.case)).count <= worker.limits.itemsPerHourMax)
        }
    }

    /// The microseconds of a shift up to an opening in which something was shown, by going back through them all.
    private static func shift(upTo index: Int, of worker: Worker) -> Int64 {
        var (start, sum) = (worker.shown[index].from, worker.limits.itemTime.count * 1_000_000)
        for earlier in worker.shown[..<index].reversed() {
            guard start - earlier.until < worker.limits.restTime.count * 1_000_000 else { break }
            sum += min(start, earlier.until) - earlier.from
            start = earlier.from
        }
        return sum
    }

    @Test(
        "is let through again when the time that was named has come, and not before",
        arguments: 0..<40 as Range<UInt64>
    )
    func breakEnds(seed: UInt64) throws {
        var worker = Worker(limits: Self.limits(), random: SplitMix64(seed: seed))
        var breaks = 0
        for _ in 0..<200 {
            try worker.work(1)
            let gauge = ExposureGauge(worker.exposure, limits: worker.limits, now: worker.now)
            guard let until = gauge.breakUntil else { continue }
            breaks += 1
            #expect(until > worker.now && !gauge.isBreakOffered)
            func isRequired(at moment: Timestamp) -> Bool {
                ExposureGauge(worker.exposure, limits: worker.limits, now: moment).breakUntil != nil
            }
            #expect(isRequired(at: Timestamp(microseconds: until.microseconds - 1)))
            #expect(!isRequired(at: until))
        }
        #expect(breaks > 0)
    }

    @Test("is remembered no longer than the limits need, however much there was")
    func bounded() throws {
        var limits = ExposureLimits()
        limits.continuousMax = .days(10)
        limits.shiftMax = .days(10)
        limits.itemsPerHourMax = 100_000
        limits.itemTime = Seconds(1)
        var exposure: Exposure?
        for step in Int64(0)..<3000 {
            let now = Timestamp.start + Seconds(step * 2)
            let acts = try Exposure.decide(exposure, .note(Self.item(UInt64(step)), limits), id: Self.id, now: now)
            exposure = try Exposure.after(exposure, acts, at: now)
        }
        let dense = try #require(exposure)
        #expect(dense.items.count == Exposure.itemsMax && dense.stretches.count == Exposure.stretchesMax)
        // What is joined counts as shown through, so that nothing is forgotten in favour of more.
        #expect(dense.stretches.first?.from == .start)
        let later = Timestamp.start + .days(9)
        let acts = try Exposure.decide(dense, .note(Self.item(1), limits), id: Self.id, now: later)
        let rested = try #require(try Exposure.after(dense, acts, at: later))
        #expect(rested.items.count == 1 && rested.stretches.count == 1)
    }

    @Test("counts a case once an hour, however often it is opened")
    func repeats() throws {
        let times = (0..<10).map { (UInt64(400), Timestamp.start + .minutes(Int64($0) * 4)) }
        let exposure = try Self.opened(times)
        let now = Timestamp.start + .minutes(38)
        #expect(ExposureGauge(exposure, limits: ExposureLimits(), now: now).itemsInLastHour == 1)
    }
}
