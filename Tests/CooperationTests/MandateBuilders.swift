import Cooperation
import Statements

/// Things of the mandate register to start from, all invented.
extension Build {
    static func terms(
        _ code: String = "ID_TEST_ORDER",
        country: String? = "ID",
        kind: RequestKind = .removalOrder,
        functions: Set<OfficeFunction> = [.police],
        clock: String? = "TEST_CLOCK",
        firstContactClock: String? = nil,
        preservationClock: String? = nil,
        redressClock: String? = nil,
        authorisation: RequiredAuthorisation = .none,
        dataCategories: Set<DataCategory> = [],
        isAccepted: Bool = true
    ) throws -> InstrumentTerms {
        try InstrumentTerms(
            code: code,
            country: country,
            kind: kind,
            functions: functions,
            clock: clock,
            firstContactClock: firstContactClock,
            preservationClock: preservationClock,
            redressClock: redressClock,
            needsCoSignature: true,
            authorisation: authorisation,
            form: .plain,
            dataCategories: dataCategories,
            territory: nil,
            isAccepted: isAccepted,
            sourceDate: "2024-02-29"
        )
    }

    static func instrumentTexts(isAccepted: Bool = true) throws -> InstrumentTexts {
        try InstrumentTexts(
            title: text("title"),
            law: text("law"),
            source: text("source"),
            reasonNotAccepted: isAccepted ? nil : text("not accepted")
        )
    }

    static func instrument(
        _ terms: InstrumentTerms? = nil,
        isAdopted: Bool = true,
        number: UInt64 = 700,
        origin: EventOrigin? = nil
    ) throws -> Instrument {
        let (id, terms) = (ID<Instrument>.number(number), try terms ?? Self.terms())
        let proposal = InstrumentCommand.propose(terms, try instrumentTexts(isAccepted: terms.isAccepted))
        var acts = try Instrument.decide(nil, proposal, id: id)
        if isAdopted { acts += try Instrument.decide(Instrument.after(nil, acts), .adopt, id: id) }
        guard let instrument = try Instrument.after(nil, acts, origin: origin) else { throw Missing() }
        return instrument
    }

    static let telephone = "+62 21 555 0100"

    static var officeTexts: [OfficeText: String] {
        var texts: [OfficeText: String] = [.telephone: telephone]
        for part in OfficeText.allCases where part != .telephone { texts[part] = text(part.rawValue) }
        return texts
    }

    /// The organisation that runs the node, and one of its people who entered nothing.
    static func voucher(_ kind: OrganisationKind = .secretariat, person: UInt64 = 50) throws -> Voucher {
        Voucher(organisation: try organisation(9, kind, ownsNode: true), person: .number(person))
    }

    static func office(
        function: OfficeFunction = .police,
        instruments: [Instrument]? = nil,
        isVouchedFor: Bool = true,
        number: UInt64 = 710,
        origin: EventOrigin? = nil
    ) throws -> Office {
        let id = ID<Office>.number(number)
        let entry = OfficeEntry(
            authority: try organisation(2, .authority),
            function: function,
            country: "ID",
            zone: "Asia/Jakarta",
            instruments: try instruments ?? [instrument()],
            texts: officeTexts
        )
        var acts = try Office.decide(nil, .enter(entry), id: id)
        if isVouchedFor {
            acts += try Office.decide(Office.after(nil, acts), .vouch(how: text("how"), by: voucher()), id: id)
        }
        guard let office = try Office.after(nil, acts, origin: origin) else { throw Missing() }
        return office
    }

    /// The hexadecimal digits of a key whose bytes are all the same; one for sealing is below 2^255 - 19.
    static func publicKey(_ digit: Character, _ kind: OfficerKey.Kind = .signing) -> String {
        kind == .encryption ? String(repeating: "0\(digit)", count: 32) : String(repeating: digit, count: 64)
    }

    /// Its id.
    static func keyID(_ digit: Character, _ kind: OfficerKey.Kind = .signing) -> String {
        let key = publicKey(digit, kind)
        let id =
            kind == .encryption
            ? try? EncryptionPublicKey("x25519:" + key).id : try? SigningPublicKey("ed25519:" + key).id
        return id?.description ?? ""
    }

    static func keyEntry(
        _ digit: Character = "a",
        _ kind: OfficerKey.Kind = .signing
    ) throws -> OfficerKeyEntry {
        try OfficerKeyEntry(
            id: keyID(digit, kind),
            kind: kind,
            publicKey: kind == .certificate ? nil : publicKey(digit, kind),
            certificate: kind == .certificate ? "-----BEGIN CERTIFICATE-----\n\(text("certificate"))" : nil
        )
    }
}
