import Cooperation
import Testing

/// What was done for a time, and who makes it last.
extension AssessmentRuleTests {
    private static let (writer, approver, clearer) = (
        AssessmentTests.writer, AssessmentTests.approver, AssessmentTests.clearer
    )

    private func confirm(_ person: ID<Person>) -> AssessmentCommand {
        .confirmMeasure(reasons: Build.text("reasons"), by: person)
    }

    /// An order that was carried out for a time, on the word of one where that is enough.
    private static func measured(_ scene: Scene) throws -> Scene {
        var scene = scene
        try scene.propose((1, .compliedInCountry), (2, .refusedScope), isTemporary: true)
        if scene.state == .proposed { try scene.act(.approve(by: approver)) }
        return scene
    }

    @Test("let no one person make a measure last that took two, and any person one that took one")
    func lastingAlone() throws {
        let plain = try Scene(.removalOrder).ready()
        let first = try Scene(.removalOrder, isFirstOfKind: true).ready()
        let protected = try Scene(.removalOrder).ready(Build.finding(roles: [.journalist]))
        for (scene, isFree) in [(plain, true), (first, false), (protected, false)] {
            var alone = try Self.measured(scene)
            #expect(alone.assessment?.measure?.neededSecondPerson == !isFree)
            #expect(try alone.refusal(confirm(Self.writer)) == (isFree ? nil : "same-person"))
            var other = try Self.measured(scene)
            #expect(try other.refusal(confirm(Self.approver)) == nil && other.assessment?.measure == nil)
        }
        // What makes it doubtful came to light after one person had done it alone.
        var doubted = try Self.measured(plain)
        try doubted.act(.lock(factors: [.alteredDocument, .newPlace], note: Build.text("note")))
        try doubted.act(.unlock(note: Build.text("note"), by: Self.clearer))
        #expect(try doubted.refusal(confirm(Self.writer)) == "same-person")
        #expect(try doubted.refusal(confirm(Self.approver)) == nil)
    }

    @Test("let nobody make a measure last who wrote a part of it, and forget who wrote what was answered anew")
    func lastingTogether() throws {
        var scene = try Scene(.removalOrder, isFirstOfKind: true).ready()
        try scene.propose((1, .compliedInCountry), (2, .underReview), isTemporary: true)
        try scene.act(.approve(by: Self.approver))
        try scene.propose((2, .compliedInCountry), isTemporary: true, by: Self.clearer)
        try scene.act(.approve(by: Self.approver))
        #expect(scene.assessment?.measure?.writers == [Self.writer, Self.clearer])
        for writer in [Self.writer, Self.clearer] { #expect(try scene.refusal(confirm(writer)) == "same-person") }
        var again = try Self.measured(try Scene(.removalOrder, isFirstOfKind: true).ready())
        try again.act(.reopen(items: [1], refused: [.number(7)], by: Self.writer))
        try again.propose((1, .compliedInCountry), isTemporary: true, by: Self.clearer)
        try again.act(.approve(by: Self.approver))
        #expect(again.assessment?.measure?.writers == [Self.clearer])
        #expect(try again.refusal(confirm(Self.writer)) == nil)
    }

    @Test("ask of a measure that is to last what they ask of one that is taken for good, as it is found by then")
    func lastingGrounds() throws {
        let measured = try Self.measured(try Scene(.removalOrder).ready())
        var late = try Scene(.removalOrder).ready()
        late.now = Timestamp.start + Scene.keepingTime - .hours(10)
        var lapsed = try Self.measured(late)
        lapsed.now = Timestamp.start + Scene.keepingTime + .hours(1)
        #expect(try lapsed.refusal(confirm(Self.approver)) == "not-preserved")
        try lapsed.act(.preserve(until: lapsed.now + Scene.keepingTime))
        #expect(try lapsed.refusal(confirm(Self.approver)) == nil)
        var denied = measured
        try denied.check(.callBack, .denied)
        #expect(try denied.refusal(confirm(Self.approver)) == "identity-unconfirmed")
        #expect(denied.assessment?.measure != nil, "It ends by itself.")
        // A signature sufficed, until the register came to say that the office's name was misused.
        var signed = try Scene(.removalOrder)
        try signed.act(.checkIdentity(.signature, .confirmed, note: Build.text("note"), by: nil))
        try signed.act(.checkForm(defects: [], factors: [], note: nil))
        try signed.act(.weigh(Build.finding(), Build.findingNotes))
        try signed.act(.preserve(until: .start + Scene.keepingTime))
        let state = try #require(try Self.measured(signed).assessment)
        let misused = state.knowing(of: try Self.misuse(at: 9, .start))
        let refusal = #expect(throws: Refusal.self) {
            try Assessment.decide(misused, confirm(Self.approver), id: AssessmentTests.id, now: .start)
        }
        #expect(refusal?.code == "identity-unconfirmed")
        #expect(try !Assessment.decide(state, confirm(Self.approver), id: AssessmentTests.id, now: .start).isEmpty)
    }

    @Test("let whoever wrote a measure not clear it too, so that it lasts")
    func lastingCleared() throws {
        var scene = try Self.measured(try Scene(.removalOrder).ready())
        try scene.act(.lock(factors: [.alteredDocument, .doubtfulAddress], note: Build.text("note")))
        try scene.act(.unlock(note: Build.text("note"), by: Self.writer))
        #expect(try scene.refusal(confirm(Self.approver)) == "risk-too-high")
        try scene.act(.unlock(note: Build.text("note"), by: Self.clearer))
        #expect(try scene.refusal(confirm(Self.approver)) == nil)
    }
}
