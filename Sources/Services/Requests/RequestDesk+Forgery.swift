import Cooperation
import Statements

extension RequestDesk {
    /// Tells the members who read the register that a forged request bore the name of an office: neither which request it was,
    /// nor who was asked, so the node says it by itself.
    ///
    /// Practice misuses nobody.
    func noteMisuse(by request: Request, in transaction: any StoreTransaction) throws {
        guard !request.filing.isExercise, let id = request.filing.office,
            let office = try transaction.load(Office.self, id), office.origin == nil
        else { return }
        let key = try transaction.statement(of: request)?.signatures.first?.key.description
        for act in try Office.decide(office, .noteMisuse(key: key), id: id) {
            try transaction.append(act, by: .node(of: organisation))
        }
    }

    /// Does what follows where a request was found forged: what waits for its exchange is taken back, its clocks end, and what
    /// was done about its items is undone.
    ///
    /// Data that went out can't be called back; the exchange hands them over no more once it knows.
    func undo(
        forged request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        if let exchange = request.origin?.exchange {
            try transaction.retractAnswers(to: request.id, at: exchange, by: caller.author)
        }
        try endClocks(ofForged: request, in: transaction, by: caller.author)
        // One that was found so before, and that nobody cleared since, is forged there still.
        if try !transaction.ownWords(about: request.id.identifier).isForgedThere(request) {
            try say(.foundForged, nil, of: request, person: caller.person, in: transaction, by: caller.author)
        }
        for number in request.doneItems(by: assessment) {
            try say(
                .itemReversed(number: number, isMistake: true),
                RequestWordText(note: Self.undone),
                of: request,
                person: caller.person,
                in: transaction,
                by: caller.author
            )
        }
    }

    /// Says to the exchange anew that a request is forged, or that it is not after all, where it refused to hear it, as one
    /// does whose program is older.
    func repeatForgery(
        of request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let words = try transaction.ownWords(about: request.id.identifier)
        guard request.origin != nil, assessment.isForgeryUnheard(of: request, among: words) else { return }
        try say(
            assessment.foundForgedAt != nil ? .foundForged : .forgeryTakenBack,
            nil,
            of: request,
            person: caller.person,
            in: transaction,
            by: caller.author
        )
    }

    /// Does what follows where it was taken back that a request is forged: what was written for its exchange and never sent is
    /// written anew, and the clocks run that people here work by.
    ///
    /// The answer's clock runs by the law since the request was received, or since its wait was over, whoever erred here meanwhile.
    func resume(
        doubted request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        let words = try transaction.ownWords(about: request.id.identifier)
        let unsent = assessment.unsentAnswers(among: words, of: request)
        if !unsent.items.isEmpty {
            try transaction.command(
                .reopen(items: unsent.items, refused: unsent.dispatches, by: try caller.requiredPerson()),
                on: assessment.id,
                by: caller.author
            )
        }
        if assessment.formalDueAt != nil {
            try start(RequestClock.formal, .disclosure, about: request, assessment, in: transaction, by: caller.author)
        }
        let hadRedress = try transaction.clocks(about: request.id.identifier).contains {
            $0.subjectKind == .redress && $0.ending == .withdrawn
        }
        // What the registers of two nodes disagree on keeps nobody from taking it back.
        if hadRedress, request.state != .withdrawn {
            do { try startRedress(of: request, in: transaction, by: caller.author) } catch is Refusal {}
        }
        guard request.takesAnswer, !unsent.items.isEmpty || !assessment.isAnswered else { return }
        do { try startAnswerClocks(of: request, in: transaction, by: caller.author) } catch is Refusal {}
    }

