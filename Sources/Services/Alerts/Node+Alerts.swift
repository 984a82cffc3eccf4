import Cooperation

extension Node {
    /// The alerts of this node, in order of id and so of time.
    ///
    /// - Parameters:
    ///   - state: only those in this state; `nil` for all.
    ///   - after: the alert that the page before ended with.
    ///   - limit: how many at most.
    /// - Returns: the page, and the id to go on after, `nil` at the end.
    /// - Throws: `StoreError`.
    package func alerts(
        state: Alert.State?,
        after: ID<Alert>?,
        limit: Int
    ) async throws -> (alerts: [Alert], next: ID<Alert>?) {
        try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Alert>(
                    state.map { [.equals(.state, .text($0.rawValue))] } ?? [],
                    after: after.map { .init(value: nil, id: $0) },
                    limit: limit
                )
            )
            return (page, page.count == limit ? page.last?.id : nil)
        }
    }

    /// One alert.
    package func alert(_ id: ID<Alert>) async throws -> Alert {
        try await store.read { try $0.alert(id) }
    }

    /// Takes an alert on, in person, so that nobody else is asked.
    ///
    /// Where a colleague took it on before, that stays.
    ///
    /// - Returns: the alert, which says who took it on.
    /// - Throws: `Refusal` where there is none; `StoreError`.
    package func acknowledgeAlert(_ id: ID<Alert>, by caller: Caller) async throws -> Alert {
        guard let person = caller.person else {
            throw Refusal(
                .forbidden,
                "person-needed",
                "This needs a key that is bound to a person; issue one for yourself."
            )
        }
        return try await store.write { transaction in
            let alert = try transaction.alert(id)
            let acts = try Alert.decide(alert, .acknowledge(by: person), id: id, now: transaction.now)
            for act in acts { try transaction.append(act, by: caller.author) }
            return try transaction.alert(id)
        }
    }
}

extension Alert {
    /// What it is raised for, as far as a caller is told: what counsel is asked for may be known to counsel alone, and from
    /// the one cause that is left out it could be told.
    package func causes(toldTo caller: Caller) -> [Identifier] { isTold(to: caller) ? causes : [] }

    /// Whether a caller is told what it is raised for.
    func isTold(to caller: Caller) -> Bool { role != .counsel || caller.role == .counsel }
}

extension StoreReading {
    fileprivate func alert(_ id: ID<Alert>) throws -> Alert {
        guard let alert = try load(Alert.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such alert.")
        }
        return alert
    }
}
