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
        let now = clock()
        // Most of the time it is noted already, and the writer need not be asked.
        guard try await !store.read({ try node.acts(noting: subject, by: person, $0, at: now).isEmpty }) else { return }
        try await store.write { try node.note(subject, by: person, in: $0, as: caller.author) }
    }

    /// Has it noted, in the transaction that keeps the answer for repeats, that a person is shown what is written of somebody: a
    /// repeat shows it again, also where the node stopped before it could be noted by itself.
    ///
    /// - Parameters:
    ///   - subject: what the answer shows.
    ///   - caller: whom.
    package func noteWithAnswer(of subject: Reading.Subject, by caller: Caller) {
        guard let person = caller.person, person.identifier != subject.identifier else { return }
        let node = self
        AnswerScope.current?.accompany { try node.note(subject, by: person, in: $0, as: caller.author) }
    }

    private func note(
        _ subject: Reading.Subject,
        by person: ID<Person>,
        in transaction: any StoreTransaction,
        as author: Author
    ) throws {
        for act in try acts(noting: subject, by: person, transaction, at: transaction.now) {
            try transaction.append(act, by: author)
        }
    }

    private func acts(
        noting subject: Reading.Subject,
        by person: ID<Person>,
        _ reading: any StoreReading,
        at now: Timestamp
    ) throws -> [Act] {
        let id = secrets.reading(of: subject, by: person, at: now)
        return try Reading.decide(try reading.load(Reading.self, id), .noteOther(subject, by: person), id: id)
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

    /// Who of the caller's organisation opened what, the latest first.
    ///
    /// What members' people read here is their own organisations' business. That something is to stay up is told by who read of
    /// it too, so readings of that are shown to those who may read it.
    ///
    /// - Parameters:
    ///   - caller: who asks; already authorised.
    ///   - person: only theirs.
    ///   - subject: only of what has this id.
    ///   - after: where the page before ended.
    ///   - limit: how many at most.
    /// - Returns: the page, and where the next one begins.
    /// - Throws: `StoreError`.
    package func readings(
        for caller: Caller,
        by person: ID<Person>? = nil,
        of subject: Identifier? = nil,
        after: ReadingBookmark? = nil,
        limit: Int = 100
    ) async throws -> (readings: [Reading], next: ReadingBookmark?) {
        var conditions: [AggregateQuery<Reading>.Condition] = [
            .equals(.organisation, .text(caller.organisation.id.description))
        ]
        if let person { conditions.append(.equals(.person, .text(person.description))) }
        if let subject { conditions.append(.equals(.subject, .text(subject.description))) }
        let query = AggregateQuery<Reading>(conditions, order: .descending(.readAt), after: after, limit: limit)
        return try await store.read { reading in
            let page = try reading.find(query)
            let next = page.count == limit ? page.last : nil
            return (try reading.shown(page, to: caller), next.map { .init(value: $0.value(of: .readAt), id: $0.id) })
        }
    }
}

extension StoreReading {
    /// Those of some readings that a caller may know of.
    func shown(_ readings: [Reading], to caller: Caller) throws -> [Reading] {
        guard !caller.isShown(.stayUp) else { return readings }
        let aboutRequests = readings.filter { [.request, .disclosure, .assessment].contains($0.subject.kind) }
        guard !aboutRequests.isEmpty else { return readings }
        let requests = try load(Request.self, ids: aboutRequests.map { ID<Request>($0.subject.identifier) })
        return readings.filter { one in
            requests[ID<Request>(one.subject.identifier)].map { caller.isShown($0.filing.kind) } ?? true
        }
    }
}
