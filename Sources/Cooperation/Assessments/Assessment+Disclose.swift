extension Assessment {
    /// Notes that data of a category go out.
    ///
    /// What reaches less deep comes first. In an emergency nobody is alone with going on from there: what is hurried is looked
    /// at again by somebody who did not begin it.
    ///
    /// - Throws: `Refusal` `nothing-to-disclose`, `exercise-gets-nothing`, `category-not-asked`, `request-locked`,
    ///   `request-over`, `signature-or-office-needed`, `danger-not-agreed`, `agency-frozen`, `less-comes-first`, `same-person`,
    ///   and what makes it doubtful who asks.
    func disclose(
        _ category: DataCategory,
        _ sealedFile: String,
        by author: ID<Person>?
    ) throws(Refusal) -> [Act] {
        guard kind.asksData, outcomes.contains(where: \.outcome.isCompliance) else {
            throw Refusal(.conflict, "nothing-to-disclose", "No answer of this request discloses anything.")
        }
        guard !opening.isExercise else { throw Request.exerciseGetsNothing }
        guard opening.categories.contains(category), kind != .emergencyDisclosure || category != .content else {
            throw Refusal(.invalid, "category-not-asked", "These data were not asked for, or are never disclosed here.")
        }
        guard state != .locked else { throw Self.locked }
        guard state != .closed else {
            throw Refusal(.conflict, "request-over", "This request was taken back; nothing more goes out for it.")
        }
        try requireRegister()
        try requireIdentity()
        guard !isBarredByDanger else { throw Self.barredByDanger }
        guard !isFormalMissed else { throw Self.agencyFrozen }
        let before = opening.categories.filter { $0 < category }
        guard before.allSatisfy({ earlier in disclosed.contains { $0.category == earlier } }) else {
            throw Refusal(
                .conflict,
                "less-comes-first",
                "Disclose what reaches less deep first, and go on only where that is not enough."
            )
        }
        guard !disclosed.contains(where: { $0.sealedFile == sealedFile }) else { return [] }
        if kind == .emergencyDisclosure, let first = disclosed.first, first.category < category, first.by == author {
            throw Refusal(
                .conflict,
                "same-person",
                "Another person than who handed over the first data has to see that less was not enough."
            )
        }
        return [Act(AssessmentDisclosed(category: category, sealedFile: sealedFile), on: id)]
    }
}
