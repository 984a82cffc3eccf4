import CanonicalJSON

extension RequestDocument {
    /// How many items a request may have.
    public static let itemsMax = 1000
    /// How long a number, a code or a name may be, in bytes.
    public static let wordBytesMax = 500
    /// How many files may belong to a request.
    public static let attachmentsMax = 20
    private static let limits = JSONLimits(bytesMax: bytesMax, depthMax: 8, valuesMax: 40_000)

    /// The canonical text: what is signed.
    public var text: String {
        // Documents hold nothing that JSON can't express.
        let value = (try? JSONValueEncoder().encode(self)) ?? .null
        return String(decoding: value.canonicalBytes, as: UTF8.self)
    }

    /// Reads a document.
    ///
    /// - Parameter text: its canonical JSON, byte for byte.
    /// - Throws: `Refusal`: `document-invalid`, `document-not-canonical`, and what ``requireComplete()`` throws.
    public init(text: String) throws(Refusal) {
        do throws(JSONError) {
            let value = try JSONValue(parsing: Array(text.utf8), limits: Self.limits)
            self = try JSONValueDecoder().decode(Self.self, from: value)
        } catch {
            throw Refusal(.invalid, "document-invalid", "This is no request: \(error.message)", pointer: error.pointer)
        }
        // As bytes: what Unicode takes for equal is signed differently.
        guard self.text.utf8.elementsEqual(text.utf8) else {
            throw Refusal(
                .invalid,
                "document-not-canonical",
                "Write the request as canonical JSON (RFC 8785): this is the text that is signed."
            )
        }
        try requireComplete()
    }

    /// Whether a document says what this program does not know and a newer one may: a later version, a further field, or a word
    /// that a field did not have before.
    public static func isOfNewerProgram(_ document: JSONValue) -> Bool {
        if let version = document["version"]?.integerValue, version > currentVersion { return true }
        do throws(JSONError) {
            _ = try JSONValueDecoder().decode(Self.self, from: document)
            return false
        } catch {
            return error.code == .unknownField || error.code == .invalidValue
        }
    }

    /// Asks whether everything is there that any request of its kind needs, whatever the law.
    ///
    /// - Throws: `Refusal` that names the field, in the order in which a person would fill them.
    public func requireComplete() throws(Refusal) {
        guard version == Self.currentVersion else {
            throw Refusal(.invalid, "version-unknown", "This program knows requests of version 1.", pointer: "/version")
        }
        guard nonce.utf8.count == 32, nonce.utf8.allSatisfy(\.isHexadecimalDigit) else {
            throw Refusal(
                .invalid,
                "nonce-invalid",
                "Give 16 random bytes in lowercase hexadecimal.",
                pointer: "/nonce"
            )
        }
        guard LanguageTag.primary(of: language) != nil else {
            throw Refusal(.invalid, "language-invalid", "Name the language as BCP 47 does.", pointer: "/language")
        }
        // Both become facts of events, which hold no text of anybody's.
        guard RegisterCode.isWellFormed(instrument) else {
            throw Refusal(
                .invalid,
                "instrument-unknown",
                "Name the instrument by its code, as EU_TCO_REMOVAL.",
                pointer: "/instrument"
            )
        }
        guard Territory.isCountry(country) else {
            throw Refusal(.invalid, "country-invalid", "Name the country by two capital letters.", pointer: "/country")
        }
        if addressee.kind == .guest {
            _ = try Texts.required(addresseeName ?? "", "addresseeName", bytesMax: Organisation.nameBytesMax)
        }
        guard kind != .weakenEncryption || !isExercise else { throw Self.neverAnExercise }
        try requireItems()
        try requireTerritory()
        try requireLaw()
        try requireFirstContact()
        try requireStayUp()
        try requireData()
        _ = try Texts.optional(redress, "redress")
        _ = try Texts.optional(redressBody, "redressBody", bytesMax: Self.wordBytesMax)
        _ = try Texts.optional(redressDeadline, "redressDeadline", bytesMax: Self.wordBytesMax)
        _ = try Texts.optional(explanation, "explanation")
        _ = try Texts.optional(offence, "offence", bytesMax: Self.wordBytesMax)
        guard attachments.count <= Self.attachmentsMax else {
            throw Refusal(
                .invalid,
                "too-many-attachments",
                "Attach at most \(Self.attachmentsMax) files.",
                pointer: "/attachments"
            )
        }
        for (index, attachment) in attachments.enumerated() {
            guard attachment.isWellFormed, attachment.item.map({ (1...items.count).contains($0) }) ?? true else {
                throw Refusal(
                    .invalid,
                    "attachment-invalid",
                    "Name each file with its SHA-256 in lowercase hexadecimal, its name, its size and the item it shows.",
                    pointer: "/attachments/\(index)"
                )
            }
        }
    }

    static let neverAnExercise = Refusal(
        .invalid,
        "never-an-exercise",
        "A demand to weaken encryption is counted in public; it can't be called an exercise.",
        pointer: "/isExercise"
    )

