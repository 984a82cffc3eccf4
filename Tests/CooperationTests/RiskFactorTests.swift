import Cooperation
import SeededRandomness
import Testing

@Suite("A risk factor")
struct RiskFactorTests {
    /// Section 11F of the reference, line by line.
    static let points: [RiskFactor: Int] = [
        .newOfficer: 15, .newKey: 10, .newPlace: 15, .offHours: 5, .sameTargetElsewhere: 10, .protectedTarget: 20,
        .foreignLaw: 20, .doubtfulAddress: 40, .callBackFailed: 60, .contentAsked: 25, .alteredDocument: 30,
        .noSupervisor: 20,
        // Section 4.1 names it, and 11F gives it no points: as few as it gives to anything.
        .urgentWords: 5,
        // What an exchange tells of a misused name weighs as a doubtful address does.
        .officeMisused: 40,
        // Nobody has a lawful reason to ask about what belongs to nobody: it locks alone.
        .canaryTarget: 100,
    ]

    @Test("adds the points that the reference says", arguments: RiskFactor.allCases)
    func points(_ factor: RiskFactor) {
        #expect(factor.points == Self.points[factor])
        #expect(RiskFactor.score([factor]) == Self.points[factor])
    }

    @Test("counts once, and all of them make 100 at most", arguments: 0..<32)
    func score(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let some = RiskFactor.allCases.filter { _ in Bool.random(using: &random) }
            let sum = some.reduce(0) { $0 + (Self.points[$1] ?? 0) }
            #expect(RiskFactor.score(some) == min(100, sum))
            #expect(RiskFactor.score(some + some) == min(100, sum))
        }
        #expect(RiskFactor.score([]) == 0 && RiskFactor.score(RiskFactor.allCases) == 100)
    }

    @Test("that is haste alone calls no lead and locks nothing, and tips what stands at the edge")
    func urgentWords() {
        #expect(RiskFactor.allCases.allSatisfy { $0.points >= RiskFactor.urgentWords.points })
        #expect(RiskFactor.score([.urgentWords]) < RiskFactor.leadScore)
        let edge: [RiskFactor] = [.noSupervisor, .newOfficer]
        #expect(RiskFactor.score(edge) == RiskFactor.leadScore - 5)
        #expect(RiskFactor.score(edge + [.urgentWords]) == RiskFactor.leadScore)
        #expect(RiskFactor.score([.urgentWords, .canaryTarget]) == 100)
    }

    @Test("is listed by its weight, and a lead looks before the lock falls")
    func order() {
        let sorted = RiskFactor.allCases.sorted()
        #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.points >= $1.points })
        #expect(sorted.first == .canaryTarget && RiskFactor.leadScore == 40 && RiskFactor.lockScore == 70)
    }
}
