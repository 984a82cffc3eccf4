/// What a legal instrument allows, as data: law is never code.
public struct InstrumentTerms: Codable, Hashable, Sendable {
    /// The word by which it is known, as `ID_MR5_URGENT`.
    public let code: String
    /// Whose law it is, as two capital letters (ISO 3166-1), or `EU`; `nil` for a model form that is nobody's law.
    public let country: String?
    /// What is asked with it.
    public let kind: RequestKind
    /// Which offices may use it, in order of name.
    public let functions: [OfficeFunction]
    /// By which row of the clock registry it is answered; `nil` for no clock.
    public let clock: String?
    /// By which row the first one ever to a platform is announced; `nil` for none.
    public let firstContactClock: String?
    /// By which row it is counted how long what it concerns is kept; `nil` for the registry's own row for all.
    public let preservationClock: String?
    /// By which row the window is counted in which somebody else may be asked to look at it or to decide anew, from when it was
    /// received; `nil` for none.
    public let redressClock: String?
    /// Whether a supervisor signs too.
    public let needsCoSignature: Bool
    /// Whose authorisation has to be recorded.
    public let authorisation: RequiredAuthorisation
    /// Which form it has.
    public let form: RequestForm
    /// Which data it may ask for, what reaches less deep first.
    public let dataCategories: [DataCategory]
    /// Where it has effect unless two people approve more, as a country or `EU`; `nil` for the issuing office's country.
    public let territory: String?
    /// How long it may bind the addressee to silence, in days; `nil` where no law that is recorded says so.
    public let silenceDaysMax: Int?
    /// Whether it is accepted here at all; where it is not, the reason is a sealed part.
    public let isAccepted: Bool
    /// On which day its source was as described, as `2021-04-29`.
    public let sourceDate: String

    /// Makes terms.
    ///
    /// - Throws: `Refusal` with the field that is wrong.
    public init(
        code: String,
        country: String?,
        kind: RequestKind,
        functions: Set<OfficeFunction>,
        clock: String?,
        firstContactClock: String?,
        preservationClock: String? = nil,
        redressClock: String? = nil,
        needsCoSignature: Bool,
        authorisation: RequiredAuthorisation,
        form: RequestForm,
        dataCategories: Set<DataCategory>,
        territory: String?,
        silenceDaysMax: Int? = nil,
        isAccepted: Bool,
        sourceDate: String
    ) throws(Refusal) {
        self.code = code
        self.country = country
        self.kind = kind
        self.functions = functions.sorted()
        self.clock = clock
        self.firstContactClock = firstContactClock
        self.preservationClock = preservationClock
        self.redressClock = redressClock
        self.needsCoSignature = needsCoSignature
        self.authorisation = authorisation
        self.form = form
        self.dataCategories = dataCategories.sorted()
        self.territory = territory
        self.silenceDaysMax = silenceDaysMax
        self.isAccepted = isAccepted
        self.sourceDate = sourceDate
        try requireForm()
        try requireSense()
    }

    private func requireForm() throws(Refusal) {
        for (field, text) in [
            ("code", code), ("clock", clock), ("firstContactClock", firstContactClock),
            ("preservationClock", preservationClock), ("redressClock", redressClock),
        ] {
            guard let text else { continue }
            // A clock that no registry could hold would stop each filing.
            guard RegisterCode.isWellFormed(text), field == "code" || ClockCode(text) != nil else {
                throw Refusal(
                    .invalid,
                    "register-code-invalid",
                    "Write a code in capital letters, digits and underscores, as EU_TCO_REMOVAL.",
                    pointer: "/" + field
                )
            }
        }
        for (field, text) in [("country", country), ("territory", territory)] {
            guard let text else { continue }
            guard Territory.isCountry(text) else {
                throw Refusal(
                    .invalid,
                    "country-invalid",
                    "Write a country as two capital letters (ISO 3166-1), as ID, or EU.",
                    pointer: "/" + field
                )
            }
        }
        guard RegisterCode.isDay(sourceDate) else {
            throw Refusal(.invalid, "day-invalid", "Write a day as 2021-04-29.", pointer: "/sourceDate")
        }
    }

