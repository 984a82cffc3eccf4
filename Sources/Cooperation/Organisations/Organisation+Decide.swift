/// What can be asked of an organisation's record.
public enum OrganisationCommand: Sendable, Hashable {
    /// Register a member that does not exist yet.
    case register(
        kind: OrganisationKind,
        name: String,
        interests: Interests?,
        ownsNode: Bool,
        isExchange: Bool = false
    )
    /// Declare who stands behind it.
    case declareInterests(Interests)
    /// Declare whether it takes requests that are exercises, also where nobody planned them.
    case declareExercises(Bool)
    /// Change its standing with the reason: as the members decided, or by the threshold that they set.
    case changeStanding(Standing, reason: String, isByQuality: Bool = false)
}

extension Organisation {
    /// How long a name may be, in bytes.
    public static let nameBytesMax = 200

    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the organisation; `nil` for one that is not registered.
    ///   - command: what is asked.
    ///   - id: its id, which a registration takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Organisation?,
        _ command: OrganisationCommand,
        id: ID<Organisation>
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .register(let kind, let name, let interests, let ownsNode, let isExchange)):
            let name = try Texts.required(name, "name", bytesMax: nameBytesMax)
            let standing: Standing = ownsNode ? .active : .applicant
            return [
                Act(
                    OrganisationRegistered(
                        kind: kind,
                        standing: standing,
                        interests: interests,
                        ownsNode: ownsNode,
                        isExchange: ownsNode && isExchange
                    ),
                    on: id,
                    sealed: ["name": name]
                )
            ]
        case (_?, .register):
            throw Refusal(.conflict, "already-registered", "An organisation with this id is registered already.")
        case (nil, _):
            throw Refusal(.notFound, "not-found", "There is no such organisation.")
        case (let organisation?, .declareInterests(let interests)):
            guard organisation.origin == nil else { throw elsewhere }
            guard organisation.standing != .withdrawn else { throw withdrawn }
            return organisation.interests == interests
                ? [] : [Act(OrganisationInterestsDeclared(interests: interests), on: id)]
        case (let organisation?, .declareExercises(let takes)):
            guard organisation.origin == nil else { throw elsewhere }
            guard organisation.standing != .withdrawn else { throw withdrawn }
            return (organisation.takesExercises ?? false) == takes
                ? [] : [Act(OrganisationExercisesDeclared(takesExercises: takes), on: id)]
        case (let organisation?, .changeStanding(let standing, let reason, let isByQuality)):
            guard organisation.origin == nil else { throw elsewhere }
            let reason = try Texts.required(reason, "reason")
            guard organisation.standing != standing else { return [] }
            guard !organisation.ownsNode else {
                throw Refusal(
                    .conflict,
                    "own-standing",
                    "The node's own organisation keeps its standing on its own node."
                )
            }
            guard organisation.standing.successors.contains(standing) else {
                throw Refusal(
                    .conflict,
                    "standing-not-reachable",
                    "From \(organisation.standing.rawValue) the standing can't become \(standing.rawValue).",
                    pointer: "/standing"
                )
            }
            return [
                Act(
                    OrganisationStandingChanged(standing: standing, isByQuality: isByQuality),
                    on: id,
                    sealed: ["reason": reason]
                )
            ]
        }
    }

    private static var elsewhere: Refusal {
        Refusal(.conflict, "kept-elsewhere", "This organisation is kept by the exchange; change it there.")
    }

    private static var withdrawn: Refusal {
        Refusal(.conflict, "member-withdrawn", "This organisation has withdrawn.")
    }

    /// The state after an event.
    public static func apply(_ state: Organisation?, _ event: JournalEvent) throws(ReplayError) -> Organisation {
        switch (state, event.type) {
        case (nil, OrganisationRegistered.type):
            let facts = try event.payload(OrganisationRegistered.self)
            return Organisation(
                id: ID(event.subject),
                kind: facts.kind,
                standing: facts.standing,
                interests: facts.interests,
                ownsNode: facts.ownsNode && event.origin == nil,
                isExchange: facts.isExchange && facts.ownsNode && event.origin == nil,
                namedAt: event.position,
                latestPosition: event.position,
                origin: event.origin
            )
        case (var organisation?, OrganisationInterestsDeclared.type):
            organisation.interests = try event.payload(OrganisationInterestsDeclared.self).interests
            organisation.latestPosition = event.position
            return organisation
        case (var organisation?, OrganisationExercisesDeclared.type):
            organisation.takesExercises = try event.payload(OrganisationExercisesDeclared.self).takesExercises
            organisation.latestPosition = event.position
            return organisation
        case (var organisation?, OrganisationStandingChanged.type):
            let facts = try event.payload(OrganisationStandingChanged.self)
            organisation.standing = facts.standing
            organisation.suspendedByQualityAt = facts.isByQuality == true ? event.time : nil
            organisation.latestPosition = event.position
            return organisation
        default:
            throw ReplayError.unexpected(event, after: state)
        }
    }
}
