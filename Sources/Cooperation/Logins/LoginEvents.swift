/// A person was given a link by which they set their login up.
public struct LoginInvited: EventPayload {
    /// What happened.
    public static let type = "login.invited"
    /// The organisation for which the person acts.
    public let organisation: ID<Organisation>
    /// The SHA-256 of the link's secret.
    public let tokenHash: String
    /// From when on the link no longer works.
    public let expiresAt: Timestamp
}

/// A person set their login up with a name, a password and a generator of one-time codes.
///
/// Sealed: `name`, `loginKey` (the keyed hash by which the login is found), `password` (its Argon2id hash), `totp` (the
/// generator's secret).
public struct LoginEnrolled: EventPayload {
    /// What happened.
    public static let type = "login.enrolled"
    /// The SHA-256 of each recovery code.
    public let recoveryHashes: [String]
    /// The time step of the code by which the person proved that the generator works.
    public let timeStep: Int64
}

/// A person chose another password.
///
/// Sealed: `password`.
public struct LoginPasswordChanged: EventPayload {
    /// What happened.
    public static let type = "login.passwordChanged"
}

/// A person proved who they are.
public struct LoginPassed: EventPayload {
    /// What happened.
    public static let type = "login.passed"
    /// The time step of the one-time code; `nil` where a recovery code was used.
    public let timeStep: Int64?
    /// The SHA-256 of the recovery code, which is used up; `nil` where a one-time code was used.
    public let recoveryHash: String?
}

/// A person gets in no more.
public struct LoginClosed: EventPayload {
    /// What happened.
    public static let type = "login.closed"
}
