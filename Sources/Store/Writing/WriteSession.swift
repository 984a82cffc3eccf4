import CanonicalJSON
import Cooperation
import Services
import TransparencyLog

/// What one closure sees and does within its savepoint; used on the writer's thread, until the closure returns.
final class WriteSession: SQLReading, StoreTransaction {
    /// By which the closure reads: what it recorded is in the rows by then.
    let connection: any SQLConnection
    let catalogue: AggregateCatalogue
    let now: Timestamp
    /// The first append that failed half done: the closure must not go through, even if it swallowed the error.
    private(set) var failure: (any Error)?
    /// Whether sealed parts were erased.
    private(set) var hasErased = false
    private let randomBytes: @Sendable (Int) -> [UInt8]
    private let states: StateWriter
    /// By which an event is recorded, which needs no row of a state.
    private let recording: any SQLConnection

    init(
        connection: any SQLConnection,
        catalogue: AggregateCatalogue,
        sources: StoreSources
    ) throws(StoreError) {
        self.catalogue = catalogue
        randomBytes = sources.randomBytes
        recording = connection
        states = StateWriter(connection: connection, catalogue: catalogue)
        self.connection = SettlingConnection(connection, states)
        let time = sources.clock()
        // Clocks are set back; the journal's order and its times must not contradict each other.
        now = max(time, try EventsTable(connection: connection).lastTime() ?? time)
    }

