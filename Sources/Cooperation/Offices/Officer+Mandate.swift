extension Officer {
    /// Fails unless the officer may act at a moment: the authority's standing is that of now, all else that of then.
    ///
    /// - Parameters:
    ///   - moment: when.
    ///   - office: the officer's office.
    ///   - authority: the office's authority.
    ///   - inEmergency: whether a life is in danger.
    /// - Throws: `Refusal` `standing-insufficient`, `office-revoked`, `office-not-vouched`, `officer-left`,
    ///   `officer-not-vouched`.
    public func requireMandate(
        at moment: Timestamp,
        office: Office,
        authority: Organisation,
        inEmergency: Bool = false
    ) throws(Refusal) {
        guard inEmergency ? authority.isHeardInEmergency : authority.standing.mayAct else {
            throw Refusal(
                .forbidden,
                "standing-insufficient",
                "The authority's standing (\(authority.standing.rawValue)) does not allow this."
            )
        }
        guard office.id == self.office, authority.id == self.authority, office.authority == authority.id else {
            throw Refusal(.notFound, "not-found", "There is no such officer at this office.")
        }
        try office.requireStanding(at: moment)
        if let leftAt, leftAt <= moment {
            throw Refusal(.conflict, "officer-left", "This officer has left the office.")
        }
        guard vouchings.stood(at: moment) else {
            throw Refusal(
                .forbidden,
                "officer-not-vouched",
                "Nobody vouches for this officer yet; ask the organisation that runs this node."
            )
        }
    }

    /// The key by which the officer signed at a moment.
    ///
    /// For what arrives now the moment is now; for what was signed before, the moment at which it was received.
    ///
    /// - Parameters:
    ///   - keyID: the id of the key.
    ///   - moment: when.
    ///   - office: the officer's office.
    ///   - authority: the office's authority.
    ///   - inEmergency: whether a life is in danger.
    /// - Returns: the key with its age.
    /// - Throws: `Refusal` as `requireMandate` does, and `key-unknown`, `key-not-for-signing`, `key-expired`,
    ///   `key-revoked`, `key-not-vouched`.
    public func signingKey(
        _ keyID: String,
        at moment: Timestamp,
        office: Office,
        authority: Organisation,
        inEmergency: Bool = false
    ) throws(Refusal) -> SigningKey {
        try requireMandate(at: moment, office: office, authority: authority, inEmergency: inEmergency)
        guard let index = keys.firstIndex(where: { $0.id == keyID && $0.addedAt <= moment }) else {
            throw Refusal(.notFound, "key-unknown", "This officer has no such key.", pointer: "/key")
        }
        let key = keys[index]
        guard key.kind.signs else {
            throw Refusal(
                .invalid,
                "key-not-for-signing",
                "This key is for encryption; sign with a signing key.",
                pointer: "/key"
            )
        }
        guard !key.isExpired(at: moment) else {
            throw Refusal(
                .conflict,
                "key-expired",
                "The time of this certificate is over; add the new one.",
                pointer: "/key"
            )
        }
        guard key.isLive(at: moment) else { throw Self.keyRevoked }
        guard key.vouchings.stood(at: moment) else {
            throw Refusal(
                .forbidden,
                "key-not-vouched",
                "Nobody vouches for this key yet; ask the organisation that runs this node.",
                pointer: "/key"
            )
        }
        return SigningKey(
            key: key,
            age: Self.age(since: key.addedAt, at: moment),
            officerAge: Self.age(since: enteredAt, at: moment),
            earlierKeys: keys[..<index].count { $0.kind.signs }
        )
    }

    /// The keys of a kind that are vouched for and not revoked at a moment, the newest first.
    ///
    /// Whether the officer may act is another question (`requireMandate`).
    public func goodKeys(_ kind: OfficerKey.Kind, at moment: Timestamp) -> [OfficerKey] {
        keys.reversed().filter { $0.kind == kind && $0.isLive(at: moment) && $0.vouchings.stood(at: moment) }
    }

    private static func age(since then: Timestamp, at moment: Timestamp) -> Seconds {
        Seconds((moment.microseconds - then.microseconds) / 1_000_000)
    }
}
