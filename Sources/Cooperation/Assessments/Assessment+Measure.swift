extension Assessment {
    /// Confirms a measure before it ends by itself, so that it lasts.
    ///
    /// It takes what doing it for good at once would have taken: what is found meanwhile counts, and so does what lapsed. Where
    /// one person is not alone with the answer, whoever wrote it does not make it last; nor does who noted an authorisation after it.
    ///
    /// - Throws: `Refusal` `request-locked`, `request-forged`, `no-measure`, `same-person`, `text-missing`, `text-too-long`, and
    ///   what an answer that complies is refused for.
    func confirmMeasure(_ reasons: String, by person: ID<Person>, now: Timestamp) throws(Refusal) -> Act {
        try requireGenuine()
        guard let measure, now < measure.endsAt else {
            throw Refusal(.conflict, "no-measure", "No measure is about to end by itself.")
        }
        let reasons = try Texts.required(reasons, "reasons")
        guard !(measure.neededSecondPerson || isDelicate) || !measure.writers.contains(person) else {
            throw Refusal(.conflict, "same-person", "Another person than who wrote the answer has to confirm this.")
        }
        try requireNotNoter(person)
        let done = outcomes.filter { measure.items.contains($0.number) }
        try requireGrounds(for: done, by: measure.writers, now: now)
        return Act(AssessmentMeasureConfirmed(by: person), on: id, sealed: ["reasons": reasons])
    }
}
