import CanonicalJSON
import Cooperation
import Crypto

/// A link by which a platform that is no member answers, told once.
package struct GuestLink: Sendable, Hashable {
    /// The secret in it: 64 digits in lowercase hexadecimal.
    package let secret: String
    /// Where the node is that the link leads to; `nil` for this one.
    package let address: String?
    /// Until when it works.
    package let expiresAt: Timestamp?

    /// Makes one.
    package init(secret: String, address: String?, expiresAt: Timestamp?) {
        self.secret = secret
        self.address = address
        self.expiresAt = expiresAt
    }
}

extension Node {
    /// How long a guest's link works, where nobody says otherwise.
    private static let guestTime = Seconds.days(30)

    /// Makes a link by which a platform that is no member answers a request without an account.
    ///
    /// Opening it uses nothing up; the answer does, and so does time. A new link replaces the one before.
    ///
    /// - Parameters:
    ///   - id: the request, which addresses a guest.
    ///   - lasting: how long it works.
    ///   - caller: of the authority that asks.
    /// - Returns: the link, told once; of a request that an exchange keeps, the exchange makes it.
    /// - Throws: `Refusal`: `not-found`, `addressee-is-member`, `request-over`, and what the exchange refuses, which may be
    ///   `secret-already-shown` to a repeat;
    ///   `ExchangeFailure`; `StoreError`.
    package func inviteGuest(to id: ID<Request>, lasting: Seconds? = nil, by caller: Caller) async throws -> GuestLink {
        if let exchange = try await store.read({ try $0.exchange(of: try $0.ownRequest(id, by: caller)) }) {
            return try await line(to: exchange).connection.inviteGuest(to: id, lasting: lasting)
        }
        let author = caller.person == nil ? Author.node(of: caller.organisation.id) : caller.author
        let secret = Hexadecimal.encode(randomBytes(32))
        let hash = Self.guestHash(secret)
        let time = lasting ?? Self.guestTime
        return try await store.write { transaction in
            let request = try transaction.keptRequest(id, by: caller)
            let command = RequestCommand.inviteGuest(tokenHash: hash, expiresAt: transaction.now + time)
            let view = try transaction.command(command, on: request, by: author)
            return GuestLink(secret: secret, address: nil, expiresAt: view.request.guestLinkExpiresAt)
        }
    }

    /// Lets an authority's own node have a link made here, as one of its people could.
    ///
    /// - Throws: `Refusal` `not-a-node`, and as `inviteGuest`; `StoreError`.
    package func inviteCarriedGuest(
        to id: ID<Request>,
        lasting: Seconds?,
        by caller: Caller
    ) async throws -> GuestLink {
        try caller.requireAuthorityNode()
        return try await inviteGuest(to: id, lasting: lasting, by: caller)
    }

    /// The request that a guest's link leads to.
    ///
    /// - Throws: `Refusal` `not-found` for a link that was used, is over or never was.
    package func guestRequest(_ secret: String) async throws -> RequestView {
        let now = clock()
        return try await store.read { try $0.view(try $0.guestRequest(secret, at: now)) }
    }

    /// Takes a guest's answer about each item; the link works no more.
    ///
    /// - Parameters:
    ///   - secret: the link's.
    ///   - items: the answers.
    ///   - keptUntil: until when what was removed is kept, sealed; needed where something was.
    /// - Returns: the request.
    /// - Throws: `Refusal`: `not-found`, `preservation-missing`, `preservation-too-short`, and what any answer is refused for;
    ///   `StoreError`.
    package func answerAsGuest(
        _ secret: String,
        _ items: [RequestAnswer.Item],
        keptUntil: Timestamp? = nil
    ) async throws -> RequestView {
        let desk = requestDesk
        let now = clock()
        // Whoever has no link does not reach the writer.
        _ = try await store.read { try $0.guestRequest(secret, at: now) }
        return try await store.write { transaction in
            let request = try transaction.guestRequest(secret, at: transaction.now)
            // Who has the link is nobody whom this node knows: it records what was said, and that it came by the link.
            let answer = RequestAnswer(
                items: items,
                signed: nil,
                channel: .guest,
                keptUntil: keptUntil,
                leastKept: try desk.keptUntil(of: request, from: transaction.now, in: transaction)
            )
            let view = try transaction.command(
                .answer(answer),
                on: request,
                by: .node(of: desk.organisation)
            )
            if view.request.state == .answered { try desk.endClocks(of: view.request, in: transaction) }
            return view
        }
    }

    private static func guestHash(_ secret: String) -> String {
        Hexadecimal.encode(SHA256.hash(data: Array(secret.utf8)))
    }
}

extension StoreReading {
    fileprivate func guestRequest(_ secret: String, at now: Timestamp) throws -> Request {
        let hash = Hexadecimal.encode(SHA256.hash(data: Array(secret.utf8)))
        guard let id = try lookUp(Request.self, Request.guestKey(ofHash: hash), limit: 1).first,
            let request = try load(Request.self, id), request.takesAnswer,
            request.guestLinkExpiresAt.map({ now < $0 }) ?? false
        else {
            throw Refusal(
                .notFound,
                "not-found",
                "This link was used or is over. Ask who sent it for another one."
            )
        }
        return request
    }
}
