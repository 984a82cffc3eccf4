/// Who may do what: one table, which the documents print and a test walks.
public enum AuthorisationRules {
    /// Where something can be done.
    public enum Place: String, Sendable {
        /// On every node.
        case anyNode
        /// Only on the organisation's own node, and never on an exchange (design rule 14).
        case ownNode
        /// Only on the node that the organisation runs, be it an exchange or not.
        case operatedNode
        /// On every node, but for an authority only on an exchange and on its own: how a platform's journal grows would tell
        /// how much the platform does.
        case growthShown
    }

    /// What a permission needs of the agreement that a thing stands under.
    public enum AgreementNeed: String, Sendable {
        /// Nothing.
        case none
        /// That the agreement is in force and the caller's organisation joined it; a bank that is under none is open to
        /// its owner alone.
        case inForce
        /// That the agreement names the caller's organisation as a party; secretariats and oversight need not be named.
        case named
    }

    /// One line of the table.
    public struct Rule: Sendable, Hashable {
        /// What kinds of organisation may.
        public let kinds: Set<OrganisationKind>
        /// Which of their roles may.
        public let roles: Set<Role>
        /// Whether it changes anything, and so needs a member in full standing.
        public let acts: Bool
        /// Where it can be done.
        public let place: Place
        /// Whether it needs a person: a key bound to one, or a node that vouches for one.
        public let needsPerson: Bool
        /// What it needs of the agreement that the thing stands under.
        public let agreement: AgreementNeed
    }

    /// Whether a caller may learn how a node's journal grows: on a platform's node, no authority.
    public static func learnsGrowth(_ caller: Caller) -> Bool {
        caller.organisation.kind != .authority || caller.isOnExchange || caller.organisation.ownsNode
    }

    private static let everyKind = Set(OrganisationKind.allCases)
    private static let everyRole = Set(Role.ofPeople)
    private static let curators: Set<OrganisationKind> = [.platform, .civilSociety]
    private static let operators: Set<OrganisationKind> = [.platform, .secretariat, .civilSociety]
    private static let lookers: Set<Role> = [.reviewer, .lead, .appealsOfficer, .curator, .counsel, .auditor]

