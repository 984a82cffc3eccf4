import Cooperation

extension StoreReading {
    /// The sessions of a person that nobody ended; some may have ended by themselves.
    func openSessions(of person: ID<Person>) throws -> [Session] {
        try find(
            AggregateQuery<Session>(
                [.equals(.person, .text(person.description)), .equals(.ended, .integer(0))],
                // Each login ends what expired and what is beyond `Session.openMax`.
                limit: 1000
            )
        )
    }

    func activePerson(_ id: ID<Person>) throws -> Person {
        guard let person = try load(Person.self, id), person.state == .active else { throw Refusal.noSuchPerson }
        return person
    }

    func activeAuthor(_ id: ID<Person>) throws -> Author { try activePerson(id).author }
}

extension StoreTransaction {
    /// Carries a command out and erases what it made void.
    @discardableResult
    func command(_ command: LoginCommand, on person: ID<Person>, by author: Author) throws -> [Act] {
        let id = ID<Login>(person.identifier)
        let before = try load(Login.self, id)
        let acts = try Login.decide(before, command, id: id, now: now)
        for act in acts { try append(act, by: author) }
        let needed = try load(Login.self, id)?.sealedParts ?? [:]
        for (position, parts) in before?.sealedParts ?? [:] {
            let void = parts.subtracting(needed[position] ?? [])
            guard !void.isEmpty else { continue }
            let organisation = try load(Person.self, person)?.organisation
            _ = try eraseSealedParts(void, at: position, forgetting: organisation.map { .organisation($0) } ?? .all)
        }
        return acts
    }

    /// The login of a person who is in, as it is now.
    func openLogin(of visit: Visit) throws -> Login {
        guard try load(Session.self, visit.session.id)?.isOpen(at: now) == true,
            let login = try load(Login.self, ID(visit.person.id.identifier)), login.isEnrolled
        else { throw Refusal.noLogin }
        return login
    }

    /// Records that a person proved who they are.
    ///
    /// A passkey whose counter went backwards was copied, so every session ends that it or its copy may have begun.
    ///
    /// - Returns: false where the login changed since the proof was compared, or the passkey is doubted.
    /// - Throws: `Refusal` where the proof was used before.
    func pass(_ checked: CheckedProof, as person: ID<Person>, by author: Author) throws -> Bool {
        guard let login = try load(Login.self, ID(person.identifier)), checked.isStill(of: login) else { return false }
        let acts = try command(.pass(checked.proof), on: person, by: author)
        if acts.contains(where: { $0.type == LoginPasskeyDoubted.type }) {
            try endSessions(of: person, except: nil, .passkeyDoubted, by: author)
        }
        return acts.contains { $0.type == LoginPassed.type }
    }

    /// One passkey is one person's.
    func requireUnknown(_ passkey: NewPasskey, except person: ID<Person>) throws {
        let key = LookupKey(scope: Login.passkeyScope, value: passkey.credentialHash)
        guard try lookUp(Login.self, key, limit: 2).allSatisfy({ $0.identifier == person.identifier }) else {
            throw Refusal(.conflict, "passkey-known", "This passkey was added before. Use it, or add another.")
        }
    }

    /// Opens a session, and ends those that expired and the oldest of too many.
    func openSession(
        of person: ID<Person>,
        tokenHash: String,
        method: Session.Method,
        by author: Author
    ) throws {
        let known = try openSessions(of: person).sorted { $0.openedAt > $1.openedAt }
        let open = known.filter { $0.isOpen(at: now) }
        let replaced = Set(open.dropFirst(Session.openMax - 1).map(\.id))
        for session in known where !session.isOpen(at: now) || replaced.contains(session.id) {
            for act in try Session.decide(session, .end(.replaced), id: session.id, now: now) {
                try append(act, by: author)
            }
        }
        let id: ID<Session> = newID()
        let command = SessionCommand.open(
            person: person,
            organisation: author.organisation,
            tokenHash: tokenHash,
            method: method
        )
        for act in try Session.decide(nil, command, id: id, now: now) { try append(act, by: author) }
    }

    func endSessions(
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

    /// Lets a person in no more: closes their login, if they have one, and ends their sessions.
    func endAccess(of person: ID<Person>, by author: Author) throws {
        if try load(Login.self, ID(person.identifier)) != nil { try command(.close, on: person, by: author) }
        try endSessions(of: person, except: nil, .closed, by: author)
    }
}

extension Person {
    /// In whose name what the person does is recorded.
    var author: Author { Author(organisation: organisation, actor: id.identifier) }
}

extension Identifier {
    /// The sixteen bytes, big-endian.
    var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }
}

extension Refusal {
    static var noSuchPerson: Refusal { Refusal(.notFound, "not-found", "There is no such person.") }

    static var noLogin: Refusal {
        Refusal(.notFound, "login-not-found", "There is no such login. Ask your administrator for a set-up link.")
    }
}
