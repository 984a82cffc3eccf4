extension RequestDocument {
    /// Asks whether an office may ask this with its instrument.
    ///
    /// A demand to weaken encryption is asked of nobody's mandate: it is recorded, refused and counted, whoever makes it.
    ///
    /// - Parameters:
    ///   - instrument: the instrument that the document names, as the register has it.
    ///   - office: the office that the document names.
    /// - Throws: `Refusal`: what ``Office/mayIssue(_:)`` throws, and `kind-not-of-instrument`, `country-not-of-office`,
    ///   `authorisation-missing`, `silence-too-long`,
    ///   `categories-not-of-instrument`.
    public func requireMandate(_ instrument: Instrument, _ office: Office) throws(Refusal) {
        guard country == office.country else {
            throw Refusal(
                .invalid,
                "country-not-of-office",
                "This office is of another country; ask in its own.",
                pointer: "/country"
            )
        }
        guard kind != .weakenEncryption else { return }
        let terms = instrument.terms
        guard kind == terms.kind else {
            throw Refusal(
                .invalid,
                "kind-not-of-instrument",
                "The instrument \(terms.code) is for requests of the kind \(terms.kind.rawValue).",
                pointer: "/kind"
            )
        }
        try office.mayIssue(instrument)
        guard terms.authorisation.isMet(by: legalBasis?.authorisation?.source) else {
            throw Refusal(
                .invalid,
                "authorisation-missing",
                "The instrument \(terms.code) needs the recorded word of a \(terms.authorisation.rawValue).",
                pointer: "/legalBasis/authorisation"
            )
        }
        let days = terms.silenceDaysMax ?? InstrumentTerms.silenceDaysDefault
        guard silence.map({ $0.until <= issuedAt + .days(Int64(days)) }) ?? true else {
            throw Self.silenceTooLong(days, pointer: "/silence/until")
        }
        guard categories.allSatisfy(terms.dataCategories.contains) else {
            throw Self.categoriesNotOf(terms)
        }
    }
}

extension RequestDocument {
    /// What is answered where an instrument does not reach to the data that are asked for with it.
    static func categoriesNotOf(_ terms: InstrumentTerms) -> Refusal {
        Refusal(
            .invalid,
            "categories-not-of-instrument",
            "The instrument \(terms.code) does not reach to all of these data.",
            pointer: "/categories"
        )
    }
}

extension RequestDocument {
    /// What is answered where silence is to last longer than the law lets it.
    static func silenceTooLong(_ days: Int, pointer: String) -> Refusal {
        Refusal(
            .invalid,
            "silence-too-long",
            days == 0
                ? "This instrument binds nobody to silence; leave it out."
                : "Silence lasts at most \(days) days from now; give an earlier end.",
            pointer: pointer
        )
    }
}

extension RequiredAuthorisation {
    /// Whether an authorisation suffices; a judge's word does wherever a prosecutor's would.
    public func isMet(by source: RequestDocument.Authorisation.Source?) -> Bool {
        switch self {
        case .none: true
        case .prosecutor: source == .prosecutor || source == .judge
        case .judge: source == .judge
        case .minister: source == .minister
        }
    }
}
