extension Assessment {
    /// What counsel or the adviser says of a disclosure in spite of a danger (design rule 15).
    func judgeDanger(
        _ agrees: Bool,
        _ reasons: String,
        _ role: Role,
        _ person: ID<Person>
    ) throws(Refusal) -> Act {
        // It can be taken back as long as anything may still go out.
        if state != .proposed, state != .answered { try requireOpen() }
        guard role == .counsel || role == .adviser else {
            throw Refusal(.forbidden, "role-not-allowed", "Only counsel and the independent adviser judge this.")
        }
        guard role != .adviser || person == adviser else {
            throw Refusal(.notFound, "not-found", "There is no such request.")
        }
        guard role != .counsel || person != adviser else { throw Self.notIndependent }
        guard role != .adviser || !hasWorked(person) else { throw Self.notIndependent }
        return Act(
            AssessmentDangerJudged(role: role, by: person, agrees: agrees),
            on: id,
            sealed: ["reasons": try Texts.required(reasons, "reasons")]
        )
    }

    /// Whether somebody did any of the work on it that the adviser has to be independent of.
    func hasWorked(_ person: ID<Person>) -> Bool {
        person == assignee || person == proposal?.by || person == clearedBy || workers.contains(person)
            || identityChecks.contains { $0.by == person }
            || dangerJudgements.contains { $0.role == .counsel && $0.by == person }
    }

    static let notIndependent = Refusal(
        .conflict,
        "same-person",
        "The adviser has to be somebody who did not work on this request, also in no other role."
    )

    static let barredByDanger = Refusal(
        .conflict,
        "danger-not-agreed",
        """
        Somebody may be in danger: counsel and the independent adviser both have to agree in writing before anything is \
        disclosed that identifies a person.
        """
    )
}
