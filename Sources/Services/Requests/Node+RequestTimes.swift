import Cooperation

extension Node {
    /// How many requests one round looks at.
    private static let timesBatch = 500

    /// Does what time demands of requests: notes which nobody answered and of which nobody told the person concerned,
    /// and erases scans whose time is over.
    ///
    /// No clock complies (design rule 6); what a clock states to end by itself, its keeper ends.
    ///
    /// - Returns: how many acts followed.
    /// - Throws: what the first of them met that could not be done, after all others were done.
    @discardableResult
    package func keepRequestTimes() async throws -> Int {
        let now = clock().microseconds
        let batch = Self.timesBatch
        let (unanswered, scans, untold) = try await store.read { reading in
            (
                try reading.find(
                    AggregateQuery<Request>(
                        [
                            .isLess(.dueAt, now + 1), .equals(.state, .text(Request.State.open.rawValue)),
                        ],
                        order: .ascending(.dueAt),
                        limit: batch
                    )
                ).filter { $0.origin == nil }.map(\.id),
                try reading.find(
                    AggregateQuery<Assessment>(
                        [.isLess(.scanDueAt, now + 1)],
                        order: .ascending(.scanDueAt),
                        limit: batch
                    )
                ).map(\.id),
                try reading.find(
                    AggregateQuery<Assessment>(
                        [.isLess(.noticeDueAt, now + 1)],
                        order: .ascending(.noticeDueAt),
                        limit: batch
                    )
                ).map(\.id)
            )
        }
        guard !unanswered.isEmpty || !scans.isEmpty || !untold.isEmpty else { return 0 }
        let author = Author.node(of: identity.organisation)
        var works: [@Sendable (any StoreTransaction) throws -> Int] = []
        for id in unanswered {
            works.append { transaction in
                let request = try transaction.load(Request.self, id)
                let acts = try Request.decide(request, .noteUnanswered, id: id, now: transaction.now)
                for act in acts { try transaction.append(act, by: author) }
                return acts.count
            }
        }
        for id in scans {
            works.append { transaction in
                let (_, acts) = try transaction.command(.expireScan, on: id, AnswerDeadlines(), by: author)
                if !acts.isEmpty { try transaction.eraseFile(id.identifier) }
                return acts.count
            }
        }
        for id in untold {
            works.append { transaction in
                try transaction.command(.noteNoticeOverdue, on: id, AnswerDeadlines(), by: author).acts.count
            }
        }
        // Each by itself, so that one that can't be done holds up no other.
        var (count, failure): (Int, (any Error)?) = (0, nil)
        for work in works {
            do {
                count += try await store.write(work)
            } catch let cause where !(cause is CancellationError) {
                failure = failure ?? cause
            }
        }
        if let failure { throw failure }
        return count
    }
}