    func newIdentifier() -> Identifier {
        let bytes = randomBytes(16)
        let words = [bytes.prefix(8), bytes.dropFirst(8)].map { half in
            half.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        return Identifier(time: now, random: (words[0], words[1]))
    }

    func load<A: Aggregate>(_ type: A.Type, _ id: ID<A>) throws(StoreError) -> A? {
        try states.load(type, id)
    }

    func load<A: Aggregate>(_ type: A.Type, ids: [ID<A>]) throws(StoreError) -> [ID<A>: A] {
        try states.load(type, ids: ids)
    }

    @discardableResult
    func append(_ act: Act, by author: Author) throws -> JournalEvent {
        do {
            return try record(act, by: author)
        } catch {
            failure = failure ?? error
            throw error
        }
    }

    /// Writes what is not written yet of what the closure recorded.
    ///
    /// - Throws: what failed first, also where the closure swallowed it.
    func finish() throws {
        if let failure { throw failure }
        try states.settle()
    }

    private func record(_ act: Act, by author: Author) throws -> JournalEvent {
        let event = JournalEvent(
            position: try JournalTable(connection: recording).takePosition(),
            type: act.type,
            version: act.version,
            subject: act.subject,
            time: now,
            organisation: author.organisation,
            actor: author.actor,
            facts: try marked(act)
        )
        let salt = try newSalt()
        let salts = try act.sealed.mapValues { _ in try newSalt() }
        let commitment = try EventCommitment(
            event,
            salt: salt,
            sealed: Dictionary(
                uniqueKeysWithValues: act.sealed.compactMap { name, text in
                    salts[name].map { (name, SealedField.present(.string(text), $0)) }
                }
            )
        )
        let inner = try event.effects().dropFirst().first
        try EventsTable(connection: recording).insert(
            StoredEvent(
                event: event,
                innerSubject: inner?.subject,
                innerPosition: inner?.origin?.position,
                salt: salt.bytes,
                leafData: commitment.leafData,
                leafHash: commitment.leafHash
            )
        )
        for field in commitment.fields {
            guard let name = field.name.sealedKey, let text = act.sealed[name], let salt = salts[name] else { continue }
            try SealedPartsTable(connection: recording).insert(
                EventRecord.SealedPart(name: name, content: (text, salt.bytes), fieldHash: field.hash),
                at: event.position
            )
        }
        try states.apply(event)
        return event
    }

    /// The facts of an act, with the mark of what is for practice: so no use case can forget it.
    private func marked(_ act: Act) throws(StoreError) -> [String: JSONValue] {
        guard let type = catalogue.registry.aggregate(for: act.type), type.hasExercises,
            try isExercise(type, act.subject)
        else { return act.facts }
        return act.facts.merging([JournalEvent.exerciseMark: .bool(true)]) { told, _ in told }
    }

    private func isExercise<A: Aggregate>(_ type: A.Type, _ subject: Identifier) throws(StoreError) -> Bool {
        try states.load(type, ID<A>(subject))?.isExercise ?? false
    }

    private func newSalt() throws(StoreError) -> FieldSalt {
        guard let salt = FieldSalt(bytes: randomBytes(FieldSalt.byteCount)) else {
            throw StoreError(.databaseFailed, "The source of randomness gave too few bytes.")
        }
        return salt
    }

    func eraseSealedParts(
        ofSubject subject: Identifier,
        forgetting answers: AnswersConcerned
    ) throws(StoreError) -> Int {
        try noteErasing(SealedPartsTable(connection: connection).erase(ofSubject: subject), answers)
    }

    func eraseSealedParts(
        _ names: Set<String>,
        at position: Int64,
        forgetting answers: AnswersConcerned
    ) throws(StoreError) -> Int {
        try noteErasing(SealedPartsTable(connection: connection).erase(names, at: position), answers)
    }

    private func noteErasing(_ count: Int, _ answers: AnswersConcerned) throws(StoreError) -> Int {
        guard count > 0 else { return 0 }
        hasErased = true
        try KeptAnswersTable(connection: connection).forgetTexts(of: answers)
        return count
    }

    func keepAnswer(_ answer: KeptAnswer) throws(StoreError) {
        try KeptAnswersTable(connection: connection).keep(answer)
    }

    func forgetAnswers(keptUntil end: Timestamp, limit: Int) throws(StoreError) -> Int {
        try KeptAnswersTable(connection: connection).forget(keptUntil: end, limit: limit)
    }

    func keepDelivery(_ delivery: WebhookDelivery) throws(StoreError) {
        try WebhookDeliveriesTable(connection: connection).keep(delivery)
    }

    func forgetDelivery(to webhook: ID<Webhook>, at position: Int64) throws(StoreError) {
        try WebhookDeliveriesTable(connection: connection).forget(webhook, at: position)
    }

    func abandonDeliveries(to webhook: ID<Webhook>) throws(StoreError) {
        let table = WebhookDeliveriesTable(connection: connection)
        for delivery in try table.waiting(for: webhook) { try table.keep(delivery.abandoned(at: now)) }
    }

    func forgetDeliveries(to webhook: ID<Webhook>) throws(StoreError) {
        try WebhookDeliveriesTable(connection: connection).forgetAll(of: webhook)
    }

    func forgetDeadDeliveries(before moment: Timestamp) throws(StoreError) {
        try WebhookDeliveriesTable(connection: connection).forgetDead(before: moment)
    }

    func setSetting(_ name: String, to value: String?) throws(StoreError) {
        try SettingsTable(connection: connection).set(name, to: value)
    }

    func keepFile(_ bytes: [UInt8], as id: Identifier) throws(StoreError) {
        try KeptFilesTable(connection: connection).save(bytes, as: id)
    }

    func eraseFile(_ id: Identifier) throws(StoreError) {
        try KeptFilesTable(connection: connection).erase(id)
        hasErased = true
    }

    func saveTiles(_ tiles: [(level: Int, index: Int64, hashes: [LogHash])]) throws(StoreError) {
        for tile in tiles { try TilesTable(connection: connection).save(tile) }
    }

    func saveCheckpoint(_ checkpoint: StoredCheckpoint) throws(StoreError) {
        try CheckpointsTable(connection: connection).save(checkpoint)
    }

    func saveCosigned(_ cosigned: StoredCheckpoint.Cosigned, size: Int64) throws(StoreError) {
        try CheckpointsTable(connection: connection).save(cosigned, size: size)
    }
}
