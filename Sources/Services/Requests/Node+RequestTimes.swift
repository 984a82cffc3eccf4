import Cooperation

extension Node {
    /// How many requests are looked at at once.
    package static let requestTimesBatch = 500

    /// Does what time demands of requests: notes which nobody answered and of which nobody told the person concerned,
    /// and erases scans whose time is over.
    ///
    /// No clock complies (design rule 6); what a clock states to end by itself, its keeper ends.
    ///
    /// - Parameters:
    ///   - known: requests that are stuck, and that are not tried now.
    ///   - batch: how many are looked at at once.
    /// - Returns: how many acts followed.
    /// - Throws: `RequestKeeper.Stuck` where something could not be done, after all else was; `StoreError` where the store
    ///   can't write, or read.
    @discardableResult
    package func keepRequestTimes(
        leaving known: Set<Identifier> = [],
        atOnce batch: Int = Node.requestTimesBatch
    ) async throws -> Int {
        let now = clock().microseconds
        let author = Author.node(of: identity.organisation)
        var look = RequestTimes(node: self, known: known, batch: batch)
        let isOpen = AggregateQuery<Request>.Condition.equals(.state, .text(Request.State.open.rawValue))
        // What an exchange keeps, it notes.
        try await look.go(Request.self, [.isLess(.dueAt, now + 1), isOpen], by: .dueAt, where: { $0.origin == nil }) {
            id,
            transaction in
            let request = try transaction.load(Request.self, id)
            let acts = try Request.decide(request, .noteUnanswered, id: id, now: transaction.now)
            for act in acts { try transaction.append(act, by: author) }
            return acts.count
        }
        try await look.go(Assessment.self, [.isLess(.scanDueAt, now + 1)], by: .scanDueAt) { id, transaction in
            let (_, acts) = try transaction.command(.expireScan, on: id, AnswerDeadlines(), by: author)
            if !acts.isEmpty { try transaction.eraseFile(id.identifier) }
            return acts.count
        }
        try await look.go(Assessment.self, [.isLess(.noticeDueAt, now + 1)], by: .noticeDueAt) { id, transaction in
            try transaction.command(.noteNoticeOverdue, on: id, AnswerDeadlines(), by: author).acts.count
        }
        if let stuck = look.stuck { throw stuck }
        return look.count
    }
}
