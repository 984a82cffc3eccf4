import CanonicalJSON
import Cooperation
import Statements

extension ExchangeIntake {
    private static func cursorSetting(_ id: ID<Exchange>) -> String { "exchange.cursor.\(id)" }
    private static func positionSetting(_ id: ID<Exchange>) -> String { "exchange.position.\(id)" }

    /// Where to go on over a line; `nil` for the beginning.
    ///
    /// - Throws: `Stopped` while an alarm stands.
    static func cursor(_ id: ID<Exchange>, in reading: any StoreReading) throws -> String? {
        _ = try going(id, in: reading)
        return try reading.setting(cursorSetting(id))
    }

    /// The position in the exchange's journal before which everything that is open to this node was taken in.
    static func position(_ id: ID<Exchange>, in reading: any StoreReading) throws -> Int64 {
        try reading.setting(positionSetting(id)).flatMap(Int64.init) ?? 0
    }

    /// Forgets a cursor that the exchange does not know any more.
    func forgetCursor(of id: ID<Exchange>) async throws {
        let setting = Self.cursorSetting(id)
        try await store.write { try $0.setSetting(setting, to: nil) }
    }

    /// Takes in a page of events; each is applied in the transaction that also moves the cursor.
    ///
    /// An event that was received before is known by its place in the exchange's journal and passed over.
    ///
    /// - Parameters:
    ///   - page: the page as it came.
    ///   - id: the exchange.
    ///   - onlyForward: whether the cursor stays where it is unless the page is known to end further on.
    /// - Returns: how many of the events were new.
    /// - Throws: `Stopped` where an event is not what its leaf says, or an alarm stands; `ExchangeFailure` `newer` where this
    ///   program does not know yet what an event says: what comes before it is taken in, and the cursor stays.
    func take(_ page: ReceivedEvents, from id: ID<Exchange>, onlyForward: Bool = false) async throws -> Int {
        var received: [ReceivedEvent] = []
        for slice in page.events {
            guard let event = ReceivedEvent(checking: slice) else { throw try await raise(.wrongLeaf, at: id) }
            received.append(event)
        }
        do {
            return try await take(received, of: page, from: id, onlyForward: onlyForward)
        } catch let ahead as Ahead {
            _ = try await take(Array(received.prefix(ahead.index)), of: nil, from: id, onlyForward: onlyForward)
            throw ExchangeFailure(
                .newer,
                "The exchange recorded what this program does not know. Upgrade this node; it goes on from there."
            )
        }
    }

    /// Takes in events, and moves the cursor where they are a whole page.
    private func take(
        _ events: [ReceivedEvent],
        of page: ReceivedEvents?,
        from id: ID<Exchange>,
        onlyForward: Bool
    ) async throws -> Int {
        let (author, desks) = (author, (requests: node.requestDesk, threats: node.threatDesk))
        do {
            return try await store.write { transaction in
                var count = 0
                for (index, event) in events.enumerated() {
                    // Passed over it would not come again after an upgrade.
                    if event.payload.event.isOfUnknownKind { throw Ahead(index: index) }
                    do {
                        if try transaction.take(event, from: id, desks: desks, by: author) { count += 1 }
                    } catch is NewerDocument {
                        throw Ahead(index: index)
                    } catch let error as ReplayError {
                        guard event.payload.event.isOfNewerProgram else { throw error }
                        throw Ahead(index: index)
                    }
                }
                guard let page else { return count }
                let known = try Self.position(id, in: transaction)
                if !onlyForward || page.position ?? -1 > known {
                    try transaction.setSetting(Self.cursorSetting(id), to: page.cursor)
                }
                if let position = page.position, position > known {
                    try transaction.setSetting(Self.positionSetting(id), to: String(position))
                }
                return count
            }
        } catch is ReplayError {
            throw try await raise(.wrongLeaf, at: id)
        } catch is OtherLeaf {
            throw try await raise(.wrongLeaf, at: id)
        }
    }
}

/// An event says what this program does not know yet.
private struct Ahead: Error {
    /// Which of the page's.
    let index: Int
}

/// What was signed says what this program does not know yet.
private struct NewerDocument: Error {}

/// An event came again with another leaf: two histories.
private struct OtherLeaf: Error {}

extension StoreTransaction {
    /// Takes in one event.
    ///
    /// Returns whether it is here now and was not before.
    fileprivate func take(
        _ event: ReceivedEvent,
        from id: ID<Exchange>,
        desks: (requests: RequestDesk, threats: ThreatDesk),
        by author: Author
    ) throws -> Bool {
        let exchange = try ExchangeIntake.going(id, in: self)
        guard try mayTake(event, from: id) else { return false }
        let origin = EventOrigin(exchange: id, position: event.payload.position)
        if let known = try self.event(from: origin) {
            guard try known.payload(EventReceived.self).leafHash == event.payload.leafHash else { throw OtherLeaf() }
            return false
        }
        // Taken in as it is, an honest signature would be taken for a forged one for good.
        if event.payload.event.type == RequestFiled.type, let text = event.sealed["document"],
            let statement = try? SignedStatement(parsing: Array(text.utf8)),
            RequestDocument.isOfNewerProgram(statement.statement)
        {
            throw NewerDocument()
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
        return true
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
