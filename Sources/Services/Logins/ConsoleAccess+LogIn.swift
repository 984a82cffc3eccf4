import Cooperation
import Passkeys

extension ConsoleAccess {
    /// What a login needs to be checked against.
    private struct Known: Sendable {
        let person: ID<Person>
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
    /// - Throws: `StoreError`.
    package func logIn(name: String, password: String, code: String) async throws -> String? {
        let known = try await known(name)
        let isTooLong = password.utf8.count > Self.passwordBytesMax
        // Somebody who does not exist takes as long as somebody who does.
        let isRight = await passwords.verify(
            isTooLong ? "" : LoginText.normalised(password),
            against: known?.passwordHash ?? Self.nobodysHash
        )
        guard isRight, !isTooLong, let known else { return nil }
        let now = node.clock().microseconds / 1_000_000
        let proof: LoginProof =
            OneTimeCode.step(of: code, secret: known.totpSecret, at: now).map { .timeStep($0) }
            ?? .recoveryHash(Self.hash(code.filter { $0 != " " && $0 != "-" }.lowercased()))
        return try await pass(proof, as: known.person, .password) { login in
            // The password may have been changed while it was compared.
            login.passwordAtPosition == known.passwordAtPosition
        }
    }

    private func known(_ name: String) async throws -> Known? {
        guard let key = loginKey(of: name) else { return nil }
        return try await node.store.read { reading in
            guard let subject = try reading.subjects(.loginKey, equalTo: key, limit: 1).first,
                let login = try reading.load(Login.self, ID(subject)), login.hasPassword,
                let person = try reading.load(Person.self, login.person), person.state == .active,
                let enrolled = login.enrolledAtPosition, let changed = login.passwordAtPosition,
                let passwordHash = try reading.sealedPart("password", at: changed),
                let totp = try reading.sealedPart("totp", at: enrolled)
            else { return nil }
            return Known(
                person: person.id,
                passwordAtPosition: changed,
                passwordHash: passwordHash,
                totpSecret: Hexadecimal.decode(totp) ?? []
            )
        }
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
        let hash = Self.hash(assertion.id)
        guard let challenge = try? assertion.challenge(),
            let challengedAt = challenges.time(of: challenge, .logIn, at: node.clock()),
            let (person, passkey, key) = try await known(passkey: hash),
            assertion.userHandle == person.identifier.bytes,
            let counter = try? assertion.verify(origin.expectation(of: challenge), publicKey: key)
        else { return nil }
        let proof = LoginProof.passkey(
            credentialHash: hash,
            signCounter: Int64(counter),
            challengedAt: challengedAt
        )
        return try await pass(proof, as: person, .passkey) { login in
            // It may have been taken away and added anew with another key while the signature was compared.
            login.passkey(hash)?.addedAtPosition == passkey.addedAtPosition
        }
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
    private func pass(
        _ proof: LoginProof,
        as person: ID<Person>,
        _ method: Session.Method,
        unlessChanged isUnchanged: @escaping @Sendable (Login) -> Bool
    ) async throws -> String? {
        let secret = newSecret()
        let hash = Self.hash(secret)
        do {
            let isIn = try await node.store.write { transaction in
                let author = try transaction.activeAuthor(person)
                guard let login = try transaction.load(Login.self, ID(person.identifier)), isUnchanged(login) else {
                    return false
                }
                let acts = try transaction.command(.pass(proof), on: person, by: author)
                guard acts.contains(where: { $0.type == LoginPassed.type }) else { return false }
                try transaction.openSession(of: person, tokenHash: hash, method: method, by: author)
                return true
            }
            return isIn ? secret : nil
        } catch is Refusal {
            return nil
        }
    }
}

extension ConsoleOrigin {
    func expectation(of challenge: [UInt8]) -> PasskeyExpectation {
        PasskeyExpectation(challenge: challenge, origin: description, relyingParty: host)
    }
}
