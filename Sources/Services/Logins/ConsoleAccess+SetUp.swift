import CanonicalJSON
import Cooperation
import Passkeys

extension ConsoleAccess {
    private static let recoveryCodeBytes = 10

    /// Gives a person a link by which they set their login up, once.
    ///
    /// - Parameters:
    ///   - person: who.
    ///   - lasting: how long the link works.
    ///   - author: who gives it.
    /// - Returns: the link's secret, shown this once.
    /// - Throws: `Refusal`, `StoreError`.
    package func invite(_ person: ID<Person>, lasting: Seconds, by author: Author) async throws -> String {
        try await invite(person, of: nil, lasting: lasting, by: author)
    }

    /// Gives a person of the caller's organisation a link by which they set their login up, once.
    ///
    /// - Returns: the link's secret, shown this once.
    /// - Throws: `Refusal`, `StoreError`.
    package func invite(_ person: ID<Person>, lasting: Seconds, by caller: Caller) async throws -> String {
        try AuthorisationRules.authorise(caller, .keepPeople)
        return try await invite(person, of: caller.organisation.id, lasting: lasting, by: caller.author)
    }

    private func invite(
        _ person: ID<Person>,
        of organisation: ID<Organisation>?,
        lasting: Seconds,
        by author: Author
    ) async throws -> String {
        let secret = newSecret()
        let hash = Self.hash(secret)
        try await node.store.write { transaction in
            let known = try transaction.activePerson(person)
            guard known.organisation == organisation ?? known.organisation else { throw Refusal.noSuchPerson }
            let command = LoginCommand.invite(
                organisation: known.organisation,
                tokenHash: hash,
                expiresAt: transaction.now + lasting
            )
            try transaction.command(command, on: person, by: author)
        }
        return secret
    }

    /// What a person needs who sets their login up.
    package struct Enrolment: Sendable {
        package let person: ID<Person>
        /// The person's name as their administrator knows it.
        package let name: String?
        /// The secret for the generator of one-time codes; the same until the link is used.
        package let totpSecret: [UInt8]
        /// Whether one of the person's roles needs a passkey, so that a password would not do.
        package let needsPasskey: Bool
    }

    /// What a set-up link leads to; `nil` where it is none, was used, or no longer works.
    package func enrolment(_ secret: String) async throws -> Enrolment? {
        let token = Self.hash(secret)
        let key = LookupKey(scope: Login.invitationScope, value: token)
        let now = node.clock()
        guard !takenNames.isResting(token, at: now) else { return nil }
        return try await node.store.read { reading in
            guard let id = try reading.lookUp(Login.self, key, limit: 1).first,
                let login = try reading.load(Login.self, id), let invitation = login.invitation,
                now < invitation.expiresAt, let person = try reading.load(Person.self, login.person),
                person.state == .active,
                let member = try reading.load(Organisation.self, person.organisation), !member.standing.isCutOff
            else { return nil }
            return Enrolment(
                person: person.id,
                name: try reading.sealedPart("name", at: person.namedAt),
                totpSecret: totpSecret(of: secret),
                needsPasskey: node.settings.passkeysRequired && person.roles.contains(where: \.needsPasskey)
            )
        }
    }

    /// Derived, so that nothing is kept for a link that is never used.
    private func totpSecret(of secret: String) -> [UInt8] {
        Array((Hexadecimal.decode(node.secrets.pseudonym("totp", secret)) ?? []).prefix(OneTimeCode.secretBytes))
    }

