import Cooperation
import Services

/// Instruments to import.
struct WireInstruments: Decodable {
    let instruments: [InstrumentFile.Written]
}

/// Who confirmed an instrument.
struct WireConfirmation: Decodable {
    let confirmedOn: String
    let confirmation: String
}

/// How it was asked before vouching.
struct WireVouching: Decodable {
    let how: String
}

/// An instrument as it is answered.
struct WireInstrument: Encodable {
    let id: ID<Instrument>
    let state: Instrument.State
    let code: String
    let country: String?
    let kind: RequestKind
    let functions: [OfficeFunction]
    let clock: String?
    let firstContactClock: String?
    let preservationClock: String?
    let redressClock: String?
    let needsCoSignature: Bool
    let authorisation: RequiredAuthorisation
    let form: RequestForm
    let dataCategories: [DataCategory]
    let territory: String?
    let silenceDaysMax: Int?
    let isAccepted: Bool
    let reasonNotAccepted: String?
    let title: String?
    let law: String?
    let source: String?
    let sourceDate: String
    let confirmedOn: String?
    let confirmation: String?
    let replacedBy: ID<Instrument>?
    let exchange: ID<Exchange>?

    init(_ view: InstrumentView) {
        let (instrument, terms) = (view.instrument, view.instrument.terms)
        id = instrument.id
        state = instrument.state
        code = terms.code
        country = terms.country
        kind = terms.kind
        functions = terms.functions
        clock = terms.clock
        firstContactClock = terms.firstContactClock
        preservationClock = terms.preservationClock
        redressClock = terms.redressClock
        needsCoSignature = terms.needsCoSignature
        authorisation = terms.authorisation
        form = terms.form
        dataCategories = terms.dataCategories
        territory = terms.territory
        silenceDaysMax = terms.silenceDaysMax
        isAccepted = terms.isAccepted
        reasonNotAccepted = view.reasonNotAccepted
        title = view.title
        law = view.law
        source = view.source
        sourceDate = terms.sourceDate
        confirmedOn = instrument.confirmedOn
        confirmation = view.confirmation
        replacedBy = instrument.replacedBy
        exchange = instrument.origin?.exchange
    }
}

/// One word for an office, an officer or a key.
struct WireWord: Encodable {
    let by: Identifier
    let organisation: ID<Organisation>
    let at: Timestamp
    let endedAt: Timestamp?

    init(_ vouching: Vouching) {
        by = vouching.by
        organisation = vouching.organisation
        at = vouching.at
        endedAt = vouching.endedAt
    }
}

/// An office to enter.
struct WireNewOffice: Decodable {
    let authority: ID<Organisation>
    let function: OfficeFunction
    let country: String
    let zone: String
    let instruments: [String]
    let name: String
    let address: String?
    let telephone: String
    let telephoneSource: String
    let contact: String?
    let law: String

    var office: Node.NewOffice {
        var texts: [OfficeText: String] = [
            .name: name, .telephone: telephone, .telephoneSource: telephoneSource, .law: law,
        ]
        texts[.address] = address
        texts[.contact] = contact
        return Node.NewOffice(
            authority: authority,
            function: function,
            country: country,
            zone: zone,
            instruments: instruments,
            texts: texts
        )
    }
}

/// What is changed of an office.
struct WireOfficeChange: Decodable {
    let function: OfficeFunction?
    let zone: String?
    let instruments: [String]?
    let name: String?
    let address: String?
    let telephone: String?
    let telephoneSource: String?
    let contact: String?
    let law: String?

    var change: Node.ChangedOffice {
        var texts: [OfficeText: String] = [:]
        texts[.name] = name
        texts[.address] = address
        texts[.telephone] = telephone
        texts[.telephoneSource] = telephoneSource
        texts[.contact] = contact
        texts[.law] = law
        return Node.ChangedOffice(function: function, zone: zone, instruments: instruments, texts: texts)
    }
}

/// In which place an office is warned of threats to life; without one, nothing is said of it any more.
struct WireOfficeWarning: Decodable {
    let order: Int?
    let law: String?
    let source: String?
}

