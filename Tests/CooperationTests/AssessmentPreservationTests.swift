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
