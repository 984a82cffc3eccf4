import CanonicalJSON

/// An act as recorded: its envelope and its facts.
///
/// The sealed parts are kept apart, because they can be erased and `apply` never reads them.
public struct JournalEvent: Sendable, Hashable {
    /// The fact by which each event about something says that this is for practice.
    public static let exerciseMark = "isExercise"

    /// The place in the journal, from 0, without gaps; equal to the leaf index in the log.
    public let position: Int64
    /// What happened, as `signal.proposed`.
    public let type: String
    /// The version of the facts' shape.
    public let version: Int
    /// The id of the aggregate that it happened to.
    public let subject: Identifier
    /// When it was recorded.
    public let time: Timestamp
    /// Who it was done for.
    public let organisation: ID<Organisation>
    /// Who did it: a person, a key, or the node itself (`Author`).
    public let actor: Identifier
    /// Ids, enums, numbers and times.
    public let facts: [String: JSONValue]
    /// Where the event was first recorded, when it came from an exchange that this node follows.
    public let origin: EventOrigin?

    /// Makes an event.
    public init(
        position: Int64,
        type: String,
        version: Int,
        subject: Identifier,
        time: Timestamp,
        organisation: ID<Organisation>,
        actor: Identifier,
        facts: [String: JSONValue],
        origin: EventOrigin? = nil
    ) {
        self.position = position
        self.type = type
        self.version = version
        self.subject = subject
        self.time = time
        self.organisation = organisation
        self.actor = actor
        self.facts = facts
        self.origin = origin
    }

    /// Whether it says that what it is about is for practice.
    public var isExercise: Bool {
        [facts[Self.exerciseMark], facts["envelope"]?[Self.exerciseMark], facts["event"]?["facts"]?[Self.exerciseMark]]
            .contains(.bool(true))
    }

    /// Reads the facts as a typed payload.
    ///
    /// - Parameter payload: the type to read.
    /// - Returns: the payload.
    /// - Throws: `ReplayError` where the version is not this payload's or the facts do not fit.
    public func payload<Payload: EventPayload>(_ payload: Payload.Type) throws(ReplayError) -> Payload {
        guard type == Payload.type, version == Payload.version else {
            throw ReplayError(position: position, reason: "\(type) version \(version) is not known to this program")
        }
        var facts = facts
        if !Payload.tellsExercise { facts[Self.exerciseMark] = nil }
        do throws(JSONError) {
            return try JSONValueDecoder().decode(payload, from: .object(facts))
        } catch {
            throw ReplayError(position: position, reason: "the facts of \(type) do not fit: \(error)")
        }
    }
}
