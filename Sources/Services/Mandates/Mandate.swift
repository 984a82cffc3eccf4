import Cooperation

/// An officer with the office and the authority that stand behind every request.
package struct Mandate: Sendable, Hashable {
    package let officer: Officer
    package let office: Office
    package let authority: Organisation

    /// The key by which the officer signed at a moment, with its age.
    ///
    /// - Throws: `Refusal` as `Officer.signingKey` does.
    package func signingKey(
        _ id: String,
        at moment: Timestamp,
        inEmergency: Bool = false
    ) throws(Refusal) -> SigningKey {
        try officer.signingKey(id, at: moment, office: office, authority: authority, inEmergency: inEmergency)
    }

    /// The moment at which is judged what the mandate is worth now.
    ///
    /// Where its register is kept here, that is now. The clock of the node that keeps a register which is followed may be
    /// ahead of this one: what that node recorded last is then not in the future, as far as two clocks may differ. Never
    /// earlier than now, so that what was revoked counts as soon as it is known.
    package func moment(_ now: Timestamp) -> Timestamp {
        guard officer.origin != nil else { return now }
        let vouchings = office.vouchings + officer.vouchings + officer.keys.flatMap(\.vouchings)
        let recorded =
            vouchings.map(\.at) + vouchings.compactMap(\.endedAt) + officer.keys.map(\.addedAt)
            + officer.keys.compactMap(\.revokedAt) + [officer.leftAt, office.revokedAt].compactMap(\.self)
        return min(max(now, recorded.max() ?? now), now + RequestDesk.aheadMax)
    }
}

extension StoreReading {
    /// The mandate of an officer now; where there is none, why.
    ///
    /// The standing is that of this moment: with the event that suspends a member, all its officers stop.
    ///
    /// - Throws: `Refusal` as `Officer.requireMandate` does; `StoreError`.
    package func mandate(of officer: ID<Officer>, at moment: Timestamp, inEmergency: Bool = false) throws -> Mandate {
        let mandate = try registered(officer)
        try mandate.officer.requireMandate(
            at: moment,
            office: mandate.office,
            authority: mandate.authority,
            inEmergency: inEmergency
        )
        return mandate
    }

    /// The officer that a person is now, in the register that is kept or followed here; a person is one at most.
    ///
    /// - Throws: `Refusal` `officer-unknown`, and as `mandate(of:at:)`.
    package func mandate(ofPerson person: ID<Person>, at now: Timestamp) throws -> Mandate {
        guard let officer = try officer(ofPerson: person) else {
            throw Refusal(
                .forbidden,
                "officer-unknown",
                "You are no officer in the register; ask your administrator to enter you."
            )
        }
        return try mandate(of: officer.id, at: try registered(officer.id).moment(now))
    }

    /// The officer who has or had a key, with what stands behind, whatever it is worth now.
    ///
    /// - Returns: `nil` where no officer has such a key.
    package func mandate(withKey key: String) throws -> Mandate? {
        let found = try lookUp(Officer.self, LookupKey(scope: Officer.keyScope, value: key), limit: 1).first
        return try found.map { try registered($0) }
    }

    /// The adopted instrument with a code, where an office's register is kept.
    ///
    /// - Parameters:
    ///   - code: the code.
    ///   - exchange: the exchange that keeps the register; `nil` for this node.
    /// - Returns: `nil` where there is none.
    /// - Throws: `StoreError`.
    package func instrument(_ code: String, keptBy exchange: ID<Exchange>?) throws -> Instrument? {
        let ids = try lookUp(Instrument.self, LookupKey(scope: Instrument.codeScope, value: code), limit: 100)
        let found = try load(Instrument.self, ids: ids)
        return ids.compactMap { found[$0] }.first { $0.origin?.exchange == exchange }
    }

    /// The officer that a person is: by the register kept here, or as somebody said of them in the one that is followed.
    func officer(ofPerson person: ID<Person>) throws -> Officer? {
        let entered = try find(
            AggregateQuery<Officer>(
                [.equals(.person, .text(person.description)), .equals(.left, .integer(0))],
                limit: 1
            )
        ).first
        if let entered { return entered }
        guard let named = try load(Person.self, person)?.officer, let officer = try load(Officer.self, named),
            officer.leftAt == nil
        else { return nil }
        return officer
    }

    private func registered(_ id: ID<Officer>) throws -> Mandate {
        guard let officer = try load(Officer.self, id), let office = try load(Office.self, officer.office),
            let authority = try load(Organisation.self, officer.authority)
        else { throw Refusal(.notFound, "not-found", "There is no such officer.") }
        return Mandate(officer: officer, office: office, authority: authority)
    }

    /// Whether a caller sees an authority's part of the register.
    func admits(_ caller: Caller, toRegisterOf authority: ID<Organisation>, _ origin: EventOrigin?) throws -> Bool {
        // An authority's own node knows it under the id that the exchange gave it.
        if caller.organisation.kind == .authority {
            return try member(caller.organisation.id, on: origin) == authority
        }
        return AuthorisationRules.admits(caller.organisation, toRegisterOf: authority)
    }

    func isVisible(_ office: Office, to caller: Caller) throws -> Bool {
        try admits(caller, toRegisterOf: office.authority, office.origin)
    }

    func isVisible(_ officer: Officer, to caller: Caller) throws -> Bool {
        try admits(caller, toRegisterOf: officer.authority, officer.origin)
    }
}

extension Caller {
    /// Whose part of the register lists show to an authority where the register is kept: its own, so that not even how far a
    /// list goes on tells of others'; `nil` for everybody else.
    var onlyRegister: ID<Organisation>? {
        organisation.kind == .authority && !organisation.ownsNode ? organisation.id : nil
    }

    /// The person and the organisation as they vouch.
    func voucher() throws(Refusal) -> Voucher {
        Voucher(organisation: organisation, person: try requiredPerson())
    }

    /// Fails unless the caller's organisation is the authority itself or runs this node.
    func requireKeeper(of authority: ID<Organisation>) throws(Refusal) {
        guard organisation.id == authority || organisation.kind != .authority else {
            throw Refusal(.notFound, "not-found", "There is no such authority among yours.")
        }
        guard organisation.id == authority || organisation.ownsNode else {
            throw Refusal(
                .forbidden,
                "not-your-organisation",
                "Only the authority itself and the organisation that runs this node keep its part of the register."
            )
        }
    }
}
