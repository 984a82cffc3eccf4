extension Officer {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the officer; `nil` for one not entered.
    ///   - command: what is asked.
    ///   - id: the id, which entering takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Officer?,
        _ command: OfficerCommand,
        id: ID<Officer>
    ) throws(Refusal) -> [Act] {
        if case .enter(let person, let office, let rank, let texts) = command {
            guard state == nil else {
                throw Refusal(.conflict, "already-entered", "An officer with this id was entered already.")
            }
            return [try entering(person, office, rank, texts, as: id)]
        }
        guard let officer = state else { throw Refusal(.notFound, "not-found", "There is no such officer.") }
        guard officer.origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This officer is kept by the exchange; change it there.")
        }
        if case .leave(let reason) = command {
            let reason = try Texts.optional(reason, "reason")
            return officer.leftAt == nil ? [Act(OfficerLeft(), on: id, sealed: ["reason": reason])] : []
        }
        // A key is revoked also when its bearer left: why it was matters for what it signed.
        if case .revokeKey(let key, let revocation, let reason) = command {
            return try officer.revoking(key, revocation, reason)
        }
        guard officer.leftAt == nil else {
            throw Refusal(.conflict, "officer-left", "This officer has left; enter them anew.")
        }
        return try officer.deciding(command)
    }

    private func deciding(_ command: OfficerCommand) throws(Refusal) -> [Act] {
        switch command {
        case .enter, .revokeKey, .leave: return []
        case .changeRank(let rank, let person):
            try Self.requireRole(rank, person, of: authority)
            return rank == self.rank ? [] : [Act(OfficerRankChanged(rank: rank), on: id)]
        case .vouch(let how, let voucher):
            try voucher.requireWord(for: authority, enteredBy: Set(enteredBy))
            return [Act(OfficerVouched(), on: id, sealed: ["how": try Texts.required(how, "how")])]
        case .addKey(let entry): return try adding(entry)
        case .vouchForKey(let key, let how, let voucher):
            let key = try requireKey(key)
            guard key.revokedAt == nil else { throw Self.keyRevoked }
            try voucher.requireWord(for: authority, enteredBy: [key.addedBy])
            return [Act(OfficerKeyVouched(key: key.id), on: id, sealed: ["how": try Texts.required(how, "how")])]
        }
    }

    private static func entering(
        _ person: Person,
        _ office: Office,
        _ rank: OfficerRank,
        _ texts: OfficerTexts,
        as id: ID<Officer>
    ) throws(Refusal) -> Act {
        guard office.origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This office is kept by the exchange; enter officers there.")
        }
        guard office.revokedAt == nil else {
            throw Refusal(
                .conflict,
                "office-revoked",
                "This office was revoked; enter a new one.",
                pointer: "/office"
            )
        }
        try requireRole(rank, person, of: office.authority)
        return Act(
            OfficerEntered(person: person.id, office: office.id, authority: office.authority, rank: rank),
            on: id,
            sealed: ["name": texts.name, "post": texts.post, "contact": texts.contact]
        )
    }

    private static func requireRole(
        _ rank: OfficerRank,
        _ person: Person,
        of authority: ID<Organisation>
    ) throws(Refusal) {
        guard person.organisation == authority, person.state == .active else {
            throw Refusal(
                .invalid,
                "person-unknown",
                "Name a person who works for this authority.",
                pointer: "/person"
            )
        }
        guard person.roles.contains(rank.role) else {
            throw Refusal(
                .invalid,
                "role-not-held",
                "Give the person the role \(rank.role.rawValue) first.",
                pointer: "/rank"
            )
        }
    }

    private func adding(_ entry: OfficerKeyEntry) throws(Refusal) -> [Act] {
        guard key(entry.id) == nil else {
            throw Refusal(.conflict, "key-known", "This key is known already; make a new one.", pointer: "/id")
        }
        guard keys.count < Self.keysMax else {
            throw Refusal(.conflict, "keys-too-many", "An officer has at most \(Self.keysMax) keys in a life.")
        }
        return [
            Act(
                OfficerKeyAdded(
                    key: entry.id,
                    kind: entry.kind,
                    publicKey: entry.publicKey,
                    validUntil: entry.validUntil
                ),
                on: id,
                sealed: ["certificate": entry.certificate]
            )
        ]
    }

    private func revoking(
        _ keyID: String,
        _ revocation: OfficerKey.Revocation,
        _ reason: String
    ) throws(Refusal) -> [Act] {
        let key = try requireKey(keyID)
        let reason = try Texts.required(reason, "reason")
        guard key.revokedAt == nil else { return [] }
        return [Act(OfficerKeyRevoked(key: key.id, revocation: revocation), on: id, sealed: ["reason": reason])]
    }

    private func requireKey(_ id: String) throws(Refusal) -> OfficerKey {
        guard let key = key(id) else {
            throw Refusal(.notFound, "key-unknown", "This officer has no such key.", pointer: "/key")
        }
        return key
    }

    static var keyRevoked: Refusal {
        Refusal(.conflict, "key-revoked", "This key was revoked; add a new one.", pointer: "/key")
    }
}
