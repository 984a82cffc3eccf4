extension Assessment {
    /// Whether the answer is out, and whose authorisation was seen may still be noted: data may go out for it, or a measure waits
    /// to be confirmed.
    ///
    /// What a register demands may have become more since it was answered, and a judge's word may come after the answer.
    public var takesAuthorisation: Bool { state == .answered && isActedOn }

    /// Whether data may go out, or a measure waits to be confirmed, for what was answered already, be it about some items alone.
    private var isActedOn: Bool {
        measure != nil || kind.asksData && outcomes.contains(where: \.outcome.isCompliance)
    }

    /// Fails unless a request may be weighed: while it is open, and where the answer is out for whose authorisation was seen alone.
    ///
    /// Nobody's word is noted no more once the answer is out; while items wait, what was found by mistake is unsaid, which lets
    /// nothing more out on it.
    ///
    /// - Throws: `Refusal` `request-forged`, `request-locked`, `not-in-this-state`.
    func requireWeighable(_ finding: Proportionality) throws(Refusal) {
        guard takesAuthorisation, let before = proportionality else {
            return try requireOpen()
        }
        var rest = finding
        rest.authorisation = before.authorisation
        guard rest == before, finding != before, finding.authorisation != nil else {
            throw Refusal(
                .conflict,
                "not-in-this-state",
                "The answer is out: note whose authorisation was seen, and leave the rest of the finding as it stands.",
                pointer: "/authorisation"
            )
        }
    }

    /// Fails where a person would act on an authorisation that they alone noted after an answer that complies was out, to which
    /// nobody else agreed.
    ///
    /// - Throws: `Refusal` `same-person`.
    func requireNotNoter(_ person: ID<Person>?) throws(Refusal) {
        guard let authorisationNotedBy, authorisationNotedBy == person else { return }
        throw Refusal(
            .conflict,
            "same-person",
            "Another person than who noted whose authorisation was seen, when the answer was out, has to act on it."
        )
    }

    /// Notes what was weighed, and who found another's authorisation after an answer that complies, to which nobody else agreed.
    ///
    /// Whoever takes a word away has found none; but then the word counts that an officer signed, if one did.
    mutating func noteWeighed(_ finding: Proportionality, by person: ID<Person>, at position: Int64) {
        if !isActedOn {
            authorisationNotedBy = nil
        } else if finding.authorisation != proportionality?.authorisation,
            finding.authorisation != nil || opening.isSigned == true
        {
            authorisationNotedBy = person
        }
        proportionality = finding
        dangers = Set(dangers + finding.dangers).sorted()
        protectedRoles = Set(protectedRoles + finding.protectedRoles).sorted()
        assessedAtPosition = position
        askAnew()
    }
}
