/// A key was issued.
public struct KeyIssued: EventPayload {
    /// What happened.
    public static let type = "key.issued"
    /// To whom it belongs.
    public let organisation: ID<Organisation>
    /// What its bearer may do.
    public let role: Role
    /// Who bears it.
    public let person: ID<Person>?
    /// Whether a node bears it.
    public let vouches: Bool
    /// The SHA-256 of the secret.
    public let secretHash: String
    /// From when on it no longer works.
    public let expiresAt: Timestamp?
}

/// A key was revoked; it stops working at once.
public struct KeyRevoked: EventPayload {
    /// What happened.
    public static let type = "key.revoked"
}

/// What can be asked of a key's record.
public enum KeyCommand: Sendable, Hashable {
    /// Issue a key whose secret has this SHA-256.
    case issue(
        organisation: ID<Organisation>,
        role: Role,
        person: ID<Person>?,
        vouches: Bool,
        secretHash: String,
        expiresAt: Timestamp?
    )
    /// Revoke it.
    case revoke
}

extension Key {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the key; `nil` for one not issued.
    ///   - command: what is asked.
    ///   - id: its id, which issuing takes on.
    ///   - bearer: the person the key is to be bound to, as stored; `nil` where none is named.
    ///   - kind: what the key's organisation is.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the key is revoked already.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Key?,
        _ command: KeyCommand,
        id: ID<Key>,
        bearer: Person?,
        kind: OrganisationKind,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .issue(let organisation, let role, let person, let vouches, let secretHash, let expiresAt)):
            guard role != .monitor || person == nil else {
                throw Refusal(
                    .invalid,
                    "monitoring-key-invalid",
                    "A key with the role monitor is a program's; name no person.",
                    pointer: "/person"
                )
            }
            if person != nil {
                guard let bearer, bearer.organisation == organisation, bearer.state == .active else {
                    throw Refusal(
                        .invalid,
                        "person-unknown",
                        "Name a person who works for this organisation.",
                        pointer: "/person"
                    )
                }
                guard bearer.roles.contains(role) else {
                    throw Refusal(
                        .invalid,
                        "role-not-held",
                        "Give the person the role \(role.rawValue) first.",
                        pointer: "/role"
                    )
                }
            }
            guard RoleTable.rolesOfKeys(of: kind).contains(role) else {
                throw Refusal(
                    .invalid,
                    "role-not-of-kind",
                    "An organisation of the kind \(kind.rawValue) has no \(role.rawValue).",
                    pointer: "/role"
                )
            }
            guard !vouches || (person == nil && role == .curator) else {
                throw Refusal(
                    .invalid,
                    "vouching-key-invalid",
                    "A node's key that vouches for its people has the role curator and no person.",
                    pointer: "/vouches"
                )
            }
            if let expiresAt, expiresAt <= now {
                throw Refusal(
                    .invalid,
                    "time-passed",
                    "Let the key expire in the future.",
                    pointer: "/expiresAt"
                )
            }
            return [
                Act(
                    KeyIssued(
                        organisation: organisation,
                        role: role,
                        person: person,
                        vouches: vouches,
                        secretHash: secretHash,
                        expiresAt: expiresAt
                    ),
                    on: id
                )
            ]
        case (_?, .issue): throw Refusal(.conflict, "already-issued", "A key with this id was issued already.")
        case (nil, .revoke): throw Refusal(.notFound, "not-found", "There is no such key.")
        case (let key?, .revoke): return key.isRevoked ? [] : [Act(KeyRevoked(), on: id)]
        }
    }

    /// The state after an event.
    public static func apply(_ state: Key?, _ event: JournalEvent) throws(ReplayError) -> Key {
        switch (state, event.type) {
        case (nil, KeyIssued.type):
            let facts = try event.payload(KeyIssued.self)
            return Key(
                id: ID(event.subject),
                organisation: facts.organisation,
                role: facts.role,
                person: facts.person,
                vouches: facts.vouches,
                secretHash: facts.secretHash,
                expiresAt: facts.expiresAt,
                isRevoked: false
            )
        case (var key?, KeyRevoked.type):
            _ = try event.payload(KeyRevoked.self)
            key.isRevoked = true
            return key
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
