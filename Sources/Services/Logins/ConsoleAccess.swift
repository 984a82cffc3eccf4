import Cooperation
import Crypto

/// How people get into the console of a node, and who is in.
package struct ConsoleAccess: Sendable {
    /// How long a password must be, in characters.
    package static let passwordCharactersMin = 12
    /// How long it may be, in bytes.
    package static let passwordBytesMax = 1024
    /// How many random bytes the secret of a link or a cookie has.
    private static let secretBytes = 32
    private static let recoveryCodeBytes = 10

    package let node: Node
    private let passwords: any PasswordHashing

    package init(node: Node, passwords: any PasswordHashing) {
        self.node = node
        self.passwords = passwords
    }

    private static func hash(_ secret: String) -> String {
        Hexadecimal.encode(SHA256.hash(data: Array(secret.utf8)))
    }

    private func newSecret() -> String { Hexadecimal.encode(node.randomBytes(Self.secretBytes)) }

    // MARK: Setting up

    /// Gives a person a link by which they set their login up, once.
    ///
    /// - Parameters:
    ///   - person: who.
    ///   - lasting: how long the link works.
    ///   - author: who gives it.
    /// - Returns: the link's secret, shown this once.
    /// - Throws: `Refusal`, `StoreError`.
    package func invite(_ person: ID<Person>, lasting: Seconds, by author: Author) async throws -> String {
        let secret = newSecret()
        let hash = Self.hash(secret)
        try await node.store.write { transaction in
            guard let known = try transaction.load(Person.self, person), known.state == .active else {
                throw Refusal(.notFound, "not-found", "There is no such person.")
            }
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
    }

    /// What a set-up link leads to; `nil` where it is none, was used, or no longer works.
    package func enrolment(_ secret: String) async throws -> Enrolment? {
        let key = LookupKey(scope: Login.invitationScope, value: Self.hash(secret))
        let now = node.clock()
        return try await node.store.read { reading in
            guard let id = try reading.lookUp(Login.self, key, limit: 1).first,
                let login = try reading.load(Login.self, id), let invitation = login.invitation,
                now < invitation.expiresAt, let person = try reading.load(Person.self, login.person),
                person.state == .active
            else { return nil }
            return Enrolment(
                person: person.id,
                name: try reading.sealedPart("name", at: person.namedAt),
                totpSecret: totpSecret(of: secret)
            )
        }
    }

    /// Derived, so that nothing is kept for a link that is never used.
    private func totpSecret(of secret: String) -> [UInt8] {
        Array((Hexadecimal.decode(node.secrets.pseudonym("totp", secret)) ?? []).prefix(OneTimeCode.secretBytes))
    }

    /// Sets a login up.
    ///
    /// - Parameters:
    ///   - secret: of the link.
    ///   - name: by which the person will log in.
    ///   - password: their password.
    ///   - code: what their generator shows.
    /// - Returns: recovery codes, shown this once.
    /// - Throws: `Refusal` with what to do; `StoreError`.
    package func enrol(_ secret: String, name: String, password: String, code: String) async throws -> [String] {
        guard let enrolment = try await enrolment(secret) else {
            throw Refusal(.conflict, "invitation-expired", "This link no longer works. Ask for a new one.")
        }
        try Self.require(password)
        let now = node.clock()
        guard
            let step = OneTimeCode.step(
                of: code,
                secret: enrolment.totpSecret,
                at: now.microseconds / 1_000_000
            )
        else {
            throw Refusal(
                .invalid,
                "code-wrong",
                "This is not the code that the generator shows now. Check the clock of the device.",
                pointer: "/code"
            )
        }
        let name = try Texts.required(name, "name", bytesMax: Login.nameBytesMax)
        let hash = try await passwords.hash(password)
        let codes = (0..<Login.recoveryCodes).map { _ in
            Hexadecimal.encode(node.randomBytes(Self.recoveryCodeBytes))
        }
        let key = loginKey(of: name)
        let totp = Hexadecimal.encode(enrolment.totpSecret)
        try await node.store.write { transaction in
            let person = enrolment.person
            let taken = try transaction.subjects(.loginKey, equalTo: key, limit: 10).filter { $0 != person.identifier }
            guard taken.isEmpty else {
                throw Refusal(
                    .conflict,
                    "name-taken",
                    "Somebody logs in with this name. Choose another.",
                    pointer: "/name"
                )
            }
            try transaction.endSessions(of: person, except: nil, .passwordChanged, by: transaction.author(person))
            try transaction.command(
                .enrol(
                    name: name,
                    loginKey: key,
                    passwordHash: hash,
                    totpSecret: totp,
                    recoveryHashes: codes.map(Self.hash),
                    timeStep: step
                ),
                on: person,
                by: transaction.author(person)
            )
        }
        return codes
    }

    private func loginKey(of name: String) -> String { node.secrets.pseudonym("login", name.lowercased()) }

    private static func require(_ password: String) throws(Refusal) {
        guard password.count >= passwordCharactersMin, password.utf8.count <= passwordBytesMax else {
            throw Refusal(
                .invalid,
                "password-length",
                "A password has at least \(passwordCharactersMin) characters and at most \(passwordBytesMax) bytes.",
                pointer: "/password"
            )
        }
    }

    // MARK: Logging in and out

    /// What a login needs to be checked against.
    private struct Known: Sendable {
        let person: ID<Person>
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
        // Somebody who does not exist takes as long as somebody who does.
        let isRight = await passwords.verify(password, against: known?.passwordHash ?? Self.nobodysHash)
        guard isRight, let known else { return nil }
        let now = node.clock().microseconds / 1_000_000
        let factor: SecondFactor =
            OneTimeCode.step(of: code, secret: known.totpSecret, at: now).map { .timeStep($0) }
            ?? .recoveryHash(Self.hash(code.filter { $0 != " " && $0 != "-" }.lowercased()))
        let secret = newSecret()
        let hash = Self.hash(secret)
        do {
            try await node.store.write { transaction in
                let author = try transaction.author(known.person)
                try transaction.command(.pass(factor), on: known.person, by: author)
                let session: ID<Session> = transaction.newID()
                let acts = try Session.decide(
                    nil,
                    .open(person: known.person, organisation: author.organisation, tokenHash: hash, method: .password),
                    id: session,
                    now: transaction.now
                )
                for act in acts { try transaction.append(act, by: author) }
            }
        } catch is Refusal {
            return nil
        }
        return secret
    }

    private func known(_ name: String) async throws -> Known? {
        let key = loginKey(of: name)
        return try await node.store.read { reading in
            guard let subject = try reading.subjects(.loginKey, equalTo: key, limit: 1).first,
                let login = try reading.load(Login.self, ID(subject)), login.isEnrolled,
                let person = try reading.load(Person.self, login.person), person.state == .active,
                let enrolled = login.enrolledAtPosition, let changed = login.passwordAtPosition,
                let passwordHash = try reading.sealedPart("password", at: changed),
                let totp = try reading.sealedPart("totp", at: enrolled)
            else { return nil }
            return Known(person: person.id, passwordHash: passwordHash, totpSecret: Hexadecimal.decode(totp) ?? [])
        }
    }

    /// An Argon2id hash of a password that nobody has.
    private static let nobodysHash =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b1dWRWJTmaaJObG"

    /// Who is in with a cookie; `nil` where it is none, or no longer lets anybody in.
    package func visit(_ secret: String) async throws -> Visit? {
        let key = LookupKey(scope: Session.tokenScope, value: Self.hash(secret))
        let now = node.clock()
        return try await node.store.read { reading in
            guard let id = try reading.lookUp(Session.self, key, limit: 1).first,
                let session = try reading.load(Session.self, id), session.isOpen(at: now),
                let person = try reading.load(Person.self, session.person), person.state == .active,
                let organisation = try reading.load(Organisation.self, session.organisation)
            else { return nil }
            return Visit(
                session: session,
                person: person,
                name: try reading.sealedPart("name", at: person.namedAt) ?? "",
                organisation: organisation,
                organisationName: try reading.sealedPart("name", at: organisation.namedAt) ?? "",
                isOnExchange: node.identity.isExchange
            )
        }
    }

    /// Ends a session of a person.
    package func endSession(_ id: ID<Session>, _ reason: SessionEnded.Reason, of person: ID<Person>) async throws {
        try await node.store.write { transaction in
            let session = try transaction.load(Session.self, id)
            guard session?.person == person else {
                throw Refusal(.notFound, "not-found", "There is no such session.")
            }
            let author = try transaction.author(person)
            for act in try Session.decide(session, .end(reason), id: id, now: transaction.now) {
                try transaction.append(act, by: author)
            }
        }
    }

    /// The sessions of a person that let them in, the newest first.
    package func sessions(of person: ID<Person>) async throws -> [Session] {
        let now = node.clock()
        return try await node.store.read { reading in
            try reading.openSessions(of: person).filter { $0.isOpen(at: now) }.sorted { $0.openedAt > $1.openedAt }
        }
    }

    /// Changes a password and ends the person's other sessions.
    ///
    /// - Throws: `Refusal` where the old one is wrong or the new one too short; `StoreError`.
    package func changePassword(of visit: Visit, from old: String, to new: String) async throws {
        let person = visit.person.id
        let known = try await node.store.read { reading -> String? in
            guard let login = try reading.load(Login.self, ID(person.identifier)), let at = login.passwordAtPosition
            else { return nil }
            return try reading.sealedPart("password", at: at)
        }
        guard let known, await passwords.verify(old, against: known) else {
            throw Refusal(.invalid, "password-wrong", "The present password is another one.", pointer: "/old")
        }
        try Self.require(new)
        let hash = try await passwords.hash(new)
        try await node.store.write { transaction in
            let author = try transaction.author(person)
            try transaction.command(.changePassword(hash: hash), on: person, by: author)
            try transaction.endSessions(of: person, except: visit.session.id, .passwordChanged, by: author)
        }
    }
}

extension StoreReading {
    fileprivate func openSessions(of person: ID<Person>) throws -> [Session] {
        try find(
            AggregateQuery<Session>(
                [.equals(.person, .text(person.description)), .equals(.ended, .integer(0))],
                limit: 1000
            )
        )
    }

    fileprivate func author(_ person: ID<Person>) throws -> Author {
        guard let person = try load(Person.self, person) else {
            throw Refusal(.notFound, "not-found", "There is no such person.")
        }
        return Author(organisation: person.organisation, actor: person.id.identifier)
    }
}

extension StoreTransaction {
    fileprivate func command(_ command: LoginCommand, on person: ID<Person>, by author: Author) throws {
        let id = ID<Login>(person.identifier)
        for act in try Login.decide(try load(Login.self, id), command, id: id, now: now) {
            try append(act, by: author)
        }
    }

    fileprivate func endSessions(
        of person: ID<Person>,
        except kept: ID<Session>?,
        _ reason: SessionEnded.Reason,
        by author: Author
    ) throws {
        for session in try openSessions(of: person) where session.id != kept {
            for act in try Session.decide(session, .end(reason), id: session.id, now: now) {
                try append(act, by: author)
            }
        }
    }
}