    /// Sets a login up anew, with a password and a generator of one-time codes.
    ///
    /// What was set up before is void, and the person's sessions end.
    ///
    /// - Parameters:
    ///   - secret: of the link.
    ///   - name: by which the person will log in.
    ///   - password: their password.
    ///   - code: what their generator shows.
    /// - Returns: recovery codes, shown this once.
    /// - Throws: `Refusal` with what to do, `passkey-needed` where a role of the person needs one, `name-taken` where another
    ///   person has the name: after `takenNamesMax` of these the link no longer works; `StoreError`.
    package func enrol(_ secret: String, name: String, password: String, code: String) async throws -> [String] {
        let enrolment = try await requiredEnrolment(secret)
        guard !enrolment.needsPasskey else {
            throw Refusal(
                .forbidden,
                "passkey-needed",
                "One of your roles needs a passkey; set your login up with one."
            )
        }
        let password = try Self.required(password)
        let step = try requiredStep(of: code, secret: enrolment.totpSecret)
        guard let key = loginKey(of: name) else {
            throw Refusal(
                .invalid,
                "name-invalid",
                "Write a name of letters that can be seen, at most \(Login.nameBytesMax) bytes long.",
                pointer: "/name"
            )
        }
        let hash = try await passwords.hash(password)
        let token = Self.hash(secret)
        let codes = (0..<Login.recoveryCodes).map { _ in
            Hexadecimal.encode(node.randomBytes(Self.recoveryCodeBytes))
        }
        let command = LoginCommand.enrol(
            tokenHash: token,
            name: name,
            loginKey: key,
            passwordHash: hash,
            totpSecret: Hexadecimal.encode(enrolment.totpSecret),
            recoveryHashes: codes.map(Self.hash),
            timeStep: step
        )
        try await node.store.write { transaction in
            let author = try transaction.activeAuthor(enrolment.person)
            let taken = try transaction.subjects(.loginKey, equalTo: key, limit: 10)
            guard taken.allSatisfy({ $0 == enrolment.person.identifier }) else {
                // Names of other organisations' people are among them: the link ends before it has found many.
                _ = takenNames.begin(token, at: transaction.now)
                throw Refusal(
                    .conflict,
                    "name-taken",
                    "Somebody logs in with this name. Choose another.",
                    pointer: "/name"
                )
            }
            try transaction.command(command, on: enrolment.person, by: author)
            try transaction.endSessions(of: enrolment.person, except: nil, .passwordChanged, by: author)
        }
        return codes
    }

    private func requiredEnrolment(_ secret: String) async throws -> Enrolment {
        guard let enrolment = try await enrolment(secret) else {
            throw Refusal(.conflict, "invitation-expired", "This link no longer works. Ask for a new one.")
        }
        return enrolment
    }

    private func requiredStep(of code: String, secret: [UInt8]) throws(Refusal) -> Int64 {
        let seconds = node.clock().microseconds / 1_000_000
        guard let step = OneTimeCode.step(of: code, secret: secret, at: seconds) else {
            throw Refusal(
                .invalid,
                "code-wrong",
                "This is not the code that the generator shows now. Check the clock of the device.",
                pointer: "/code"
            )
        }
        return step
    }

    /// What the set-up page hands to the browser so that it makes a passkey.
    ///
    /// - Parameters:
    ///   - secret: of the link.
    ///   - origin: where the console is reached.
    /// - Returns: the options, with a challenge of their own.
    /// - Throws: `Refusal` where the link no longer works; `StoreError`.
    package func beginPasskey(setUp secret: String, at origin: ConsoleOrigin) async throws -> PasskeyOptions {
        let enrolment = try await requiredEnrolment(secret)
        return PasskeyOptions.creation(
            challenge: challenges.make(
                .setUp(tokenHash: Self.hash(secret)),
                at: node.clock(),
                randomBytes: node.randomBytes
            ),
            origin: origin,
            userHandle: enrolment.person.identifier.bytes,
            name: enrolment.name ?? "Perisai",
            excluded: []
        )
    }

    /// Sets a login up anew, with a passkey.
    ///
    /// What was set up before is void, and the person's sessions end.
    ///
    /// - Parameters:
    ///   - secret: of the link.
    ///   - registration: what the browser answered.
    ///   - passkeyName: what the person calls the passkey.
    ///   - origin: where the console is reached.
    /// - Throws: `Refusal` with what to do; `StoreError`.
    package func enrol(
        _ secret: String,
        with registration: PasskeyRegistration,
        passkeyName: String,
        at origin: ConsoleOrigin
    ) async throws {
        let enrolment = try await requiredEnrolment(secret)
        let token = Self.hash(secret)
        let passkey = try verified(registration, .setUp(tokenHash: token), named: passkeyName, at: origin)
        try await node.store.write { transaction in
            let author = try transaction.activeAuthor(enrolment.person)
            try transaction.requireUnknown(passkey, except: enrolment.person)
            try transaction.command(.enrolPasskey(tokenHash: token, passkey), on: enrolment.person, by: author)
            try transaction.endSessions(of: enrolment.person, except: nil, .passwordChanged, by: author)
        }
    }
}
