import Cooperation
import Testing

@Suite("What is known of content")
struct ContentHistoryTests {
    /// Each state of the content's case, with the rule that stands in the way of acting there.
    private static func cases() throws -> [(name: String, item: Case?, obstacle: VerdictRule?)] {
        let states = try CaseTests.machine().states
        return [
            ("nothing", nil, nil), ("open", states["open"] ?? nil, nil),
            ("assigned", states["assigned"] ?? nil, .personAtWork),
            ("decided", states["decided"] ?? nil, .decidedByPerson),
            ("returned", states["returned"] ?? nil, .returnedToQueue),
        ]
    }

    private static func decision(_ maker: DecisionMaker) throws -> Decision? {
        try Decision.after(
            nil,
            Decision.decide(nil, DecisionTests.make(DecisionTests.proposal(), by: maker), id: .number(500), now: .start)
        )
    }

    private static func acting() throws -> CheckRules.Answer {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(), by: [20, 30])
        return CheckRules.answer([scene.candidate(signal)], rolloutBucket: 0, at: .start)
    }

    @Test("keeps from acting where a person works, decided, has to look, or said no, and names the first of these")
    func obstacles() throws {
        let answer = try Self.acting()
        #expect(answer.verdict == .act)
        for (name, item, obstacle) in try Self.cases() {
            for isContradicted in [false, true] {
                for hasAssessment in [false, true] {
                    let history = ContentHistory(
                        openCase: item,
                        decision: item?.decision == nil ? nil : try Self.decision(.person(.number(10))),
                        isContradicted: isContradicted,
                        hasAssessment: hasAssessment
                    )
                    let expected =
                        isContradicted ? .contradicted : obstacle ?? (hasAssessment ? nil : .assessmentMissing)
                    let known = CheckRules.answer(answer, knowing: history)
                    #expect(known.matches.map(\.rule) == [expected ?? .allConditionsHold], "\(name)")
                    #expect(known.verdict == (expected == nil ? .act : .review), "\(name)")
                    #expect(known.matches.map(\.verdict) == [known.verdict], "\(name)")
                    #expect(known.matches.map(\.signal) == answer.matches.map(\.signal))
                    #expect(!history.isActedOn)
                }
            }
        }
    }

    @Test("goes on acting while an automatic decision waits for its execution, unless a person said no")
    func actedOn() throws {
        let decided = try #require(try CaseTests.machine().states["decided"] ?? nil)
        for isContradicted in [false, true] {
            let history = ContentHistory(
                openCase: decided,
                decision: try Self.decision(.rule(.number(300))),
                isContradicted: isContradicted,
                hasAssessment: false
            )
            #expect(history.isActedOn)
            #expect(history.obstacleToActing == (isContradicted ? .contradicted : nil))
        }
    }

    @Test("changes nothing where nothing would act")
    func review() throws {
        let scene = try SignalScene()
        let answer = CheckRules.answer([scene.candidate(try scene.proposed())], rolloutBucket: 0, at: .start)
        #expect(answer.verdict == .review)
        let history = ContentHistory(openCase: nil, decision: nil, isContradicted: true, hasAssessment: false)
        #expect(CheckRules.answer(answer, knowing: history) == answer)
    }

    @Test("is judged from all signals or not acted on")
    func incomplete() throws {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(), by: [20, 30])
        let part = CheckRules.answer([scene.candidate(signal)], isComplete: false, rolloutBucket: 0, at: .start)
        #expect(part.verdict == .review)
        #expect(part.matches.map(\.rule) == [.tooManyMatches])
        let disputed = try #require(try scene.next(signal, .giveOpinion(.negative, reason: "no"), by: 60))
        let both = CheckRules.answer([scene.candidate(disputed)], isComplete: false, rolloutBucket: 0, at: .start)
        #expect(both.matches.map(\.rule) == [.disputed])
    }
}
