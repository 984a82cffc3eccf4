/// Whom an organisation's node reaches when something can't wait, one after another.
///
/// An organisation has one, under its own id.
public struct Roster: Aggregate {
    /// What rosters are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The organisation.
        case organisation
    }

    /// The word in event types.
    public static let name = "roster"
    /// How many people a roster names at most.
    public static let entriesMax = 50
    /// How many shifts a person has at most.
    public static let shiftsMax = 50

    /// The organisation's id.
    public let id: ID<Roster>
    /// Who is asked, in order.
    public internal(set) var entries: [RosterEntry]
    /// The position of the event since which it names somebody; `nil` while it names nobody.
    ///
    /// What was recorded before alerts no one.
    public internal(set) var manningPosition: Int64?

    /// The id of an organisation's roster.
    public static func id(of organisation: ID<Organisation>) -> ID<Roster> { ID(organisation.identifier) }

    /// Who is asked at a moment, in order: first those who are on, then those who are off.
    ///
    /// A shift says who is asked first, and not who is left alone: when all who are on have been asked, it is better to wake
    /// somebody than nobody.
    public func order(at moment: Timestamp) -> [ID<Person>] {
        (entries.filter { $0.isOn(at: moment) } + entries.filter { !$0.isOn(at: moment) }).map(\.person)
    }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .organisation: .text(id.description)
        }
    }
}

/// A roster was written anew.
public struct RosterSet: EventPayload {
    /// What happened.
    public static let type = "roster.set"
    /// Who is asked from now on, in order.
    public let entries: [RosterEntry]
}

extension Roster {
    /// Writes a roster.
    ///
    /// - Parameters:
    ///   - state: the roster; `nil` before the first.
    ///   - entries: who is to be asked, in order; nobody where it is empty.
    ///   - id: its id.
    /// - Returns: what happens; nothing where it says so already.
    /// - Throws: `Refusal` where it is too long, names someone twice, or a shift is none.
    public static func decide(
        _ state: Roster?,
        set entries: [RosterEntry],
        id: ID<Roster>
    ) throws(Refusal) -> [Act] {
        guard entries.count <= entriesMax, entries.allSatisfy({ $0.shifts.count <= shiftsMax }) else {
            throw Refusal(
                .invalid,
                "roster-too-long",
                "A roster names at most \(entriesMax) people with \(shiftsMax) shifts each.",
                pointer: "/entries"
            )
        }
        for (index, entry) in entries.enumerated() {
            guard !entries[..<index].contains(where: { $0.person == entry.person }) else {
                throw Refusal(
                    .invalid,
                    "roster-person-twice",
                    "Name each person once, and give them several shifts instead.",
                    pointer: "/entries/\(index)/person"
                )
            }
            guard entry.shifts.allSatisfy(\.isValid) else {
                throw Refusal(
                    .invalid,
                    "shift-invalid",
                    "A shift starts at minute 0 to 10079 of the week and lasts 1 to 10080 minutes.",
                    pointer: "/entries/\(index)/shifts"
                )
            }
        }
        return (state?.entries ?? []) == entries ? [] : [Act(RosterSet(entries: entries), on: id)]
    }

    /// The state after an event.
    public static func apply(_ state: Roster?, _ event: JournalEvent) throws(ReplayError) -> Roster {
        guard event.type == RosterSet.type else { throw ReplayError.unexpected(event, after: state) }
        let entries = try event.payload(RosterSet.self).entries
        let manned = state?.manningPosition ?? event.position
        return Roster(id: ID(event.subject), entries: entries, manningPosition: entries.isEmpty ? nil : manned)
    }
}
