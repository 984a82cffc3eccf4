import Cooperation

extension Node {
    /// How many things one round of housekeeping takes on.
    private static let housekeepingBatch = 1000

    /// Does what time demands: decisions that nobody answered return to the queue, people are reached where nobody has spoken
    /// of closing an account, decisions and signals whose time is over end.
    ///
    /// Every rule is a command to the aggregate, which decides by itself whether the time has come.
    ///
    /// - Returns: how many acts followed.
    @discardableResult
    package func keepHouse() async throws -> Int {
        let now = clock().microseconds
        let soon = (clock() + Decision.closureReminderTime).microseconds
        let batch = Self.housekeepingBatch
        let (unanswered, unjudged, ended, expired) = try await store.read { reading in
            (
                try reading.find(
                    AggregateQuery<Decision>([.isLess(.answerDueAt, now + 1)], limit: batch)
                ).map(\.id),
                try reading.find(
                    AggregateQuery<Decision>(
                        [.isLess(.closureDueAt, soon + 1)],
                        limit: batch
                    )
                ).filter { !$0.isClosureReminded }.map(\.id),
                try reading.find(AggregateQuery<Decision>([.isLess(.endsAt, now + 1)], limit: batch)).map(\.id),
                try reading.find(
                    AggregateQuery<Signal>(
                        [
                            .isLess(.expiresAt, now + 1), .isNull(.exchange),
                            .isOneOf(.state, Signal.State.live.map { .text($0.rawValue) }),
                        ],
                        limit: batch
                    )
                ).map(\.id)
            )
        }
        guard ![unanswered, unjudged, ended].allSatisfy(\.isEmpty) || !expired.isEmpty else { return 0 }
        let author = Author.node(of: identity.organisation)
        let answerTime = settings.answerTime
        return try await store.write { transaction in
            var count = 0
            for (ids, command) in [
                (unanswered, DecisionCommand.noteUnanswered), (unjudged, .noteUnjudged),
                (ended, .end(answerTime: answerTime)),
            ] {
                for id in ids {
                    guard let decision = try transaction.load(Decision.self, id) else { continue }
                    let acts = try Decision.decide(decision, command, id: id, now: transaction.now)
                    for act in acts { try transaction.append(act, by: author) }
                    try transaction.follow(acts, of: decision, by: author)
                    count += acts.count
                }
            }
            for id in expired {
                guard let signal = try transaction.load(Signal.self, id) else { continue }
                let context = try transaction.context(for: signal, ofNode: author.organisation)
                let acts = try Signal.decide(signal, .expire, id: id, context: context)
                for act in acts { try transaction.append(act, by: author) }
                count += acts.count
            }
            return count
        }
    }

    /// Keeps house every second until the task is cancelled.
    package func runHousekeeping() async throws {
        while true {
            try await Task.sleep(for: .seconds(1))
            try await keepHouse()
            _ = try await forgetAnswers()
        }
    }
}
