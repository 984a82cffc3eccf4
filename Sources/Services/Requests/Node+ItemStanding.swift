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

    /// Looks once, from this node, whether an item is still up; nothing is kept but how it was answered.
    ///
    /// - Parameters:
    ///   - id: the request, one of the caller's own; it lives on this node.
    ///   - number: the item; nothing else than its address is asked for.
    ///   - caller: an authority.
    /// - Returns: what is known of it now, with the status.
    /// - Throws: `Refusal`: `not-found`, `kept-elsewhere`, `looking-not-allowed`, `no-web-address`,
    ///   `address-not-fetched`, `looks-busy`, and as `Request.requireLook(at:now:)`; `StoreError`.
    package func lookAtItem(
        of id: ID<Request>,
        item number: Int,
        by caller: Caller
    ) async throws -> ItemStanding {
        let now = clock()
        let address = try await store.read { reading in
            let standing = try reading.itemStanding(of: id, item: number, for: caller)
            guard standing.request.origin == nil else {
                throw Refusal(.conflict, "kept-elsewhere", "This request is kept by an exchange; let it look.")
            }
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
            for act in try Request.decide(request, look, id: id, now: transaction.now) {
                try transaction.append(act, by: caller.author)
            }
            let standing = try transaction.itemStanding(of: id, item: number, for: caller)
            return ItemStanding(request: standing.request, item: standing.item, status: status)
        }
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
    static func link(_ written: String) -> String? {
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
