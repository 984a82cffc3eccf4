import Cooperation
import Services

/// Who stands behind a member, as it comes and goes.
struct WireInterests: Codable {
    let owners: [String]?
    let funders: [String]?
    let governments: [String]?

    init(_ interests: Interests) {
        owners = interests.owners
        funders = interests.funders
        governments = interests.governments
    }

    func interests() throws(Refusal) -> Interests {
        try Interests(owners: owners ?? [], funders: funders ?? [], governments: governments ?? [])
    }
}

/// A member to register.
struct WireRegistration: Decodable {
    /// The id that the member's own node has, where it is to be the same here.
    let id: ID<Organisation>?
    let kind: OrganisationKind
    let name: String
    let interests: WireInterests?
}

/// A standing to change to.
struct WireStanding: Decodable {
    let standing: Standing
    let reason: String
}

/// A member as it is answered.
struct WireOrganisation: Encodable {
    let id: ID<Organisation>
    let kind: OrganisationKind
    let name: String?
    let standing: Standing
    let interests: WireInterests?
    /// Whether it takes requests that are exercises, also where nobody planned them.
    let takesExercises: Bool
    let ownsNode: Bool
    let exchange: ID<Exchange>?

    init(_ view: OrganisationView) {
        let organisation = view.organisation
        id = organisation.id
        kind = organisation.kind
        name = view.name
        standing = organisation.standing
        interests = organisation.interests.map(WireInterests.init)
        takesExercises = organisation.takesExercises ?? false
        ownsNode = organisation.ownsNode
        exchange = organisation.origin?.exchange
    }
}

/// A person to add.
struct WireNewPerson: Decodable {
    let name: String
    let roles: [Role]
    let languages: [String]?
}

/// What may be changed about a person.
struct WirePersonChange: Decodable {
    let roles: [Role]?
    let languages: [String]?
    let officer: ID<Officer>?
    let left: Bool?
}

/// A person as they are answered.
struct WirePerson: Encodable {
    let id: ID<Person>
    let organisation: ID<Organisation>
    let name: String?
    let roles: [Role]
    /// What the person reads; absent for any language.
    let languages: [String]?
    let state: Person.State
    let hasAddress: Bool
    /// Which officer of an exchange's register the person is; absent for none.
    let officer: ID<Officer>?

    init(_ view: PersonView) {
        id = view.person.id
        organisation = view.person.organisation
        name = view.name
        roles = view.person.roles
        languages = view.person.languages
        state = view.person.state
        hasAddress = view.person.addressedAt != nil
        officer = view.person.officer
    }
}

/// A key to issue.
struct WireNewKey: Decodable {
    let role: Role
    let person: ID<Person>?
    let vouches: Bool?
    let expiresAt: Timestamp?
}

/// A key as it is answered; the secret only when it was just issued.
struct WireKey: Encodable {
    let id: ID<Key>
    let organisation: ID<Organisation>
    let role: Role
    let person: ID<Person>?
    let vouches: Bool
    let revoked: Bool
    let expiresAt: Timestamp?
    /// Shown this once.
    let secret: String?

    init(_ key: Key, secret: String? = nil) {
        id = key.id
        organisation = key.organisation
        role = key.role
        person = key.person
        vouches = key.vouches
        revoked = key.isRevoked
        expiresAt = key.expiresAt
        self.secret = secret
    }
}

/// An agreement to write down.
struct WireNewAgreement: Decodable {
    let title: String
    let parties: [ID<Organisation>]
    let use: Agreement.Use
    let validUntil: Timestamp?
}

/// An agreement as it is answered.
struct WireAgreement: Encodable {
    let id: ID<Agreement>
    let title: String?
    let parties: [ID<Organisation>]
    let acceptedBy: [ID<Organisation>]
    let use: Agreement.Use
    let state: Agreement.State
    let validUntil: Timestamp?
    let exchange: ID<Exchange>?

