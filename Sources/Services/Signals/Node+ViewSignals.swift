import Cooperation

extension Node {
    /// Hands the proposer's link to the caller, and records that.
    ///
    /// Of graphic content it is recorded also that they were shown it. Where an exchange keeps the signal, it is asked there and
    /// then, and nothing is kept here.
    ///
    /// - Returns: the link.
    /// - Throws: `Refusal`, `break-required` among them; `StoreError`; `ExchangeFailure` where the exchange can't be asked.
    package func viewSignal(_ id: ID<Signal>, by caller: Caller) async throws -> String {
        let person = try caller.requiredPerson()
        let node = self
        if let line = try await line(toExchangeOf: id, for: caller) {
            // Whoever has to rest is not given the one link that their member gets.
            let now = clock()
            _ = try await store.read { try node.exposure(toLinkOf: id, of: person, for: caller, $0, now: now) }
            let link = try await line.connection.view(id, for: secrets.opaquePerson(person, for: line.exchange))
            try await store.write { transaction in
                let acts = try node.exposure(toLinkOf: id, of: person, for: caller, transaction, now: transaction.now)
                for act in acts { try transaction.append(act, by: caller.author) }
            }
            return link
        }
        return try await store.write { transaction in
            let signal = try transaction.visibleSignal(id, for: caller)
            try transaction.requireKeptHere(signal)
            let shown = try node.exposure(toLinkOf: id, of: person, for: caller, transaction, now: transaction.now)
            let context = try transaction.context(for: signal, caller: caller, person: person)
            let acts = try Signal.decide(signal, .view, id: id, context: context)
            guard let link = try transaction.sealedPart("link", at: signal.proposedAtPosition) else {
                throw Refusal(.conflict, "no-link", "The proposer left no link to the content.")
            }
            for act in acts + shown { try transaction.append(act, by: caller.author) }
            return link
        }
    }

    /// What opening the link of a signal brings about.
    ///
    /// What the people of another node are shown, that node counts.
    private func exposure(
        toLinkOf id: ID<Signal>,
        of person: ID<Person>,
        for caller: Caller,
        _ reading: any StoreReading,
        now: Timestamp
    ) throws -> [Act] {
        guard !caller.isNode, try reading.load(Signal.self, id)?.behaviours.contains(where: \.isGraphic) == true else {
            return []
        }
        return try exposure(to: id.identifier, of: person, reading, now: now)
    }
}
