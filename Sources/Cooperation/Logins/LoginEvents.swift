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

/// A person set their login up with a name, a password and a generator of one-time codes; what was set up before is void.
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

/// A person added a passkey.
///
/// Sealed: `credentialId`, `publicKey`, `passkeyName`.
public struct LoginPasskeyAdded: EventPayload {
    /// What happened.
    public static let type = "login.passkeyAdded"
    /// The SHA-256 of the credential id.
    public let credentialHash: String
    /// How often the passkey has signed, as it says.
    public let signCounter: Int64
    /// When the challenge was made that it answered.
    public let challengedAt: Timestamp
    /// Whether the login was set up with it, by a link; what was set up before is void.
    public let isSetUp: Bool
}

/// A person took a passkey away; it lets nobody in any more.
public struct LoginPasskeyRemoved: EventPayload {
    /// What happened.
    public static let type = "login.passkeyRemoved"
    /// The SHA-256 of the credential id.
    public let credentialHash: String
}

/// A passkey signed rightly, but with a counter that it had passed, so that nobody was let in: there may be a copy of it.
public struct LoginPasskeyDoubted: EventPayload {
    /// What happened.
    public static let type = "login.passkeyDoubted"
    /// The SHA-256 of the credential id.
    public let credentialHash: String
    /// The counter that it showed.
    public let signCounter: Int64
    /// When the challenge was made that it answered.
    public let challengedAt: Timestamp
}

/// A person proved who they are: by one of a one-time code, a recovery code or a passkey.
public struct LoginPassed: EventPayload {
    /// What happened.
    public static let type = "login.passed"
    /// The time step of the one-time code.
    public let timeStep: Int64?
    /// The SHA-256 of the recovery code, which is used up.
    public let recoveryHash: String?
    /// The SHA-256 of the passkey's credential id.
    public let credentialHash: String?
    /// How often the passkey has signed, as it says.
    public let signCounter: Int64?
    /// When the challenge was made that the passkey answered.
    public let challengedAt: Timestamp?

    init(
        timeStep: Int64? = nil,
        recoveryHash: String? = nil,
        credentialHash: String? = nil,
        signCounter: Int64? = nil,
        challengedAt: Timestamp? = nil
    ) {
        self.timeStep = timeStep
        self.recoveryHash = recoveryHash
        self.credentialHash = credentialHash
        self.signCounter = signCounter
        self.challengedAt = challengedAt
    }
}

/// A person asked for something that is not theirs, and was told that it does not exist.
public struct LoginRefused: EventPayload {
    /// What happened.
    public static let type = "login.refused"
    /// What was asked for: the id of an operation of this program.
    public let operation: String
}

/// A person gets in no more.
public struct LoginClosed: EventPayload {
    /// What happened.
    public static let type = "login.closed"
}
