import Cooperation

extension Node {
    /// Lets the items be answered anew whose answer the exchange refused for good, with the clock by which they are answered.
    ///
    /// - Parameters:
    ///   - id: the assessment.
    ///   - caller: who answers anew.
    /// - Returns: the assessment.
    /// - Throws: `Refusal`: `not-found`, `nothing-refused`; `StoreError`.
    package func answerAgain(_ id: ID<Assessment>, by caller: Caller) async throws -> AssessmentView {
        let desk = requestDesk
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            let before = try transaction.assessment(id, for: caller)
            let request = try transaction.existingRequest(ID<Request>(id.identifier))
            let refused = before.refusedAnswers(among: try transaction.ownWords(about: id.identifier), of: request)
            let (assessment, _) = try transaction.command(
                .reopen(items: refused.items, refused: refused.dispatches, by: person),
                on: id,
                by: caller.author
            )
            if try transaction.openClocks(about: request, [.request, .firstContact]).isEmpty {
                try desk.startOwnClock(of: request, in: transaction, by: caller.author)
            }
            return try transaction.view(assessment, desk, at: transaction.now, for: caller)
        }
    }
}

extension Assessment {
    /// The answers that an exchange refused for good, that were not answered anew, and that the authority still waits for;
    /// without the items of which something else was answered since, which is on its way or refused itself.
    ///
    /// - Parameters:
    ///   - words: what this node's people said about the request and the exchange has not recorded.
    ///   - request: the request, as the exchange has it.
    /// - Returns: the items, and the words that were refused; none where nobody waits for an answer.
    package func refusedAnswers(
        among words: [OwnWord],
        of request: Request
    ) -> (items: Set<Int>, dispatches: [ID<Dispatch>]) {
        answers(.refused, among: words, of: request)
    }

    /// The same of answers that were taken back before they were sent, as where the request was found forged.
    func unsentAnswers(
        among words: [OwnWord],
        of request: Request
    ) -> (items: Set<Int>, dispatches: [ID<Dispatch>]) {
        answers(.retracted, among: words, of: request)
    }

    private func answers(
        _ state: Dispatch.State,
        among words: [OwnWord],
        of request: Request
    ) -> (items: Set<Int>, dispatches: [ID<Dispatch>]) {
        guard request.takesAnswer else { return ([], []) }
        let recorded = Set(request.items.filter { $0.outcome?.isFinal == true }.map(\.number))
        let standing = Dictionary(
            self.outcomes.map { ($0.number, $0.outcome) },
            uniquingKeysWith: { first, _ in first }
        )
        var (items, dispatches): (Set<Int>, [ID<Dispatch>]) = ([], [])
        for said in words {
            guard case .request(_, .answered(let outcomes, _)) = said.message, said.state == state,
                reopenedFor?.contains(said.dispatch) != true
            else { continue }
            dispatches.append(said.dispatch)
            items.formUnion(outcomes.filter { standing[$0.number] == $0.outcome }.map(\.number))
        }
        return (items.subtracting(recorded), dispatches)
    }
}
