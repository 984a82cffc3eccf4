import Cooperation
import Testing

@Suite("What was done about an item")
struct AssessmentReverseTests {
    private static func reverse(_ item: Int, by person: ID<Person>) -> AssessmentCommand {
        .reverse(item: item, reasons: Build.text("reasons"), by: person)
    }

    /// An answer to which another person agreed.
    private static func agreed(_ outcomes: ItemOutcome...) throws -> Scene {
        var scene = try Scene(.removalOrder, isFirstOfKind: true).ready()
        try scene.propose((1, outcomes[0]), (2, outcomes[1]))
        try scene.act(.approve(by: AssessmentTests.approver))
        return scene
    }

    @Test("is undone by another than who wrote the answer, where two people had to agree")
    func writer() throws {
        var scene = try Self.agreed(.complied, .complied)
        let (writer, approver) = (AssessmentTests.writer, AssessmentTests.approver)
        #expect(try scene.refusal(Self.reverse(1, by: writer)) == "same-person")
        #expect(scene.assessment?.mayReverse(by: writer) == false && scene.assessment?.mayReverse(by: approver) == true)
        try scene.act(Self.reverse(1, by: approver))
        #expect(scene.assessment?.reversibleItems == [2] && scene.state == .answered)
        #expect(try scene.act(Self.reverse(1, by: approver)).isEmpty, "It is undone once.")
        var alone = try Scene(.removalOrder).ready()
        try alone.propose((1, .complied), (2, .complied))
        #expect(try alone.refusal(Self.reverse(1, by: writer)) == nil, "Nobody else had to agree.")
    }

    @Test("is undone only where something was done, and with reasons")
    func nothing() throws {
        let approver = AssessmentTests.approver
        var scene = try Self.agreed(.complied, .refusedScope)
        #expect(try scene.refusal(Self.reverse(2, by: approver)) == "nothing-to-undo")
        #expect(try scene.refusal(Self.reverse(3, by: approver)) == "nothing-to-undo")
        #expect(try scene.refusal(.reverse(item: 1, reasons: " ", by: approver)) == "text-missing")
        #expect(scene.assessment?.reversibleItems == [1])
    }

    @Test("leaves its measure, and what ended by itself is undone already")
    func measure() throws {
        let approver = AssessmentTests.approver
        var scene = try Scene(.removalOrder).ready()
        try scene.propose((1, .compliedInCountry), (2, .compliedInCountry), isTemporary: true)
        try scene.act(Self.reverse(1, by: approver))
        #expect(scene.assessment?.measure?.items == [2])
        var ended = scene
        try scene.act(Self.reverse(2, by: approver))
        #expect(scene.assessment?.measure == nil && scene.assessment?.reversibleItems == [])
        try ended.act(.expire(.temporaryMeasureEnds))
        #expect(try ended.act(Self.reverse(2, by: approver)).isEmpty)
    }
}