    /// The rule of a permission.
    public static func rule(for permission: Permission) -> Rule {
        switch permission {
        case .check:
            own(
                curators,
                [.reviewer, .lead, .curator, .dutyOfficer, .administrator],
                acts: true,
                agreement: .inForce
            )
        case .computeFingerprints: own(everyKind, everyRole, acts: false)
        case .readSignals: any(curators, lookers, acts: false, agreement: .inForce)
        case .proposeSignals, .withdrawSignals:
            any(curators, [.curator, .lead], acts: true, needsPerson: true, agreement: .inForce)
        case .verifySignals, .giveOpinions, .viewSignals:
            any(curators, [.reviewer, .lead, .curator], acts: true, needsPerson: true, agreement: .inForce)
        case .submit: any([.authority], [.officer, .supervisor, .dutyOfficer], acts: true, needsPerson: true)
        case .readSubmissions:
            any(
                curators.union([.authority]),
                [.curator, .lead, .officer, .supervisor, .dutyOfficer, .auditor],
                acts: false
            )
        case .answerSubmissions: any(curators, [.curator, .lead], acts: true, needsPerson: true)
        case .readBanks: any(curators, lookers.union([.administrator]), acts: false, agreement: .inForce)
        case .keepBanks: any(curators, [.curator, .administrator], acts: true, agreement: .inForce)
        case .switchEnforcement:
            own(curators, [.lead, .administrator], acts: true, needsPerson: true, agreement: .inForce)
        case .readAgreements: any(everyKind, everyRole, acts: false, agreement: .named)
        case .readOrganisations: any(everyKind, everyRole, acts: false)
        case .proposeAgreements:
            any(curators.union([.secretariat]), [.secretary, .administrator], acts: true)
        case .joinAgreements: any(curators, [.administrator, .counsel], acts: true, agreement: .named)
        case .registerOrganisations: operated(everyKind, [.secretary, .administrator], acts: true)
        case .changeStanding: operated(operators, [.secretary, .administrator], acts: true, needsPerson: true)
        case .readPeople, .readKeys, .readWebhooks: any(everyKind, [.administrator, .auditor], acts: false)
        case .declareInterests, .keepPeople, .keepKeys, .keepWebhooks: any(everyKind, [.administrator], acts: true)
        case .keepAddresses: any(everyKind, everyRole.subtracting([.auditor]), acts: true)
        case .readCases, .readDecisions, .readReceipts:
            own(curators, [.reviewer, .lead, .appealsOfficer, .counsel, .auditor], acts: false)
        case .readReadings: any(everyKind, [.lead, .supervisor, .auditor, .administrator], acts: false)
        case .assignCases, .decideCases: own(curators, [.reviewer, .lead], acts: true, needsPerson: true)
        case .reportExecution: own(curators, [.reviewer, .lead, .administrator], acts: true)
        case .reverseDecisions: own(curators, [.lead, .appealsOfficer], acts: true, needsPerson: true)
        case .eraseCases: own(curators, [.counsel, .administrator], acts: true, needsPerson: true)
        case .eraseTexts:
            any(everyKind, [.counsel, .secretary, .administrator], acts: true, needsPerson: true)
        // One's own preferences change nothing for anybody else.
        case .keepPreferences: any(everyKind, everyRole, acts: false, needsPerson: true)
        case .readLog, .readEvents:
            Rule(
                kinds: everyKind,
                roles: everyRole,
                acts: false,
                place: .growthShown,
                needsPerson: false,
                agreement: .none
            )
        case .readStatus: any(everyKind, everyRole, acts: false)
        case .readMetrics: operated(everyKind, [.administrator, .auditor, .monitor], acts: false)
        case .readExchanges:
            own(everyKind, [.administrator, .auditor, .curator, .lead, .reviewer], acts: false)
        case .acknowledgeAlarms: own(everyKind, [.administrator], acts: true)
        case .readAlerts: operated(everyKind, everyRole.subtracting([.adviser]), acts: false)
        case .acknowledgeAlerts:
            operated(everyKind, everyRole.subtracting([.adviser, .auditor]), acts: true, needsPerson: true)
        case .keepRoster: operated(everyKind, [.lead, .supervisor, .administrator], acts: true)
        case .readRegister: any(everyKind, everyRole, acts: false)
        case .keepRegister:
            any(
                operators.union([.authority]),
                [.supervisor, .secretary, .administrator],
                acts: true,
                needsPerson: true
            )
        case .keepOfficerKeys:
            any(
                operators.union([.authority]),
                [.officer, .supervisor, .dutyOfficer, .secretary, .administrator],
                acts: true,
                needsPerson: true
            )
        case .vouchForMandates: operated(operators, [.secretary, .administrator], acts: true, needsPerson: true)
        case .keepInstruments: operated(operators, [.secretary, .administrator], acts: true)
        case .writeRequests: any([.authority], [.officer, .supervisor], acts: true, needsPerson: true)
        case .coSignRequests: any([.authority], [.supervisor], acts: true, needsPerson: true)
        case .readRequests:
            any(
                curators.union([.authority]),
                [.officer, .supervisor, .dutyOfficer, .counsel, .lead, .auditor],
                acts: false
            )
        // The key of a member's node; whether it is one is asked besides.
        case .carryRequests: any(curators, [.curator, .counsel, .administrator], acts: true)
        // The key of an authority's own node; that it is bound to nobody is asked besides.
        case .carryOwnRequests: any([.authority], [.officer, .supervisor, .dutyOfficer], acts: true)
        case .readAssessments:
            own(curators, [.counsel, .lead, .dutyOfficer, .adviser, .auditor], acts: false, needsPerson: true)
        case .assessRequests: own(curators, [.counsel, .lead], acts: true, needsPerson: true)
        case .adviseOnRequests: own(curators, [.counsel, .adviser], acts: true, needsPerson: true)
        case .readCanaries: own(curators, [.lead, .auditor, .administrator], acts: false, needsPerson: true)
        case .keepCanaries: own(curators, [.lead, .administrator], acts: true, needsPerson: true)
        case .raiseThreats:
            own(curators, [.reviewer, .lead, .counsel, .dutyOfficer], acts: true, needsPerson: true)
        case .approveThreats: own(curators, [.lead, .counsel, .dutyOfficer], acts: true, needsPerson: true)
        case .adviseOnThreats: own(curators, [.counsel, .adviser], acts: true, needsPerson: true)
        case .readThreats:
            any(
                curators.union([.authority]),
                [.reviewer, .lead, .counsel, .dutyOfficer, .adviser, .officer, .supervisor, .auditor],
                acts: false
            )
        case .answerThreats: any([.authority], [.officer, .supervisor, .dutyOfficer], acts: true, needsPerson: true)
        case .readExercises:
            any(
                operators.union([.authority]),
                [.officer, .supervisor, .dutyOfficer, .counsel, .lead, .secretary, .auditor, .administrator],
                acts: false
            )
        case .keepExercises:
            any(
                operators.union([.authority]),
                [.supervisor, .counsel, .lead, .secretary, .administrator],
                acts: true,
                needsPerson: true
            )
        case .readClocks: any(everyKind, everyRole, acts: false)
        case .keepClockRules: operated(everyKind, [.secretary, .administrator], acts: true)
        }
    }

