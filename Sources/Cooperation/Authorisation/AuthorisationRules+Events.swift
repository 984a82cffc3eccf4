extension AuthorisationRules {
    /// A family of events, the word before the dot of their types, with what its readers need and never see.
    public struct EventFamily: Sendable, Hashable {
        /// The word.
        public let name: String
        /// What a reader must be permitted to do.
        public let permission: Permission
        /// Whose events a reader sees, besides that.
        public let scope: EventScope
        /// Fields that nobody is shown along with the events, as `sealed.link`.
        public let withheld: Set<String>

        init(_ name: String, _ permission: Permission, _ scope: EventScope, withheld: Set<String> = []) {
            self.name = name
            self.permission = permission
            self.scope = scope
            self.withheld = withheld
        }
    }

    /// Whose events of a family a reader sees.
    public enum EventScope: String, Sendable, CaseIterable {
        /// Everyone's.
        case all
        /// Those about the reader's own organisation, its people or its keys, or recorded for it.
        case ownOrganisation
        /// Those about agreements that the permission reaches.
        case agreement
        /// Those about banks that the permission reaches, and about their signals.
        case bank
        /// An authority its own submissions, curators all.
        case submission
        /// An authority the requests that it filed, an addressee those that it was asked and what it makes of them.
        case request
        /// The sender and the one authority that it is for.
        case threat
        /// An authority its own offices and officers, others as the register admits them.
        case register
    }

    /// All families whose events anybody reads.
    ///
    /// An event that came from an exchange is read as the event that it brought, and `texts.erased` as the event whose texts
    /// are erased. A family that is not here is read by nobody.
    public static let eventFamilies: [EventFamily] = [
        EventFamily(Organisation.name, .readOrganisations, .all),
        // The address of a person is for reaching them, and for nobody to collect.
        EventFamily(Person.name, .readPeople, .ownOrganisation, withheld: ["sealed.email"]),
        EventFamily(Key.name, .readKeys, .ownOrganisation, withheld: ["fact.secretHash"]),
        EventFamily(Webhook.name, .readWebhooks, .ownOrganisation, withheld: ["sealed.address", "sealed.secret"]),
        EventFamily(Agreement.name, .readAgreements, .agreement), EventFamily(Bank.name, .readBanks, .bank),
        // The link is handed to one person at a time (viewing).
        EventFamily(Signal.name, .readSignals, .bank, withheld: ["sealed.link"]),
        EventFamily(Submission.name, .readSubmissions, .submission),
        EventFamily(
            Case.name,
            .readCases,
            .all,
            withheld: Set(SealedKey.allCases.map { "sealed." + $0.rawValue })
        ),
        EventFamily(Decision.name, .readDecisions, .all), EventFamily("checks", .readCases, .all),
        EventFamily("log", .readOrganisations, .all),
        EventFamily(Exchange.name, .readExchanges, .all, withheld: ["sealed.address"]),
        EventFamily(Dispatch.name, .readSignals, .ownOrganisation),
        EventFamily(RequestDraft.name, .readRequests, .ownOrganisation),
        EventFamily(Request.name, .readRequests, .request, withheld: ["sealed.itemKey", "sealed.partyKey"]),
        EventFamily(
            Assessment.name,
            .readAssessments,
            .request,
            withheld: ["sealed.mailboxKey", "sealed.markedItem", "sealed.partyKey"]
        ),
        // By what they are known is told to nobody.
        EventFamily(Canary.name, .readCanaries, .ownOrganisation, withheld: ["sealed.canaryKey"]),
        EventFamily(ThreatAlert.name, .readThreats, .ownOrganisation),
        EventFamily(ThreatNotice.name, .readThreats, .threat),
        EventFamily(Roster.name, .readAlerts, .ownOrganisation),
        EventFamily(Alert.name, .readAlerts, .ownOrganisation),
        EventFamily(Exercise.name, .readExercises, .ownOrganisation),
        EventFamily(ClockRule.name, .readClocks, .all), EventFamily(Clock.name, .readClocks, .ownOrganisation),
        EventFamily(Reading.name, .readReadings, .ownOrganisation),
        // What somebody does not want to see is no colleague's business.
        EventFamily(Exposure.name, .readPeople, .ownOrganisation, withheld: ["fact.subject", "fact.until"]),
        EventFamily(
            Preferences.name,
            .readPeople,
            .ownOrganisation,
            withheld: ["fact.choices", "fact.filter", "sealed.name"]
        ),
        // That somebody got in, and never what they get in with.
        EventFamily(
            Login.name,
            .readPeople,
            .ownOrganisation,
            withheld: [
                "fact.credentialHash", "fact.recoveryHash", "fact.recoveryHashes", "fact.tokenHash",
                "sealed.credentialId", "sealed.loginKey", "sealed.name", "sealed.passkeyName", "sealed.password",
                "sealed.publicKey", "sealed.totp",
            ]
        ), EventFamily(Session.name, .readPeople, .ownOrganisation, withheld: ["fact.tokenHash"]),
        EventFamily(Instrument.name, .readRegister, .all), EventFamily(Office.name, .readRegister, .register),
        EventFamily(Officer.name, .readRegister, .register),
    ]

    /// The family of a type of event; `nil` where nobody reads it.
    public static func eventFamily(of type: String) -> EventFamily? {
        let name = type.prefix { $0 != "." }
        return eventFamilies.first { $0.name == name }
    }
}
