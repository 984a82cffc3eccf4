import CanonicalJSON
import Cooperation
import Statements

extension RequestDesk {
    /// Puts a signed request on its way to the exchange that keeps the officer's register.
    ///
    /// What the exchange would refuse by the register as it is known here is refused before it goes; the exchange's own word
    /// counts, and its receipt starts the clock.
    ///
    /// - Throws: `Refusal`: what signatures and mandates refuse; `StoreError`.
    func hand(
        _ verified: VerifiedRequest,
        to exchange: ID<Exchange>,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let (statement, document) = (verified.statement, verified.document)
        let signers = try transaction.signers(of: statement, document)
        let instrument = try transaction.requiredInstrument(document.instrument, for: document.kind, keptBy: exchange)
        try signers.requireMandate(of: statement, document, instrument, at: signers.moment(transaction.now))
        let command = DispatchCommand.queue(
            exchange: exchange,
            message: .filing(document.id),
            person: secrets.opaquePerson(try caller.requiredPerson(), for: exchange),
            text: String(decoding: statement.bytes, as: UTF8.self),
            isExercise: document.isExercise
        )
        let id: ID<Dispatch> = transaction.newID()
        for act in try Dispatch.decide(nil, command, id: id) { try transaction.append(act, by: caller.author) }
    }

    /// Puts what the authority says of its own request on its way to the exchange that keeps it.
    ///
    /// What the exchange would refuse by what is known here is refused before it goes; what is on its way already is not said
    /// twice. The request changes here once the exchange recorded it.
    ///
    /// - Throws: `Refusal` as the exchange's own pages would; `StoreError`.
    func carry(
        _ word: AuthorityWord,
        _ text: String,
        of request: Request,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws -> RequestView {
        guard let exchange = request.origin?.exchange else { return try transaction.view(request) }
        let command: RequestCommand =
            switch word {
            case .withdrawn: .withdraw(reason: text)
            case .clarified: .clarify(note: text, dueAt: nil)
            }
        _ = try Request.decide(request, command, id: request.id, now: transaction.now)
        let message = DispatchMessage.authorityWord(request.id, word)
        let isOnItsWay = try transaction.ownWords(about: request.id.identifier)
            .contains { $0.message == message && $0.isOnItsWay }
        if !isOnItsWay {
            _ = try transaction.send(
                message,
                text: text,
                to: exchange,
                person: try caller.requiredPerson(),
                secrets: secrets,
                isExercise: request.filing.isExercise,
                by: caller.author
            )
        }
        return try transaction.view(request)
    }

    /// Takes what an authority says of its own request that lives here.
    func take(
        _ word: AuthorityWord,
        _ text: String,
        of request: Request,
        dispatch: ID<Dispatch>? = nil,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws -> RequestView {
        switch word {
        case .withdrawn:
            let command = RequestCommand.withdraw(reason: text, dispatch: dispatch)
            let view = try transaction.command(command, on: request, by: author)
            try endClocks(of: view.request, in: transaction)
            try closeAssessment(of: view.request, in: transaction)
            return view
        case .clarified:
            guard request.state == .stopped else {
                throw Refusal(.conflict, "clock-not-stopped", "The clock of this request does not stand.")
            }
            let due = try resumeClocks(of: request, in: transaction)
            let command = RequestCommand.clarify(note: text, dueAt: due, dispatch: dispatch)
            return try transaction.command(command, on: request, by: author)
        }
    }

    /// The texts of an event of the exchange as they are kept here: an item of this authority's own request is found again by
    /// this node's own keyed hash of it.
    func kept(
        _ sealed: [String: String],
        of event: EventReceived.Inner,
        as member: ID<Organisation>
    ) -> [String: String] {
        guard event.type == RequestItemFiled.type, event.organisation == member, let address = sealed["address"] else {
            return sealed
        }
        var kept = sealed
        kept[SealedKey.itemKey.rawValue] = secrets.itemKey(of: ItemAddress(address).text)
        return kept
    }
}
