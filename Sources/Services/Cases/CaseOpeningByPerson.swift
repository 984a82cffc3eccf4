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
        let acts = try noting(opening, reading, now: now)
        let (item, person) = (opening.item, opening.person)
        return item.isGraphic
            ? try acts + exposure(to: item.id.identifier, of: person, reading, now: now) : acts
    }

    /// That the case was read, where it is not noted already.
    ///
    /// - Throws: `Refusal` `purpose-required`.
    func noting(_ opening: CaseOpeningByPerson, _ reading: any StoreReading, now: Timestamp) throws -> [Act] {
        let (item, person) = (opening.item, opening.person)
        let id = secrets.reading(of: .case(item.id), by: person, at: now)
        let noting = ReadingCommand.note(
            item.id,
            by: person,
            isTheirs: opening.isTheirs,
            purpose: opening.purpose
        )
        return try Reading.decide(try reading.load(Reading.self, id), noting, id: id)
    }

    /// What showing a person graphic content brings about.
    func exposure(
        to subject: Identifier,
        of person: ID<Person>,
        _ reading: any StoreReading,
        now: Timestamp
    ) throws -> [Act] {
        let id = Exposure.id(of: person)
        let exposure = try reading.load(Exposure.self, id)
        return try Exposure.decide(exposure, .note(subject, settings.exposureLimits), id: id, now: now)
    }
}
