import Cooperation

/// Where a page of readings ended.
package typealias ReadingBookmark = AggregateQuery<Reading>.Bookmark

extension Node {
    /// Notes that a person was shown what is written of somebody, other than in a case.
    ///
    /// It is called once the reading is known to be allowed and its subject to be there, and before anything is answered:
    /// what is not noted is not shown. What people read of themselves, and what programs read, is not noted.
    ///
    /// - Parameters:
    ///   - subject: what was read.
    ///   - caller: who reads.
    /// - Throws: `StoreError`.
    package func noteReading(of subject: Reading.Subject, by caller: Caller) async throws {
        guard let person = caller.person, person.identifier != subject.identifier else { return }
        let node = self
        @Sendable func acts(_ reading: any StoreReading, at now: Timestamp) throws -> [Act] {
            let id = node.secrets.reading(of: subject, by: person, at: now)
            return try Reading.decide(
                try reading.load(Reading.self, id),
                .noteOther(subject, by: person),
                id: id
            )
        }
        let now = clock()
        // Most of the time it is noted already, and the writer need not be asked.
        guard try await !store.read({ try acts($0, at: now).isEmpty }) else { return }
        try await store.write { transaction in
            for act in try acts(transaction, at: transaction.now) { try transaction.append(act, by: caller.author) }
        }
    }

    /// Shows a person what is written of somebody, and notes that it does.
    ///
    /// - Parameters:
    ///   - subject: what is read.
    ///   - caller: who reads.
    ///   - body: reads it; where it throws, nothing was shown and nothing is noted.
    /// - Returns: what was read.
    /// - Throws: what `body` throws; `StoreError`.
    package func noting<Shown>(
        _ subject: Reading.Subject,
        by caller: Caller,
        _ body: () async throws -> Shown
    ) async throws -> Shown {
        let shown = try await body()
        try await noteReading(of: subject, by: caller)
        return shown
    }

    /// Who of the node's own organisation opened what, the latest first.
    ///
    /// - Parameters:
    ///   - person: only theirs.
    ///   - subject: only of what has this id.
    ///   - after: where the page before ended.
    ///   - limit: how many at most.
    /// - Returns: the page, and where the next one begins.
    /// - Throws: `StoreError`.
    package func readings(
        by person: ID<Person>? = nil,
        of subject: Identifier? = nil,
        after: ReadingBookmark? = nil,
        limit: Int = 100
    ) async throws -> (readings: [Reading], next: ReadingBookmark?) {
        // What members' people read here is their own organisations' business.
        var conditions: [AggregateQuery<Reading>.Condition] = [
            .equals(.organisation, .text(identity.organisation.description))
        ]
        if let person { conditions.append(.equals(.person, .text(person.description))) }
        if let subject { conditions.append(.equals(.subject, .text(subject.description))) }
        let query = AggregateQuery<Reading>(conditions, order: .descending(.readAt), after: after, limit: limit)
        let page = try await store.read { try $0.find(query) }
        let next = page.count == limit ? page.last : nil
        return (page, next.map { .init(value: $0.value(of: .readAt), id: $0.id) })
    }
}
