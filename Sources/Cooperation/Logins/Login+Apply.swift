extension Login {
    /// The state after an event.
    public static func apply(_ state: Login?, _ event: JournalEvent) throws(ReplayError) -> Login {
        switch (state, event.type) {
        case (_, LoginInvited.type): return try invited(state, event)
        case (var login?, LoginEnrolled.type):
            let facts = try event.payload(LoginEnrolled.self)
            login.forget()
            login.enrolledAtPosition = event.position
            login.passwordAtPosition = event.position
            login.recoveryHashes = facts.recoveryHashes
            login.lastTimeStep = facts.timeStep
            return login
        case (var login?, LoginPasswordChanged.type):
            _ = try event.payload(LoginPasswordChanged.self)
            login.passwordAtPosition = event.position
            return login
        case (var login?, LoginPasskeyAdded.type):
            let facts = try event.payload(LoginPasskeyAdded.self)
            if facts.isSetUp { login.forget() }
            login.lastChallengeAt = facts.challengedAt
            login.passkeys.append(
                Passkey(
                    credentialHash: facts.credentialHash,
                    addedAtPosition: event.position,
                    addedAt: event.time,
                    signCounter: facts.signCounter,
                    lastUsedAt: nil
                )
            )
            return login
        case (var login?, LoginPasskeyRemoved.type):
            let facts = try event.payload(LoginPasskeyRemoved.self)
            login.passkeys.removeAll { $0.credentialHash == facts.credentialHash }
            return login
        case (var login?, LoginPasskeyDoubted.type):
            login.lastChallengeAt = try event.payload(LoginPasskeyDoubted.self).challengedAt
            return login
        case (var login?, LoginPassed.type):
            login.pass(try event.payload(LoginPassed.self), at: event.time)
            return login
        case (var login?, LoginRefused.type):
            login.note(try event.payload(LoginRefused.self).operation, at: event.time)
            return login
        case (var login?, LoginClosed.type):
            _ = try event.payload(LoginClosed.self)
            login.forget()
            login.isClosed = true
            return login
        default: throw ReplayError.unexpected(event, after: state)
        }
    }

    private static func invited(_ state: Login?, _ event: JournalEvent) throws(ReplayError) -> Login {
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
                passkeys: [],
                lastChallengeAt: nil,
                lastPassedAt: nil,
                refusals: [:],
                isClosed: false
            )
        login.invitation = Invitation(tokenHash: facts.tokenHash, expiresAt: facts.expiresAt)
        login.isClosed = false
        return login
    }

    /// Voids whatever let the person in, so that nothing of it works again when they are invited anew.
    private mutating func forget() {
        invitation = nil
        enrolledAtPosition = nil
        passwordAtPosition = nil
        recoveryHashes = []
        passkeys = []
    }

    private mutating func pass(_ facts: LoginPassed, at time: Timestamp) {
        lastPassedAt = time
        if let step = facts.timeStep { lastTimeStep = step }
        if let hash = facts.recoveryHash { recoveryHashes.removeAll { $0 == hash } }
        if let challengedAt = facts.challengedAt { lastChallengeAt = challengedAt }
        guard let index = passkeys.firstIndex(where: { $0.credentialHash == facts.credentialHash }) else { return }
        passkeys[index].signCounter = facts.signCounter ?? passkeys[index].signCounter
        passkeys[index].lastUsedAt = time
    }

    private mutating func note(_ operation: String, at time: Timestamp) {
        refusals[operation] = time
        guard refusals.count > Self.refusalsMax else { return }
        // Ties by name, so that a replay drops the same one.
        let oldest = refusals.min { ($0.value, $0.key) < ($1.value, $1.key) }
        if let oldest { refusals[oldest.key] = nil }
    }
}
