import CanonicalJSON
import Cooperation

extension FollowExchange {
    private static func cursorSetting(_ id: ID<Exchange>) -> String { "exchange.cursor.\(id)" }

    /// Takes in the next page of events; each is applied in the transaction that also moves the cursor.
    ///
    /// An event that was received before is known by its place in the exchange's journal and passed over. So events may
    /// come again, as after this member left an agreement and joined it anew, and a cursor that the exchange does not know
    /// any more costs nothing but reading from the beginning.
    ///
    /// - Returns: how many events came.
    /// - Throws: `ExchangeFailure`; `Stopped` where an event is not what its leaf says, or an alarm stands.
    package func receive(from id: ID<Exchange>, wait: Seconds) async throws -> Int {
        let setting = Self.cursorSetting(id)
        let cursor = try await store.read { reading in
            _ = try Self.going(id, in: reading)
            return try reading.setting(setting)
        }
        guard let page = try await page(after: cursor, wait: wait) else {
            try await store.write { try $0.setSetting(setting, to: nil) }
            return 0
        }
        status.noteAnswer()
        var received: [ReceivedEvent] = []
        for slice in page.events {
            guard let event = ReceivedEvent(checking: slice) else { throw try await raise(.wrongLeaf, at: id) }
            received.append(event)
        }
        let events = received
        let (author, desks) = (author, (requests: node.requestDesk, threats: node.threatDesk))
        do {
            try await store.write { transaction in
                for event in events { try transaction.take(event, from: id, desks: desks, by: author) }
                try transaction.setSetting(setting, to: page.cursor)
            }
        } catch is ReplayError {
            throw try await raise(.wrongLeaf, at: id)
        } catch is OtherLeaf {
            throw try await raise(.wrongLeaf, at: id)
        }
        return events.count
    }

    /// The next page; `nil` where the exchange does not know the cursor.
    private func page(after cursor: String?, wait: Seconds) async throws(ExchangeFailure) -> ReceivedEvents? {
        do throws(ExchangeFailure) {
            return try await connection.events(cursor: cursor, wait: wait)
        } catch {
            guard error.code == .cursorRefused, cursor != nil else { throw error }
            return nil
        }
    }
}

/// An event came again with another leaf: two histories.
private struct OtherLeaf: Error {}

extension StoreTransaction {
    fileprivate func take(
        _ event: ReceivedEvent,
        from id: ID<Exchange>,
        desks: (requests: RequestDesk, threats: ThreatDesk),
        by author: Author
    ) throws {
        let exchange = try FollowExchange.going(id, in: self)
        guard try mayTake(event, from: id) else { return }
        let origin = EventOrigin(exchange: id, position: event.payload.position)
        if let known = try self.event(from: origin) {
            guard try known.payload(EventReceived.self).leafHash == event.payload.leafHash else { throw OtherLeaf() }
            return
        }
        let sealed = desks.requests.kept(event.sealed, of: event.payload.event, as: exchange.member)
        for act in try Exchange.decide(exchange, .receive(event.payload, sealed: sealed), id: id) {
            try append(act, by: author)
        }
        try noteRecord(in: event.payload.event, of: exchange, by: author)
        try followErasure(event.payload, from: id, by: author)
        try desks.requests.follow(event.payload.event, as: exchange.member, in: self)
        try desks.threats.follow(event.payload.event.type, event.payload.event.subject, of: id, in: self)
        try desks.threats.announce(event.payload.event.type, event.payload.event.subject, in: self)
    }

    /// Notes that a word of this node came back as the exchange's own record.
    private func noteRecord(in event: EventReceived.Inner, of exchange: Exchange, by author: Author) throws {
        let named = event.facts["dispatch"]?.stringValue.flatMap(ID<Dispatch>.init(_:))
        for id in try [named].compactMap(\.self) + filings(of: event) {
            guard let dispatch = try load(Dispatch.self, id), dispatch.exchange == exchange.id,
                dispatch.isRecorded(by: event, as: exchange.member)
            else { continue }
            for act in try Dispatch.decide(dispatch, .record, id: id) { try append(act, by: author) }
        }
    }

    /// The signed statements by which a request was filed that an event tells of.
    private func filings(of event: EventReceived.Inner) throws -> [ID<Dispatch>] {
        guard event.type == RequestReceived.type || event.type == RequestTurnedAway.type else { return [] }
        return try lookUp(Dispatch.self, Dispatch.filingKey(of: ID(event.subject)), limit: 10)
    }

    /// Whether an event is about something that the exchange may tell of, and that is not this node's own or another
    /// exchange's.
    private func mayTake(_ event: ReceivedEvent, from exchange: ID<Exchange>) throws -> Bool {
        let inner = event.payload.event
        // It changes no state; whether this node has what it is about is seen where it is followed.
        if inner.type == TextsErased.type { return true }
        guard let type = Exchange.followedTypes.first(where: { inner.type.hasPrefix($0.name + ".") }) else {
            return false
        }
        return try mayTake(type, inner.subject, from: exchange)
    }

    private func mayTake<Thing: Followable>(
        _ type: Thing.Type,
        _ subject: Identifier,
        from exchange: ID<Exchange>
    ) throws -> Bool {
        guard let known = try load(type, ID<Thing>(subject)) else { return true }
        return known.origin?.exchange == exchange
    }
}
