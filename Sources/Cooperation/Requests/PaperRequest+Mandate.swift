extension PaperRequest {
    /// Fails where who asks may not ask this at all, signed or not: it is recorded, refused at the door and counted.
    ///
    /// What its form lacks besides is for people to judge, who read the paper, and so is an emergency that asks for more data
    /// than it may: nobody dies of a category too many, and no more goes out than the instrument reaches to. Whether somebody
    /// authorised it whose word the instrument needs is asked where it would be complied with.
    ///
    /// - Parameters:
    ///   - instruments: the instruments that the paper may name, as the registers have them that have its code: what any of
    ///     them forbids is forbidden; empty where none has it.
    ///   - office: the office of the register that it comes from; `nil` where none is named.
    /// - Throws: `Refusal` `instrument-not-accepted`, `intelligence-not-allowed`, `intelligence-needs-authorisation`,
    ///   `categories-not-of-instrument`, `never-stays-up`.
    public func requireMandate(_ instruments: [Instrument], _ office: Office?) throws(Refusal) {
        for instrument in instruments { try instrument.requireUsable() }
        // What the register says is not undone by what a paper makes of itself, nor the other way round.
        if office?.function == .intelligence || function == .intelligence {
            guard !InstrumentTerms.closedToIntelligence.contains(kind) else {
                throw Refusal(
                    .invalid,
                    "intelligence-not-allowed",
                    "Intelligence submits no referrals and no emergency requests.",
                    pointer: "/kind"
                )
            }
            guard authorisation == .judge || authorisation == .minister else {
                throw Refusal(
                    .invalid,
                    "intelligence-needs-authorisation",
                    "Intelligence acts only on a recorded authorisation of a judge or a minister.",
                    pointer: "/authorisation"
                )
            }
        }
        if kind != .weakenEncryption, kind != .emergencyDisclosure {
            for instrument in instruments where !categories.allSatisfy(instrument.terms.dataCategories.contains) {
                throw RequestDocument.categoriesNotOf(instrument.terms)
            }
        }
        if kind == .stayUp { try RequestDocument.requireStayUp(items, isNotPerpetrators: isNotPerpetrators) }
    }

    /// Fails where it binds the platform to silence for longer than its law lets it, or any of those that it may name: the
    /// record says until when it holds.
    ///
    /// - Throws: `Refusal` `silence-too-long`.
    public func requireSilence(_ instruments: [Instrument]) throws(Refusal) {
        let days =
            instruments.map { $0.terms.silenceDaysMax ?? InstrumentTerms.silenceDaysDefault }.min()
            ?? InstrumentTerms.silenceDaysDefault
        guard silentUntil.map({ $0 <= issuedAt + .days(Int64(days)) }) ?? true else {
            throw RequestDocument.silenceTooLong(days, pointer: "/silentUntil")
        }
    }
}