/// An office as it is answered.
struct WireOffice: Encodable {
    let id: ID<Office>
    let authority: ID<Organisation>
    let function: OfficeFunction
    let country: String
    let zone: String
    let instruments: [String]
    let name: String?
    let address: String?
    let telephone: String?
    let telephoneSource: String?
    let contact: String?
    let law: String?
    /// In which place among the offices of its country the law has it warned of threats to life.
    let warningOrder: Int?
    let warningLaw: String?
    let warningSource: String?
    let enteredAt: Timestamp
    let vouched: Bool
    let vouchings: [WireWord]
    /// When it was noted that a forged request bore its name; absent for an authority, and once somebody vouched for it anew.
    let misusedAt: Timestamp?
    /// The id of the key that signed that request; absent where none did.
    let misusedKey: String?
    /// How the word that stands was given.
    let how: String?
    let revokedAt: Timestamp?
    let reason: String?
    let exchange: ID<Exchange>?

    init(_ view: OfficeView, for organisation: Organisation) {
        let office = view.office
        let misuse = organisation.kind == .authority ? nil : office.misuse
        id = office.id
        authority = office.authority
        function = office.function
        country = office.country
        zone = office.zone
        instruments = office.instruments
        name = view.texts[.name]
        address = view.texts[.address]
        telephone = view.texts[.telephone]
        telephoneSource = view.texts[.telephoneSource]
        contact = view.texts[.contact]
        law = view.texts[.law]
        warningOrder = office.warning?.order
        warningLaw = view.warningLaw
        warningSource = view.warningSource
        enteredAt = office.enteredAt
        vouched = office.vouchings.standing != nil && office.revokedAt == nil
        vouchings = office.vouchings.map(WireWord.init)
        misusedAt = misuse?.at
        misusedKey = misuse?.key
        how = view.how
        revokedAt = office.revokedAt
        reason = view.reason
        exchange = office.origin?.exchange
    }
}

/// An officer to enter.
struct WireNewOfficer: Decodable {
    let person: ID<Person>
    let office: ID<Office>
    let rank: OfficerRank
    let name: String
    let post: String?
    let contact: String?
}

/// A rank to change to.
struct WireRank: Decodable {
    let rank: OfficerRank
}

/// That an officer left.
struct WireDeparture: Decodable {
    let reason: String?
}

/// A public key to add.
struct WireNewOfficerKey: Decodable {
    let id: String
    let kind: OfficerKey.Kind
    let publicKey: String?
    let certificate: String?
}

/// Why a key is revoked.
struct WireKeyRevocation: Decodable {
    let why: OfficerKey.Revocation
    let reason: String
}

/// A public key as it is answered.
struct WireOfficerKey: Encodable {
    let id: String
    let kind: OfficerKey.Kind
    let publicKey: String?
    let certificate: String?
    let validUntil: Timestamp?
    let addedAt: Timestamp
    let addedBy: Identifier
    let vouched: Bool
    let vouchings: [WireWord]
    let how: String?
    let revokedAt: Timestamp?
    let why: OfficerKey.Revocation?
    let reason: String?

    init(_ view: OfficerView.KeyView) {
        let key = view.key
        id = key.id
        kind = key.kind
        publicKey = key.publicKey
        certificate = view.certificate
        validUntil = key.validUntil
        addedAt = key.addedAt
        addedBy = key.addedBy
        vouched = key.vouchings.standing != nil && key.revokedAt == nil
        vouchings = key.vouchings.map(WireWord.init)
        how = view.how
        revokedAt = key.revokedAt
        why = key.revocation
        reason = view.reason
    }
}

/// An officer as they are answered.
struct WireOfficer: Encodable {
    let id: ID<Officer>
    let person: ID<Person>
    let office: ID<Office>
    let authority: ID<Organisation>
    let rank: OfficerRank
    let name: String?
    let post: String?
    let contact: String?
    let enteredAt: Timestamp
    let vouched: Bool
    let vouchings: [WireWord]
    let how: String?
    let leftAt: Timestamp?
    let keys: [WireOfficerKey]
    let exchange: ID<Exchange>?

    init(_ view: OfficerView) {
        let officer = view.officer
        id = officer.id
        person = officer.person
        office = officer.office
        authority = officer.authority
        rank = officer.rank
        name = view.name
        post = view.post
        contact = view.contact
        enteredAt = officer.enteredAt
        vouched = officer.vouchings.standing != nil && officer.leftAt == nil
        vouchings = officer.vouchings.map(WireWord.init)
        how = view.how
        leftAt = officer.leftAt
        keys = view.keys.map(WireOfficerKey.init)
        exchange = officer.origin?.exchange
    }
}
