import Cooperation

/// What a person sees first: what waits, and how the node is.
package struct Overview: Sendable {
    package let openCases: Int64
    /// Cases that the person works on.
    package let ownCases: Int64
    /// Decisions that the platform has not answered.
    package let unansweredDecisions: Int64
    package let liveSignals: Int64
    package let journalSize: Int64
    /// How many events the last signed checkpoint covers.
    package let signedSize: Int64
    package let exchanges: [Exchange]
}

extension Node {
    /// What a person sees first.
    ///
    /// - Parameter person: whose cases are counted as their own.
    package func overview(for person: ID<Person>) async throws -> Overview {
        try await store.read { reading in
            func cases(_ conditions: [AggregateQuery<Case>.Condition]) throws -> Int64 {
                try reading.count(AggregateQuery<Case>(conditions))
            }
            return Overview(
                openCases: try cases([.equals(.state, .text(Case.State.open.rawValue))]),
                ownCases: try cases([
                    .equals(.assignee, .text(person.description)),
                    .equals(.state, .text(Case.State.assigned.rawValue)),
                ]),
                unansweredDecisions: try reading.count(
                    AggregateQuery<Decision>([.isGreater(.answerDueAt, 0)])
                ),
                liveSignals: try reading.count(
                    AggregateQuery<Signal>([.isOneOf(.state, Signal.State.live.map { .text($0.rawValue) })])
                ),
                journalSize: try reading.journalSize(),
                signedSize: try reading.latestCheckpoint()?.size ?? 0,
                exchanges: try reading.find(AggregateQuery<Exchange>(limit: 100))
            )
        }
    }
}
