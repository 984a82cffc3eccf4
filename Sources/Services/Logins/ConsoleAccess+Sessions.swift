import Cooperation

extension ConsoleAccess {
    /// Who is in with a cookie; `nil` where it is none, or no longer lets anybody in.
    ///
    /// While the person's member is cut off, its sessions rest; those whose time is not over by then work again afterwards.
    package func visit(_ secret: String) async throws -> Visit? {
        let key = LookupKey(scope: Session.tokenScope, value: Self.hash(secret))
        let now = node.clock()
        return try await node.store.read { reading in
            guard let id = try reading.lookUp(Session.self, key, limit: 1).first,
                let session = try reading.load(Session.self, id), session.isOpen(at: now),
                let person = try reading.load(Person.self, session.person), person.state == .active,
                let organisation = try reading.load(Organisation.self, session.organisation),
                !organisation.standing.isCutOff
            else { return nil }
            return Visit(
                session: session,
                person: person,
                name: try reading.sealedPart("name", at: person.namedAt) ?? "",
                organisation: organisation,
                organisationName: try reading.sealedPart("name", at: organisation.namedAt) ?? "",
                isOnExchange: node.identity.isExchange,
                passkeysRequired: node.settings.passkeysRequired
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
            let author = try transaction.activeAuthor(person)
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
    /// - Throws: `Refusal` where the old one is wrong, the new one too short or too many passwords wait; `StoreError`.
    package func changePassword(of visit: Visit, from old: String, to new: String) async throws {
        let person = visit.person.id
        let known = try await node.store.read { reading -> (hash: String, position: Int64)? in
            guard let login = try reading.load(Login.self, ID(person.identifier)), login.hasPassword,
                let position = login.passwordAtPosition, let hash = try reading.sealedPart("password", at: position)
            else { return nil }
            return (hash, position)
        }
        let wrong = Refusal(.invalid, "password-wrong", "The present password is another one.", pointer: "/old")
        guard let known, old.utf8.count <= Self.passwordBytesMax,
            try await passwords.verify(LoginText.normalised(old), against: known.hash)
        else { throw wrong }
        let hash = try await passwords.hash(try Self.required(new))
        try await node.store.write { transaction in
            let author = try transaction.activeAuthor(person)
            // Another session may have changed it, and ended this one, while it was compared.
            guard try transaction.load(Login.self, ID(person.identifier))?.passwordAtPosition == known.position,
                try transaction.load(Session.self, visit.session.id)?.isOpen(at: transaction.now) == true
            else { throw wrong }
            try transaction.command(.changePassword(hash: hash), on: person, by: author)
            try transaction.endSessions(of: person, except: visit.session.id, .passwordChanged, by: author)
        }
    }

    /// Records that a person asked for an operation that is not theirs, at most once an hour for each.
    ///
    /// - Parameters:
    ///   - operation: the operation's id, of letters and digits.
    ///   - visit: who asked.
    /// - Throws: `Refusal` where the id is none; `StoreError`.
    package func noteRefusal(operation: String, of visit: Visit) async throws {
        let person = visit.person.id
        let id = ID<Login>(person.identifier)
        let now = node.clock()
        // Most are known already; these cost no write.
        let isNew = try await node.store.read { reading in
            try !Login.decide(try reading.load(Login.self, id), .noteRefusal(operation: operation), id: id, now: now)
                .isEmpty
        }
        guard isNew else { return }
        try await node.store.write { transaction in
            let author = try transaction.activeAuthor(person)
            try transaction.command(.noteRefusal(operation: operation), on: person, by: author)
        }
    }
}
