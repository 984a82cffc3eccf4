import Cooperation
import Testing

/// Until when things are kept.
extension AssessmentRuleTests {
    @Test("let nobody keep for a minute what is to be kept for half a year, nor for less than was said before")
    func preservationIsLong() throws {
        var scene = try Scene(.removalOrder)
        let least = Timestamp.start + Scene.keepingTime
        for short in [Timestamp.start + .minutes(1), least - .days(2)] {
            #expect(try scene.refusal(.preserve(until: short)) == "preservation-too-short")
        }
        #expect(scene.assessment?.preservedUntil == nil)
        let open = scene.assessment
        let refusal = #expect(throws: Refusal.self) {
            try Assessment.decide(
                open,
                .preserve(until: least - .days(2)),
                id: AssessmentTests.id,
                now: .start,
                deadlines: Scene.deadlines(at: .start)
            )
        }
        #expect(refusal?.pointer == "/until" && refusal?.message.contains("2026-07-02") == true)
        // People name a day, and the one on which the time ends is long enough.
        var named = scene
        #expect(try named.act(.preserve(until: least - .hours(24))).count == 1)
        #expect(try scene.act(.preserve(until: least)).count == 1)
        #expect(try scene.act(.preserve(until: least)).isEmpty, "The same again says nothing.")
        // A day later the rule would reach further, and what is kept longer is kept longer.
        scene.now = .start + .days(1)
        #expect(try scene.act(.preserve(until: least)).isEmpty)
        #expect(try scene.act(.preserve(until: least + .minutes(1))).count == 1)
        try scene.act(.preserve(until: least + .days(30)))
        for shorter in [least, scene.now + .minutes(1), least + .days(28)] {
            #expect(try scene.refusal(.preserve(until: shorter)) == "preservation-too-short")
        }
        #expect(scene.assessment?.preservedUntil == least + .days(30))
    }

    private static func noted(
        _ state: Assessment?,
        _ until: Timestamp,
        _ reasons: String? = nil,
        by person: ID<Person>?,
        now: Timestamp = .start
    ) throws -> Assessment {
        let acts = try Assessment.decide(
            state,
            .preserve(until: until, reasons: reasons),
            id: AssessmentTests.id,
            by: person,
            now: now,
            deadlines: Scene.deadlines(at: now)
        )
        let actor = person?.identifier ?? AssessmentTests.counsel.identifier
        return try #require(try Assessment.after(state, acts, actor: actor))
    }

    private static func code(
        _ state: Assessment?,
        _ until: Timestamp,
        _ reasons: String? = Build.text("reasons"),
        by person: ID<Person>?,
        now: Timestamp = .start
    ) throws -> String? {
        do {
            _ = try noted(state, until, reasons, by: person, now: now)
            return nil
        } catch let refusal as Refusal { return refusal.code }
    }

    @Test("let nobody keep something for a lifetime, and another person correct a mistyped year, with reasons")
    func preservationIsBounded() throws {
        let (writer, other) = (AssessmentTests.writer, AssessmentTests.approver)
        let least = Timestamp.start + Scene.keepingTime
        let most = least + Assessment.keptBeyondLeastMax
        let open = try #require(try Scene(.removalOrder).assessment)
        #expect(try Self.code(open, most + .days(1), by: writer) == "preservation-too-long")
        let kept = try Self.noted(open, most, by: writer)
        #expect(kept.preservedBy == writer)
        let shorter = least + .days(10)
        for reasons in [nil, " "] {
            #expect(try Self.code(kept, shorter, reasons, by: other) == "preservation-too-short")
        }
        for person in [writer, nil] { #expect(try Self.code(kept, shorter, by: person) == "same-person") }
        #expect(try Self.code(kept, least - .days(2), by: other) == "preservation-too-short")
        let corrected = try Self.noted(kept, shorter, Build.text("reasons"), by: other)
        #expect(corrected.preservedUntil == shorter && corrected.preservedBy == other)
        // What was noted and is over was withdrawn, or forged, and kept for as long.
        let closing = try Assessment.decide(kept, .close, id: AssessmentTests.id, now: .start)
        let closed = try #require(try Assessment.after(kept, closing))
        #expect(closed.state == .closed)
        #expect(try Self.noted(closed, shorter, Build.text("reasons"), by: other).preservedUntil == shorter)
    }

    @Test("ask for what the law says also while something shorter is kept")
    func preservationIsNeverTooShort() throws {
        let open = try #require(try Scene(.removalOrder).assessment)
        // By a rule that was not there yet.
        let acts = try Assessment.decide(open, .preserve(until: .start + .days(2)), id: AssessmentTests.id, now: .start)
        let kept = try #require(try Assessment.after(open, acts))
        #expect(try Self.code(kept, .start + .days(30), nil, by: AssessmentTests.writer) == "preservation-too-short")
        #expect(try Self.code(kept, .start + Scene.keepingTime, nil, by: AssessmentTests.writer) == nil)
    }

    @Test("know since when something is kept without a break")
    func preservationSince() throws {
        let (writer, keeping) = (AssessmentTests.writer, Scene.keepingTime)
        func noted(_ state: Assessment?, for time: Seconds, at moment: Timestamp) throws -> Assessment? {
            let acts = try Assessment.decide(
                state,
                .preserve(until: moment + time),
                id: AssessmentTests.id,
                by: writer,
                now: moment,
                deadlines: Scene.deadlines(at: moment)
            )
            return try Assessment.after(state, acts, at: moment, actor: writer.identifier)
        }
        let later = Timestamp.start + .days(90)
        let first = try noted(try Scene(.removalOrder).assessment, for: keeping, at: .start)
        #expect(first?.keptSince(at: later) == .start)
        #expect(try noted(first, for: keeping, at: later)?.keptSince(at: later) == .start)
        let over = Timestamp.start + keeping
        #expect(first?.keptSince(at: over) == nil, "It is kept no more.")
        #expect(try noted(first, for: keeping, at: over)?.keptSince(at: over) == over)
    }

    @Test("count from the latest answer that complies, and from now while something may still be removed")
    func preservationOfRemoved() throws {
        func day(_ number: Int64) -> Timestamp { .start + .days(number) }
        var scene = try Scene(.removalOrder).ready()
        #expect(scene.assessment?.removalCounts(at: day(80)) == day(80))
        scene.now = day(90)
        try scene.propose((1, .complied), (2, .underReview))
        #expect(scene.assessment?.removalCounts(at: day(95)) == day(95), "One item waits.")
        scene.now = day(100)
        try scene.propose((2, .refusedScope))
        #expect(scene.state == .answered)
        #expect(scene.assessment?.removalCounts(at: day(120)) == day(90))
        #expect(scene.assessment?.removalCounts(at: day(200)) == day(200), "It is kept no more.")
        var refused = try Scene(.removalOrder).ready()
        try refused.propose((1, .refusedScope), (2, .refusedScope))
        #expect(refused.assessment?.removalCounts(at: day(90)) == .start, "Nothing was removed.")
        #expect(try Scene(.preservation).ready().assessment?.removalCounts(at: day(90)) == .start)
    }

    @Test("let nothing be kept for less where no rule says for how long it has to be")
    func preservationWithoutRule() throws {
        let (writer, other) = (AssessmentTests.writer, AssessmentTests.approver)
        func acts(_ state: Assessment?, _ until: Timestamp, by person: ID<Person>) throws -> [Act] {
            try Assessment.decide(
                state,
                .preserve(until: until, reasons: Build.text("reasons")),
                id: AssessmentTests.id,
                by: person,
                now: .start
            )
        }
        let open = try #require(try Scene(.removalOrder).assessment)
        let first = try acts(open, .start + .days(183), by: writer)
        let kept = try #require(try Assessment.after(open, first, actor: writer.identifier))
        for short in [Seconds.minutes(1), .days(180)] {
            let refusal = #expect(throws: Refusal.self) { try acts(kept, .start + short, by: other) }
            #expect(refusal?.code == "preservation-too-short")
        }
        #expect(try acts(kept, .start + .days(200), by: other).count == 1, "Longer is no matter of a rule.")
    }

    @Test("let nothing be kept for less once data of it went out")
    func preservationOfDisclosed() throws {
        var scene = try Scene(.disclosure).ready()
        try scene.propose((1, .complied), (2, .complied))
        try scene.act(.approve(by: AssessmentTests.approver))
        let longer = Timestamp.start + Scene.keepingTime + .days(90)
        try scene.act(.preserve(until: longer))
        let shorter = longer - .days(60)
        let (before, other) = (scene.assessment, AssessmentTests.approver)
        #expect(try Self.code(before, shorter, by: other) == nil)
        try scene.act(.disclose(.subscriber, sealedFile: String(repeating: "0", count: 64)))
        #expect(try Self.code(scene.assessment, shorter, by: other) == "preservation-too-short")
    }

    @Test("let nothing be said to be preserved that nobody confirmed to be kept")
    func preservationIsConfirmed() throws {
        var scene = try Scene(.preservation)
        try scene.act(.checkIdentity(.inPerson, .confirmed, note: Build.text("n"), by: .number(41)))
        try scene.act(.checkForm(defects: [], factors: [], note: nil))
        try scene.act(.weigh(Build.finding(), Build.findingNotes))
        #expect(try scene.refusal(propose()) == "not-preserved")
        try scene.act(.preserve(until: .start + Scene.keepingTime))
        #expect(try scene.refusal(propose()) == nil)
    }
}
