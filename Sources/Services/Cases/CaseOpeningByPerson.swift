import Cooperation

/// That a person opens a case.
struct CaseOpeningByPerson: Sendable {
    let item: Case
    let person: ID<Person>
    /// Whether they work on it, or decided it.
    let isTheirs: Bool
    /// For what, where they do not.
    let purpose: Reading.Purpose?
}

extension Node {
    /// What opening a case brings about: that it was read, and that graphic content was shown.
    ///
    /// - Throws: `Refusal`: `purpose-required`, `break-required`.
    func acts(of opening: CaseOpeningByPerson, _ reading: any StoreReading, now: Timestamp) throws -> [Act] {
        let (item, person) = (opening.item, opening.person)
        let id = secrets.reading(of: item.id, by: person, at: now)
        let noting = ReadingCommand.note(
            item.id,
            by: person,
            isTheirs: opening.isTheirs,
            purpose: opening.purpose
        )
        let acts = try Reading.decide(try reading.load(Reading.self, id), noting, id: id)
        return item.isGraphic ? try acts + exposure(to: item.id, of: person, reading, now: now) : acts
    }

    /// What showing a person graphic content brings about.
    func exposure(
        to subject: ID<Case>,
        of person: ID<Person>,
        _ reading: any StoreReading,
        now: Timestamp
    ) throws -> [Act] {
        let id = Exposure.id(of: person)
        let exposure = try reading.load(Exposure.self, id)
        return try Exposure.decide(exposure, .note(subject, settings.exposureLimits), id: id, now: now)
    }
}
