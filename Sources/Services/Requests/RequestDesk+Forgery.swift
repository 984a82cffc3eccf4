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

    /// Ends the clocks by which this node's people would answer a forged request, or wait for its formal one.
    ///
    /// Those that the authority sees go on: their end would tell whoever has its keys.
    func endClocks(ofForged request: Request, in transaction: any StoreTransaction, by author: Author) throws {
        // An authority that filed it here sees the clocks of its answer here.
        let isOwn = request.origin != nil || request.filing.channel == .paper
        let kinds: Set<Clock.SubjectKind> = isOwn ? [.request, .firstContact, .stayUp, .disclosure] : [.disclosure]
        try end(kinds, of: request, .withdrawn, in: transaction, by: author)
    }
}
