import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    /// Setting who is reached when something can't wait, in which order.
    func rosters() throws -> [ConsoleRoute] {
        [
            try form("/console/alerts/roster", "console.setRoster", .keepRoster, fields: ["people"]) { actor, fields in
                do {
                    let known = try await node.activePeople(for: actor.caller)
                    let shifts = try await node.roster().map { ($0.entry.person, $0.entry.shifts) }
                    let shiftsByPerson = Dictionary(shifts) { first, _ in first }
                    let people = try fields["people"].split(whereSeparator: \.isNewline).map {
                        try Self.person(String($0), among: known)
                    }
                    let entries = people.map { RosterEntry(person: $0, shifts: shiftsByPerson[$0] ?? []) }
                    _ = try await node.setRoster(entries, by: actor.caller)
                    return .redirect("/console/alerts?done=saved")
                } catch let refusal as Refusal where refusal.kind != .notFound {
                    return try await alerts(actor, typed: fields["people"], refusal: refusal)
                }
            }
        ]
    }

    /// The person whom a line names, by name or by id.
    private static func person(_ line: String, among known: [PersonView]) throws(Refusal) -> ID<Person> {
        let word = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let found = known.filter { $0.name == word || $0.person.id.description == word }
        guard found.count == 1, let person = found.first?.person.id else {
            throw Refusal(
                .invalid,
                "person-name-unclear",
                "Nobody of this organisation is called so, or more than one is: write the id.",
                pointer: "/people"
            )
        }
        return person
    }

    /// The form, with the names as they stand.
    func rosterForm(
        _ roster: [NamedRosterEntry],
        _ typed: String?,
        _ refusal: Refusal?,
        in texts: Catalogue
    ) -> FormView {
        FormView(
            "/console/alerts/roster",
            fields: [
                FieldView(
                    id: "people",
                    label: texts.text("alerts.rosterPeople"),
                    value: typed
                        ?? roster.map { $0.name ?? $0.entry.entry.person.description }.joined(separator: "\n"),
                    hint: texts.text("alerts.rosterHint"),
                    error: refusal.map(texts.fieldError),
                    isRequired: false,
                    isText: true
                )
            ],
            submit: texts.text("alerts.rosterSubmit"),
            kind: .plainly
        )
    }
}
