/// A person logged in.
public struct SessionOpened: EventPayload {
    /// What happened.
    public static let type = "session.opened"
    /// Who.
    public let person: ID<Person>
    /// For whom the person acts.
    public let organisation: ID<Organisation>
    /// The SHA-256 of the secret in the cookie.
    public let tokenHash: String
    /// How the person proved who they are.
    public let method: Session.Method
    /// When it ends by itself.
    public let expiresAt: Timestamp
}

/// A session ended before its time.
public struct SessionEnded: EventPayload {
    /// Why.
    public enum Reason: String, Codable, CaseIterable, Sendable {
        /// The person logged out.
        case loggedOut
        /// The person ended it from another session.
        case revoked
        /// The password was changed elsewhere.
        case passwordChanged
        /// A passkey was removed in another session.
        case passkeyRemoved
        /// A passkey's counter went backwards: there is a copy of it.
        case passkeyDoubted
        /// The person left, or may not log in any more.
        case closed
        /// Its time was over; noted when the person logs in the next time.
        case expired
        /// The person logged in so often that the oldest had to make room.
        case replaced
    }

    /// What happened.
    public static let type = "session.ended"
    /// Why.
    public let reason: Reason
}

/// What can be asked of a session.
public enum SessionCommand: Sendable, Hashable {
    /// Begin it.
    case open(person: ID<Person>, organisation: ID<Organisation>, tokenHash: String, method: Session.Method)
    /// End it.
    case end(SessionEnded.Reason)
}

extension Session {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the session; `nil` for one that has not begun.
    ///   - command: what is asked.
    ///   - id: its id, which the beginning takes on.
    ///   - now: the time.
    /// - Returns: what happens; nothing where it has ended already.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Session?,
        _ command: SessionCommand,
        id: ID<Session>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .open(let person, let organisation, let tokenHash, let method)):
            return [
                Act(
                    SessionOpened(
                        person: person,
                        organisation: organisation,
                        tokenHash: tokenHash,
                        method: method,
                        expiresAt: now + timeMax
                    ),
                    on: id
                )
            ]
        case (_?, .open): throw Refusal(.conflict, "session-open", "A session with this id began already.")
        case (nil, .end): throw Refusal(.notFound, "not-found", "There is no such session.")
        case (let session?, .end(let reason)):
            // What ended by itself is not said to have been ended by anybody.
            let reason = session.isOpen(at: now) ? reason : .expired
            return session.hasEnded ? [] : [Act(SessionEnded(reason: reason), on: id)]
        }
    }

    /// The state after an event.
    public static func apply(_ state: Session?, _ event: JournalEvent) throws(ReplayError) -> Session {
        switch (state, event.type) {
        case (nil, SessionOpened.type):
            let facts = try event.payload(SessionOpened.self)
            return Session(
                id: ID(event.subject),
                person: facts.person,
                organisation: facts.organisation,
                tokenHash: facts.tokenHash,
                method: facts.method,
                openedAt: event.time,
                expiresAt: facts.expiresAt,
                hasEnded: false
            )
        case (var session?, SessionEnded.type):
            _ = try event.payload(SessionEnded.self)
            session.hasEnded = true
            return session
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
