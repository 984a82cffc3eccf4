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
}
