/// What a person brought along to be let in, besides the right password.
public enum SecondFactor: Sendable, Hashable {
    /// A right one-time code of this time step.
    case timeStep(Int64)
    /// A recovery code with this SHA-256.
    case recoveryHash(String)
}

/// What can be asked of a login.
public enum LoginCommand: Sendable, Hashable {
    /// Give the person a link by which they set it up, whether it was set up before or not.
    case invite(organisation: ID<Organisation>, tokenHash: String, expiresAt: Timestamp)
    /// Set it up by the link that waits.
    case enrol(
        name: String,
        loginKey: String,
        passwordHash: String,
        totpSecret: String,
        recoveryHashes: [String],
        timeStep: Int64
    )
    /// Change the password.
    case changePassword(hash: String)
    /// Let the person in, whose password was right.
    case pass(SecondFactor)
    /// Let the person in no more.
    case close
}

extension Login {
    /// How long a name may be, in bytes.
    public static let nameBytesMax = 100

    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the login; `nil` where the person has none.
    ///   - command: what is asked.
    ///   - id: the person's id.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Login?,
        _ command: LoginCommand,
        id: ID<Login>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (_, .invite(let organisation, let tokenHash, let expiresAt)):
            guard now < expiresAt, expiresAt <= now + invitationTimeMax else {
                throw Refusal(
                    .invalid,
                    "invitation-time",
                    "Let the link work for up to \(invitationTimeMax.count / 86_400) days.",
                    pointer: "/expiresAt"
                )
            }
            return [
                Act(LoginInvited(organisation: organisation, tokenHash: tokenHash, expiresAt: expiresAt), on: id)
            ]
        case (nil, _): throw notFound
        case (let login?, .enrol(let name, let key, let password, let totp, let recovery, let step)):
            guard let invitation = login.invitation, now < invitation.expiresAt else {
                throw Refusal(.conflict, "invitation-expired", "This link no longer works. Ask for a new one.")
            }
            let name = try Texts.required(name, "name", bytesMax: nameBytesMax)
            return [
                Act(
                    LoginEnrolled(recoveryHashes: recovery, timeStep: step),
                    on: id,
                    sealed: ["name": name, "loginKey": key, "password": password, "totp": totp]
                )
            ]
        case (let login?, .close):
            return login.isClosed ? [] : [Act(LoginClosed(), on: id)]
        case (let login?, .changePassword(let hash)):
            guard login.isEnrolled else { throw notFound }
            return [Act(LoginPasswordChanged(), on: id, sealed: ["password": hash])]
        case (let login?, .pass(let factor)):
            guard login.isEnrolled else { throw notFound }
            switch factor {
            case .timeStep(let step):
                guard step > login.lastTimeStep else { throw usedBefore }
                return [Act(LoginPassed(timeStep: step, recoveryHash: nil), on: id)]
            case .recoveryHash(let hash):
                guard login.recoveryHashes.contains(hash) else { throw usedBefore }
                return [Act(LoginPassed(timeStep: nil, recoveryHash: hash), on: id)]
            }
        }
    }

    private static var notFound: Refusal {
        Refusal(.notFound, "login-not-found", "There is no such login. Ask your administrator for a set-up link.")
    }

    private static var usedBefore: Refusal {
        Refusal(.conflict, "code-used", "This code was used before. Wait for the next one.")
    }

    /// The state after an event.
    public static func apply(_ state: Login?, _ event: JournalEvent) throws(ReplayError) -> Login {
        switch (state, event.type) {
        case (_, LoginInvited.type):
            let facts = try event.payload(LoginInvited.self)
            var login =
                state
                ?? Login(
                    id: ID(event.subject),
                    organisation: facts.organisation,
                    invitation: nil,
                    enrolledAtPosition: nil,
                    passwordAtPosition: nil,
                    lastTimeStep: 0,
                    recoveryHashes: [],
                    isClosed: false
                )
            login.invitation = Invitation(tokenHash: facts.tokenHash, expiresAt: facts.expiresAt)
            login.isClosed = false
            return login
        case (var login?, LoginEnrolled.type):
            let facts = try event.payload(LoginEnrolled.self)
            login.invitation = nil
            login.enrolledAtPosition = event.position
            login.passwordAtPosition = event.position
            login.recoveryHashes = facts.recoveryHashes
            login.lastTimeStep = facts.timeStep
            return login
        case (var login?, LoginPasswordChanged.type):
            _ = try event.payload(LoginPasswordChanged.self)
            login.passwordAtPosition = event.position
            return login
        case (var login?, LoginPassed.type):
            let facts = try event.payload(LoginPassed.self)
            if let step = facts.timeStep { login.lastTimeStep = step }
            login.recoveryHashes.removeAll { $0 == facts.recoveryHash }
            return login
        case (var login?, LoginClosed.type):
            _ = try event.payload(LoginClosed.self)
            login.isClosed = true
            login.invitation = nil
            return login
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}
