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
        try say(.foundForged, nil, of: request, person: caller.person, in: transaction, by: caller.author)
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

    /// Says to the exchange anew that a request is forged, where it refused to hear it, as one does whose program is older.
    func repeatForgery(of request: Request, in transaction: any StoreTransaction, by caller: Caller) throws {
        guard request.origin != nil, request.foundForgedAt == nil,
            try transaction.ownWords(about: request.id.identifier).isForgeryRefused
        else { return }
        try say(.foundForged, nil, of: request, person: caller.person, in: transaction, by: caller.author)
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
