extension Office {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the office; `nil` for one not entered.
    ///   - command: what is asked.
    ///   - id: its id, which entering takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Office?,
        _ command: OfficeCommand,
        id: ID<Office>
    ) throws(Refusal) -> [Act] {
        if case .enter(let entry) = command {
            guard state == nil else {
                throw Refusal(.conflict, "already-entered", "An office with this id was entered already.")
            }
            return [try entering(entry, as: id)]
        }
        guard let office = state else { throw Refusal(.notFound, "not-found", "There is no such office.") }
        guard office.origin == nil else {
            throw Refusal(.conflict, "kept-elsewhere", "This office is kept by the exchange; change it there.")
        }
        if case .revoke = command, office.revokedAt != nil { return [] }
        if case .noteMisuse = command, office.revokedAt != nil { return [] }
        guard office.revokedAt == nil else {
            throw Refusal(.conflict, "office-revoked", "This office was revoked; enter a new one.")
        }
        switch command {
        case .enter: return []
        case .change(let change, let held): return try office.changing(change, held: held)
        case .setWarning(let order, let law, let source, let held):
            return try office.settingWarning(order, law, source, held: held)
        case .vouch(let how, let voucher):
            try voucher.requireWord(for: office.authority, enteredBy: Set(office.enteredBy))
            return [Act(OfficeVouched(), on: id, sealed: ["how": try Texts.required(how, "how")])]
        case .noteMisuse(let key): return [Act(OfficeMisused(key: key), on: id)]
        case .revoke(let reason):
            return [Act(OfficeRevoked(), on: id, sealed: ["reason": try Texts.required(reason, "reason")])]
        }
    }

    private static func entering(_ entry: OfficeEntry, as id: ID<Office>) throws(Refusal) -> Act {
        guard entry.authority.kind == .authority else {
            throw Refusal(
                .invalid,
                "not-an-authority",
                "Offices belong to members of the kind authority.",
                pointer: "/authority"
            )
        }
        guard entry.authority.origin == nil else {
            throw Refusal(
                .conflict,
                "kept-elsewhere",
                "This authority is kept by the exchange; enter its offices there.",
                pointer: "/authority"
            )
        }
        guard Territory.isCountry(entry.country) else {
            throw Refusal(
                .invalid,
                "country-invalid",
                "Write a country as two capital letters (ISO 3166-1), as ID.",
                pointer: "/country"
            )
        }
        try requireZone(entry.zone)
        let codes = try held(entry.instruments, by: entry.function, in: entry.country)
        let texts = try OfficeText.checked(entry.texts)
        for part in OfficeText.required.sorted() where texts[part] == nil {
            _ = try Texts.required("", part.rawValue)
        }
        return Act(
            OfficeEntered(
                authority: entry.authority.id,
                function: entry.function,
                country: entry.country,
                zone: entry.zone,
                instruments: codes,
                texts: texts.keys.sorted()
            ),
            on: id,
            sealed: sealed(texts)
        )
    }

    private func changing(_ change: OfficeChange, held: [Instrument]) throws(Refusal) -> [Act] {
        let texts = try OfficeText.checked(change.texts)
        if let zone = change.zone { try Self.requireZone(zone) }
        let function = change.function ?? function
        let codes = try Self.held(change.instruments ?? held, by: function, in: country)
        let changed = OfficeChanged(
            function: function == self.function ? nil : function,
            zone: change.zone == zone ? nil : change.zone,
            instruments: change.instruments == nil || codes == instruments ? nil : codes,
            texts: texts.keys.sorted(),
            endsVouching: function != self.function || (change.instruments != nil && codes != instruments)
                || texts.keys.contains(where: \.isVouchedFor)
        )
        let isNews = changed.function != nil || changed.zone != nil || changed.instruments != nil || !texts.isEmpty
        return isNews ? [Act(changed, on: id, sealed: Self.sealed(texts))] : []
    }

    /// Law says whom to warn, and never this program.
    private func settingWarning(
        _ order: Int?,
        _ law: String?,
        _ source: String?,
        held: OfficeWarningWords?
    ) throws(Refusal) -> [Act] {
        guard let order else {
            // Whoever mends the words and forgets the place does not mean that nothing is said any more.
            guard try Texts.optional(law, "law") == nil, try Texts.optional(source, "source") == nil else {
                throw Self.warningOrderInvalid
            }
            return warning == nil ? [] : [Act(OfficeWarningSet(order: nil), on: id)]
        }
        guard (1...Self.warningOrderMax).contains(order) else { throw Self.warningOrderInvalid }
        guard function != .intelligence else {
            throw Refusal(
                .invalid,
                "intelligence-not-warned",
                "Intelligence is warned of no threats: name an office that can protect people.",
                pointer: "/order"
            )
        }
        let words = try OfficeWarningWords(saying: law, from: source)
        // What stands there already ends no word that was given for it.
        guard warning?.order != order || held != words else { return [] }
        return [
            Act(OfficeWarningSet(order: order), on: id, sealed: ["law": words.law, "source": words.source])
        ]
    }

    private static let warningOrderInvalid = Refusal(
        .invalid,
        "warning-order-invalid",
        "Give the place among the offices of its country as a whole number from 1 to \(warningOrderMax).",
        pointer: "/order"
    )

    private static func sealed(_ texts: [OfficeText: String]) -> [String: String?] {
        Dictionary(texts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private static func requireZone(_ zone: String) throws(Refusal) {
        guard ZoneName(zone) != nil else { throw zoneInvalid }
    }

    /// What is said of a zone that there is not.
    public static let zoneInvalid = Refusal(
        .invalid,
        "zone-invalid",
        "Write a time zone by its IANA name, as Asia/Jakarta.",
        pointer: "/zone"
    )

    private static func held(
        _ instruments: [Instrument],
        by function: OfficeFunction,
        in country: String
    ) throws(Refusal) -> [String] {
        guard instruments.count <= instrumentsMax else {
            throw Refusal(
                .conflict,
                "instruments-too-many",
                "An office holds at most \(instrumentsMax) instruments.",
                pointer: "/instruments"
            )
        }
        for instrument in instruments {
            try instrument.requireUsable()
            try requireFit(instrument.terms, for: function, in: country)
        }
        return Set(instruments.map(\.terms.code)).sorted()
    }
}
