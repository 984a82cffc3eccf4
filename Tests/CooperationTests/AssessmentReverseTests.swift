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
        #expect(scene.assessment?.reversibleItems(by: writer) == [])
        #expect(scene.assessment?.reversibleItems(by: approver) == [1, 2])
        try scene.act(Self.reverse(1, by: approver))
        #expect(scene.assessment?.reversibleItems == [2] && scene.state == .answered)
        #expect(try scene.act(Self.reverse(1, by: approver)).isEmpty, "It is undone once.")
        var alone = try Scene(.removalOrder).ready()
        try alone.propose((1, .complied), (2, .complied))
        #expect(try alone.refusal(Self.reverse(1, by: writer)) == nil, "Nobody else had to agree.")
    }

    @Test("is undone by either of two people who took turns, where the other one wrote that")
    func turns() throws {
        var scene = try Scene(.removalOrder, isFirstOfKind: true).ready()
        let (first, second) = (AssessmentTests.writer, AssessmentTests.approver)
        try scene.propose((1, .complied), (2, .underReview), by: first)
        try scene.act(.approve(by: second))
        try scene.propose((2, .complied), by: second)
        try scene.act(.approve(by: first))
        #expect(scene.state == .answered && scene.assessment?.reversibleItems == [1, 2])
        #expect(scene.assessment?.reversibleItems(by: first) == [2])
        #expect(scene.assessment?.reversibleItems(by: second) == [1])
        #expect(try scene.refusal(Self.reverse(1, by: first)) == "same-person")
        #expect(try scene.refusal(Self.reverse(2, by: second)) == "same-person")
        try scene.act(Self.reverse(1, by: second))
        try scene.act(Self.reverse(2, by: first))
        #expect(scene.assessment?.reversibleItems == [])
    }

    @Test("is undone by who wrote an earlier answer about it, which counts no more")
    func anew() throws {
        var scene = try Self.agreed(.complied, .complied)
        let (writer, approver) = (AssessmentTests.writer, AssessmentTests.approver)
        try scene.act(.reopen(items: [1], refused: [.number(9)], by: writer))
        try scene.propose((1, .complied), by: approver)
        try scene.act(.approve(by: writer))
        #expect(scene.assessment?.reversibleItems(by: writer) == [1])
        #expect(scene.assessment?.reversibleItems(by: approver) == [2])
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