    init(_ view: AgreementView) {
        let agreement = view.agreement
        id = agreement.id
        title = view.title
        parties = agreement.parties
        acceptedBy = agreement.acceptances.map(\.party)
        use = agreement.use
        state = agreement.state
        validUntil = agreement.validUntil
        exchange = agreement.origin?.exchange
    }
}

/// How a bank matches, as it comes.
struct WireBankSettings: Decodable {
    let radius: Int?
    let actRadius: Int?
    let rolloutPercent: Int?
    let allowsBlocking: Bool?

    /// The settings, with those that are left out taken from others.
    func settings(over base: BankSettings?) throws(Refusal) -> BankSettings {
        try BankSettings(
            radius: radius ?? base?.radius ?? BankSettings.radiusDefault,
            actRadius: actRadius ?? base?.actRadius ?? BankSettings.actRadiusDefault,
            rolloutPercent: rolloutPercent ?? base?.rolloutPercent ?? 100,
            allowsBlocking: allowsBlocking ?? base?.allowsBlocking ?? false
        )
    }
}

/// A bank to open.
struct WireNewBank: Decodable {
    struct Verifier: Decodable {
        let name: String
        let criteria: String
        let contact: String
    }

    let name: String
    let agreement: ID<Agreement>?
    let settings: WireBankSettings?
    let verifier: Verifier?

    func externalVerifier() throws(Refusal) -> ExternalVerifier? {
        guard let verifier else { return nil }
        return try ExternalVerifier(name: verifier.name, criteria: verifier.criteria, contact: verifier.contact)
    }
}

/// Whether a platform acts by itself for a bank.
struct WireEnforcement: Decodable {
    let enforced: Bool
}

/// A bank as it is answered.
struct WireBank: Encodable {
    struct Verifier: Encodable {
        let name: String?
        let criteria: String?
        let contact: String?
    }

    let id: ID<Bank>
    let name: String?
    let owner: ID<Organisation>
    let agreement: ID<Agreement>?
    let settings: BankSettings
    let externalVerifier: Verifier?
    let enforced: Bool
    let closed: Bool
    let exchange: ID<Exchange>?
    /// How many signals it holds, where it alone was asked for.
    let signals: Int64?

    init(_ view: BankView, signals: Int64? = nil) {
        let bank = view.bank
        self.signals = signals
        id = bank.id
        name = view.name
        owner = bank.owner
        agreement = bank.agreement
        settings = bank.settings
        externalVerifier =
            bank.isExternalList ? Verifier(name: view.verifier, criteria: view.criteria, contact: view.contact) : nil
        enforced = bank.isEnforced
        closed = bank.isClosed
        exchange = bank.origin?.exchange
    }
}

/// Something handed in, as it comes.
struct WireNewSubmission: Decodable {
    let kind: ContentKind
    let behaviours: [Behaviour]
    let reference: String
    let reasons: String
}

/// A submission as it is answered.
struct WireSubmission: Encodable {
    let id: ID<Submission>
    let authority: ID<Organisation>
    let kind: ContentKind
    let behaviours: [Behaviour]
    let submittedAt: Timestamp
    let state: Submission.State
    let reference: String?
    let reasons: String?
    let answer: String?
    /// Where it stands in the node's journal.
    let position: Int64
    /// Where its answer stands.
    let answerPosition: Int64?

    init(_ view: SubmissionView) {
        let submission = view.submission
        id = submission.id
        authority = submission.authority
        kind = submission.kind
        behaviours = submission.behaviours
        submittedAt = submission.submittedAt
        state = submission.state
        reference = view.reference
        reasons = view.reasons
        answer = view.answer
        position = submission.submittedAtPosition
        answerPosition = submission.answeredAtPosition
    }
}

/// A link by which a person sets their login up, shown this once.
struct WireInvitation: Encodable {
    /// Where on this node.
    let path: String
    let expiresAt: Timestamp
}
