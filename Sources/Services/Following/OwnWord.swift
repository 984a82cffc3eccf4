import Cooperation

/// A word of this node's own people that its exchange has not recorded yet, as people read of it.
package struct OwnWord: Sendable, Hashable {
    /// Under which id it went out.
    package let dispatch: ID<Dispatch>
    /// What was said.
    package let message: DispatchMessage
    /// How far it came.
    package let state: Dispatch.State
    /// The exchange's stable word for why it refused it; `nil` where it did not.
    package let code: String?

    /// Whether the exchange may still record it.
    package var isOnItsWay: Bool { state == .queued || state == .delivered }
}

extension [OwnWord] {
    /// Whether the exchange refused the latest word that the request is forged, so that nobody there knows of it.
    var isForgeryRefused: Bool { refusedAboutForgery?.isForgery == true }

    /// Whether the exchange refused the latest word that the request is not forged after all, so that it still is there.
    var isForgeryTakenBackRefused: Bool { refusedAboutForgery?.isForgery == false }

    /// Whether the exchange of a request, as it had that last, holds it to be forged once what is on its way is there.
    func isForgedThere(_ request: Request) -> Bool {
        last { $0.message.isAboutForgery && $0.isOnItsWay }?.message.isForgery ?? (request.foundForgedAt != nil)
    }

    private var refusedAboutForgery: DispatchMessage? {
        last { $0.message.isAboutForgery }.flatMap { $0.state == .refused ? $0.message : nil }
    }
}

extension StoreReading {
    private static var ownWordsMax: Int { 100 }

    /// What this node's own people said about a request or a threat alert that an exchange keeps, and that the exchange has
    /// not recorded: what is on its way, and what it refused, in order.
    func ownWords(about subject: Identifier) throws -> [OwnWord] {
        let ids = try lookUp(Dispatch.self, Dispatch.wordKey(of: subject), limit: Self.ownWordsMax)
        let found = try load(Dispatch.self, ids: ids)
        // Of two that were said in one millisecond the ids tell no order.
        return ids.compactMap { found[$0] }.sorted { $0.queuedAtPosition < $1.queuedAtPosition }
            .map { OwnWord(dispatch: $0.id, message: $0.message, state: $0.state, code: $0.code) }
    }
}

extension Caller {
    /// Fails unless an authority's own node calls, which speaks for the authority and for nobody of it: with a key that is
    /// bound to no person.
    func requireAuthorityNode() throws(Refusal) {
        guard person == nil, !isNode, organisation.kind == .authority else {
            throw Refusal(
                .forbidden,
                "not-a-node",
                "Only the authority's own node says this, with a key that is bound to no person; people say it themselves."
            )
        }
    }
}
