import CanonicalJSON
import Cooperation
import Passkeys

extension ConsoleAccess {
    /// What a password and a code are compared with.
    struct Known: Sendable {
        let login: Login
        let passwordAtPosition: Int64
        let passwordHash: String
        let totpSecret: [UInt8]
    }

    /// Lets a person in.
    ///
    /// - Parameters:
    ///   - name: by which they log in.
    ///   - password: their password.
    ///   - code: what their generator shows, or a recovery code.
    /// - Returns: the secret for the cookie; `nil` where anything is wrong, and nobody is told what.
    /// - Throws: `StoreError`, whatever was typed, while nothing can be recorded; `Refusal` where too many passwords wait.
    package func logIn(name: String, password: String, code: String) async throws -> String? {
        // Later it would tell that password and code are right.
        guard node.store.takesWrites else {
            throw StoreError(.cannotWrite, "Nobody can be let in while nothing can be recorded.")
        }
        let known = try await known(name)
        guard let checked = try await checked(password, code, with: known), let known else { return nil }
        return try await pass(checked, as: known.login.person, .password)
    }

    /// Compares a password and a code; without a login as long as with one.
    ///
    /// - Returns: the proof; `nil` where anything is wrong, or the login rests after too many wrong codes.
    /// - Throws: `Refusal` where too many passwords wait.
    func checked(_ password: String, _ code: String, with known: Known?) async throws -> CheckedProof? {
        let isTooLong = password.utf8.count > Self.passwordBytesMax
        // Somebody who does not exist takes as long as somebody who does.
        let isRight = try await passwords.verify(
            isTooLong ? "" : LoginText.normalised(password),
            against: known?.passwordHash ?? Self.nobodysHash
        )
        guard isRight, !isTooLong, let known else { return nil }
        let now = node.clock()
        // Whoever has the password must not guess the code, from however many addresses.
        guard wrongCodes.begin(known.login.person, at: now) else { return nil }
        let proof: LoginProof =
            OneTimeCode.step(of: code, secret: known.totpSecret, at: now.microseconds / 1_000_000)
            .map { .timeStep($0) }
            ?? .recoveryHash(Self.hash(code.filter { $0 != " " && $0 != "-" }.lowercased()))
        // Nothing is written for a wrong code, so that it is answered as a wrong password is.
        guard (try? Login.decide(known.login, .pass(proof), id: known.login.id, now: now)) != nil else { return nil }
        wrongCodes.forget(known.login.person)
        return CheckedProof(proof: proof, comparedAt: known.passwordAtPosition)
    }

    private func known(_ name: String) async throws -> Known? {
        guard let key = loginKey(of: name) else { return nil }
        return try await node.store.read { reading in
            try reading.subjects(.loginKey, equalTo: key, limit: 1).first.flatMap { try reading.known(ID($0)) }
        }
    }

    func known(_ person: ID<Person>) async throws -> Known? {
        try await node.store.read { try $0.known(ID(person.identifier)) }
    }

    /// An Argon2id hash of a password that nobody has.
    private static let nobodysHash =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b1dWRWJTmaaJObG"

    /// What the login page hands to the browser so that a passkey signs.
    ///
    /// - Parameter origin: where the console is reached.
    /// - Returns: the options, with a challenge of their own.
    package func beginPasskeyLogin(at origin: ConsoleOrigin) -> PasskeyOptions {
        PasskeyOptions.request(
            challenge: challenges.make(.logIn, at: node.clock(), randomBytes: node.randomBytes),
            origin: origin
        )
    }

    /// Lets a person in by their passkey.
    ///
    /// A passkey whose counter went backwards lets nobody in, and that is recorded.
    ///
    /// - Parameters:
    ///   - assertion: what the browser answered.
    ///   - origin: where the console is reached.
    /// - Returns: the secret for the cookie; `nil` where anything is wrong, and nobody is told what.
    /// - Throws: `StoreError`.
    package func logIn(_ assertion: PasskeyAssertion, at origin: ConsoleOrigin) async throws -> String? {
        guard let (person, checked) = try await checked(assertion, .logIn, at: origin) else { return nil }
        return try await pass(checked, as: person, .passkey)
    }

    /// Compares what a passkey signed.
    ///
    /// - Returns: whose passkey it is, and the proof; `nil` where anything is wrong.
    func checked(
        _ assertion: PasskeyAssertion,
        _ purpose: PasskeyChallenge.Purpose,
        at origin: ConsoleOrigin
    ) async throws -> (person: ID<Person>, proof: CheckedProof)? {
        let hash = Self.hash(assertion.id)
        guard let challenge = try? assertion.challenge(),
            let challengedAt = challenges.time(of: challenge, purpose, at: node.clock()),
            let (person, passkey, key) = try await known(passkey: hash),
            assertion.userHandle == person.identifier.bytes,
            let counter = try? assertion.verify(origin.expectation(of: challenge), publicKey: key)
        else { return nil }
        let proof = LoginProof.passkey(
            credentialHash: hash,
            signCounter: Int64(counter),
            challengedAt: challengedAt
        )
        // It may be taken away and added anew with another key meanwhile.
        return (person, CheckedProof(proof: proof, comparedAt: passkey.addedAtPosition))
    }

    private func known(passkey hash: String) async throws -> (ID<Person>, Passkey, PasskeyPublicKey)? {
        let lookup = LookupKey(scope: Login.passkeyScope, value: hash)
        return try await node.store.read { reading in
            guard let id = try reading.lookUp(Login.self, lookup, limit: 1).first,
                let login = try reading.load(Login.self, id), let passkey = login.passkey(hash),
                let person = try reading.load(Person.self, login.person), person.state == .active,
                let text = try reading.sealedPart("publicKey", at: passkey.addedAtPosition),
                let bytes = Base64URL.decode(text), let key = try? PasskeyPublicKey(bytes: bytes)
            else { return nil }
            return (person.id, passkey, key)
        }
    }

    /// Records that a person got in, and opens their session, unless the login has changed meanwhile.
    private func pass(_ checked: CheckedProof, as person: ID<Person>, _ method: Session.Method) async throws -> String?
    {
        let secret = newSecret()
        let hash = Self.hash(secret)
        do {
            let isIn = try await node.store.write { transaction in
                let author = try transaction.activeAuthor(person)
                guard let member = try transaction.load(Organisation.self, author.organisation),
                    !member.standing.isCutOff, try transaction.pass(checked, as: person, by: author)
                else { return false }
                try transaction.openSession(of: person, tokenHash: hash, method: method, by: author)
                return true
            }
            return isIn ? secret : nil
        } catch is Refusal {
            return nil
        } catch is StoreError {
            // Anything else would tell that what was typed is right.
            return nil
        }
    }
}

extension StoreReading {
    fileprivate func known(_ id: ID<Login>) throws -> ConsoleAccess.Known? {
        guard let login = try load(Login.self, id), login.hasPassword,
            try load(Person.self, login.person)?.state == .active,
            let enrolled = login.enrolledAtPosition, let changed = login.passwordAtPosition,
            let passwordHash = try sealedPart("password", at: changed),
            let totp = try sealedPart("totp", at: enrolled)
        else { return nil }
        return ConsoleAccess.Known(
            login: login,
            passwordAtPosition: changed,
            passwordHash: passwordHash,
            totpSecret: Hexadecimal.decode(totp) ?? []
        )
    }
}

extension ConsoleOrigin {
    func expectation(of challenge: [UInt8]) -> PasskeyExpectation {
        PasskeyExpectation(challenge: challenge, origin: description, relyingParty: host)
    }
}
