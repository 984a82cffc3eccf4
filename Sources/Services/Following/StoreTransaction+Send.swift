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
}
