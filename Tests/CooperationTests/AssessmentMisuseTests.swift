import Cooperation
import Testing

/// What is done in the name of an office that a forger used.
extension AssessmentRuleTests {
    private static func signed(_ kind: RequestKind = .removalOrder) throws -> Scene {
        var scene = try Scene(kind)
        try scene.act(.checkIdentity(.signature, .confirmed, note: Build.text("note"), by: nil))
        #expect(scene.assessment?.isIdentified == true && scene.assessment?.isCallNeeded == false)
        return scene
    }

    @Test("want a call where a person saw that the office's name was misused, in a lock or in the form")
    func misuseSeen() throws {
        var scene = try Self.signed()
        try scene.act(.checkForm(defects: [], factors: [.officeMisused], note: nil))
        #expect(scene.assessment?.isIdentified == false && scene.assessment?.isCallNeeded == true)
        try scene.check(.callBack, .confirmed)
        #expect(scene.assessment?.isIdentified == true)
        var locked = try Self.signed()
        try locked.act(.lock(factors: [.officeMisused], note: Build.text("note")))
        try locked.act(.unlock(note: Build.text("note"), by: AssessmentTests.clearer))
        #expect(locked.assessment?.isIdentified == false)
    }

    @Test("want a call where the register came to say so after it came, and another look at what was cleared before")
    func misuseFoundLater() throws {
        let heavy: [RiskFactor] = [.doubtfulAddress, .alteredDocument]
        var scene = try Scene(.removalOrder, factors: heavy)
        try scene.act(.checkIdentity(.signature, .confirmed, note: Build.text("note"), by: nil))
        let doubted = scene.assessment
        let acts = try scene.act(.unlock(note: "n", by: AssessmentTests.clearer))
        let assessment = try Assessment.apply(doubted, JournalEvent(try #require(acts.first), position: 8))
        #expect(assessment.clearedBy == AssessmentTests.clearer)
        #expect(assessment.knowing(of: nil) == assessment)
        // What is noted elsewhere, by a clock that is behind, is known here when it is in this journal.
        for time in [Timestamp.start - .hours(1), Timestamp.start + .hours(1)] {
            let known = assessment.knowing(of: try Self.misuse(at: 9, time))
            #expect(known.factors.contains(.officeMisused) && known.riskScore == 100)
            #expect(!known.isIdentified && known.clearedBy == nil, "Who cleared it did not know of this.")
            let cleared = assessment.knowing(of: try Self.misuse(at: 7, time))
            #expect(!cleared.isIdentified && cleared.clearedBy == AssessmentTests.clearer)
        }
        // A second forgery is not known to who cleared it after the first.
        var again = try Scene(.removalOrder, factors: heavy + [.officeMisused])
        let suspected = again.assessment
        let clearing = try again.act(.unlock(note: "n", by: AssessmentTests.clearer))
        let trusted = try Assessment.apply(suspected, JournalEvent(try #require(clearing.first), position: 8))
        #expect(trusted.knowing(of: try Self.misuse(at: 7, .start)).clearedBy == AssessmentTests.clearer)
        #expect(trusted.knowing(of: try Self.misuse(at: 9, .start)).clearedBy == nil)
        let opened = try #require(try Scene(.removalOrder, factors: [.officeMisused]).assessment)
        let misuse = try Self.misuse(at: 9, .start)
        #expect(opened.knowing(of: misuse) == opened, "That is known already.")
    }

    @Test("want another call than one from before the misuse was known here, in the order of this journal")
    func calledBefore() throws {
        var scene = try Scene(.disclosure)
        let opened = scene.assessment
        let call = AssessmentCommand.checkIdentity(
            .callBack,
            .confirmed,
            note: Build.text("note"),
            by: AssessmentTests.caller
        )
        let acts = try scene.act(call)
        let called = try Assessment.apply(opened, JournalEvent(try #require(acts.first), position: 8))
        #expect(called.isCalledBack && called.countingCalls(after: nil) == called)
        for time in [Timestamp.start - .hours(1), Timestamp.start + .hours(1)] {
            #expect(called.knowing(of: try Self.misuse(at: 7, time)).isIdentified)
            let known = called.knowing(of: try Self.misuse(at: 9, time))
            #expect(!known.isCalledBack && !known.isIdentified)
            #expect(known.identityChecks == called.identityChecks, "It is recorded all the same.")
            let again = try Assessment.apply(called, JournalEvent(try #require(acts.first), position: 10))
            #expect(again.knowing(of: try Self.misuse(at: 9, time)).isIdentified)
        }
    }

    static func misuse(at position: Int64, _ time: Timestamp) throws -> Office.Misuse {
        let office = try Build.office()
        let acts = try Office.decide(office, .noteMisuse(key: nil), id: office.id)
        let event = JournalEvent(try #require(acts.first), position: position, time: time)
        return try #require(try Office.apply(office, event).misuse)
    }
}
