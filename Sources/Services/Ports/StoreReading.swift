import Cooperation
import TransparencyLog

/// What can be read in one consistent state of the store.
package protocol StoreReading: WebhookQueueReading {
    /// The state of one aggregate; `nil` where there is none.
    func load<A: Aggregate>(_ type: A.Type, _ id: ID<A>) throws(StoreError) -> A?

    /// The states of many aggregates, in as many statements for a page of a list as for one of them.
    ///
    /// - Returns: those that exist, by id.
    func load<A: Aggregate>(_ type: A.Type, ids: [ID<A>]) throws(StoreError) -> [ID<A>: A]

    /// One page of a list.
    func find<A: Aggregate>(_ query: AggregateQuery<A>) throws(StoreError) -> [A]

    /// How many aggregates meet the query's conditions; its page and order do not count.
    func count<A: Aggregate>(_ query: AggregateQuery<A>) throws(StoreError) -> Int64

    /// How many aggregates meet the query's conditions, counted no further than a bound, so that it costs no more than a
    /// page of that length.
    func count<A: Aggregate>(_ query: AggregateQuery<A>, upTo bound: Int) throws(StoreError) -> Int

    /// How many aggregates meet the query's conditions for each value of a facet that holds text.
    func counts<A: Aggregate>(_ query: AggregateQuery<A>, by facet: A.Facet) throws(StoreError) -> [String: Int64]

    /// The ids that stand under each of many lookup keys of one scope, in as many statements for a page of a list as for
    /// one key; for keys under which few stand.
    ///
    /// - Returns: the ids by value, ascending; values under which nothing stands are left out.
    func lookUp<A: Aggregate>(
        _ type: A.Type,
        scope: String,
        values: Set<String>
    ) throws(StoreError) -> [String: [ID<A>]]

    /// The ids that stand under a lookup key, ascending.
    func lookUp<A: Aggregate>(_ type: A.Type, _ key: LookupKey, limit: Int) throws(StoreError) -> [ID<A>]

    /// The lookup keys of one scope, in ascending order of key and id, after a pair; for building an index from the tables.
    func lookupKeys<A: Aggregate>(
        _ type: A.Type,
        scope: String,
        after: (value: String, id: ID<A>)?,
        limit: Int
    ) throws(StoreError) -> [(value: String, id: ID<A>)]

    /// How many events are committed.
    func journalSize() throws(StoreError) -> Int64

    /// Events in order of position.
    func events(_ query: EventQuery) throws(StoreError) -> [JournalEvent]

    /// The events of many subjects, in order of position, in as many statements for a page of a list as for one subject.
    func events(ofSubjects subjects: [Identifier], limit: Int) throws(StoreError) -> [JournalEvent]

    /// The event that brought one of a followed exchange; `nil` where that was not received.
    func event(from origin: EventOrigin) throws(StoreError) -> JournalEvent?

    /// One event with everything that its leaf commits to; `nil` past the end.
    func record(at position: Int64) throws(StoreError) -> EventRecord?

    /// Many events with everything that their leaves commit to, in as many statements for a page of a list as for one.
    ///
    /// - Returns: those that exist, in order of position.
    func records(at positions: [Int64]) throws(StoreError) -> [EventRecord]

    /// The text of a sealed part; `nil` where the event has no such part or it was erased.
    func sealedPart(_ name: String, at position: Int64) throws(StoreError) -> String?

    /// The texts of some sealed parts of many events, in as many statements for a page of a list as for one event.
    ///
    /// - Returns: the texts by name, by position; what does not exist or was erased is left out.
    func sealedParts(_ names: Set<String>, at positions: [Int64]) throws(StoreError) -> [Int64: [String: String]]

    /// What the latest events are about in which a sealed key has a value and is not erased, newest first.
    func subjects(_ key: SealedKey, equalTo value: String, limit: Int) throws(StoreError) -> [Identifier]

    /// What the latest events are about in which a sealed key has one of some values and is not erased, in as many
    /// statements for many values as for one.
    ///
    /// - Parameters:
    ///   - key: which sealed key.
    ///   - values: the values.
    ///   - limit: how many are told at most for each value, newest first.
    /// - Returns: by value; a value that nothing has is left out.
    /// - Throws: `StoreError`.
    func subjects(
        _ key: SealedKey,
        equalToAnyOf values: [String],
        limit: Int
    ) throws(StoreError) -> [String: [Identifier]]

    /// A sealed file that is kept beside the journal; `nil` where there is none.
    func keptFile(_ id: Identifier) throws(StoreError) -> [UInt8]?

    /// A setting that is not part of the journal, as the outgoing position of a reader.
    func setting(_ name: String) throws(StoreError) -> String?

    /// What a request of a key with a word was answered; `nil` where nothing is known of it.
    func keptAnswer(of key: ID<Key>, word: String) throws(StoreError) -> KeptAnswer?

    /// When the oldest answer was kept; `nil` where none is.
    func oldestKeptAnswer() throws(StoreError) -> Timestamp?

    /// The leaf data (32 bytes each) of events, for entry bundles.
    func leafData(from position: Int64, count: Int) throws(StoreError) -> [[UInt8]]

    /// The log leaf hashes of events, in order of position.
    func leafHashes(from position: Int64, count: Int) throws(StoreError) -> [LogHash]

    /// The hashes of a tile that is full (256) or was the last partial one (fewer); `nil` where nothing is stored yet.
    func tile(level: Int, index: Int64) throws(StoreError) -> [LogHash]?

    /// The last checkpoint that was signed; `nil` before the first.
    func latestCheckpoint() throws(StoreError) -> StoredCheckpoint?

    /// The last checkpoint that was signed before a moment, and is cosigned or was signed before another; `nil` where none
    /// was.
    ///
    /// - Parameters:
    ///   - youngest: before which both signature and cosignatures must have been given; later cosignatures are left out.
    ///   - settled: before which a checkpoint must have been signed that has no cosignatures.
    /// - Returns: the one of the largest size.
    /// - Throws: `StoreError`.
    func latestCheckpoint(before youngest: Timestamp, settled: Timestamp) throws(StoreError) -> StoredCheckpoint?

    /// The checkpoint that was signed for a size; `nil` where none was.
    func checkpoint(ofSize size: Int64) throws(StoreError) -> StoredCheckpoint?
}
