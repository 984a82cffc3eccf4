import Cooperation
import Services
import TransparencyLog

/// Everything that can be read, by statements on one connection in one consistent state.
protocol SQLReading: StoreReading {
    var connection: any SQLConnection { get }
    var catalogue: AggregateCatalogue { get }
}

extension SQLReading {
    func table<A: Aggregate>(_ type: A.Type) throws(StoreError) -> AggregateTable<A> {
        AggregateTable(connection: connection, layout: try catalogue.layout(of: type))
    }

    package func load<A: Aggregate>(_ type: A.Type, _ id: ID<A>) throws(StoreError) -> A? {
        try table(type).load(id)
    }

    package func load<A: Aggregate>(_ type: A.Type, ids: [ID<A>]) throws(StoreError) -> [ID<A>: A] {
        try table(type).load(ids)
    }

    package func find<A: Aggregate>(_ query: AggregateQuery<A>) throws(StoreError) -> [A] {
        try table(A.self).find(query)
    }

    package func count<A: Aggregate>(_ query: AggregateQuery<A>) throws(StoreError) -> Int64 {
        try table(A.self).count(query.conditions)
    }

    package func count<A: Aggregate>(_ query: AggregateQuery<A>, upTo bound: Int) throws(StoreError) -> Int {
        try table(A.self).count(query.conditions, upTo: bound)
    }

    package func counts<A: Aggregate>(
        _ query: AggregateQuery<A>,
        by facet: A.Facet
    ) throws(StoreError) -> [String: Int64] {
        try table(A.self).counts(query.conditions, by: facet)
    }

    package func lookUp<A: Aggregate>(_ type: A.Type, _ key: LookupKey, limit: Int) throws(StoreError) -> [ID<A>] {
        try LookupsTable(connection: connection).ids(type, key, limit: limit)
    }

    package func lookUp<A: Aggregate>(
        _ type: A.Type,
        scope: String,
        values: Set<String>
    ) throws(StoreError) -> [String: [ID<A>]] {
        try LookupsTable(connection: connection).ids(type, scope: scope, values: values)
    }

    package func lookupKeys<A: Aggregate>(
        _ type: A.Type,
        scope: String,
        after: (value: String, id: ID<A>)?,
        limit: Int
    ) throws(StoreError) -> [(value: String, id: ID<A>)] {
        try LookupsTable(connection: connection).keys(type, scope: scope, after: after, limit: limit)
    }

    package func setting(_ name: String) throws(StoreError) -> String? {
        try SettingsTable(connection: connection).value(name)
    }

    package func keptAnswer(of key: ID<Key>, word: String) throws(StoreError) -> KeptAnswer? {
        try KeptAnswersTable(connection: connection).answer(of: key, word: word)
    }

    package func oldestKeptAnswer() throws(StoreError) -> Timestamp? {
        try KeptAnswersTable(connection: connection).oldest()
    }

    package func webhooksDue(by moment: Timestamp) throws(StoreError) -> [ID<Webhook>] {
        try WebhookDeliveriesTable(connection: connection).due(by: moment)
    }

    package func nextDeliveries(
        for webhook: ID<Webhook>,
        dueBy moment: Timestamp,
        limit: Int
    ) throws(StoreError) -> [WebhookDelivery] {
        try WebhookDeliveriesTable(connection: connection).next(for: webhook, dueBy: moment, limit: limit)
    }

    package func deadDeliveries(
        of webhook: ID<Webhook>,
        after position: Int64?,
        limit: Int
    ) throws(StoreError) -> [WebhookDelivery] {
        try WebhookDeliveriesTable(connection: connection).dead(of: webhook, after: position, limit: limit)
    }

    package func deliveryCounts(
        of webhooks: [ID<Webhook>]
    ) throws(StoreError) -> [ID<Webhook>: WebhookQueueCounts] {
        try WebhookDeliveriesTable(connection: connection).counts(of: webhooks)
    }

    package func deliveryCounts() throws(StoreError) -> WebhookQueueCounts {
        try WebhookDeliveriesTable(connection: connection).counts()
    }

    package func tile(level: Int, index: Int64) throws(StoreError) -> [LogHash]? {
        try TilesTable(connection: connection).tile(level: level, index: index)
    }

    package func latestCheckpoint() throws(StoreError) -> StoredCheckpoint? {
        try CheckpointsTable(connection: connection).latest()
    }

    package func latestCheckpoint(
        before youngest: Timestamp,
        settled: Timestamp
    ) throws(StoreError) -> StoredCheckpoint? {
        try CheckpointsTable(connection: connection).latest(before: youngest, settled: settled)
    }

    package func checkpoint(ofSize size: Int64) throws(StoreError) -> StoredCheckpoint? {
        try CheckpointsTable(connection: connection).checkpoints(beyond: size - 1, limit: 1).first { $0.size == size }
    }
}
