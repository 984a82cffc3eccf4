import Cooperation
import SeededRandomness
import Testing

@Suite("A case's priority")
struct CasePriorityTests {
    private func priority(_ matches: [Match], age: Seconds? = .days(2)) -> Int {
        CasePriority.priority(of: matches, postedAt: age.map { .start - $0 }, now: .start)
    }

    private func matches(_ random: inout SplitMix64) -> [Match] {
        (0..<UInt64.random(in: 1...4, using: &random)).map { number in
            Build.match(
                300 + number,
                distance: .random(in: 0...BankSettings.radiusMax, using: &random),
                behaviours: Behaviour.allCases.filter { _ in random.next() % 3 == 0 }
            )
        }
    }

    @Test("lies between 0 and its highest", arguments: 1...8 as ClosedRange<UInt64>)
    func bounds(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<300 {
            let age = Seconds(.random(in: -1_000_000...100_000_000, using: &random))
            #expect((0...CasePriority.highest).contains(priority(matches(&random), age: age)), "seed \(seed)")
        }
        #expect(priority([Build.match(distance: 0)], age: nil) == CasePriority.highest)
        #expect(priority([], age: .days(30)) == 0)
    }

    @Test(
        "never falls when a match is added, comes nearer or does something more",
        arguments: 1...8 as ClosedRange<UInt64>
    )
    func growsWithMatches(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<300 {
            let known = matches(&random)
            let before = priority(known)
            #expect(priority(known + matches(&random)) >= before, "seed \(seed)")
            let nearer = known.map { Build.match(distance: max(0, $0.distance - 7), behaviours: $0.behaviours) }
            #expect(priority(nearer) >= before, "seed \(seed)")
            let worse = known.map { Build.match(distance: $0.distance, behaviours: $0.behaviours + [.recruitment]) }
            #expect(priority(worse) >= before, "seed \(seed)")
        }
    }

    @Test("never rises with age, and unknown age counts as new")
    func fallsWithAge() {
        let ages: [Seconds] = [
            Seconds(-60), Seconds(0), Seconds(3600), Seconds(3601), .hours(23), .days(1), .days(6), .days(7),
            .days(400),
        ]
        let priorities = ages.map { priority([Build.match(behaviours: [.financing])], age: $0) }
        #expect(priorities == priorities.sorted(by: >))
        #expect(priorities.first == priority([Build.match(behaviours: [.financing])], age: nil))
        #expect(Set(priorities).count == 4)
    }

    @Test("follows the order of urgency, at the same distance and age")
    func urgency() {
        let priorities = Behaviour.allCases.sorted().map { priority([Build.match(behaviours: [$0])]) }
        #expect(priorities == priorities.sorted(by: >) && Set(priorities).count == Behaviour.allCases.count)
    }
}
