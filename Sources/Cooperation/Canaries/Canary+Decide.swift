extension Canary {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the canary; `nil` for one not registered.
    ///   - command: what is asked.
    ///   - id: its id, which registering takes on.
    /// - Returns: what happens; nothing where it is so already.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Canary?,
        _ command: CanaryCommand,
        id: ID<Canary>
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .register(let key)):
            return [Act(CanaryRegistered(), on: id, sealed: [SealedKey.canaryKey.rawValue: key])]
        case (_?, .register):
            throw Refusal(.conflict, "already-registered", "A canary with this id was registered already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such canary.")
        case (.active, .remove): return [Act(CanaryRemoved(), on: id)]
        case (.removed, .remove): return []
        }
    }

    /// The state after an event.
    public static func apply(_ state: Canary?, _ event: JournalEvent) throws(ReplayError) -> Canary {
        switch (state, event.type) {
        case (nil, CanaryRegistered.type):
            _ = try event.payload(CanaryRegistered.self)
            return Canary(
                id: ID(event.subject),
                registeredBy: ID(event.actor),
                registeredAt: event.time,
                registeredAtPosition: event.position,
                state: .active,
                timesNamed: 0
            )
        case (var canary?, CanaryNamed.type):
            _ = try event.payload(CanaryNamed.self)
            canary.timesNamed += 1
            canary.lastNamedAt = event.time
            return canary
        case (var canary?, CanaryRemoved.type):
            _ = try event.payload(CanaryRemoved.self)
            canary.state = .removed
            return canary
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
