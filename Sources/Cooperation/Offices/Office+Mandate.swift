extension Office {
    /// Whether somebody vouches for the office as it is now, and nobody revoked it: only then its number and its keys count.
    public var isVouched: Bool { revokedAt == nil && vouchings.standing != nil }

    /// How many people of the organisation that keeps the register have to vouch for an office whose emergencies are heard.
    public static let peopleInEmergency = 2

    /// Whether enough people vouch for the office as it is now for what it asks in an emergency.
    ///
    /// Under the pressure of an emergency the register is all that holds; one person who was taken in, or bought, would be too
    /// few.
    public var hasSecondVoucher: Bool { vouchings.standingPeople >= Self.peopleInEmergency }

    /// Fails unless enough people vouch for the office as it is now for what it asks in an emergency.
    ///
    /// - Throws: `Refusal` `second-voucher-needed`.
    public func requireSecondVoucher() throws(Refusal) {
        guard hasSecondVoucher else {
            throw Refusal(
                .conflict,
                "second-voucher-needed",
                """
                In an emergency two people of the organisation that keeps the register have to vouch for the office, neither of \
                whom entered or changed it: ask there for the second one's word.
                """
            )
        }
    }

    /// Fails unless somebody vouched for the office and nobody revoked it, at a moment.
    ///
    /// - Throws: `Refusal` `office-revoked`, `office-not-vouched`.
    public func requireStanding(at moment: Timestamp) throws(Refusal) {
        if let revokedAt, revokedAt <= moment {
            throw Refusal(.conflict, "office-revoked", "This office was revoked; it issues nothing.")
        }
        guard vouchings.stood(at: moment) else {
            throw Refusal(
                .forbidden,
                "office-not-vouched",
                "Nobody vouches for this office yet; ask the organisation that runs this node."
            )
        }
    }

    /// Fails unless the office may issue an instrument now.
    ///
    /// Whether it stands is another question (`requireStanding`).
    ///
    /// - Parameter instrument: the instrument.
    /// - Throws: `Refusal` `instrument-not-adopted`, `instrument-not-accepted`, `instrument-not-held`,
    ///   `function-not-allowed`, `instrument-of-another-country`, `intelligence-not-allowed`,
    ///   `intelligence-needs-authorisation`.
    public func mayIssue(_ instrument: Instrument) throws(Refusal) {
        try instrument.requireUsable()
        guard instruments.contains(instrument.terms.code) else {
            throw Refusal(
                .forbidden,
                "instrument-not-held",
                "This office does not hold the instrument \(instrument.terms.code).",
                pointer: "/instrument"
            )
        }
        try Self.requireFit(instrument.terms, for: function, in: country)
    }

    /// Fails unless an office of this function and country may hold an instrument at all.
    static func requireFit(
        _ terms: InstrumentTerms,
        for function: OfficeFunction,
        in country: String
    ) throws(Refusal) {
        if function == .intelligence {
            guard !InstrumentTerms.closedToIntelligence.contains(terms.kind) else {
                throw Refusal(
                    .invalid,
                    "intelligence-not-allowed",
                    "Intelligence submits no referrals and no emergency requests.",
                    pointer: "/instruments"
                )
            }
            guard terms.authorisation.sufficesForIntelligence else {
                throw Refusal(
                    .invalid,
                    "intelligence-needs-authorisation",
                    "Intelligence uses only instruments with a recorded authorisation of a judge or a minister.",
                    pointer: "/instruments"
                )
            }
        }
        guard terms.functions.contains(function) else {
            throw Refusal(
                .invalid,
                "function-not-allowed",
                "Offices of the function \(function.rawValue) may not use the instrument \(terms.code).",
                pointer: "/instruments"
            )
        }
        // Which states belong to a union is for those who vouch to look at: it is no constant of a program.
        guard terms.country == nil || terms.country == Self.union || terms.country == country else {
            throw Refusal(
                .invalid,
                "instrument-of-another-country",
                "The instrument \(terms.code) is another country's law.",
                pointer: "/instruments"
            )
        }
    }

    /// What stands for the union of states whose law is that of many countries.
    public static let union = "EU"
}
