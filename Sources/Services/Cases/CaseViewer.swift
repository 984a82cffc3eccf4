import Cooperation

/// The person who looks at cases, as far as it matters for what they are shown.
struct CaseViewer: Sendable {
    let person: ID<Person>
    /// What they read; `nil` where any language may come.
    let languages: [String]?
    /// What they do not want to see.
    let optedOut: [Behaviour]
    let limits: ExposureLimits
    let now: Timestamp

    /// Looks up what is known of a caller's person; `nil` where no person calls.
    init?(_ caller: Caller, limits: ExposureLimits, now: Timestamp, in reading: any StoreReading) throws {
        guard let person = caller.person else { return nil }
        self.person = person
        languages = try reading.load(Person.self, person)?.languages
        optedOut = try reading.load(Preferences.self, Preferences.id(of: person))?.choices.optedOut ?? []
        self.limits = limits
        self.now = now
    }

    /// What a case is to this person.
    func own(_ item: Case, gauge: ExposureGauge?) -> CaseView.Own {
        CaseView.Own(
            isSkipped: item.skips.contains(person),
            isLockedByAnother: item.isLocked(at: now, against: person),
            optedOut: refused(item),
            gauge: gauge
        )
    }

    /// What this person does not want to see of what a case's content does.
    func refused(_ item: Case) -> [Behaviour] { item.behaviours.filter(optedOut.contains) }
}
