import CanonicalJSON
import Cooperation
import Testing

extension AssessmentRuleTests {
    @Test("say no more of one who asks that something stay up than that it was weighed, and only once it was")
    func stayUp() throws {
        let weighed = Build.proposal((1, .weighed), (2, .weighed))
        var scene = try Scene(.stayUp)
        #expect(try scene.refusal(propose(weighed)) == "not-weighed")
        try scene.act(.weigh(Build.finding(), Build.findingNotes))
        for outcome in [ItemOutcome.complied, .underReview, .refusedRights] {
            #expect(try scene.refusal(propose(Build.proposal((1, outcome), (2, .weighed)))) == "outcome-not-allowed")
        }
        #expect(try scene.refusal(propose(weighed)) == nil)
    }

    @Test("ask for a second person about what is to stay up, whatever the answer, and for none where nothing is done")
    func stayUpNeedsTwo() throws {
        func weighed(_ scene: Scene, roles: [ProtectedRole] = []) throws -> Scene {
            var scene = scene
            try scene.act(.weigh(Build.finding(roles: roles), Build.findingNotes))
            return scene
        }
        let first = try weighed(try Scene(.stayUp, isFirstOfKind: true))
        for scene in [first, try weighed(try Scene(.stayUp), roles: [.journalist])] {
            for outcome in [ItemOutcome.weighed, .refusedScope] {
                var scene = scene
                try scene.propose((1, outcome), (2, outcome))
                #expect(scene.state == .proposed && scene.assessment?.proposal?.needsSecondPerson == true, "\(outcome)")
                #expect(try scene.refusal(.approve(by: AssessmentTests.writer)) == "same-person")
                #expect(try scene.refusal(.approve(by: AssessmentTests.approver)) == nil)
                #expect(scene.state == .answered)
            }
        }
        var known = try weighed(try Scene(.stayUp))
        try known.propose((1, .weighed), (2, .weighed))
        #expect(known.state == .answered, "Known, and nobody's speech is protected.")
        for kind in [RequestKind.removalOrder, .emergencyDisclosure] {
            var refused = try Scene(kind, isFirstOfKind: true).ready(Build.finding(roles: [.journalist]))
            try refused.propose((1, .refusedRights), (2, .refusedScope))
            #expect(refused.state == .answered, "A no to \(kind) waits for nobody.")
        }
    }
}
