import Cooperation

/// What a person sees first: what waits, what happened, and how the node is.
package struct Overview: Sendable {
    /// What is in which state, by the word of the state.
    package struct Counts: Sendable {
        package let cases: [String: Int64]
        package let submissions: [String: Int64]
        package let members: [String: Int64]
        package let agreements: [String: Int64]
        package let people: [String: Int64]
    }

    package let counts: Counts
    /// Cases that the person works on.
    package let ownCases: Int64
    /// Decisions that the platform has not answered.
    package let unansweredDecisions: Int64
    /// Decisions that wait for a second person.
    package let proposedClosures: Int64
    /// Of the banks that are open to the person.
    package let liveSignals: Int64
    /// What the node did on each of the last days; empty for those whom it does not concern.
    package let days: [DailyActivity]
    package let journalSize: Int64
    /// The last signed checkpoint; `nil` before the first.
    package let checkpoint: StoredCheckpoint?
    package let exchanges: [Exchange]
    /// The clocks that the person sees to and that end soonest.
    package let clocks: [Clock]
    /// How many words wait to be handed to exchanges.
    package let waitingWords: Int64
    /// How many writes wait for the store.
    package let waitingWrites: Int
}

extension Node {
    /// What a person sees first.
    ///
    /// - Parameter visit: who looks: their own cases are counted, and nothing that another organisation must not learn.
    /// - Returns: what waits, what happened, how the node is.
    /// - Throws: `StoreError`.
    package func overview(for visit: Visit) async throws -> Overview {
        let (now, activity, waitingWrites) = (clock(), activity, store.waitingWrites)
        let own = visit.organisation
        let (seesCases, seesSignals) = (visit.may(.readCases), visit.may(.readSignals))
        let (person, clocksReader) = (visit.person.id, try? visit.caller(for: .readClocks))
        return try await store.read { reading in
            let ofOwnAuthority: [AggregateQuery<Submission>.Condition] =
                own.kind == .authority ? [.equals(.authority, .text(own.id.description))] : []
            return Overview(
                counts: Overview.Counts(
                    cases: seesCases ? try reading.counts(AggregateQuery<Case>(), by: .state) : [:],
                    submissions: try reading.counts(AggregateQuery<Submission>(ofOwnAuthority), by: .state),
                    members: try reading.counts(AggregateQuery<Organisation>(), by: .standing),
                    agreements: try reading.counts(AggregateQuery<Agreement>(), by: .state),
                    people: try reading.counts(
                        AggregateQuery<Person>([.equals(.organisation, .text(own.id.description))]),
                        by: .state
                    )
                ),
                ownCases: seesCases
                    ? try reading.count(
                        AggregateQuery<Case>([
                            .equals(.assignee, .text(person.description)),
                            .equals(.state, .text(Case.State.assigned.rawValue)),
                        ])
                    ) : 0,
                unansweredDecisions: seesCases
                    ? try reading.count(AggregateQuery<Decision>([.isGreater(.answerDueAt, 0)])) : 0,
                proposedClosures: seesCases
                    ? try reading.count(AggregateQuery<Decision>([.isGreater(.closureDueAt, 0)])) : 0,
                liveSignals: seesSignals ? try reading.liveSignals(openTo: own.id, at: now) : 0,
                days: seesCases ? try activity.lastDays(reading, now: now) : [],
                journalSize: try reading.journalSize(),
                checkpoint: try reading.latestCheckpoint(),
                exchanges: try reading.find(AggregateQuery<Exchange>(limit: 100)),
                clocks: try clocksReader.map { try reading.clocks(for: $0, seenToBy: .some(person), limit: 5).clocks }
                    ?? [],
                waitingWords: try reading.count(
                    AggregateQuery<Dispatch>([.equals(.state, .text(Dispatch.State.queued.rawValue))])
                ),
                waitingWrites: waitingWrites
            )
        }
    }
}

extension StoreReading {
    private var banksCountedMax: Int { 1000 }

    /// How many signals can match that are open to an organisation.
    fileprivate func liveSignals(openTo organisation: ID<Organisation>, at now: Timestamp) throws -> Int64 {
        let banks = try find(AggregateQuery<Bank>(limit: banksCountedMax))
        let known = RememberedReading(self)
        try known.remember(banks: banks.map(\.id))
        let open = try banks.filter { try known.isVisible($0, to: organisation, at: now, for: .readSignals) }
        guard !open.isEmpty else { return 0 }
        return try count(
            AggregateQuery<Signal>([
                .isOneOf(.state, Signal.State.live.map { .text($0.rawValue) }),
                .isOneOf(.bank, open.map { .text($0.id.description) }),
            ])
        )
    }
}