    private static func any(
        _ kinds: Set<OrganisationKind>,
        _ roles: Set<Role>,
        acts: Bool,
        needsPerson: Bool = false,
        agreement: AgreementNeed = .none
    ) -> Rule {
        Rule(
            kinds: kinds,
            roles: roles,
            acts: acts,
            place: .anyNode,
            needsPerson: needsPerson,
            agreement: agreement
        )
    }

    private static func own(
        _ kinds: Set<OrganisationKind>,
        _ roles: Set<Role>,
        acts: Bool,
        needsPerson: Bool = false,
        agreement: AgreementNeed = .none
    ) -> Rule {
        Rule(
            kinds: kinds,
            roles: roles,
            acts: acts,
            place: .ownNode,
            needsPerson: needsPerson,
            agreement: agreement
        )
    }

    private static func operated(
        _ kinds: Set<OrganisationKind>,
        _ roles: Set<Role>,
        acts: Bool,
        needsPerson: Bool = false
    ) -> Rule {
        Rule(
            kinds: kinds,
            roles: roles,
            acts: acts,
            place: .operatedNode,
            needsPerson: needsPerson,
            agreement: .none
        )
    }

    /// Lets a caller through or says why not.
    ///
    /// What only exists for the node's own organisation answers others `not-on-this-node` before anything else, so that
    /// they learn nothing of it.
    ///
    /// - Parameters:
    ///   - caller: who calls.
    ///   - permission: what the caller wants to do.
    /// - Throws: `Refusal` of kind `forbidden`.
    public static func authorise(_ caller: Caller, _ permission: Permission) throws(Refusal) {
        let rule = rule(for: permission)
        if rule.place == .ownNode, caller.isOnExchange || !caller.organisation.ownsNode {
            throw Refusal(
                .forbidden,
                "not-on-this-node",
                "This exists only on your organisation's own node; ask there."
            )
        }
        if rule.place == .growthShown, !learnsGrowth(caller) {
            throw Refusal(
                .forbidden,
                "not-on-this-node",
                "This exists only on an exchange or on your own node; on a platform's, read your requests and submissions."
            )
        }
        if rule.place == .operatedNode, !caller.organisation.ownsNode {
            throw Refusal(
                .forbidden,
                "not-the-operator",
                "Only the organisation that runs this node does that; ask its secretary or administrator."
            )
        }
        let standing = caller.organisation.standing
        guard rule.acts ? standing.mayAct : standing.mayRead else {
            throw Refusal(
                .forbidden,
                "standing-insufficient",
                "Your organisation's standing (\(standing.rawValue)) does not allow this."
            )
        }
        guard rule.kinds.contains(caller.organisation.kind) else {
            throw Refusal(
                .forbidden,
                "kind-not-allowed",
                "Organisations of the kind \(caller.organisation.kind.rawValue) may not do this."
            )
        }
        guard rule.roles.contains(caller.role) else {
            throw Refusal(
                .forbidden,
                "role-not-allowed",
                "The role \(caller.role.rawValue) may not do this; use a key of another role."
            )
        }
        guard !rule.needsPerson || caller.person != nil else {
            throw Refusal(
                .forbidden,
                "person-needed",
                "This needs a key that is bound to a person; issue one for yourself."
            )
        }
    }
}
