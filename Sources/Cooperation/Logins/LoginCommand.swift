/// How a person proves who they are.
public enum LoginProof: Sendable, Hashable {
    /// The right password and a right one-time code of this time step.
    case timeStep(Int64)
    /// The right password and a recovery code with this SHA-256.
    case recoveryHash(String)
    /// A right signature of a passkey over a challenge that was made at this time.
    case passkey(credentialHash: String, signCounter: Int64, challengedAt: Timestamp)
}

/// A passkey that is to be added, whose possession was proved.
public struct NewPasskey: Sendable, Hashable {
    /// The SHA-256 of the credential id, in lowercase hexadecimal.
    public let credentialHash: String
    /// The credential id, as text.
    public let credentialID: String
    /// The public key, as text.
    public let publicKey: String
    /// What the person calls it.
    public let name: String
    /// How often it has signed, as it says.
    public let signCounter: Int64
    /// When the challenge was made that it answered.
    public let challengedAt: Timestamp

    /// Makes a passkey to be added.
    public init(
        credentialHash: String,
        credentialID: String,
        publicKey: String,
        name: String,
        signCounter: Int64,
        challengedAt: Timestamp
    ) {
        self.credentialHash = credentialHash
        self.credentialID = credentialID
        self.publicKey = publicKey
        self.name = name
        self.signCounter = signCounter
        self.challengedAt = challengedAt
    }
}

/// What can be asked of a login.
public enum LoginCommand: Sendable, Hashable {
    /// Give the person a link by which they set it up, whether it was set up before or not.
    case invite(organisation: ID<Organisation>, tokenHash: String, expiresAt: Timestamp)
    /// Set it up anew, with a name, a password and a generator of one-time codes, by the link that waits.
    case enrol(
        tokenHash: String,
        name: String,
        loginKey: String,
        passwordHash: String,
        totpSecret: String,
        recoveryHashes: [String],
        timeStep: Int64
    )
    /// Set it up anew, with a passkey, by the link that waits.
    case enrolPasskey(tokenHash: String, NewPasskey)
    /// Change the password.
    case changePassword(hash: String)
    /// Add a passkey.
    case addPasskey(NewPasskey)
    /// Take a passkey away.
    case removePasskey(credentialHash: String, isRequired: Bool)
    /// Let the person in.
    case pass(LoginProof)
    /// Note that the person asked for an operation that is not theirs.
    case noteRefusal(operation: String)
    /// Let the person in no more.
    case close
}
