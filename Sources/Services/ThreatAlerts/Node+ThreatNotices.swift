import Cooperation

extension Node {
    /// Takes a threat alert from a member's node for the one authority that it is for.
    ///
    /// - Parameters:
    ///   - id: its id.
    ///   - envelope: what can be read without opening it.
    ///   - text: the signed statement, or the encrypted file in Base64.
    ///   - dispatch: the id by which a repeat is known.
    ///   - caller: the member's node; already authorised.
    /// - Returns: the notice.
    /// - Throws: `Refusal` where it is no node that calls, the office may not receive it, or the signature does not hold;
    ///   `StoreError`.
    package func takeThreat(
        _ id: ID<ThreatNotice>,
        _ envelope: ThreatEnvelope,
        text: String,
        dispatch: ID<Dispatch>?,
        by caller: Caller
    ) async throws -> ThreatNoticeView {
        guard caller.isNode else {
            throw Refusal(.forbidden, "node-needed", "A member's node hands this over; raise the alert there.")
        }
        let desk = threatDesk
        return try await store.write { transaction in
            let known = try transaction.load(ThreatNotice.self, id)
            // A repeat of what was taken already, whose answer did not reach the node.
            let isRepeat =
                known.map { $0.sender == caller.organisation.id && $0.receipt.envelope.sha256 == envelope.sha256 }
                ?? false
            if !isRepeat {
                try desk.take(
                    id,
                    envelope,
                    text,
                    from: caller.organisation.id,
                    dispatch: dispatch,
                    in: transaction
                )
            }
            return try transaction.view(try transaction.notice(id, for: caller))
        }
    }

    /// The threat alerts that the caller's organisation got or sent: those that wait first, by their clock.
    package func threatNotices(
        openOnly: Bool = false,
        after: ThreatNoticeBookmark? = nil,
        limit: Int,
        for caller: Caller
    ) async throws -> (notices: [ThreatNoticeView], next: ThreatNoticeBookmark?) {
        try await store.read { reading in
            let members = try reading.ownIDs(of: caller).map { FacetValue.text($0.description) }
            // What was handed over is no adviser's business; what they judge, they read on their own node.
            guard caller.role != .adviser else { return ([], nil) }
            let isAuthority = caller.organisation.kind == .authority
            var conditions: [AggregateQuery<ThreatNotice>.Condition] = [
                .isOneOf(isAuthority ? .authority : .sender, members)
            ]
            if openOnly { conditions.append(.equals(.state, .text(ThreatNotice.State.open.rawValue))) }
            // Those that nobody waits for have no such time and come last.
            let page = try reading.find(
                AggregateQuery<ThreatNotice>(
                    conditions,
                    order: openOnly ? .ascending(.dueAt) : .descending(.receivedAt),
                    after: after,
                    limit: limit
                )
            )
            let last = page.count == limit ? page.last : nil
            return (
                try reading.views(page),
                last.map { .init(value: $0.value(of: openOnly ? .dueAt : .receivedAt), id: $0.id) }
            )
        }
    }

    /// One delivered threat alert; to whom it does not concern it does not exist.
    package func threatNotice(_ id: ID<ThreatNotice>, for caller: Caller) async throws -> ThreatNoticeView {
        try await store.read { try $0.view(try $0.notice(id, for: caller)) }
    }

    /// Says that a person of the authority has it.
    package func acknowledgeThreat(_ id: ID<ThreatNotice>, by caller: Caller) async throws -> ThreatNoticeView {
        try await answer(.acknowledged, note: nil, id, by: caller)
    }

    /// Reports what became of it.
    package func reportThreat(
        _ id: ID<ThreatNotice>,
        _ outcome: ThreatOutcome,
        note: String?,
        by caller: Caller
    ) async throws -> ThreatNoticeView {
        try await answer(.reported(outcome), note: note, id, by: caller)
    }