    private func startAnswerClocks(
        of request: Request,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        if request.filing.kind == .stayUp {
            let (code, received) = (RequestClock.stayUp, request.receivedAt)
            try start(code, .stayUp, about: request, nil, since: received, in: transaction, by: author)
        }
        guard try transaction.openClocks(about: request, [.request, .firstContact]).isEmpty else { return }
        // The time of a first order on paper began only once its wait was over; over an exchange it counts from the receipt there.
        let before =
            request.filing.channel == .paper
            ? try transaction.clocks(about: request.id.identifier).last { $0.subjectKind == .request } : nil
        try startOwnClock(of: request, from: before?.startedAt, in: transaction, by: author)
        guard let reason = request.stoppedFor else { return }
        for clock in try transaction.answerClocks(of: request) where clock.state == .running {
            try transaction.stopClock(clock.id, reason, calendar: calendar, by: author)
        }
    }

    /// Says that a request is not forged after all, once a second person said so too, and nobody's denial stands.
    ///
    /// Until then the exchange hands over nothing that it has of it.
    func tellGenuine(
        _ request: Request,
        _ assessment: Assessment,
        in transaction: any StoreTransaction,
        by caller: Caller
    ) throws {
        guard assessment.isHeldGenuine,
            try transaction.ownWords(about: request.id.identifier).isForgedThere(request)
        else { return }
        try say(.forgeryTakenBack, nil, of: request, person: caller.person, in: transaction, by: caller.author)
    }

    /// What is said when something was undone for a forgery: nothing from which whoever is concerned reads that it was found.
    ///
    /// No authority is shown why anything was undone: whoever forged it would know it by this very sentence.
    private static let undone = "What was done about this item was undone."

    /// Ends the clocks by which this node's people would answer a forged request, or wait for its formal one.
    ///
    /// Those that the authority sees go on: their end would tell whoever has its keys.
    func endClocks(ofForged request: Request, in transaction: any StoreTransaction, by author: Author) throws {
        // An authority that filed it here sees the clocks of its answer here.
        let isOwn = request.origin != nil || request.filing.channel == .paper
        let kinds: Set<Clock.SubjectKind> = isOwn ? [.request, .firstContact, .stayUp] : []
        try end(kinds.union([.disclosure, .measure, .redress]), of: request, .withdrawn, in: transaction, by: author)
    }
}

extension Assessment {
    /// Whether what people found, that a request is forged, or that it is not after all, is to be said anew to its exchange,
    /// which refused to hear it.
    ///
    /// Nobody says alone that it is not: what looks forged again, or is denied, is said to be genuine by whoever clears it.
    ///
    /// - Parameters:
    ///   - request: the request, as this node has it of its exchange.
    ///   - words: what this node's own people said about it that the exchange has not recorded.
    /// - Returns: whether it is to be said anew.
    package func isForgeryUnheard(of request: Request, among words: [OwnWord]) -> Bool {
        isForgeryUnknown(to: request, among: words) && !isDeniedSinceTakenBack
    }

    /// Whether its exchange refused to hear what people found, that a request is forged, or that it is not after all, and nobody
    /// said so anew; also where a denial keeps that from being said until somebody calls.
    ///
    /// - Parameters:
    ///   - request: the request, as this node has it of its exchange.
    ///   - words: what this node's own people said about it that the exchange has not recorded.
    /// - Returns: whether the exchange does not know.
    package func isForgeryUnknown(to request: Request, among words: [OwnWord]) -> Bool {
        guard foundForgedAt == nil else { return request.foundForgedAt == nil && words.isForgeryRefused }
        return !looksForged && request.foundForgedAt != nil && words.isForgeryTakenBackRefused
    }
}

extension Request {
    /// The items of a request about which something was done that can be undone.
    ///
    /// What an exchange keeps may have an answer there that this node does not know yet, because it is on its way this very
    /// moment; where it has none, it refuses the word.
    fileprivate func doneItems(by assessment: Assessment) -> [Int] {
        guard filing.kind.asksRemoval || filing.kind == .stayUp else { return [] }
        let reversed = Set(items.filter(\.isReversed).map(\.number))
        let done =
            origin == nil
            ? items.filter { $0.outcome?.isCompliance == true }.map(\.number)
            : assessment.outcomes.filter(\.outcome.isCompliance).map(\.number)
        return done.filter { !reversed.contains($0) }
    }
}
