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
        return try await store.write { transaction in
            var count = 0
            for id in unanswered {
                let request = try transaction.load(Request.self, id)
                for act in try Request.decide(request, .noteUnanswered, id: id, now: transaction.now) {
                    try transaction.append(act, by: author)
                    count += 1
                }
            }
            for id in scans {
                let (_, acts) = try transaction.command(.expireScan, on: id, AnswerDeadlines(), by: author)
                guard !acts.isEmpty else { continue }
                try transaction.eraseFile(id.identifier)
                count += acts.count
            }
            for id in untold {
                count += try transaction.command(.noteNoticeOverdue, on: id, AnswerDeadlines(), by: author).acts.count
            }
            return count
        }
    }
}
