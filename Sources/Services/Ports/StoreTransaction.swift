import Cooperation
import TransparencyLog

/// What a use case's closure may do within its transaction.
package protocol StoreTransaction: StoreReading, WebhookQueueWriting {
    /// The time of the transaction, from the injected clock; never earlier than the last event's.
    var now: Timestamp { get }

    /// A new id, from the injected generator.
    func newIdentifier() -> Identifier

    /// Records an act, applies it, and writes the rows that follow from it.
    ///
    /// - Parameters:
    ///   - act: what was decided.
    ///   - author: who did it.
    /// - Returns: the event with its position.
    /// - Throws: `StoreError`; `ReplayError` where the act does not follow from the state, which is a defect of the caller.
    @discardableResult
    func append(_ act: Act, by author: Author) throws -> JournalEvent

    /// Erases the bytes and salts of every sealed part of the events of one subject; the stored field hashes stay, so
    /// that their leaves can still be recomputed.
    ///
    /// - Parameters:
    ///   - subject: what the events are about.
    ///   - answers: whose kept answers may hold one of the parts.
    /// - Returns: how many parts were erased.
    /// - Throws: `StoreError`.
    func eraseSealedParts(
        ofSubject subject: Identifier,
        forgetting answers: AnswersConcerned
    ) throws(StoreError) -> Int

    /// Erases the bytes and salts of some sealed parts of one event.
    ///
    /// - Parameters:
    ///   - names: the parts.
    ///   - position: where the event stands.
    ///   - answers: whose kept answers may hold one of the parts.
    /// - Returns: how many parts were erased.
    /// - Throws: `StoreError`.
    func eraseSealedParts(
        _ names: Set<String>,
        at position: Int64,
        forgetting answers: AnswersConcerned
    ) throws(StoreError) -> Int

    /// Sets or, with `nil`, removes a setting that is not part of the journal.
    func setSetting(_ name: String, to value: String?) throws(StoreError)

    /// Keeps an answer for repeats of its request, in place of the one before under the same key and word.
    func keepAnswer(_ answer: KeptAnswer) throws(StoreError)

    /// Forgets the oldest kept answers.
    ///
    /// - Parameters:
    ///   - end: only those that were kept up to then.
    ///   - limit: how many at most.
    /// - Returns: how many.
    /// - Throws: `StoreError`.
    func forgetAnswers(keptUntil end: Timestamp, limit: Int) throws(StoreError) -> Int

    /// Stores tiles that the log's reader computed; a partial tile replaces the one before.
    func saveTiles(_ tiles: [(level: Int, index: Int64, hashes: [LogHash])]) throws(StoreError)

    /// Keeps a sealed file beside the journal, under the id of what it belongs to; it replaces one that is there.
    func keepFile(_ bytes: [UInt8], as id: Identifier) throws(StoreError)

    /// Erases a sealed file; its pages are overwritten.
    func eraseFile(_ id: Identifier) throws(StoreError)

    /// Stores a signed checkpoint.
    func saveCheckpoint(_ checkpoint: StoredCheckpoint) throws(StoreError)

    /// Keeps the cosigned note of a checkpoint; one that is kept already stays, so that what was told stays the same.
    ///
    /// - Throws: `StoreError` `damaged` where no checkpoint of that size was signed.
    func saveCosigned(_ cosigned: StoredCheckpoint.Cosigned, size: Int64) throws(StoreError)
}

extension StoreTransaction {
    /// Erases every sealed part of the events of one subject, which anybody may have been answered.
    ///
    /// - Returns: how many parts were erased.
    package func eraseSealedParts(ofSubject subject: Identifier) throws(StoreError) -> Int {
        try eraseSealedParts(ofSubject: subject, forgetting: .all)
    }

    /// Erases some sealed parts of one event, which anybody may have been answered.
    ///
    /// - Returns: how many parts were erased.
    package func eraseSealedParts(_ names: Set<String>, at position: Int64) throws(StoreError) -> Int {
        try eraseSealedParts(names, at: position, forgetting: .all)
    }

    /// A new id of one kind.
    package func newID<Subject>(_ type: Subject.Type = Subject.self) -> ID<Subject> {
        ID(newIdentifier())
    }
}
