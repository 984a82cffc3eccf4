/// A request that came by letter, by e-mail or through another portal, as staff of the addressee recorded it.
public struct PaperRequest: Sendable, Hashable {
    /// What is asked.
    public var kind: RequestKind
    /// The code of the instrument, as far as it can be told.
    public var instrument: String
    /// The country whose law it rests on.
    public var country: String
    /// Where the measure is to have effect.
    public var territory: Territory
    /// In which language it is written.
    public var language: String
    /// When it was written.
    public var issuedAt: Timestamp
    /// When it came to the platform, which starts its clock.
    public var receivedAt: Timestamp
    /// Whether it is an exercise.
    public var isExercise: Bool
    /// Which data are asked for.
    public var categories: [DataCategory]
    /// Whose authorisation it names.
    public var authorisation: RequestDocument.Authorisation.Source?
    /// Until when the person concerned is not to be told.
    public var silentUntil: Timestamp?
    /// What it is about, each with the reason that it gives; one that gives none is recorded so, for its form is judged later.
    public var items: [RequestItem]
    /// The SHA-256 of the scan, in lowercase hexadecimal.
    public var scan: String
    /// Who asks, as the paper says.
    public var authorityName: String
    /// Where they say they are reached; never the way for a call-back.
    public var authorityContact: String?
    /// Which supervisor of theirs signed it too, as the paper says.
    public var supervisorName: String?
    /// Their own number of it.
    public var reference: String?
    /// The office that it comes from, as the register has it: its zone is the clock's, and its keys those for data.
    public var office: ID<Office>?
    /// What the office is within its state, as whoever records it made out; needed where no office of the register is named.
    public var function: OfficeFunction?
    /// The zone in which who asks counts, where no office of the register does.
    public var zone: ZoneName?
    /// Whether it says, of the first order to this platform, why a life can't wait until the platform knows how orders work.
    public var isFirstEmergency: Bool
    /// Whether it says that nothing of what is to stay up was made by those who committed an attack.
    public var isNotPerpetrators: Bool

    /// Makes a record.
    public init(
        kind: RequestKind,
        instrument: String,
        country: String,
        territory: Territory,
        language: String,
        issuedAt: Timestamp,
        receivedAt: Timestamp,
        isExercise: Bool = false,
        categories: [DataCategory] = [],
        authorisation: RequestDocument.Authorisation.Source? = nil,
        silentUntil: Timestamp? = nil,
        items: [RequestItem],
        scan: String,
        authorityName: String,
        authorityContact: String? = nil,
        supervisorName: String? = nil,
        reference: String? = nil,
        office: ID<Office>? = nil,
        function: OfficeFunction? = nil,
        zone: ZoneName? = nil,
        isFirstEmergency: Bool = false,
        isNotPerpetrators: Bool = false
    ) {
        self.kind = kind
        self.instrument = instrument
        self.country = country
        self.territory = territory
        self.language = language
        self.issuedAt = issuedAt
        self.receivedAt = receivedAt
        self.isExercise = isExercise
        self.categories = categories
        self.authorisation = authorisation
        self.silentUntil = silentUntil
        self.items = items
        self.scan = scan
        self.authorityName = authorityName
        self.authorityContact = authorityContact
        self.supervisorName = supervisorName
        self.reference = reference
        self.office = office
        self.function = function
        self.zone = zone
        self.isFirstEmergency = isFirstEmergency
        self.isNotPerpetrators = isNotPerpetrators
    }

    /// A zone as somebody wrote it.
    ///
    /// - Throws: `Refusal` `zone-invalid`.
    public static func zone(_ written: String) throws(Refusal) -> ZoneName {
        guard let zone = ZoneName(written) else { throw Office.zoneInvalid }
        return zone
    }

    /// Asks whether the record says what any request needs.
    ///
    /// - Throws: `Refusal` that names the field.
    public func requireComplete(now: Timestamp) throws(Refusal) {
        _ = try Texts.required(authorityName, "authorityName", bytesMax: RequestDocument.wordBytesMax)
        _ = try Texts.optional(authorityContact, "authorityContact", bytesMax: RequestDocument.wordBytesMax)
        _ = try Texts.optional(supervisorName, "supervisorName", bytesMax: RequestDocument.wordBytesMax)
        _ = try Texts.optional(reference, "reference", bytesMax: RequestDocument.wordBytesMax)
        guard RegisterCode.isWellFormed(instrument) else {
            throw Refusal(
                .invalid,
                "instrument-unknown",
                "Name the instrument by its code, as EU_TCO_REMOVAL; OTHER where it can't be told.",
                pointer: "/instrument"
            )
        }
        guard office != nil || function != nil else {
            throw Refusal(
                .invalid,
                "function-missing",
                "Say what the office is that asks; intelligence may not ask everything, on paper neither.",
                pointer: "/function"
            )
        }
        guard kind != .weakenEncryption || !isExercise else { throw RequestDocument.neverAnExercise }
        guard !items.isEmpty, items.count <= RequestDocument.itemsMax else {
            throw Refusal(
                .invalid,
                "items-missing",
                "Name the items, from one to \(RequestDocument.itemsMax).",
                pointer: "/items"
            )
        }
        for (index, item) in items.enumerated() {
            guard item.number == index + 1 else {
                throw Refusal(
                    .invalid,
                    "item-number-wrong",
                    "Number the items from 1.",
                    pointer: "/items/\(index)/number"
                )
            }
            guard try Texts.optional(item.address, "address", bytesMax: RequestItem.addressBytesMax) != nil else {
                throw Refusal(
                    .invalid,
                    "item-address-missing",
                    "Say where item \(item.number) is.",
                    pointer: "/items/\(index)/address"
                )
            }
            _ = try Texts.optional(item.reasons, "reasons")
        }
        guard LanguageTag.primary(of: language) != nil else {
            throw Refusal(.invalid, "language-invalid", "Name the language as BCP 47 does.", pointer: "/language")
        }
        guard Territory.isCountry(country) else {
            throw Refusal(.invalid, "country-invalid", "Name the country by two capital letters.", pointer: "/country")
        }
        guard scan.utf8.count == 64, scan.utf8.allSatisfy({ $0.isHexadecimalDigit }) else {
            throw Refusal(
                .invalid,
                "scan-missing",
                "Give the SHA-256 of the scan in lowercase hexadecimal.",
                pointer: "/scan"
            )
        }
        guard Set(categories).count == categories.count, categories == categories.sorted() else {
            throw Refusal(
                .invalid,
                "categories-missing",
                "Name which data are asked for, each once: subscriber, traffic, content.",
                pointer: "/categories"
            )
        }
        guard receivedAt <= now + .minutes(1) else {
            throw Refusal(.invalid, "time-in-future", "This time has not come yet.", pointer: "/receivedAt")
        }
    }
}

extension UInt8 {
    var isHexadecimalDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
