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

    @Test("go on to the next category in an emergency by another person alone, and anew in the same by anybody")
    func nextCategory() throws {
        let (first, second) = (AssessmentTests.counsel, AssessmentTests.caller)
        for kind in [RequestKind.emergencyDisclosure, .disclosure] {
            var scene = try Scene(kind, categories: [.subscriber, .traffic]).ready()
            try scene.propose((1, .complied), (2, .complied))
            try scene.act(.approve(by: AssessmentTests.approver))
            let answered = try #require(scene.assessment)
            func acts(_ state: Assessment, _ category: DataCategory, _ file: String, by person: ID<Person>) throws
                -> [Act]
            {
                try Assessment.decide(
                    state,
                    .disclose(category, sealedFile: file),
                    id: AssessmentTests.id,
                    by: person,
                    now: .start
                )
            }
            let begun = try #require(
                try Assessment.after(
                    answered,
                    acts(answered, .subscriber, "00", by: first),
                    actor: first.identifier
                )
            )
            #expect(begun.disclosed.map(\.by) == [first])
            #expect(try acts(begun, .subscriber, "01", by: first).count == 1)
            #expect(try acts(begun, .traffic, "02", by: second).count == 1)
            if kind == .emergencyDisclosure {
                let refusal = #expect(throws: Refusal.self) { try acts(begun, .traffic, "02", by: first) }
                #expect(refusal?.code == "same-person")
            } else {
                #expect(try acts(begun, .traffic, "02", by: first).count == 1, "A court asked, and nothing is hurried.")
            }
        }
    }
}
