import Cooperation

extension Node {
    /// The authority takes a request back.
    package func withdrawRequest(_ id: ID<Request>, reason: String, by caller: Caller) async throws -> RequestView {
        let desk = requestDesk
        return try await store.write { transaction in
            let request = try transaction.ownRequest(id, by: caller)
            if request.origin != nil {
                return try desk.carry(.withdrawn, reason, of: request, in: transaction, by: caller)
            }
            return try desk.take(.withdrawn, reason, of: request, in: transaction, by: caller.author)
        }
    }

    /// The authority mends what made the clock stand, and the clock goes on.
    package func clarifyRequest(_ id: ID<Request>, note: String, by caller: Caller) async throws -> RequestView {
        let desk = requestDesk
        return try await store.write { transaction in
            let request = try transaction.ownRequest(id, by: caller)
            if request.origin != nil {
                return try desk.carry(.clarified, note, of: request, in: transaction, by: caller)
            }
            return try desk.take(.clarified, note, of: request, in: transaction, by: caller.author)
        }
    }

    /// Takes the word of an authority's own node about a request of the authority that lives here.
    ///
    /// - Parameters:
    ///   - word: what it says.
    ///   - text: the reason or the note.
    ///   - id: the request.
    ///   - dispatch: the id by which a repeat is known.
    ///   - caller: the authority's node.
    /// - Returns: the request.
    /// - Throws: `Refusal`: `not-a-node`, and what a person is refused who says the same here; `StoreError`.
    package func takeAuthorityWord(
        _ word: AuthorityWord,
        text: String,
        about id: ID<Request>,
        dispatch: ID<Dispatch>?,
        by caller: Caller
    ) async throws -> RequestView {
        try caller.requireAuthorityNode()
        let desk = requestDesk
        return try await store.write { transaction in
            let request = try transaction.keptRequest(id, by: caller)
            // A repeat of what was taken already, whose answer did not reach the node.
            if let dispatch, request.hasTaken(dispatch) { return try transaction.view(request) }
            // Which of the authority's people said it is recorded there, and is nobody's business here.
            let author = Author.node(of: caller.organisation.id)
            return try desk.take(word, text, of: request, dispatch: dispatch, in: transaction, by: author)
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
    /// A request that the caller's authority filed: here, or as its own node follows it.
    ///
    /// - Throws: `Refusal`: `not-found`, `kept-elsewhere` on another's node, which only follows it.
    func ownRequest(_ id: ID<Request>, by caller: Caller) throws -> Request {
        let request = try request(id, for: caller)
        guard caller.organisation.kind == .authority, request.authority != nil else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        guard request.origin == nil || caller.organisation.ownsNode else {
            throw Refusal(.conflict, "kept-elsewhere", "This request lives on the exchange; change it there.")
        }
        return request
    }

    /// A request that the caller's authority filed here.
    ///
    /// - Throws: `Refusal`: `not-found`, `kept-elsewhere`.
    func keptRequest(_ id: ID<Request>, by caller: Caller) throws -> Request {
        let request = try ownRequest(id, by: caller)
        guard request.origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This request lives on the exchange; change it there.")
        }
        return request
    }

    /// The exchange that keeps a request of the caller's own; `nil` where it is kept here.
    func exchange(of request: Request) throws -> Exchange? {
        try request.origin.flatMap { try load(Exchange.self, $0.exchange) }
    }
}

extension StoreTransaction {
    func command(_ command: RequestCommand, on request: Request, by author: Author) throws -> RequestView {
        for act in try Request.decide(request, command, id: request.id, now: now) { try append(act, by: author) }
        return try view(try existingRequest(request.id))
    }
}
