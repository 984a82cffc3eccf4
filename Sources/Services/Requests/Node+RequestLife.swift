import Cooperation

extension Node {
    /// The authority takes a request back.
    package func withdrawRequest(_ id: ID<Request>, reason: String, by caller: Caller) async throws -> RequestView {
        try await changeRequest(id, .withdraw(reason: reason), by: caller)
    }

    /// The authority mends what made the clock stand, and the clock goes on.
    package func clarifyRequest(_ id: ID<Request>, note: String, by caller: Caller) async throws -> RequestView {
        let desk = requestDesk
        return try await store.write { transaction in
            let request = try transaction.ownRequest(id, by: caller)
            guard request.state == .stopped else {
                throw Refusal(.conflict, "clock-not-stopped", "The clock of this request does not stand.")
            }
            let due = try desk.resumeClocks(of: request, in: transaction)
            return try transaction.command(.clarify(note: note, dueAt: due), on: request, by: caller.author)
        }
    }

    private func changeRequest(
        _ id: ID<Request>,
        _ command: RequestCommand,
        by caller: Caller
    ) async throws -> RequestView {
        let desk = requestDesk
        return try await store.write { transaction in
            let request = try transaction.ownRequest(id, by: caller)
            let view = try transaction.command(command, on: request, by: caller.author)
            if !view.request.isWaiting {
                try desk.endClocks(of: view.request, in: transaction)
                try desk.closeAssessment(of: view.request, in: transaction)
            }
            return view
        }
    }

    /// Takes the word of an addressee's node about a request that lives here.
    ///
    /// - Parameters:
    ///   - word: what it says.
    ///   - text: the texts that belong to it, as `RequestWordText` has them.
    ///   - id: the request.
    ///   - dispatch: the id by which a repeat is known.
    ///   - caller: the addressee.
    /// - Returns: the request.
    /// - Throws: `Refusal`; `StoreError`.
    package func takeWord(
        _ word: RequestWord,
        text: String?,
        about id: ID<Request>,
        dispatch: ID<Dispatch>?,
        by caller: Caller
    ) async throws -> RequestView {
        let desk = requestDesk
        return try await store.write { transaction in
            let request = try transaction.request(id, for: caller)
            guard request.filing.addressee.member == caller.organisation.id, request.origin == nil else {
                throw Refusal(.notFound, "not-found", "There is no such request.")
            }
            // The platform's node says it; which of its people did is recorded there, and is nobody's business here.
            let author = Author.node(of: caller.organisation.id)
            return try desk.take(word, text, of: request, dispatch: dispatch, in: transaction, by: author)
        }
    }
}

extension StoreReading {
    /// A request that the caller's authority filed here.
    ///
    /// - Throws: `Refusal`: `not-found`, `kept-elsewhere` on the authority's own node, which only follows it.
    func ownRequest(_ id: ID<Request>, by caller: Caller) throws -> Request {
        let request = try request(id, for: caller)
        guard caller.organisation.kind == .authority, request.authority != nil else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        guard request.origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This request lives on the exchange; change it there.")
        }
        return request
    }
}

extension StoreTransaction {
    func command(_ command: RequestCommand, on request: Request, by author: Author) throws -> RequestView {
        for act in try Request.decide(request, command, id: request.id, now: now) { try append(act, by: author) }
        return try view(try existingRequest(request.id))
    }
}
