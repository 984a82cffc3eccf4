import Cooperation

extension Node {
    /// Erases texts of an event because they hold personal data, and records that.
    ///
    /// A member erases what was recorded for it; the organisation that runs the node, whatever the node keeps. The act
    /// stays recorded, its leaf the same, and every proof given before still verifies. Nodes that follow this one erase
    /// their copies.
    ///
    /// - Parameters:
    ///   - position: where the event stands in the journal.
    ///   - parts: the names of its sealed parts.
    ///   - reason: why.
    ///   - caller: who; already authorised, with a person.
    /// - Returns: how many parts were erased; 0 where all of them were before.
    /// - Throws: `Refusal`, `StoreError`.
    package func eraseTexts(
        at position: Int64,
        parts: Set<String>,
        reason: String,
        by caller: Caller
    ) async throws -> Int {
        _ = try caller.requiredPerson()
        return try await store.write { transaction in
            guard let record = try transaction.record(at: position),
                caller.organisation.ownsNode || record.event.organisation == caller.organisation.id
            else { throw Refusal(.notFound, "not-found", "Your organisation has no such event.") }
            let target = try transaction.target(record)
            return try transaction.erase(parts, of: target, reason: reason, by: caller.author)
        }
    }
}

extension StoreTransaction {
    func target(_ record: EventRecord) throws -> TextErasure.Target {
        guard let event = try record.event.effects().last else {
            throw StoreError(.damaged, "An event has no effect; run 'perisai log verify'.")
        }
        let family = event.type.prefix { $0 != "." }
        return TextErasure.Target(
            event: event,
            parts: Set(record.sealedParts.map(\.name)),
            present: Set(record.sealedParts.filter { $0.content != nil }.map(\.name)),
            signal: family == Signal.name ? try load(Signal.self, ID(event.subject)) : nil,
            dispatch: family == Dispatch.name ? try load(Dispatch.self, ID(event.subject)) : nil
        )
    }

    func erase(
        _ parts: Set<String>,
        of target: TextErasure.Target,
        reason: String?,
        by author: Author
    ) throws -> Int {
        let acts = try TextErasure.decide(parts, of: target, reason: reason)
        guard !acts.isEmpty else { return 0 }
        for act in acts { try append(act, by: author) }
        return try eraseSealedParts(parts, at: target.event.position)
    }

    /// Erases this node's copies of texts that an exchange erased, where an event of the exchange says so.
    ///
    /// What is still needed here is kept: an exchange does not let what it shared act without its assessment.
    func followErasure(_ received: EventReceived, from exchange: ID<Exchange>, by author: Author) throws {
        guard received.event.type == TextsErased.type else { return }
        let facts = try received.inner.payload(TextsErased.self)
        let copies = try events(EventQuery(innerSubject: received.event.subject, limit: Self.copiesMax))
        for copy in copies where ID<Exchange>(copy.subject) == exchange {
            guard try copy.payload(EventReceived.self).position == facts.position,
                let record = try record(at: copy.position)
            else { continue }
            let target = try target(record)
            let parts = target.present.intersection(facts.parts).subtracting(target.needed)
            if !parts.isEmpty { _ = try erase(parts, of: target, reason: nil, by: author) }
        }
    }

    /// How many events about one thing are looked through for copies.
    private static var copiesMax: Int { 100_000 }
}

extension EventReceived {
    /// The event that was brought, at its place in the exchange's journal.
    fileprivate var inner: JournalEvent {
        JournalEvent(
            position: position,
            type: event.type,
            version: event.version,
            subject: event.subject,
            time: event.time,
            organisation: event.organisation,
            actor: event.actor,
            facts: event.facts
        )
    }
}
