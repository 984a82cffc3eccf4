import CanonicalJSON
import Cooperation
import Crypto
import TransparencyLog

/// Follows one exchange: takes in its events, verifies its log, hands it this node's dispatches.
package struct FollowExchange: Sendable {
    /// Why following stopped for good; an operator has to look.
    package struct Stopped: Error, Sendable, CustomStringConvertible {
        package let alarm: Exchange.Alarm

        package var description: String { "following stopped: \(alarm.rawValue)" }
    }

    private let store: any Store
    private let connection: any ExchangeConnection
    private let organisation: ID<Organisation>
    private let expectedKey: String?

    /// Makes a follower.
    ///
    /// - Parameters:
    ///   - store: this node's store.
    ///   - connection: the line to the exchange.
    ///   - organisation: whose node this is.
    ///   - expectedKey: the published key of the exchange's log; without it the key that is met first is kept, and any
    ///     other refused from then on.
    package init(
        store: any Store,
        connection: any ExchangeConnection,
        organisation: ID<Organisation>,
        expectedKey: String?
    ) {
        self.store = store
        self.connection = connection
        self.organisation = organisation
        self.expectedKey = expectedKey
    }

    private var author: Author { .node(of: organisation) }
    private var addressSetting: String { "exchange.at.\(connection.address)" }
    private static func cursorSetting(_ id: ID<Exchange>) -> String { "exchange.cursor.\(id)" }

    /// Meets the exchange and records that this node follows it.
    ///
    /// - Returns: its id on this node, derived from its key, and its introduction.
    /// - Throws: `ExchangeFailure`; `Refusal` where it is not the exchange that was published or met before.
    package func meet() async throws -> (id: ID<Exchange>, introduction: ExchangeIntroduction) {
        let introduction = try await connection.introduction()
        if let expectedKey, expectedKey != introduction.verifierKey {
            throw Refusal(
                .conflict,
                "exchange-key-differs",
                "The exchange signs with another key than the one given. Compare it with the published key."
            )
        }
        let id = Self.id(ofKey: introduction.verifierKey)
        let address = connection.address
        let (author, setting) = (author, addressSetting)
        try await store.write { transaction in
            if let known = try transaction.setting(setting), known != id.description {
                throw Refusal(
                    .conflict,
                    "exchange-changed",
                    "At this address another exchange answers than before. Compare its key with the published one."
                )
            }
            let acts = try Exchange.decide(
                transaction.load(Exchange.self, id),
                .follow(member: introduction.member, verifierKey: introduction.verifierKey, address: address),
                id: id
            )
            for act in acts { try transaction.append(act, by: author) }
            try transaction.setSetting(setting, to: id.description)
        }
        return (id, introduction)
    }

    private static func id(ofKey verifierKey: String) -> ID<Exchange> {
        let digest = Array(SHA256.hash(data: Array(verifierKey.utf8)))
        let words = (0..<2).map { word in digest[word * 8..<word * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return ID(Identifier(derivedHigh: words[0], low: words[1]))
    }

    /// Takes in the next page of events; each is applied in the transaction that also moves the cursor, and so exactly
    /// once.
    ///
    /// - Returns: how many events came.
    /// - Throws: `ExchangeFailure`; `Stopped` where an event is not what its leaf says.
    package func receive(from id: ID<Exchange>, wait: Seconds) async throws -> Int {
        let setting = Self.cursorSetting(id)
        let cursor = try await store.read { try $0.setting(setting) }
        let page = try await connection.events(cursor: cursor, wait: wait)
        var received: [ReceivedEvent] = []
        for slice in page.events {
            guard let event = ReceivedEvent(checking: slice) else { throw try await raise(.wrongLeaf, at: id) }
            received.append(event)
        }
        let events = received
        let author = author
        do {
            try await store.write { transaction in
                for event in events where try transaction.mayTake(event, from: id) {
                    let acts = try Exchange.decide(
                        transaction.load(Exchange.self, id),
                        .receive(event.payload, sealed: event.sealed),
                        id: id
                    )
                    for act in acts { try transaction.append(act, by: author) }
                    try transaction.followErasure(event.payload, from: id, by: author)
                }
                try transaction.setSetting(setting, to: page.cursor)
            }
        } catch is ReplayError {
            throw try await raise(.wrongLeaf, at: id)
        }
        return events.count
    }

    /// Verifies the latest checkpoint, if there is a new one: signature, consistency with the last one, inclusion of every
    /// event received since.
    ///
    /// - Parameters:
    ///   - id: the exchange.
    ///   - patience: how long an event may be received before a checkpoint covers it.
    /// - Returns: whether anything new was verified.
    /// - Throws: `ExchangeFailure`; `Stopped` where the log contradicts itself.
    package func verifyLog(of id: ID<Exchange>, patience: Seconds) async throws -> Bool {
        guard let exchange = try await store.read({ try $0.load(Exchange.self, id) }),
            let bytes = try await connection.checkpoint()
        else { return false }
        let key = try NoteVerifierKey(parsing: exchange.verifierKey)
        guard let checkpoint = try? Checkpoint.open(bytes, by: key) else { throw try await raise(.wrongSigner, at: id) }
        guard try await isConsistent(checkpoint, with: exchange) else {
            throw try await raise(.inconsistentCheckpoint, at: id)
        }
        guard checkpoint.size >= exchange.verifiedSize else { return false }
        let (covered, provenThrough, oldestUncovered) = try await unproven(of: exchange, below: checkpoint.size)
        for event in covered {
            guard try await isIncluded(event, in: checkpoint) else { throw try await raise(.missingLeaf, at: id) }
        }
        let now = try await store.write { $0.now }
        if let oldestUncovered, oldestUncovered + patience < now { throw try await raise(.missingLeaf, at: id) }
        let author = author
        return try await store.write { transaction in
            let acts = try Exchange.decide(
                transaction.load(Exchange.self, id),
                .verifyCheckpoint(size: checkpoint.size, root: checkpoint.root.hex, provenThrough: provenThrough),
                id: id
            )
            for act in acts { try transaction.append(act, by: author) }
            return !acts.isEmpty
        }
    }

    private func isConsistent(_ checkpoint: Checkpoint, with exchange: Exchange) async throws -> Bool {
        guard let root = exchange.verifiedRoot.flatMap({ LogHash(hex: $0) }) else { return true }
        let known = (size: exchange.verifiedSize, root: root)
        let new = (size: checkpoint.size, root: checkpoint.root)
        if new.size == known.size { return new.root == known.root }
        let (older, newer) = new.size > known.size ? (known, new) : (new, known)
        guard older.size > 0 else { return true }
        let plan = try ProofPlan(consistencyFrom: older.size, to: newer.size)
        guard let path = try? plan.path(from: try await tiles(plan)) else { return false }
        let proof = ConsistencyProof(from: older.size, to: newer.size, path: path)
        return (try? proof.verify(oldRoot: older.root, newRoot: newer.root)) != nil
    }

    private func isIncluded(_ event: EventReceived, in checkpoint: Checkpoint) async throws -> Bool {
        guard let leaf = LogHash(hex: event.leafHash) else { return false }
        let plan = try ProofPlan(inclusionOf: event.position, size: checkpoint.size)
        guard let path = try? plan.path(from: try await tiles(plan)) else { return false }
        let proof = InclusionProof(index: event.position, size: checkpoint.size, path: path)
        return (try? proof.verify(leafHash: leaf, root: checkpoint.root)) != nil
    }

    private func tiles(_ plan: ProofPlan) async throws -> [HashTile] {
        var tiles: [HashTile] = []
        for tile in plan.tiles { tiles.append(try await connection.tile(tile)) }
        return tiles
    }

    /// The received events that were not proved yet and that a checkpoint of this size must cover; up to which position of
    /// this node's journal everything is then proved; and when the first one came that it does not cover.
    private func unproven(
        of exchange: Exchange,
        below size: Int64
    ) async throws -> (covered: [EventReceived], provenThrough: Int64, oldestUncovered: Timestamp?) {
        try await store.read { reading in
            var covered: [EventReceived] = []
            var provenThrough = exchange.provenThrough
            var from = exchange.provenThrough + 1
            while true {
                let events = try reading.events(
                    EventQuery(from: from, subject: exchange.id.identifier, types: [EventReceived.type], limit: 1000)
                )
                for event in events {
                    let received = try event.payload(EventReceived.self)
                    guard received.position < size else { return (covered, provenThrough, event.time) }
                    covered.append(received)
                    provenThrough = event.position
                }
                guard let last = events.last, events.count == 1000 else { return (covered, provenThrough, nil) }
                from = last.position + 1
            }
        }
    }

    /// Hands over what waits for the exchange, in order; stops at the first that can't be handed over now.
    ///
    /// - Returns: how many were taken or refused for good.
    /// - Throws: `ExchangeFailure`.
    package func deliver(to id: ID<Exchange>) async throws -> Int {
        let waiting = try await store.read { reading in
            try reading.find(
                AggregateQuery<Dispatch>(
                    [
                        .equals(.exchange, .text(id.description)),
                        .equals(.state, .text(Dispatch.State.queued.rawValue)),
                    ],
                    limit: 100
                )
            ).map { ($0, try reading.sealedPart("text", at: $0.queuedAtPosition)) }
        }
        let author = author
        for (dispatch, text) in waiting {
            let command: DispatchCommand =
                switch try await connection.deliver(dispatch, text: text) {
                case .taken: .deliver
                case .refused(let code): .refuse(code: code)
                }
            try await store.write { transaction in
                let state = try transaction.load(Dispatch.self, dispatch.id)
                for act in try Dispatch.decide(state, command, id: dispatch.id) {
                    try transaction.append(act, by: author)
                }
            }
        }
        return waiting.count
    }

    private func raise(_ alarm: Exchange.Alarm, at id: ID<Exchange>) async throws -> Stopped {
        let author = author
        try await store.write { transaction in
            let acts = try Exchange.decide(transaction.load(Exchange.self, id), .raise(alarm), id: id)
            for act in acts { try transaction.append(act, by: author) }
        }
        return Stopped(alarm: alarm)
    }
}

extension StoreTransaction {
    /// Whether an event is about something that the exchange may tell of, and that is not this node's own or another
    /// exchange's.
    fileprivate func mayTake(_ event: ReceivedEvent, from exchange: ID<Exchange>) throws -> Bool {
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
