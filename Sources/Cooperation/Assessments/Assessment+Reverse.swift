extension Assessment {
    /// Undoes what was done about an item, because it was wrong.
    ///
    /// Where two people had to agree to the answer about it, who wrote that does not say alone that it was wrong.
    ///
    /// - Parameters:
    ///   - number: which item.
    ///   - reasons: why; whoever is concerned reads them, and not the authority.
    ///   - person: who.
    /// - Returns: what happens; nothing where it is undone already.
    /// - Throws: `Refusal` `request-forged`, `not-in-this-state`, `nothing-to-undo`, `same-person`, `text-missing`,
    ///   `text-too-long`.
    func reverse(_ number: Int, _ reasons: String, by person: ID<Person>) throws(Refusal) -> [Act] {
        guard foundForgedAt == nil else { throw Self.forged }
        // What looks forged is undone where it is found so.
        guard state != .locked else {
            throw Refusal(.conflict, "not-in-this-state", "This can't be asked of one that is \(state.rawValue).")
        }
        guard isDone(number) else {
            throw Refusal(
                .conflict,
                "nothing-to-undo",
                "Nothing was done about this item that could be undone."
            )
        }
        guard !isReversed(number) else { return [] }
        guard mayReverse(number, by: person) else {
            throw Refusal(
                .conflict,
                "same-person",
                "Two people had to agree to the answer: another person than who wrote it has to undo it."
            )
        }
        return [
            Act(
                AssessmentItemReversed(number: number, by: person),
                on: id,
                sealed: ["reasons": try Texts.required(reasons, "reasons")]
            )
        ]
    }

    /// The items about which something was done that can be undone and is not.
    public var reversibleItems: [Int] {
        guard foundForgedAt == nil, state != .locked else { return [] }
        return outcomes.map(\.number).filter { isDone($0) && !isReversed($0) }
    }

    /// Those of them that a person may undo.
    public func reversibleItems(by person: ID<Person>) -> [Int] {
        reversibleItems.filter { mayReverse($0, by: person) }
    }

    /// Whether a person may undo what was done about an item: not who wrote the answer to which another person had to agree.
    private func mayReverse(_ number: Int, by person: ID<Person>) -> Bool {
        !(agreedAnswers ?? []).contains { $0.number == number && $0.writer == person }
    }

    private func isDone(_ number: Int) -> Bool {
        kind.asksRemoval && outcomes.contains { $0.number == number && $0.outcome.isCompliance }
    }

    private func isReversed(_ number: Int) -> Bool { (reversed ?? []).contains(number) }

    /// Notes that what was done about some items is undone; no measure is left that could end.
    mutating func noteReversed(_ numbers: [Int]) {
        reversed = Set((reversed ?? []) + numbers).sorted()
        measure?.items.removeAll(where: numbers.contains)
        if measure?.items.isEmpty == true { measure = nil }
    }

    /// Notes that some items are answered anew.
    mutating func noteAnswered(_ numbers: [Int], agreedWriter: ID<Person>?) {
        reversed = reversed.map { before in before.filter { !numbers.contains($0) } }
        let kept = (agreedAnswers ?? []).filter { !numbers.contains($0.number) }
        let anew = agreedWriter.map { writer in numbers.map { AgreedAnswer(number: $0, writer: writer) } } ?? []
        let all = (kept + anew).sorted { $0.number < $1.number }
        agreedAnswers = all.isEmpty ? nil : all
    }
}
