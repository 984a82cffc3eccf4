import Cooperation
import Services
import Testing

extension RequestScene {
    /// The instrument that the office of intelligence holds, which a minister has to authorise.
    static let secret = "ID_TEST_SECRET"

    /// Adopts an instrument on the exchange.
    func adopt(
        _ code: String,
        _ kind: RequestKind,
        functions: Set<OfficeFunction> = [.police],
        authorisation: RequiredAuthorisation = .none,
        isAccepted: Bool = true,
        form: RequestForm = .plain,
        preservationClock: String? = nil
    ) async throws {
        let terms = try InstrumentTerms.test(
            code,
            kind,
            functions: functions,
            preservationClock: preservationClock,
            authorisation: authorisation,
            form: form,
            categories: kind.asksData ? [.subscriber] : [],
            isAccepted: isAccepted
        )
        try await exchange.node.adopt(terms, by: secretary)
    }

    /// An office of intelligence of the same authority, for which somebody vouches, and which holds one instrument.
    func enterIntelligence() async throws -> ID<Office> {
        try await adopt(Self.secret, .disclosure, functions: [.intelligence], authorisation: .minister)
        let office = try await exchange.node.enterOffice(
            Node.NewOffice(
                authority: authority,
                function: .intelligence,
                country: "ID",
                zone: "Asia/Jakarta",
                instruments: [Self.secret],
                texts: [
                    .name: "TEST service", .telephone: "+62 21 555 0199", .telephoneSource: "TEST directory",
                    .law: "TEST act",
                ]
            ),
            by: authorityAdministrator
        ).office.id
        _ = try await exchange.node.vouchForOffice(office, how: "TEST call", by: secretary)
        return office
    }
}
