import CanonicalJSON
import Cooperation
import Testing

extension AssessmentRuleTests {
    private static let weighed: Set<ItemOutcome> = [
        .complied, .compliedInCountry, .compliedInPart, .refusedRights, .challenged,
    ]

    @Test(
        "ask for a recorded weighing before what follows from one, and hold up no other answer",
        arguments: [RequestKind.referral, .removalOrder, .disclosure, .emergencyDisclosure]
    )
    func weighing(kind: RequestKind) throws {
        for outcome in ItemOutcome.allCases where ItemOutcome.allowed(for: kind).contains(outcome) {
            var scene = try Scene(kind)
            try scene.check(.callBack, .confirmed)
            try scene.act(.checkForm(defects: [.identification], factors: [], note: nil))
            let answer = propose(Build.proposal((1, outcome), (2, .refusedForm)))
            let needsWeighing = Self.weighed.contains(outcome)
            #expect(try scene.refusal(answer) == (needsWeighing ? "not-weighed" : nil), "\(outcome)")
            guard needsWeighing else { continue }
            try scene.act(.weigh(Build.finding(), Build.findingNotes))
            try scene.act(.preserve(until: .start + Scene.keepingTime))
            #expect(try scene.refusal(answer) == nil, "\(outcome)")
        }
    }

    @Test("let one person weigh and refuse for rights, with nothing else done, and keep whose speech it is")
    func weighedAndRefused() throws {
        var scene = try Scene(.disclosure)
        let refusal = propose(Build.proposal((1, .refusedRights), (2, .challenged)))
        #expect(try scene.refusal(refusal) == "not-weighed")
        try scene.act(.weigh(Build.finding(roles: [.journalist]), Build.findingNotes))
        #expect(try scene.refusal(refusal) == nil && scene.state == .answered)
        #expect(scene.assessment?.remembers == true, "Whoever is asked about the same hears of it.")
    }
}
