import Cooperation
import TransparencyLog

/// A read that remembers the aggregates and events that it was told to fetch, many of a kind at once.
///
/// What decides about one event at a time can so be asked about a page of them without a statement for each.
final class RememberedReading: StoreReading {
    private let reading: any StoreReading
    /// By the name of the kind; `nil` for what was looked for and is not there.
    private var aggregates: [String: [Identifier: (any Aggregate)?]] = [:]
    private var records: [Int64: EventRecord] = [:]
    /// By position and name; `nil` for what was looked for and is not there.
    private var texts: [Int64: [String: String?]] = [:]
    /// All that are followed; `nil` as long as nobody asked.
    private var exchanges: [Exchange]?
    /// By level and index.
    private var tiles: [Int: [Int64: [LogHash]]] = [:]

    init(_ reading: any StoreReading) {
        self.reading = reading
    }

    /// Fetches what ``EventVisibility`` asks about these events.
    func remember(whatIsKnownOf events: [JournalEvent]) throws {
        var all = try events.map { try $0.effects().last ?? $0 }
        let erased = try all.filter { $0.type == TextsErased.type }.map { try $0.payload(TextsErased.self).position }
        try remember(recordsAt: erased)
        all += erased.compactMap { records[$0]?.event }
        func subjects<A: Aggregate>(_ type: A.Type) -> [ID<A>] {
            let own = all.filter { $0.type.prefix { $0 != "." } == A.name }
            return Set(own.map(\.subject)).map { ID<A>($0) }
        }
        _ = try load(Person.self, ids: subjects(Person.self))
        _ = try load(Key.self, ids: subjects(Key.self))
        _ = try load(Webhook.self, ids: subjects(Webhook.self))
        _ = try load(Submission.self, ids: subjects(Submission.self))
        _ = try load(ThreatNotice.self, ids: subjects(ThreatNotice.self))
        _ = try load(Dispatch.self, ids: subjects(Dispatch.self))
        let signals = try load(Signal.self, ids: subjects(Signal.self)).values
        try remember(
            banks: subjects(Bank.self) + signals.map(\.bank),
            agreements: subjects(Agreement.self),
            exchanges: signals.compactMap { $0.origin?.exchange }
        )
    }

    /// Fetches what tells who comes near these.
    func remember(
        banks: [ID<Bank>] = [],
        agreements: [ID<Agreement>] = [],
        exchanges: [ID<Exchange>] = []
    ) throws(StoreError) {
        let banks = try load(Bank.self, ids: banks).values
        let parties = try load(Agreement.self, ids: agreements + banks.compactMap(\.agreement)).values
        let origins = banks.map(\.origin) + parties.map(\.origin)
        _ = try load(Exchange.self, ids: exchanges + origins.compactMap { $0?.exchange })
    }

    /// Fetches events with what their leaves commit to.
    func remember(recordsAt positions: [Int64]) throws(StoreError) {
        for record in try reading.records(at: positions.filter { records[$0] == nil }) {
            records[record.event.position] = record
        }
    }

    func load<A: Aggregate>(_ type: A.Type, _ id: ID<A>) throws(StoreError) -> A? {
        if let known = aggregates[A.name]?[id.identifier] { return known as? A }
        let found = try reading.load(type, id)
        aggregates[A.name, default: [:]].updateValue(found, forKey: id.identifier)
        return found
    }

    func load<A: Aggregate>(_ type: A.Type, ids: [ID<A>]) throws(StoreError) -> [ID<A>: A] {
        var known = aggregates[A.name] ?? [:]
        let missing = Set(ids).filter { known[$0.identifier] == nil }
        let found = try reading.load(type, ids: missing.sorted())
        for id in missing { known.updateValue(found[id], forKey: id.identifier) }
        aggregates[A.name] = known
        var answer: [ID<A>: A] = [:]
        for id in ids { answer[id] = known[id.identifier].flatMap { $0 as? A } }
        return answer
    }

    func record(at position: Int64) throws(StoreError) -> EventRecord? {
        if let known = records[position] { return known }
        return try reading.record(at: position)
    }

    func records(at positions: [Int64]) throws(StoreError) -> [EventRecord] {
        try remember(recordsAt: positions)
        return Set(positions).sorted().compactMap { records[$0] }
    }

    func find<A: Aggregate>(_ query: AggregateQuery<A>) throws(StoreError) -> [A] {
        // Which exchanges there are is asked anew about each event.
        guard A.self == Exchange.self, query.conditions.isEmpty, query.after == nil else {
            return try reading.find(query)
        }
        if let known = exchanges as? [A] { return known }
        let found = try reading.find(query)
        exchanges = found as? [Exchange]
        return found
    }

    func count<A: Aggregate>(_ query: AggregateQuery<A>) throws(StoreError) -> Int64 { try reading.count(query) }

    func count<A: Aggregate>(_ query: AggregateQuery<A>, upTo bound: Int) throws(StoreError) -> Int {
        try reading.count(query, upTo: bound)
    }

    func counts<A: Aggregate>(_ query: AggregateQuery<A>, by facet: A.Facet) throws(StoreError) -> [String: Int64] {
        try reading.counts(query, by: facet)
    }

