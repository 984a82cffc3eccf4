extension Assessment {
    /// What is said where no refused answer is waited for.
    public static let nothingRefused = Refusal(
        .conflict,
        "nothing-refused",
        "The exchange refused no answer that the authority still waits for."
    )

    /// Lets items be answered anew whose answer the exchange refused for good.
    ///
    /// - Throws: `Refusal` `nothing-refused`.
    func reopen(_ items: Set<Int>, _ refused: [ID<Dispatch>], by person: ID<Person>) throws(Refusal) -> Act {
        let numbers = outcomes.map(\.number).filter(items.contains)
        guard !numbers.isEmpty, state != .closed, state != .proposed else { throw Self.nothingRefused }
        return Act(AssessmentReopened(items: numbers, dispatches: refused, by: person), on: id)
    }
}
