extension Login {
    /// How long a name may be, in bytes.
    public static let nameBytesMax = 100
    /// How long the id of an operation may be, in bytes.
    private static let operationBytesMax = 100

    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the login; `nil` where the person has none.
    ///   - command: what is asked.
    ///   - id: the person's id.
    ///   - now: the time.
    /// - Returns: what happens; nothing where the state is already as asked. A passkey whose counter went backwards is
    ///   answered with `LoginPasskeyDoubted` and not with `LoginPassed`.
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
        case (let login?, .enrol(let token, let name, let key, let password, let totp, let recovery, let step)):
            try login.requireInvitation(token, at: now)
            let name = try Texts.required(name, "name", bytesMax: nameBytesMax)
            return [
                Act(
                    LoginEnrolled(recoveryHashes: recovery, timeStep: step),
                    on: id,
                    sealed: ["name": name, "loginKey": key, "password": password, "totp": totp]
                )
            ]
        case (let login?, .enrolPasskey(let token, let passkey)):
            try login.requireInvitation(token, at: now)
            return [try login.add(passkey, isSetUp: true)]
        case (let login?, .changePassword(let hash)):
            guard login.hasPassword else { throw notFound }
            return [Act(LoginPasswordChanged(), on: id, sealed: ["password": hash])]
        case (let login?, .addPasskey(let passkey)):
            guard login.isEnrolled else { throw notFound }
            return [try login.add(passkey, isSetUp: false)]
        case (let login?, .removePasskey(let hash, let isRequired)):
            return try login.remove(hash, isRequired: isRequired)
        case (let login?, .pass(let proof)): return [try login.pass(proof)]
        case (let login?, .noteRefusal(let operation)): return try login.note(operation, at: now)
        case (let login?, .close): return login.isClosed ? [] : [Act(LoginClosed(), on: id)]
        }
    }

    private func requireInvitation(_ tokenHash: String, at now: Timestamp) throws(Refusal) {
        guard let invitation, invitation.tokenHash == tokenHash, now < invitation.expiresAt else {
            throw Refusal(.conflict, "invitation-expired", "This link no longer works. Ask for a new one.")
        }
    }

    private func add(_ passkey: NewPasskey, isSetUp: Bool) throws(Refusal) -> Act {
        let name = try Texts.required(passkey.name, "name", bytesMax: Self.nameBytesMax)
        try requireFresh(passkey.challengedAt)
        if !isSetUp {
            guard self.passkey(passkey.credentialHash) == nil else {
                throw Refusal(.conflict, "passkey-known", "This passkey was added before. Use it, or add another.")
            }
            guard passkeys.count < Self.passkeysMax else {
                throw Refusal(.limitReached, "passkeys-many", "Remove a passkey that you no longer use first.")
            }
        }
        return Act(
            LoginPasskeyAdded(
                credentialHash: passkey.credentialHash,
                signCounter: passkey.signCounter,
                challengedAt: passkey.challengedAt,
                isSetUp: isSetUp
            ),
            on: id,
            sealed: ["credentialId": passkey.credentialID, "publicKey": passkey.publicKey, "passkeyName": name]
        )
    }

    private func remove(_ credentialHash: String, isRequired: Bool) throws(Refusal) -> [Act] {
        guard isEnrolled else { throw Self.notFound }
        guard passkey(credentialHash) != nil else { return [] }
        guard passkeys.count > 1 || (hasPassword && !isRequired) else {
            throw Refusal(
                .conflict,
                "passkey-last",
                "This is your last passkey, and you could not get in without it. Add another one first."
            )
        }
        return [Act(LoginPasskeyRemoved(credentialHash: credentialHash), on: id)]
    }

    private func pass(_ proof: LoginProof) throws(Refusal) -> Act {
        switch proof {
        case .timeStep(let step):
            guard hasPassword else { throw Self.notFound }
            guard step > lastTimeStep else { throw Self.usedBefore }
            return Act(LoginPassed(timeStep: step), on: id)
        case .recoveryHash(let hash):
            guard hasPassword else { throw Self.notFound }
            guard recoveryHashes.contains(hash) else { throw Self.usedBefore }
            return Act(LoginPassed(recoveryHash: hash), on: id)
        case .passkey(let hash, let counter, let challengedAt):
            guard let passkey = passkey(hash) else { throw Self.notFound }
            try requireFresh(challengedAt)
            guard passkey.allows(counter) else {
                return Act(
                    LoginPasskeyDoubted(credentialHash: hash, signCounter: counter, challengedAt: challengedAt),
                    on: id
                )
            }
            return Act(LoginPassed(credentialHash: hash, signCounter: counter, challengedAt: challengedAt), on: id)
        }
    }

    private func requireFresh(_ challengedAt: Timestamp) throws(Refusal) {
        guard lastChallengeAt.map({ $0 < challengedAt }) ?? true else {
            throw Refusal(.conflict, "challenge-used", "This page was used before, or another after it. Load it anew.")
        }
    }

    private func note(_ operation: String, at now: Timestamp) throws(Refusal) -> [Act] {
        let isPlain = operation.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
        guard isPlain, !operation.isEmpty, operation.utf8.count <= Self.operationBytesMax else {
            throw Refusal(.invalid, "operation-unknown", "Name the operation by its id.")
        }
        guard !isClosed, refusals[operation].map({ $0 + Self.refusalPause <= now }) ?? true else { return [] }
        return [Act(LoginRefused(operation: operation), on: id)]
    }

    private static var notFound: Refusal {
        Refusal(.notFound, "login-not-found", "There is no such login. Ask your administrator for a set-up link.")
    }

    private static var usedBefore: Refusal {
        Refusal(.conflict, "code-used", "This code was used before. Wait for the next one.")
    }
}