    func lookUp<A: Aggregate>(_ type: A.Type, _ key: LookupKey, limit: Int) throws(StoreError) -> [ID<A>] {
        try reading.lookUp(type, key, limit: limit)
    }

    func lookUp<A: Aggregate>(
        _ type: A.Type,
        scope: String,
        values: Set<String>
    ) throws(StoreError) -> [String: [ID<A>]] {
        try reading.lookUp(type, scope: scope, values: values)
    }

    func lookupKeys<A: Aggregate>(
        _ type: A.Type,
        scope: String,
        after: (value: String, id: ID<A>)?,
        limit: Int
    ) throws(StoreError) -> [(value: String, id: ID<A>)] {
        try reading.lookupKeys(type, scope: scope, after: after, limit: limit)
    }

    func journalSize() throws(StoreError) -> Int64 { try reading.journalSize() }

    func events(_ query: EventQuery) throws(StoreError) -> [JournalEvent] { try reading.events(query) }

    func events(ofSubjects subjects: [Identifier], limit: Int) throws(StoreError) -> [JournalEvent] {
        try reading.events(ofSubjects: subjects, limit: limit)
    }

    func event(from origin: EventOrigin) throws(StoreError) -> JournalEvent? { try reading.event(from: origin) }

    func sealedPart(_ name: String, at position: Int64) throws(StoreError) -> String? {
        if let known = texts[position]?[name] { return known }
        return try reading.sealedPart(name, at: position)
    }

    func sealedParts(_ names: Set<String>, at positions: [Int64]) throws(StoreError) -> [Int64: [String: String]] {
        let missing = Set(positions).filter { position in !names.allSatisfy { texts[position]?[$0] != nil } }
        let found = try reading.sealedParts(names, at: missing.sorted())
        for position in missing {
            for name in names { texts[position, default: [:]].updateValue(found[position]?[name], forKey: name) }
        }
        var answer: [Int64: [String: String]] = [:]
        for position in Set(positions) {
            let parts = (texts[position] ?? [:]).filter { names.contains($0.key) }.compactMapValues(\.self)
            if !parts.isEmpty { answer[position] = parts }
        }
        return answer
    }

    func subjects(_ key: SealedKey, equalTo value: String, limit: Int) throws(StoreError) -> [Identifier] {
        try reading.subjects(key, equalTo: value, limit: limit)
    }

    func subjects(
        _ key: SealedKey,
        equalToAnyOf values: [String],
        limit: Int
    ) throws(StoreError) -> [String: [Identifier]] {
        try reading.subjects(key, equalToAnyOf: values, limit: limit)
    }

    func keptFile(_ id: Identifier) throws(StoreError) -> [UInt8]? { try reading.keptFile(id) }

    func setting(_ name: String) throws(StoreError) -> String? { try reading.setting(name) }

    func keptAnswer(of key: ID<Key>, word: String) throws(StoreError) -> KeptAnswer? {
        try reading.keptAnswer(of: key, word: word)
    }

    func oldestKeptAnswer() throws(StoreError) -> Timestamp? { try reading.oldestKeptAnswer() }

    func leafData(from position: Int64, count: Int) throws(StoreError) -> [[UInt8]] {
        try reading.leafData(from: position, count: count)
    }

    func leafHashes(from position: Int64, count: Int) throws(StoreError) -> [LogHash] {
        try reading.leafHashes(from: position, count: count)
    }

    func tile(level: Int, index: Int64) throws(StoreError) -> [LogHash]? {
        if let known = tiles[level]?[index] { return known }
        let found = try reading.tile(level: level, index: index)
        if let found { tiles[level, default: [:]][index] = found }
        return found
    }

    func checkpoint(ofSize size: Int64) throws(StoreError) -> StoredCheckpoint? {
        try reading.checkpoint(ofSize: size)
    }

    func latestCheckpoint(
        before youngest: Timestamp,
        settled: Timestamp
    ) throws(StoreError) -> StoredCheckpoint? {
        try reading.latestCheckpoint(before: youngest, settled: settled)
    }

    func latestCheckpoint() throws(StoreError) -> StoredCheckpoint? { try reading.latestCheckpoint() }

    func webhooksDue(by moment: Timestamp) throws(StoreError) -> [ID<Webhook>] { try reading.webhooksDue(by: moment) }

    func nextDeliveries(
        for webhook: ID<Webhook>,
        dueBy moment: Timestamp,
        limit: Int
    ) throws(StoreError) -> [WebhookDelivery] {
        try reading.nextDeliveries(for: webhook, dueBy: moment, limit: limit)
    }

    func deadDeliveries(
        of webhook: ID<Webhook>,
        after position: Int64?,
        limit: Int
    ) throws(StoreError) -> [WebhookDelivery] {
        try reading.deadDeliveries(of: webhook, after: position, limit: limit)
    }

    func deliveryCounts(
        of webhooks: [ID<Webhook>]
    ) throws(StoreError) -> [ID<Webhook>: WebhookQueueCounts] {
        try reading.deliveryCounts(of: webhooks)
    }

    func deliveryCounts() throws(StoreError) -> WebhookQueueCounts { try reading.deliveryCounts() }
}
