import CanonicalJSON
import Cooperation

extension RequestDesk {
    /// Says something about a request: here, where it lives here, and else through the outbox of its exchange.
    ///
    /// - Parameters:
    ///   - word: what is said.
    ///   - text: the texts that belong to it.
    ///   - request: the request.
    ///   - person: who says it.
    ///   - transaction: the transaction.
    ///   - author: who says it.
    func say(
        _ word: RequestWord,
        _ text: RequestWordText?,
        of request: Request,
        person: ID<Person>?,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        let written = text?.text
        guard let exchange = request.origin?.exchange else {
            _ = try take(word, written, of: request, dispatch: nil, in: transaction, by: author)
            return
        }
        let speaker = person ?? ID<Person>(author.organisation.identifier)
        _ = try transaction.send(
            .request(request.id, word),
            text: written,
            to: exchange,
            person: speaker,
            secrets: secrets,
            by: author
        )
    }

    /// Takes what an addressee says about a request that lives here.
    func take(
        _ word: RequestWord,
        _ text: String?,
        of request: Request,
        dispatch: ID<Dispatch>?,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws -> RequestView {
        // A repeat of what was taken already, whose answer did not reach the node.
        if let dispatch, try transaction.hasTaken(dispatch, about: request) { return try transaction.view(request) }
        let texts = try text.map { try RequestWordText($0) }
        let command: RequestCommand
        switch word {
        case .acknowledged: command = .acknowledge(dispatch: dispatch)
        case .clockStopped(let reason):
            guard request.state == .open else {
                throw Refusal(.conflict, "clock-stopped-already", "The clock of this request stands already.")
            }
            for clock in try transaction.clocks(about: request.id.identifier) where clock.state == .running {
                try transaction.stopClock(clock.id, reason, calendar: calendar, by: author)
            }
            command = .stopClock(reason, note: texts?.note ?? "", dispatch: dispatch)
        case .clockResumed:
            let due = request.state == .stopped ? try resumeClocks(of: request, in: transaction) : nil
            command = .resumeClock(dueAt: due, dispatch: dispatch)
        case .answered(let outcomes, let concernsProtectedRole):
            let reasons = texts?.reasons ?? [:]
            command = .answer(
                RequestAnswer(
                    items: outcomes.map { fact in
                        RequestAnswer.Item(
                            number: fact.number,
                            outcome: fact.outcome,
                            reasons: reasons[fact.number] ?? ""
                        )
                    },
                    signed: texts?.signed,
                    dispatch: dispatch,
                    concernsProtectedRole: concernsProtectedRole
                )
            )
        case .itemReversed(let number):
            command = .reverse(item: number, reasons: texts?.note ?? "", dispatch: dispatch)
        case .personTold: command = .notePersonTold(dispatch: dispatch)
        case .disclosed(let category, let sha256):
            command = .disclose(category, sha256: sha256, file: texts?.file ?? "", dispatch: dispatch)
        }
        let view = try transaction.command(command, on: request, by: author)
        if view.request.state == .answered, !view.request.hasInterimAnswers {
            try endClocks(of: view.request, in: transaction)
        }
        return view
    }

    /// Lets the clocks of a request go on.
    ///
    /// - Returns: until when an answer is due now.
    func resumeClocks(of request: Request, in transaction: any StoreTransaction) throws -> Timestamp? {
        var due: Timestamp?
        for clock in try transaction.clocks(about: request.id.identifier) where clock.state == .stopped {
            due = try transaction.resumeClock(clock.id, calendar: calendar, by: .node(of: organisation)).deadline
        }
        return due
    }
}

extension StoreReading {
    /// Whether what a dispatch said about a request was taken.
    func hasTaken(_ dispatch: ID<Dispatch>, about request: Request) throws -> Bool {
        let events = try events(EventQuery(subject: request.id.identifier, limit: 5000))
        return events.contains { $0.facts["dispatch"]?.stringValue == dispatch.description }
    }
}
