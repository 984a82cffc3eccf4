import Cooperation
import SeededRandomness

/// A signal's life as a seed tells it: random people ask random things, and only what was granted is recorded.
struct SignalHistory {
    /// What one person asked and what became of it.
    struct Step {
        let command: SignalCommand
        let person: UInt64
        let events: [JournalEvent]
        let before: Signal?
        let after: Signal?
        let time: Timestamp
    }

    private(set) var steps: [Step] = []
    let bank: Bank

    var events: [JournalEvent] { steps.flatMap(\.events) }

    /// Tells a life.
    ///
    /// - Parameters:
    ///   - scene: who takes part.
    ///   - seed: what it is told from.
    /// - Throws: `ReplayError` where a granted event does not follow; whatever building the scene throws.
    init(in scene: SignalScene, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        bank =
            [scene.shared, scene.shared, scene.shared, scene.own, scene.external].randomElement(using: &random)
            ?? scene.own
        let fromSubmission = random.next() % 2 == 0 && !bank.isExternalList && bank.agreement != nil
        let provenance: Provenance =
            bank.isExternalList ? .externalList : fromSubmission ? .submission(scene.submission) : .observed
        let link = try ViewingLink(address: "https://example.org/v", expiresAt: .start + ViewingLink.openMax)
        var proposal = Build.proposal(provenance, link: random.next() % 4 == 0 ? nil : link)
        proposal.expiresAt = .start + .days(400)
        var state: Signal?
        var time = Timestamp.start
        for turn in 0..<40 {
            time = time + .days(Int64(random.next() % 4)) + (random.next() % 20 == 0 ? .days(150) : .days(0))
            let waiting = (UInt64(1)...8).first { state?.unconfirmedOpinions[.number($0)] != nil }
            let isFirst = turn == 0 || random.next() % 20 == 0
            var person =
                isFirst ? 10 : (UInt64(1)...8).randomElement(using: &random).map { $0 * 10 + random.next() % 3 } ?? 10
            var command = isFirst ? .propose(proposal) : Self.command(&random)
            if !isFirst, let waiting, random.next() % 3 == 0 {
                (person, command) = (waiting * 10 + random.next() % 3, .confirmOpinion)
            }
            let acts =
                (try? scene.ask(
                    state,
                    command,
                    by: person,
                    in: bank,
                    ownMatch: random.next() % 2 == 0,
                    negatives: Int(random.next() % 4),
                    at: time
                )) ?? []
            var events: [JournalEvent] = []
            let before = state
            for act in acts {
                let event = JournalEvent(
                    act,
                    position: Int64(self.events.count + events.count),
                    time: time,
                    by: .number(person / 10)
                )
                state = try Signal.apply(state, event)
                events.append(event)
            }
            steps.append(
                Step(command: command, person: person, events: events, before: before, after: state, time: time)
            )
        }
    }

    private static func command(_ random: inout SplitMix64) -> SignalCommand {
        switch random.next() % 24 {
        case 0..<7: .verify(.ownMatch, lookedAt: "a frame")
        case 7..<10: .verify(.shownBy, lookedAt: "the file")
        case 10..<13: .view
        case 13..<16: .giveOpinion(.negative, reason: "another event")
        case 16..<19: .giveOpinion(random.next() % 2 == 0 ? .positive : .seed, reason: nil)
        case 19..<22: .confirmOpinion
        case 22: .withdraw(reason: "a mistake")
        default: .expire
        }
    }
}
