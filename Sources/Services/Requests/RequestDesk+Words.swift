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
    /// - Throws: `Refusal`; `StoreError`.
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
            isExercise: request.filing.isExercise,
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
        if let dispatch, request.hasTaken(dispatch) { return try transaction.view(request) }
        let texts = try text.map { try RequestWordText($0) }
        try requireSound(word, texts, of: request, in: transaction)
        let command: RequestCommand
        switch word {
        case .acknowledged: command = .acknowledge(dispatch: dispatch)
        case .clockStopped(let reason):
            if request.state == .open { try stopClocks(of: request, reason, in: transaction, by: author) }
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
                    concernsProtectedRole: concernsProtectedRole ?? false
                )
            )
        case .foundForged: command = .noteForged(dispatch: dispatch)
        case .forgeryTakenBack: command = .noteForgeryTakenBack(dispatch: dispatch)
        case .itemReversed(let number, let isMistake):
            command = .reverse(
                item: number,
                reasons: texts?.note ?? "",
                isMistake: isMistake ?? false,
                dispatch: dispatch
            )
        case .personTold: command = .notePersonTold(dispatch: dispatch)
        case .disclosed(let category, let sha256):
            command = .disclose(category, sha256: sha256, file: texts?.file ?? "", dispatch: dispatch)
        }
        let view = try transaction.command(command, on: request, by: author)
        if view.request.state == .answered {
            try endClocks(of: view.request, in: transaction)
        }
        if word == .foundForged, request.foundForgedAt == nil { try noteMisuse(by: request, in: transaction) }
        return view
    }

    /// Lets the clocks of a request stand still.
    ///
    /// - Throws: `Refusal` `clock-over` where the time is over already: a stop mends no delay.
    func stopClocks(
        of request: Request,
        _ reason: ClockTerms.StopReason,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        let clocks = try transaction.answerClocks(of: request)
        guard clocks.isEmpty || clocks.contains(where: { $0.state == .running }) else {
            throw Refusal(.conflict, "clock-over", "The time of this request is over; answer it.")
        }
        for clock in clocks where clock.state == .running {
            try transaction.stopClock(clock.id, reason, calendar: calendar, by: author)
        }
    }

    /// Lets the clocks of a request go on.
    ///
    /// - Returns: until when an answer is due now.
    func resumeClocks(of request: Request, in transaction: any StoreTransaction) throws -> Timestamp? {
        var due: Timestamp?
        for clock in try transaction.answerClocks(of: request) {
            var clock = clock
            if clock.state == .stopped {
                clock = try transaction.resumeClock(clock.id, calendar: calendar, by: .node(of: organisation))
            }
            due = min(due ?? clock.deadline, clock.deadline)
        }
        return due
    }
}

extension StoreReading {
    /// The clocks of a request that wait for its answer, and not those of what follows from one.
    func answerClocks(of request: Request) throws -> [Clock] {
        try openClocks(about: request, [.request])
    }
}
