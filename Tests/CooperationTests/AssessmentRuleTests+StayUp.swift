import Cooperation
import Testing

/// What stays up, what is under review, and what people found themselves.
extension AssessmentRuleTests {
    @Test("make what is to stay up known once two people weighed one, and not by the word of one")
    func stayUpBecomesKnown() throws {
        for isFirst in [true, false] {
            var scene = try Scene(.stayUp, isFirstOfKind: isFirst)
            try scene.check(.callBack, .confirmed)
            try scene.act(.weigh(Build.finding(), Build.findingNotes))
            try scene.propose((1, .weighed), (2, .weighed))
            if isFirst { try scene.act(.approve(by: AssessmentTests.approver)) }
            #expect(scene.state == .answered)
            let keys = scene.assessment?.lookupKeys ?? []
            #expect(keys.contains { $0.scope == Assessment.knownKindScope } == isFirst)
        }
    }

    @Test("send the same words with what is under review or weighed, whatever was written")
    func fixedWords() throws {
        for (kind, outcome) in [(RequestKind.removalOrder, ItemOutcome.underReview), (.stayUp, .weighed)] {
            var scene = try Scene(kind)
            try scene.act(.weigh(Build.finding(), Build.findingNotes))
            let fixed = try #require(outcome.fixedReasons)
            for written in ["TEST another authority asked", ""] {
                let items = [1, 2].map { RequestAnswer.Item(number: $0, outcome: outcome, reasons: written) }
                let proposal = AnswerProposal(items: items, territory: .countries(["ID"]), isTemporary: false)
                var copy = scene
                let acts = try copy.act(propose(proposal))
                let reasons = acts.first?.sealed["reasons"] ?? ""
                #expect(reasons.contains(fixed) && !reasons.contains("another authority"), "\(outcome)")
            }
        }
        #expect(ItemOutcome.allCases.filter { $0.fixedReasons != nil } == [.underReview, .weighed])
    }

    @Test("never comply with what their own finding speaks against")
    func ownFinding() throws {
        var less = try Scene(.removalOrder).ready(Build.finding(wouldLessDo: true))
        #expect(try less.refusal(propose()) == "less-would-do")
        #expect(try less.refusal(propose(Build.proposal((1, .compliedInCountry), (2, .compliedInPart)))) == nil)
        var vague = try Scene(.removalOrder).ready(Build.finding(isSpecific: false))
        #expect(try vague.refusal(propose()) == "not-proportionate")
    }
}
