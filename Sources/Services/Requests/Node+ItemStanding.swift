import Cooperation

/// What is known of one item of an authority's request.
package struct ItemStanding: Sendable, Hashable {
    package let request: Request
    package let item: Request.Item
    /// The status of HTTP, where the node looked just now and somebody answered.
    package let status: Int?
}

extension Node {
    /// What a platform answered about one item, and what was found when somebody looked last.
    ///
    /// - Parameters:
    ///   - id: the request, one of the caller's own.
    ///   - number: the item.
    ///   - caller: an authority.
    /// - Returns: what is known of it.
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func itemStanding(
        of id: ID<Request>,
        item number: Int,
        for caller: Caller
    ) async throws -> ItemStanding {
        try await store.read { try $0.itemStanding(of: id, item: number, for: caller) }
    }

    /// Looks once whether an item is still up: from this node, or from the exchange that keeps the request, where this is the
    /// authority's own node; nothing is kept but how it was answered.
    ///
    /// - Parameters:
    ///   - id: the request, one of the caller's own.
    ///   - number: the item; nothing else than its address is asked for.
    ///   - caller: an authority.
    /// - Returns: what is known of it now, with the status.
    /// - Throws: `Refusal`: `not-found`, `kept-elsewhere`, `looking-not-allowed`, `no-web-address`,
    ///   `address-not-fetched`, `looks-busy`, as `Request.requireLook(at:now:)`, and what the exchange refuses;
    ///   `ExchangeFailure`; `StoreError`.
    package func lookAtItem(
        of id: ID<Request>,
        item number: Int,
        by caller: Caller
    ) async throws -> ItemStanding {
        let now = clock()
        if let exchange = try await store.read({ try $0.exchange(of: try $0.ownRequest(id, by: caller)) }) {
            return try await look(at: number, of: id, over: exchange, for: caller)
        }
        let address = try await store.read { reading in
            let standing = try reading.itemStanding(of: id, item: number, for: caller)
            let item = try standing.request.requireLook(at: number, now: now)
            return try reading.sealedPart("address", at: item.filedAtPosition)
        }
        guard let looks else {
            throw Refusal(
                .conflict,
                "looking-not-allowed",
                "This node fetches nothing from platforms; ask its operator (--look-at-items), or look yourself."
            )
        }
        guard let address, let link = ItemAddress.link(address) else {
            throw Refusal(.conflict, "no-web-address", "This item is no address on the web; ask the platform.")
        }
        guard looks.begin(id, number) else {
            throw Refusal(.conflict, "looks-busy", "Too many items are being looked at, or this one is; try again.")
        }
        defer { looks.end(id, number) }
        let status: Int?
        switch await looks.looking.look(at: link) {
        case .notAllowed:
            throw Refusal(.conflict, "address-not-fetched", "Nothing is fetched from where this address leads.")
        case .answered(let answered): status = answered
        case .unreachable: status = nil
        }
        return try await store.write { transaction in
            let request = try transaction.load(Request.self, id)
            let look = RequestCommand.noteLook(item: number, ItemLook(status: status))
            // An authority's own node speaks for nobody of it.
            let author = caller.person == nil ? Author.node(of: caller.organisation.id) : caller.author
            for act in try Request.decide(request, look, id: id, now: transaction.now) {
                try transaction.append(act, by: author)
            }
            let standing = try transaction.itemStanding(of: id, item: number, for: caller)
            return ItemStanding(request: standing.request, item: standing.item, status: status)
        }
    }
}

extension Node {
    /// Lets an authority's own node have this node look, as one of its people could here.
    ///
    /// - Throws: `Refusal` `not-a-node`, and as `lookAtItem`; `StoreError`.
    package func lookAtCarriedItem(
        of id: ID<Request>,
        item number: Int,
        by caller: Caller
    ) async throws -> ItemStanding {
        try caller.requireAuthorityNode()
        return try await lookAtItem(of: id, item: number, by: caller)
    }

    /// Lets the exchange look; what it found comes back as its event too.
    private func look(
        at number: Int,
        of id: ID<Request>,
        over exchange: Exchange,
        for caller: Caller
    ) async throws -> ItemStanding {
        let standing = try await itemStanding(of: id, item: number, for: caller)
        let status = try await line(to: exchange).connection.look(at: number, of: id)
        let item = ItemLook(status: status).noted(on: standing.item, at: clock())
        return ItemStanding(request: standing.request, item: item, status: status)
    }
}

extension StoreReading {
    /// One item of an authority's own request.
    ///
    /// - Throws: `Refusal` `not-found`.
    fileprivate func itemStanding(of id: ID<Request>, item number: Int, for caller: Caller) throws -> ItemStanding {
        guard caller.organisation.kind == .authority else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        let request = try request(id, for: caller)
        guard let item = request.items.first(where: { $0.number == number }) else {
            throw Refusal(.notFound, "not-found", "There is no such item.")
        }
        return ItemStanding(request: request, item: item, status: nil)
    }
}

extension ItemAddress {
    /// What is fetched to see whether an item is still up: the address as it was written, encrypted and without what only
    /// browsers read.
    ///
    /// - Returns: `nil` for an account or a number, which is no address on the web.
    package static func link(_ written: String) -> String? {
        guard ItemAddress(written).host != nil else { return nil }
        var rest = written.drop(while: \.isWhitespace)
        for scheme in ["https://", "http://"] where rest.prefix(scheme.count).lowercased() == scheme {
            rest = rest.dropFirst(scheme.count)
            break
        }
        rest = rest.prefix { $0 != "#" && !$0.isWhitespace }
        return "https://" + rest
    }
}
