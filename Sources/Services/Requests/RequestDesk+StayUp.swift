import Cooperation

/// What another authority asked to stay up, as a gate before it is taken down.
///
/// Counsel alone knows that it was asked, and weighs it against the removal. Whoever else decides is told which items wait for
/// counsel, and not whether anybody asked for anything.
extension RequestDesk {
    /// Fails where an answer takes down what is to stay up, and counsel did not weigh that first.
    ///
    /// - Parameters:
    ///   - outcomes: the answer that is written, approved or confirmed.
    ///   - request: the removal.
    ///   - caller: who writes, approves or confirms it.
    ///   - transaction: the transaction.
    /// - Throws: `Refusal` `counsel-first` for whoever is not counsel, as long as it is to stay up; `stay-up-first` for
    ///   counsel, until counsel wrote an answer to what asks that; `StoreError`.
    func requireWeighedByCounsel(
        _ outcomes: [Assessment.ItemFact],
        of request: Request,
        by caller: Caller,
        in transaction: any StoreTransaction
    ) throws {
        let complying = Set(outcomes.filter(\.outcome.isCompliance).map(\.number))
        guard request.filing.kind.asksRemoval, !complying.isEmpty else { return }
        let items = try transaction.items(of: request).filter { complying.contains($0.number) }
        func stayUps(about items: [RequestItem]) throws -> [Request] {
            // Practice holds nothing real up.
            try transaction.stayUp(about: items, of: request, by: organisation, at: transaction.now)
                .filter { $0.filing.isExercise == request.filing.isExercise }
        }
        let asking = try stayUps(about: items)
        guard !asking.isEmpty else { return }
        let held = try Set(items.filter { try !stayUps(about: [$0]).isEmpty }.map(\.number))
        let pointer = outcomes.firstIndex { held.contains($0.number) }.map { "/items/\($0)/outcome" }
        guard caller.isShown(.stayUp) else {
            let numbers = held.sorted().map(String.init).joined(separator: ", ")
            throw Refusal(
                .conflict,
                "counsel-first",
                "Counsel has to look at this before it is done (items: \(numbers)); answer that it is under review until then.",
                pointer: pointer
            )
        }
        let assessments = try transaction.load(Assessment.self, ids: asking.map { ID<Assessment>($0.id.identifier) })
        let unread = asking.filter { request in
            let state = assessments[ID(request.id.identifier)]?.state
            return state != .proposed && state != .answered && state != .closed
        }
        guard unread.isEmpty else {
            let ids = unread.map(\.id.description).joined(separator: ", ")
            throw Refusal(
                .conflict,
                "stay-up-first",
                "Answer first what asks that one of these items stay up (\(ids)), and weigh it here.",
                pointer: pointer
            )
        }
    }
}
