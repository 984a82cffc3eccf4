/// One person's word that an office, an officer or a key is what it is said to be, after asking by another way.
///
/// How it was asked is the sealed part `how` of its event.
public struct Vouching: Codable, Hashable, Sendable {
    /// Who gave it: a person of the organisation that runs the node.
    public let by: Identifier
    /// For which organisation.
    public let organisation: ID<Organisation>
    /// When it was given.
    public let at: Timestamp
    /// The position of the event that holds the sealed part `how`.
    public let position: Int64
    /// When it ended, because what it was given for changed; `nil` while it stands.
    public internal(set) var endedAt: Timestamp?

    init(_ event: JournalEvent) {
        by = event.actor
        organisation = event.organisation
        at = event.time
        position = event.position
    }

    /// Whether it stood at a moment.
    public func stood(at moment: Timestamp) -> Bool { at <= moment && endedAt.map { $0 > moment } ?? true }
}

extension [Vouching] {
    /// The last one that stands.
    public var standing: Vouching? { last { $0.endedAt == nil } }

    /// The first one that stands: since it was given, nothing changed of what it was given for.
    public var standingSince: Vouching? { first { $0.endedAt == nil } }

    /// How many people's words stand; who gave theirs twice is one.
    public var standingPeople: Int { Set(lazy.filter { $0.endedAt == nil }.map(\.by)).count }

    /// Whether one of them stood at a moment.
    public func stood(at moment: Timestamp) -> Bool { contains { $0.stood(at: moment) } }

    mutating func end(at moment: Timestamp) {
        for index in indices where self[index].endedAt == nil { self[index].endedAt = moment }
    }
}
