extension Assessment {
    /// The further category for which somebody can say why what went out was not enough: the next, what reaches less deep
    /// coming first; empty outside of an emergency, and where nothing more goes out.
    public var furtherCategories: [DataCategory] {
        guard kind == .emergencyDisclosure, state != .locked, state != .closed, !isFormalMissed, !isBarredByDanger,
            let first = disclosed.first
        else { return [] }
        let open = opening.categories.filter { category in
            category != .content && first.category < category && !disclosed.contains { $0.category == category }
        }
        return open.min().map { [$0] } ?? []
    }

    /// Says, before data of a further category go out in an emergency, why those that went out were not enough: once each.
    ///
    /// - Throws: `Refusal` `nothing-to-widen`, `same-person`, `text-missing`, `text-too-long`, and what handing these data
    ///   over is refused for.
    func widen(_ category: DataCategory, _ reasons: String, by person: ID<Person>) throws(Refusal) -> [Act] {
        try requireDisclosable(category)
        guard furtherCategories.contains(category) else {
            throw Refusal(
                .conflict,
                "nothing-to-widen",
                """
                Say why less was not enough in an emergency, after data that reach less deep went out and before these do.
                """
            )
        }
        try requireNotFirst(person)
        let reasons = try Texts.required(reasons, "reasons")
        guard !hasSaid(person, whyNotLessThan: category) else { return [] }
        return [Act(AssessmentWidened(category: category, by: person), on: id, sealed: ["reasons": reasons])]
    }

    /// Notes that data of a category go out.
    ///
    /// What reaches less deep comes first. In an emergency nobody is alone with going on from there: what is hurried is looked
    /// at again by somebody who did not begin it, and who said why less was not enough. Nobody acts alone on an authorisation
    /// that they noted after the answer.
    ///
    /// - Throws: `Refusal` `nothing-to-disclose`, `exercise-gets-nothing`, `category-not-asked`, `request-locked`,
    ///   `request-over`, `signature-or-office-needed`, `danger-not-agreed`, `agency-frozen`, `less-comes-first`, `same-person`,
    ///   `reasons-needed-for-more`, and what makes it doubtful who asks.
    func disclose(
        _ category: DataCategory,
        _ sealedFile: String,
        by author: ID<Person>?
    ) throws(Refusal) -> [Act] {
        try requireDisclosable(category)
        guard !disclosed.contains(where: { $0.sealedFile == sealedFile }) else { return [] }
        try requireNotNoter(author)
        if kind == .emergencyDisclosure, let first = disclosed.first, first.category < category {
            try requireNotFirst(author)
            let isKnown = disclosed.contains { $0.category == category }
            guard isKnown || author.map({ hasSaid($0, whyNotLessThan: category) }) ?? false else {
                throw Refusal(
                    .conflict,
                    "reasons-needed-for-more",
                    "In an emergency, say first why the data that went out were not enough."
                )
            }
        }
        return [Act(AssessmentDisclosed(category: category, sealedFile: sealedFile), on: id)]
    }

    private func hasSaid(_ person: ID<Person>, whyNotLessThan category: DataCategory) -> Bool {
        (widened ?? []).contains { $0.category == category && $0.by == person }
    }

    private func requireDisclosable(_ category: DataCategory) throws(Refusal) {
        guard kind.asksData, outcomes.contains(where: \.outcome.isCompliance) else {
            throw Refusal(.conflict, "nothing-to-disclose", "No answer of this request discloses anything.")
        }
        guard !opening.isExercise else { throw Request.exerciseGetsNothing }
        guard opening.categories.contains(category), kind != .emergencyDisclosure || category != .content else {
            throw Refusal(
                .invalid,
                "category-not-asked",
                "These data were not asked for, or are never disclosed here.",
                pointer: "/category"
            )
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
    }

    private func requireNotFirst(_ person: ID<Person>?) throws(Refusal) {
        guard disclosed.first?.by != person else {
            throw Refusal(
                .conflict,
                "same-person",
                "Another person than who handed over the first data has to see that less was not enough."
            )
        }
    }
}