    /// How long silence may last where an instrument says nothing, in days: whoever needs more asks anew.
    public static let silenceDaysDefault = 366
    /// How many days of silence an instrument may allow: ten years.
    static let silenceDaysCeiling = 3660
    static var silenceMax: Seconds { .days(Int64(silenceDaysDefault)) }

    private func requireSense() throws(Refusal) {
        guard silenceDaysMax.map((0...Self.silenceDaysCeiling).contains) ?? true else {
            throw Refusal(
                .invalid,
                "silence-days-invalid",
                "Give the days of silence as a whole number from 0 to \(Self.silenceDaysCeiling).",
                pointer: "/silenceDaysMax"
            )
        }
        guard !functions.isEmpty else {
            throw Refusal(
                .invalid,
                "functions-missing",
                "Say which offices may use it: name at least one function.",
                pointer: "/functions"
            )
        }
        let asksForData = kind == .disclosure || kind == .emergencyDisclosure
        guard asksForData || kind == .preservation || dataCategories.isEmpty, !asksForData || !dataCategories.isEmpty
        else {
            throw Refusal(
                .invalid,
                "data-categories-invalid",
                "Name data categories where data are asked for or preserved, and nowhere else.",
                pointer: "/dataCategories"
            )
        }
        guard kind != .emergencyDisclosure || !dataCategories.contains(.content) else {
            throw Refusal(
                .invalid,
                "content-in-emergency",
                "Content is never disclosed in an emergency; ask for it by a disclosure.",
                pointer: "/dataCategories"
            )
        }
        guard kind != .weakenEncryption || !isAccepted else {
            throw Refusal(
                .invalid,
                "weakening-never-accepted",
                "A demand to weaken encryption is never accepted; list it as not accepted, with the reason.",
                pointer: "/isAccepted"
            )
        }
        if functions.contains(.intelligence), isAccepted { try requireFitForIntelligence() }
    }

    private func requireFitForIntelligence() throws(Refusal) {
        guard !Self.closedToIntelligence.contains(kind) else {
            throw Refusal(
                .invalid,
                "intelligence-not-allowed",
                "Intelligence submits no referrals and no emergency requests; leave it out of the functions.",
                pointer: "/functions"
            )
        }
        guard authorisation.sufficesForIntelligence else {
            throw Refusal(
                .invalid,
                "intelligence-needs-authorisation",
                "Intelligence acts only on a recorded authorisation of a judge or a minister.",
                pointer: "/authorisation"
            )
        }
    }

    /// What intelligence never asks.
    public static let closedToIntelligence: Set<RequestKind> = [.referral, .emergencyDisclosure]
}

extension InstrumentTerms {
    /// Reads terms and checks them like any others: those of an exchange come from another machine.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        do {
            try self.init(
                code: container.decode(String.self, forKey: .code),
                country: container.decodeIfPresent(String.self, forKey: .country),
                kind: container.decode(RequestKind.self, forKey: .kind),
                functions: Set(container.decode([OfficeFunction].self, forKey: .functions)),
                clock: container.decodeIfPresent(String.self, forKey: .clock),
                firstContactClock: container.decodeIfPresent(String.self, forKey: .firstContactClock),
                preservationClock: container.decodeIfPresent(String.self, forKey: .preservationClock),
                redressClock: container.decodeIfPresent(String.self, forKey: .redressClock),
                needsCoSignature: container.decode(Bool.self, forKey: .needsCoSignature),
                authorisation: container.decode(RequiredAuthorisation.self, forKey: .authorisation),
                form: container.decode(RequestForm.self, forKey: .form),
                dataCategories: Set(container.decode([DataCategory].self, forKey: .dataCategories)),
                territory: container.decodeIfPresent(String.self, forKey: .territory),
                silenceDaysMax: container.decodeIfPresent(Int.self, forKey: .silenceDaysMax),
                isAccepted: container.decode(Bool.self, forKey: .isAccepted),
                sourceDate: container.decode(String.self, forKey: .sourceDate)
            )
        } catch let refusal as Refusal {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: refusal.message)
            )
        }
    }
}
