import Cooperation
import Services

extension InstrumentTerms {
    /// An instrument of the law of a country, which asks for no more than is said.
    static func test(
        _ code: String,
        _ kind: RequestKind = .removalOrder,
        functions: Set<OfficeFunction> = [.police],
        clock: String? = nil,
        firstContactClock: String? = nil,
        preservationClock: String? = nil,
        needsCoSignature: Bool = false,
        authorisation: RequiredAuthorisation = .none,
        form: RequestForm = .plain,
        categories: Set<DataCategory> = [],
        isAccepted: Bool = true
    ) throws -> InstrumentTerms {
        try InstrumentTerms(
            code: code,
            country: "ID",
            kind: kind,
            functions: functions,
            clock: clock,
            firstContactClock: firstContactClock,
            preservationClock: preservationClock,
            needsCoSignature: needsCoSignature,
            authorisation: authorisation,
            form: form,
            dataCategories: categories,
            territory: nil,
            isAccepted: isAccepted,
            sourceDate: "2024-02-29"
        )
    }
}

extension Node {
    /// Writes an instrument down, which can be used once it is adopted.
    func propose(_ terms: InstrumentTerms, by keeper: Caller) async throws -> ID<Instrument> {
        let texts = try InstrumentTexts(
            title: "TEST",
            law: "TEST",
            source: "TEST",
            reasonNotAccepted: terms.isAccepted ? nil : "TEST not terrorism"
        )
        return try await proposeInstrument(terms, texts, by: keeper).instrument.id
    }

    /// Writes an instrument down and adopts it.
    @discardableResult
    func adopt(_ terms: InstrumentTerms, by keeper: Caller) async throws -> ID<Instrument> {
        try await adoptInstrument(try await propose(terms, by: keeper), by: keeper).instrument.id
    }
}
