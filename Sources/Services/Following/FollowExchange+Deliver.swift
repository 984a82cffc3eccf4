import Cooperation
import Synchronization

extension FollowExchange {
    /// How many words are read from the outbox at a time.
    private static let dispatchesPerPage = 100
    /// After how many failures in a row it is the exchange that is taken to be away, and not a word to be at fault.
    private static let failuresMax = 3

    /// Hands over what waits for the exchange: the words about one signal in their order, each signal for itself.
    ///
    /// A word that fails is tried again in a later pass and holds up none about other signals. What answers a request that
    /// looks forged waits here with all that was said of it later, and is taken back where it was found forged.
    ///
    /// - Returns: how many were taken or refused for good.
    /// - Throws: `ExchangeFailure` where the exchange takes nothing now; `Stopped` while an alarm stands.
    package func deliver(to id: ID<Exchange>) async throws -> Int {
        memory.turns.withLock { $0.beginPass() }
        var (done, failures) = (0, 0)
        var after: ID<Dispatch>?
        while true {
            let bookmark = after
            let page = try await store.read { reading in
                _ = try ExchangeIntake.going(id, in: reading)
                return try reading.waiting(for: id, after: bookmark, limit: Self.dispatchesPerPage)
            }
            for (dispatch, text) in page.sorted(by: { $0.dispatch.queuedAtPosition < $1.dispatch.queuedAtPosition }) {
                guard memory.turns.withLock({ $0.takes(dispatch) }) else { continue }
                // Since it was read, somebody may have locked what it is about.
                switch try await store.read({ try $0.way(of: dispatch.id) }) {
                case .open: break
                case .barred:
                    memory.turns.withLock { $0.hold(dispatch) }
                    continue
                case .over:
                    try await retract(dispatch.id)
                    continue
                }
                do {
                    try await deliver(dispatch, text: text)
                    (done, failures) = (done + 1, 0)
                } catch let failure as ExchangeFailure {
                    failures += 1
                    if failure.isAboutEveryWord { throw failure }
                    memory.turns.withLock { $0.noteFailure(of: dispatch) }
                    if failures == Self.failuresMax { throw failure }
                }
            }
            guard page.count == Self.dispatchesPerPage else {
                memory.turns.withLock { $0.endPass() }
                return done
            }
            after = page.last?.dispatch.id
        }
    }

    /// Whether anything waits to be handed over.
    func hasWaiting(for id: ID<Exchange>) async throws -> Bool {
        try await store.read { try !$0.waiting(for: id, after: nil, limit: 1).isEmpty }
    }

    /// Takes a word back that is to go no more; one that is on its way no longer stays as it is.
    private func retract(_ id: ID<Dispatch>) async throws {
        let author = author
        try await store.write { transaction in
            let state = try transaction.load(Dispatch.self, id)
            for act in try Dispatch.decide(state, .retract, id: id) { try transaction.append(act, by: author) }
        }
    }

    private func deliver(_ dispatch: Dispatch, text: String?) async throws {
        let command: DispatchCommand =
            switch try await connection.deliver(dispatch, text: text) {
            case .taken: .deliver
            // A repeat of what was taken already, whose answer did not reach this node.
            case .refused(let code) where dispatch.message.isThere(sayingCode: code): .deliver
            case .refused(let code): .refuse(code: code)
            }
        status.noteAnswer(at: node.clock())
        memory.turns.withLock { $0.noteEnd(of: dispatch.id) }
        let (author, desk) = (author, node.requestDesk)
        try await store.write { transaction in
            let state = try transaction.load(Dispatch.self, dispatch.id)
            for act in try Dispatch.decide(state, command, id: dispatch.id) { try transaction.append(act, by: author) }
            if case .refuse = command, case .request(let request, let word) = dispatch.message {
                try desk.noteRefusal(of: word, about: request, in: transaction)
            }
        }
    }
}

extension ExchangeFailure {
    /// Whether it says nothing about the word that it was the answer to: the key is not accepted, or the exchange wants to
    /// be left alone.
    fileprivate var isAboutEveryWord: Bool { code == .rejected || code == .cancelled || retryAfter != nil }
}

/// Whether a word may go to its exchange now.
private enum DispatchWay {
    /// It goes.
    case open
    /// It waits until people looked at what it is about.
    case barred
    /// It goes no more.
    case over
}

extension StoreReading {
    /// Whether a word may go to its exchange now: nothing goes out for a request that looks forged, or was found forged.
    fileprivate func way(of id: ID<Dispatch>) throws -> DispatchWay {
        guard let dispatch = try load(Dispatch.self, id), dispatch.state == .queued else { return .over }
        guard dispatch.message.isAnswer,
            let assessment = try load(Assessment.self, ID<Assessment>(dispatch.message.subject))
        else { return .open }
        // An older program left it in the queue.
        if assessment.foundForgedAt != nil { return .over }
        guard assessment.looksForged else { return .open }
        // Nobody waits any more for the answer to what was taken back while it was locked.
        return assessment.state == .closed ? .over : .barred
    }

    /// What waits for an exchange, in order of id, with the texts.
    fileprivate func waiting(
        for exchange: ID<Exchange>,
        after: ID<Dispatch>?,
        limit: Int
    ) throws -> [(dispatch: Dispatch, text: String?)] {
        let query = AggregateQuery<Dispatch>(
            .waiting(for: exchange),
            after: after.map { .init(value: nil, id: $0) },
            limit: limit
        )
        return try find(query).map { ($0, try sealedPart("text", at: $0.queuedAtPosition)) }
    }
}

extension [AggregateQuery<Dispatch>.Condition] {
    /// What an exchange has not taken yet.
    static func waiting(for exchange: ID<Exchange>) -> Self {
        [.equals(.exchange, .text(exchange.description)), .equals(.state, .text(Dispatch.State.queued.rawValue))]
    }
}
