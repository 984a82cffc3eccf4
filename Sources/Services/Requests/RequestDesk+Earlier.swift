import Cooperation

extension RequestDesk {
    /// How many earlier requests about the same items or to the same guest are looked at.
    private static let earlierMax = 1000

    /// The keyed hash of a guest's name, by which earlier requests to it are found; `nil` for a member.
    func guestKey(of document: RequestDocument) -> String? {
        guard document.addressee.kind == .guest else { return nil }
        return document.addresseeName.flatMap(Agency.spelling).map { secrets.pseudonym("request-guest", $0) }
    }

    /// Fails where what was asked before forbids to ask this, or wants something to be said besides.
    ///
    /// - Throws: `Refusal`: `first-contact-missing`, and as ``requireStayUp(_:_:_:_:in:)``; `StoreError`.
    func requireAskable(
        _ document: RequestDocument,
        _ instrument: Instrument,
        in transaction: any StoreTransaction
    ) throws {
        let guest = guestKey(of: document)
        let keys = document.items.map { secrets.itemKey(of: ItemAddress($0.address).text) }
        try requireStayUp(document, instrument, keys, guest, in: transaction)
        guard instrument.terms.firstContactClock != nil else { return }
        _ = try hasToWait(document, guest, in: transaction)
    }

    /// Whether the time of an order begins only when the platform has known for a while how orders of this authority work.
    ///
    /// Practice counts as no order, and waits for nothing.
    ///
    /// - Throws: `Refusal` `first-contact-missing`; `StoreError`.
    func hasToWait(_ document: RequestDocument, _ guest: String?, in transaction: any StoreTransaction) throws -> Bool {
        guard document.kind == .removalOrder, !document.isExercise,
            try !hasHadOrder(document, guest, in: transaction)
        else { return false }
        guard let said = document.firstContact else {
            throw Refusal(
                .conflict,
                "first-contact-missing",
                """
                This is the first order of your authority to this platform. Add how its orders work (procedure, deadlines, \
                whom to ask): the platform gets it at once, and the time of the order begins when it has known that for as \
                long as the law says. Or add why a life can't wait for that.
                """,
                pointer: "/firstContact"
            )
        }
        return said.emergency == nil
    }

    private func hasHadOrder(
        _ document: RequestDocument,
        _ guest: String?,
        in transaction: any StoreTransaction
    ) throws -> Bool {
        let orders: [Request]
        if let guest {
            orders = try requests(to: guest, in: transaction)
        } else {
            orders = try transaction.find(
                AggregateQuery<Request>(
                    [
                        .equals(.authority, .text(document.authority.description)),
                        .equals(.addressee, .text(document.addressee.id.description)),
                        .equals(.kind, .text(RequestKind.removalOrder.rawValue)), .isNull(.isExercise),
                    ],
                    limit: Self.earlierMax
                )
            )
        }
        return orders.contains { order in
            order.authority == document.authority && order.filing.kind == .removalOrder && !order.filing.isExercise
                && order.countsAsAsked
        }
    }

    /// Fails where something is asked to stay up longer than members and a judge allow.
    ///
    /// - Throws: `Refusal`: `stay-up-again`, `nothing-to-renew`, `renewed-already`, `stay-up-over`, `judge-needed`;
    ///   `StoreError`.
    func requireStayUp(
        _ document: RequestDocument,
        _ instrument: Instrument,
        _ keys: [String],
        _ guest: String?,
        in transaction: any StoreTransaction
    ) throws {
        guard document.kind == .stayUp else { return }
        let found = try transaction.subjects(.itemKey, equalToAnyOf: keys, limit: Self.earlierMax)
        let guests = try guest.map { Set(try requests(to: $0, in: transaction).map(\.id)) }
        let asked = try transaction.load(
            Request.self,
            ids: Array(Set(found.values.joined())).map { ID<Request>($0) }
        ).values.filter { request in
            let isSameAddressee =
                guests.map { $0.contains(request.id) } ?? (request.filing.addressee == document.addressee)
            // What was refused never held; what was taken back did.
            return isSameAddressee && request.authority == document.authority && request.filing.kind == .stayUp
                && request.filing.isExercise == document.isExercise && request.countsAsAsked && !request.isRefused
        }
        let earlier = try confirmed(asked, in: transaction)
        guard let renews = document.stayUp?.renews else {
            guard earlier.isEmpty else {
                throw Refusal(
                    .conflict,
                    "stay-up-again",
                    "Your authority asked already that one of these items stay up; only a judge's instrument renews that.",
                    pointer: "/stayUp/renews"
                )
            }
            return
        }
        guard let first = earlier.first(where: { $0.id == renews }), first.state != .withdrawn,
            keys.allSatisfy({ found[$0]?.contains(renews.identifier) == true })
        else {
            throw Refusal(
                .conflict,
                "nothing-to-renew",
                "Name the request of your authority to this platform in which all of these items stood.",
                pointer: "/stayUp/renews"
            )
        }
        guard first.filing.renews == nil, earlier.allSatisfy({ $0.id == renews }) else {
            throw Refusal(
                .conflict,
                "renewed-already",
                "This was renewed already, and it is renewed once.",
                pointer: "/stayUp/renews"
            )
        }
        let word = document.legalBasis?.authorisation
        try requireJudge(given: word?.source == .judge ? word?.givenAt : nil, instrument, first, in: transaction)
    }

    /// Fails unless a judge may renew now what was asked to stay up.
    ///
    /// - Parameters:
    ///   - given: when the judge gave the word; `nil` where none did.
    ///   - instrument: by what it is asked.
    ///   - first: the request that it renews.
    ///   - transaction: the transaction.
    /// - Throws: `Refusal` `judge-needed`, `stay-up-over`; `StoreError`.
    func requireJudge(
        given: Timestamp?,
        _ instrument: Instrument?,
        _ first: Request,
        in transaction: any StoreTransaction
    ) throws {
        guard instrument?.terms.authorisation == .judge, let given, let received = first.receivedAt, given >= received
        else {
            throw Refusal(
                .conflict,
                "judge-needed",
                """
                Only an instrument that needs a judge renews this, with the number and date of a word that the judge gave \
                after the first request.
                """,
                pointer: "/legalBasis/authorisation"
            )
        }
        let end = try ClockCode(RequestClock.stayUp).flatMap {
            try transaction.deadline(
                by: $0,
                from: received,
                in: try zone(of: first, in: transaction),
                calendar: calendar
            )
        }
        guard let end, transaction.now < end else {
            throw Refusal(
                .conflict,
                "stay-up-over",
                "What stayed up for its time can't be renewed any more.",
                pointer: "/stayUp/renews"
            )
        }
    }

    private func requests(to guest: String, in transaction: any StoreTransaction) throws -> [Request] {
        let subjects = try transaction.subjects(.partyKey, equalTo: guest, limit: Self.earlierMax)
        return Array(try transaction.load(Request.self, ids: subjects.map { ID<Request>($0) }).values)
    }
}