    /// Takes the word of an authority's own node about a threat alert that lives here.
    ///
    /// - Parameters:
    ///   - word: what it says.
    ///   - note: the note that belongs to it.
    ///   - id: the notice.
    ///   - dispatch: the id by which a repeat is known.
    ///   - caller: the authority's node.
    /// - Returns: the notice.
    /// - Throws: `Refusal`: `not-a-node`, and what a person is refused who says the same here; `StoreError`.
    package func takeThreatWord(
        _ word: ThreatWord,
        note: String?,
        about id: ID<ThreatNotice>,
        dispatch: ID<Dispatch>?,
        by caller: Caller
    ) async throws -> ThreatNoticeView {
        try caller.requireAuthorityNode()
        let desk = threatDesk
        return try await store.write { transaction in
            let notice = try transaction.notice(id, for: caller)
            guard notice.origin == nil else { throw Self.keptElsewhere }
            // Which of the authority's people said it is recorded there, and is nobody's business here.
            let author = Author.node(of: caller.organisation.id)
            try desk.take(word, note, of: notice, dispatch: dispatch, in: transaction, by: author)
            return try transaction.view(try transaction.notice(id, for: caller))
        }
    }

    private static var keptElsewhere: Refusal {
        Refusal(.conflict, "kept-elsewhere", "Answer this on the exchange that keeps it.")
    }

    private func answer(
        _ word: ThreatWord,
        note: String?,
        _ id: ID<ThreatNotice>,
        by caller: Caller
    ) async throws -> ThreatNoticeView {
        let desk = threatDesk
        return try await store.write { transaction in
            let notice = try transaction.notice(id, for: caller)
            if notice.origin == nil {
                try desk.take(word, note, of: notice, in: transaction, by: caller.author)
            } else if caller.organisation.ownsNode {
                try desk.carry(word, note, of: notice, in: transaction, by: caller)
            } else {
                throw Self.keptElsewhere
            }
            return try transaction.view(try transaction.notice(id, for: caller))
        }
    }
}

extension ThreatDesk {
    /// Takes what the authority says of a threat alert that lives here.
    fileprivate func take(
        _ word: ThreatWord,
        _ note: String?,
        of notice: ThreatNotice,
        dispatch: ID<Dispatch>? = nil,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        for act in try ThreatNotice.decide(notice, word.command(note, dispatch), id: notice.id) {
            try transaction.append(act, by: author)
            try follow(act.type, notice.id.identifier, of: nil, in: transaction)
        }
    }

    /// Puts what the authority says on its way to the exchange that keeps the threat alert; what is on its way already is not
    /// said twice, and an acknowledgement that is counts before its report.
    fileprivate func carry(
        _ word: ThreatWord,
        _ note: String?,
        of notice: ThreatNotice,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        guard let exchange = notice.origin?.exchange else { return }
        let said = try transaction.ownWords(about: notice.id.identifier).filter(\.isOnItsWay).map(\.message)
        let message = DispatchMessage.threatWord(notice.id, word)
        if said.contains(message) { return }
        let isAhead = said.contains(.threatWord(notice.id, .acknowledged)) && notice.state == .open
        if !isAhead, try ThreatNotice.decide(notice, word.command(note, nil), id: notice.id).isEmpty { return }
        let hasReported = said.contains {
            guard case .threatWord(_, .reported) = $0 else { return false }
            return true
        }
        guard !hasReported else {
            throw Refusal(.conflict, "already-reported", "What became of this alert was reported already.")
        }
        _ = try transaction.send(
            message,
            text: note,
            to: exchange,
            person: try caller.requiredPerson(),
            secrets: secrets,
            isExercise: notice.receipt.envelope.isExercise,
            by: caller.author
        )
    }
}

extension ThreatWord {
    fileprivate func command(_ note: String?, _ dispatch: ID<Dispatch>?) -> ThreatNoticeCommand {
        switch self {
        case .acknowledged: .acknowledge(dispatch: dispatch)
        case .reported(let outcome): .report(outcome, note: note, dispatch: dispatch)
        }
    }
}

extension StoreReading {
    /// Whether nobody of the authority has a threat alert yet, nor said so to the exchange that keeps it.
    func isUntaken(_ notice: ThreatNotice) throws -> Bool {
        guard notice.state == .open else { return false }
        let acknowledged = DispatchMessage.threatWord(notice.id, .acknowledged)
        return try !ownWords(about: notice.id.identifier).contains { $0.message == acknowledged && $0.isOnItsWay }
    }
}

extension StoreReading {
    /// One notice with what it says.
    func view(_ notice: ThreatNotice) throws -> ThreatNoticeView {
        guard let view = try views([notice], withText: true).first else {
            throw Refusal(.notFound, "not-found", "There is no such threat alert.")
        }
        return view
    }
}