    private func requireItems() throws(Refusal) {
        guard !items.isEmpty else {
            throw Refusal(.invalid, "items-missing", "Name at least one item.", pointer: "/items")
        }
        guard items.count <= Self.itemsMax else {
            throw Refusal(.invalid, "too-many-items", "Ask for at most \(Self.itemsMax) items.", pointer: "/items")
        }
        var seen: Set<String> = []
        for (index, item) in items.enumerated() {
            let place = "/items/\(index)"
            guard item.number == index + 1 else {
                throw Refusal(.invalid, "item-number-wrong", "Number the items from 1.", pointer: place + "/number")
            }
            guard let address = try Texts.optional(item.address, "address", bytesMax: RequestItem.addressBytesMax)
            else {
                throw Refusal(
                    .invalid,
                    "item-address-missing",
                    "Say where item \(item.number) is.",
                    pointer: place + "/address"
                )
            }
            guard seen.insert(ItemAddress(address).text).inserted else {
                throw Refusal(
                    .invalid,
                    "item-repeated",
                    "Item \(item.number) is in this request already.",
                    pointer: place + "/address"
                )
            }
            guard try Texts.optional(item.reasons, "reasons") != nil else {
                throw Refusal(
                    .invalid,
                    "item-reason-missing",
                    "Give item \(item.number) a reason of its own.",
                    pointer: place + "/reasons"
                )
            }
        }
    }

    private func requireTerritory() throws(Refusal) {
        guard reachesBeyondCountry else {
            guard territoryReasons == nil else {
                throw Refusal(
                    .invalid,
                    "territory-not-wider",
                    "Reasons are for a territory beyond the issuing country; leave them out.",
                    pointer: "/territoryReasons"
                )
            }
            return
        }
        guard try Texts.optional(territoryReasons, "territoryReasons") != nil else {
            throw Refusal(
                .invalid,
                "territory-reasons-missing",
                "Say why it must have effect beyond the issuing country, or ask for that country alone.",
                pointer: "/territoryReasons"
            )
        }
    }

    private func requireLaw() throws(Refusal) {
        if kind == .removalOrder || kind == .preservation || kind.asksData {
            guard legalBasis != nil else {
                throw Refusal(
                    .invalid,
                    "legal-basis-missing",
                    "Quote the statute and the article on which this rests.",
                    pointer: "/legalBasis"
                )
            }
        }
        if let legalBasis {
            _ = try Texts.required(legalBasis.statute, "legalBasis/statute")
            _ = try Texts.optional(legalBasis.number, "legalBasis/number", bytesMax: Self.wordBytesMax)
            if let authorisation = legalBasis.authorisation {
                _ = try Texts.required(
                    authorisation.number,
                    "legalBasis/authorisation/number",
                    bytesMax: Self.wordBytesMax
                )
                guard authorisation.givenAt <= issuedAt else {
                    throw Refusal(
                        .invalid,
                        "authorisation-in-future",
                        "The authorisation must be older than the request.",
                        pointer: "/legalBasis/authorisation/givenAt"
                    )
                }
            }
        }
        if let silence {
            _ = try Texts.required(silence.basis, "silence/basis")
            guard silence.until > issuedAt else {
                throw Refusal(
                    .invalid,
                    "silence-over",
                    "The time until which the person is not told must still come.",
                    pointer: "/silence/until"
                )
            }
        }
    }

    private func requireData() throws(Refusal) {
        guard kind.asksData else {
            guard categories.isEmpty, period == nil, emergency == nil, encryptionKey == nil else {
                throw Refusal(
                    .invalid,
                    "data-not-asked",
                    "Only a disclosure asks for data; leave categories, period, emergency and key out.",
                    pointer: "/categories"
                )
            }
            return
        }
        guard !categories.isEmpty, Set(categories).count == categories.count, categories == categories.sorted() else {
            throw Refusal(
                .invalid,
                "categories-missing",
                "Name which data you ask for, each once: subscriber, traffic, content.",
                pointer: "/categories"
            )
        }
        guard let encryptionKey, encryptionKey.utf8.count == 64, encryptionKey.utf8.allSatisfy(\.isHexadecimalDigit)
        else {
            throw Refusal(
                .invalid,
                "encryption-key-missing",
                "Name the public key to which data are encrypted before they leave the platform.",
                pointer: "/encryptionKey"
            )
        }
        if let period, period.from >= period.until {
            throw Refusal(.invalid, "period-invalid", "The period must end after it begins.", pointer: "/period")
        }
        guard kind == .emergencyDisclosure else {
            guard emergency == nil else {
                throw Refusal(
                    .invalid,
                    "not-an-emergency",
                    "Where a life is in danger, ask for an emergency disclosure.",
                    pointer: "/emergency"
                )
            }
            return
        }
        guard !categories.contains(.content) else {
            throw Refusal(
                .invalid,
                "content-never-in-emergency",
                "What was said is never disclosed in an emergency; ask for it by a disclosure.",
                pointer: "/categories"
            )
        }
        guard let emergency else {
            throw Refusal(.invalid, "emergency-missing", "Say why a life is in danger.", pointer: "/emergency")
        }
        _ = try Texts.required(emergency.atRisk, "emergency/atRisk")
        _ = try Texts.required(emergency.whyImminent, "emergency/whyImminent")
        _ = try Texts.required(emergency.howDataAvert, "emergency/howDataAvert")
        _ = try Texts.required(emergency.whyNotOrdinary, "emergency/whyNotOrdinary")
    }
}

extension RequestDocument {
    /// Reads the documents of a draft.
    ///
    /// - Parameter text: an array of documents.
    /// - Returns: the documents, in order.
    /// - Throws: `Refusal` `document-invalid`.
    public static func list(_ text: String) throws(Refusal) -> [RequestDocument] {
        let limits = JSONLimits(bytesMax: bytesMax * 2, depthMax: 9, valuesMax: 400_000)
        do throws(JSONError) {
            return try JSONValueDecoder().decode(
                [RequestDocument].self,
                from: JSONValue(parsing: Array(text.utf8), limits: limits)
            )
        } catch {
            throw Refusal(.invalid, "document-invalid", "These are no requests: \(error.message)")
        }
    }
}
