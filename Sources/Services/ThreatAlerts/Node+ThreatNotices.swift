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
        try await answer(.acknowledge, id, by: caller)
    }

    /// Reports what became of it.
    package func reportThreat(
        _ id: ID<ThreatNotice>,
        _ outcome: ThreatOutcome,
        note: String?,
        by caller: Caller
    ) async throws -> ThreatNoticeView {
        try await answer(.report(outcome, note: note), id, by: caller)
    }

    private func answer(
        _ command: ThreatNoticeCommand,
        _ id: ID<ThreatNotice>,
        by caller: Caller
    ) async throws -> ThreatNoticeView {
        let desk = threatDesk
        return try await store.write { transaction in
            let notice = try transaction.notice(id, for: caller)
            guard notice.origin == nil else {
                throw Refusal(.conflict, "kept-elsewhere", "Answer this on the exchange that keeps it.")
            }
            for act in try ThreatNotice.decide(notice, command, id: id) {
                try transaction.append(act, by: caller.author)
                try desk.follow(act.type, id.identifier, of: nil, in: transaction)
            }
            return try transaction.view(try transaction.notice(id, for: caller))
        }
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
