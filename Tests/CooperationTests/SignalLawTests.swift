import CanonicalJSON
import Cooperation
import Testing

@Suite("Whatever is asked of a signal, in whatever order")
struct SignalLawTests {
    static let seeds: ClosedRange<UInt64> = 1...300

    private func steps(_ check: (SignalScene, SignalHistory, SignalHistory.Step, UInt64) throws -> Void) throws {
        let scene = try SignalScene()
        for seed in Self.seeds {
            let history = try SignalHistory(in: scene, seed: seed)
            for step in history.steps { try check(scene, history, step, seed) }
        }
    }

    @Test("the lives told here reach every kind of event")
    func coverage() throws {
        var seen: [String: Int] = [:]
        try steps { _, _, step, _ in for event in step.events { seen[event.type, default: 0] += 1 } }
        let types = [
            SignalProposed.type, SignalVerified.type, SignalOpinionGiven.type, SignalOpinionHeld.type,
            SignalOpinionConfirmed.type, SignalViewed.type, SignalWithdrawn.type, SignalExpired.type,
        ]
        for type in types { #expect(seen[type, default: 0] >= 20, "\(type): \(seen[type, default: 0])") }
    }

    @Test("replaying the events gives the same state")
    func replay() throws {
        let scene = try SignalScene()
        for seed in Self.seeds {
            let history = try SignalHistory(in: scene, seed: seed)
            var replayed: Signal?
            for event in history.events { replayed = try Signal.apply(replayed, event) }
            #expect(replayed == history.steps.last?.after, "seed \(seed)")
        }
    }

    @Test("it is disputed exactly while some member's latest effective opinion is negative, and then it never acts")
    func dispute() throws {
        let scene = try SignalScene()
        for seed in Self.seeds {
            var latest: [ID<Organisation>: Bool] = [:]
            for step in try SignalHistory(in: scene, seed: seed).steps {
                for event in step.events {
                    if event.type == SignalOpinionConfirmed.type { latest[event.organisation] = true }
                    guard event.type == SignalOpinionGiven.type else { continue }
                    latest[event.organisation] = event.facts["category"]?.stringValue == "negative"
                }
                guard let signal = step.after else { continue }
                #expect(signal.isDisputed == latest.values.contains(true), "seed \(seed)")
                guard signal.isDisputed else { continue }
                #expect(signal.state == .disputed || !signal.isLive, "seed \(seed)")
                let match = scene.candidate(signal).verdict(rolloutBucket: 0)
                #expect(match.verdict == .review && match.rule == .disputed, "seed \(seed)")
            }
        }
    }

    @Test(
        "while an opinion beyond the budget waits it stops acting for its own member alone, and one person can't make it count"
    )
    func heldOpinions() throws {
        try steps { scene, _, step, seed in
            guard let signal = step.after else { return }
            for viewer in 1...8 as ClosedRange<UInt64> where !signal.isDisputed {
                let waits = signal.unconfirmedOpinions[.number(viewer)] != nil
                let match = scene.candidate(signal, viewer: viewer).verdict(rolloutBucket: 0)
                #expect((match.rule == .disputed) == waits, "seed \(seed)")
            }
            for event in step.events where event.type == SignalOpinionConfirmed.type {
                let held = step.before?.unconfirmedOpinions[event.organisation]
                #expect(held != nil && held?.person != .number(step.person), "seed \(seed)")
            }
        }
    }

    @Test("once withdrawn or expired it is found no more and never comes back")
    func theEnd() throws {
        try steps { scene, _, step, seed in
            guard let signal = step.after else { return }
            #expect(signal.lookupKeys.isEmpty == !signal.isLive, "seed \(seed)")
            if step.before?.isLive == false {
                #expect(signal == step.before && step.events.isEmpty, "seed \(seed)")
            }
            if !signal.isLive { #expect(!scene.candidate(signal).isVisible(at: step.time), "seed \(seed)") }
        }
    }

    @Test("an authority never proposes, verifies or opines")
    func authorities() throws {
        try steps { _, _, step, seed in
            guard step.person / 10 == 4 else { return }
            #expect(step.events.allSatisfy { $0.type == SignalExpired.type }, "seed \(seed)")
        }
    }

    @Test("whoever proposed it never verifies it, nor does anyone who depends on them")
    func verifiers() throws {
        try steps { scene, history, step, seed in
            guard let signal = step.after, let word = signal.verifications.last else { return }
            if history.bank.agreement == nil {
                #expect(word.organisation == signal.proposer && word.person != signal.proposedBy, "seed \(seed)")
                #expect(Set(signal.verifications.map(\.person)).count == signal.verifications.count, "seed \(seed)")
            } else {
                // 6 shares the proposer's owner, 7 declared nothing, 8 is no party.
                #expect([2, 3, 5].map { ID<Organisation>.number($0) }.contains(word.organisation), "seed \(seed)")
                #expect(
                    Set(signal.verifications.map(\.organisation)).count == signal.verifications.count,
                    "seed \(seed)"
                )
            }
        }
    }

    @Test("one from a list of others is verified by own matches only")
    func externalLists() throws {
        try steps { _, history, step, seed in
            guard history.bank.isExternalList else { return }
            #expect(step.after?.verifications.allSatisfy { $0.basis == .ownMatch } ?? true, "seed \(seed)")
        }
    }

    @Test("one from a submission is verified by nobody who depends on that authority")
    func submissions() throws {
        try steps { _, history, step, seed in
            guard history.bank.agreement != nil, step.after?.provenance.source == .submission else { return }
            #expect(step.after?.verifications.allSatisfy { $0.organisation != .number(5) } ?? true, "seed \(seed)")
        }
    }

    @Test("whoever says that they were shown the content was handed the link before")
    func shown() throws {
        try steps { _, _, step, seed in
            for word in step.after?.verifications ?? [] where word.basis == .shownBy {
                let wasHanded = step.after?.viewings.contains {
                    $0.person == word.person && $0.organisation == word.organisation
                }
                #expect(wasHanded == true, "seed \(seed)")
            }
        }
    }
}
