import Cooperation

extension StoreTransaction {
    /// Puts a word about a signal of an exchange on its way there.
    ///
    /// The exchange knows the person by an opaque id.
    func send(
        _ message: DispatchMessage,
        text: String?,
        to exchange: ID<Exchange>,
        person: ID<Person>,
        secrets: NodeSecrets,
        isExercise: Bool = false,
        by author: Author
    ) throws -> SignalOutcome {
        let id: ID<Dispatch> = newID()
        let command = DispatchCommand.queue(
            exchange: exchange,
            message: message,
            person: secrets.opaquePerson(person, for: exchange),
            text: text,
            isExercise: isExercise
        )
        for act in try Dispatch.decide(nil, command, id: id) { try append(act, by: author) }
        return .dispatched(id)
    }
    /// Takes back what answers a request and waits for its exchange.
    ///
    /// - Complexity: O(*n*) in what waits for the exchange; a request is seldom found forged.
    func retractAnswers(to request: ID<Request>, at exchange: ID<Exchange>, by author: Author) throws {
        let pageSize = 500
        var after: AggregateQuery<Dispatch>.Bookmark?
        while true {
            let page = try find(AggregateQuery<Dispatch>(.waiting(for: exchange), after: after, limit: pageSize))
            for dispatch in page where dispatch.message.isAnswer && dispatch.message.subject == request.identifier {
                for act in try Dispatch.decide(dispatch, .retract, id: dispatch.id) { try append(act, by: author) }
            }
            guard page.count == pageSize, let last = page.last else { return }
            after = .init(value: nil, id: last.id)
        }
    }
}
