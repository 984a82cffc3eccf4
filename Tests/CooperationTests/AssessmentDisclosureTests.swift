import Cooperation
import Testing

@Suite("Data that an exchange refused")
struct AssessmentDisclosureTests {
    @Test("are there once others of the same category were handed over after those that an exchange refused")
    func handedAnew() throws {
        var scene = try Scene(.disclosure, categories: [.subscriber, .traffic]).ready()
        try scene.propose((1, .complied), (2, .complied))
        try scene.act(.approve(by: AssessmentTests.approver))
        let (refused, other, anew) = (
            String(repeating: "0", count: 64), String(repeating: "1", count: 64), String(repeating: "2", count: 64)
        )
        func recorded(_ hashes: String...) -> [Request.Disclosure] {
            hashes.map { hash in
                let category: DataCategory = hash == other ? .traffic : .subscriber
                return Request.Disclosure(category: category, sha256: hash, position: 1, isElsewhere: nil)
            }
        }
        for (category, file) in [(DataCategory.subscriber, refused), (.traffic, other), (.subscriber, anew)] {
            try scene.act(.disclose(category, sealedFile: file))
        }
        let assessment = try #require(scene.assessment)
        #expect(!assessment.isThere(refused, among: []))
        #expect(!assessment.isThere(refused, among: recorded(other)), "That is another category.")
        #expect(assessment.isThere(refused, among: recorded(other, anew)))
        #expect(!assessment.isThere(anew, among: recorded(refused)), "What came before is not handed over anew.")
    }

    private static func act(
        _ state: Assessment,
        _ command: AssessmentCommand,
        by person: ID<Person>
    ) throws -> Assessment {
        let acts = try Assessment.decide(state, command, id: AssessmentTests.id, by: person, now: .start)
        return try #require(try Assessment.after(state, acts, actor: person.identifier))
    }

    private static func code(_ state: Assessment, _ command: AssessmentCommand, by person: ID<Person>) -> String? {
        let refusal = #expect(throws: Refusal.self) {
            try Assessment.decide(state, command, id: AssessmentTests.id, by: person, now: .start)
        }
        return refusal?.code
    }

    /// One that was answered, and of whose data the first category went out.
    private static func begun(
        _ kind: RequestKind,
        _ categories: [DataCategory] = [.subscriber, .traffic],
        by person: ID<Person>
    ) throws -> Assessment {
        var scene = try Scene(kind, categories: categories).ready()
        try scene.propose((1, .compliedInPart), (2, .compliedInPart))
        try scene.act(.approve(by: AssessmentTests.approver))
        return try act(try #require(scene.assessment), .disclose(.subscriber, sealedFile: "00"), by: person)
    }

    private static let more = AssessmentCommand.disclose(.traffic, sealedFile: "02")

    private static func widen(
        _ category: DataCategory = .traffic,
        _ reasons: String = Build.text("reasons"),
        by person: ID<Person>
    ) -> AssessmentCommand { .widen(category, reasons: reasons, by: person) }

    @Test("go on to the next category in an emergency by another person alone, who says first why less was not enough")
    func nextCategory() throws {
        let (first, second, third) = (AssessmentTests.counsel, AssessmentTests.caller, AssessmentTests.clearer)
        let begun = try Self.begun(.emergencyDisclosure, by: first)
        #expect(begun.disclosed.map(\.by) == [first] && begun.furtherCategories == [.traffic])
        #expect(Self.code(begun, Self.more, by: first) == "same-person")
        #expect(Self.code(begun, Self.more, by: second) == "reasons-needed-for-more")
        #expect(Self.code(begun, Self.widen(by: first), by: first) == "same-person")
        #expect(Self.code(begun, Self.widen(.traffic, " ", by: second), by: second) == "text-missing")
        let widened = try Self.act(begun, Self.widen(by: second), by: second)
        #expect(widened.widened?.map(\.by) == [second] && widened.widened?.map(\.category) == [.traffic])
        #expect(try Self.act(widened, Self.widen(by: second), by: second) == widened, "Once is enough.")
        #expect(Self.code(widened, Self.more, by: first) == "same-person", "Another's reasons are no way around it.")
        #expect(
            Self.code(widened, Self.more, by: third) == "reasons-needed-for-more",
            "Whoever hands more over says why."
        )
        let both = try Self.act(widened, Self.more, by: second)
        #expect(both.furtherCategories.isEmpty)
        #expect(Self.code(both, Self.widen(by: third), by: third) == "nothing-to-widen")
    }

    @Test("are handed over anew in a category that went out by anybody who could go on to it, with no further reasons")
    func again() throws {
        let (first, second, third) = (AssessmentTests.counsel, AssessmentTests.caller, AssessmentTests.clearer)
        let begun = try Self.begun(.emergencyDisclosure, by: first)
        #expect(try Self.act(begun, .disclose(.subscriber, sealedFile: "01"), by: first).disclosed.count == 2)
        var both = try Self.act(begun, Self.widen(by: second), by: second)
        both = try Self.act(both, Self.more, by: second)
        let anew = AssessmentCommand.disclose(.traffic, sealedFile: "03")
        #expect(try Self.act(both, anew, by: third).disclosed.count == 3)
        #expect(Self.code(both, anew, by: first) == "same-person")
    }

    @Test("need no such word where a court asked, and none makes what was said go out in an emergency")
    func unhurried() throws {
        let (first, second) = (AssessmentTests.counsel, AssessmentTests.caller)
        let asked = try Self.begun(.disclosure, by: first)
        #expect(asked.furtherCategories.isEmpty)
        #expect(Self.code(asked, Self.widen(by: second), by: second) == "nothing-to-widen")
        #expect(try Self.act(asked, Self.more, by: first).disclosed.count == 2, "Nothing is hurried.")
        let spoken = try Self.begun(.emergencyDisclosure, [.subscriber, .traffic, .content], by: first)
        #expect(spoken.furtherCategories == [.traffic])
        #expect(Self.code(spoken, Self.widen(.content, by: second), by: second) == "category-not-asked")
    }
}
