import Cooperation
import Services

extension TestPlatform {
    /// An administrator of a member as a person, who keeps its part of the register.
    func keeper(of member: Caller) -> Caller {
        Caller(
            organisation: member.organisation,
            key: member.key,
            role: .administrator,
            person: ID(member.organisation.id.identifier),
            isOnExchange: false
        )
    }

    /// An instrument that police may use, adopted.
    func instrument(_ code: String) async throws -> ID<Instrument> {
        let terms = try InstrumentTerms(
            code: code,
            country: "ID",
            kind: .removalOrder,
            functions: [.police],
            clock: nil,
            firstContactClock: nil,
            needsCoSignature: false,
            authorisation: .none,
            form: .plain,
            dataCategories: [],
            territory: nil,
            isAccepted: true,
            sourceDate: "2024-02-29"
        )
        let texts = try InstrumentTexts(
            title: "TEST order",
            law: "TEST law",
            source: "TEST gazette",
            reasonNotAccepted: nil
        )
        let id = try await node.proposeInstrument(terms, texts, by: administrator).instrument.id
        return try await node.adoptInstrument(id, by: administrator).instrument.id
    }

    /// An office of an authority, which nobody vouches for yet.
    func office(of authority: Caller, instruments: [String]) async throws -> ID<Office> {
        try await node.enterOffice(
            Node.NewOffice(
                authority: authority.organisation.id,
                function: .police,
                country: "ID",
                zone: "Asia/Jakarta",
                instruments: instruments,
                texts: [
                    .name: "TEST unit MARKER", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                    .law: "TEST act",
                ]
            ),
            by: keeper(of: authority)
        ).office.id
    }

    /// An officer, whom nobody vouches for yet.
    func officer(_ person: ID<Person>, at office: ID<Office>, of authority: Caller) async throws -> ID<Officer> {
        try await node.enterOfficer(
            person,
            at: office,
            rank: .officer,
            texts: OfficerTexts(name: "TEST Officer MARKER"),
            by: keeper(of: authority)
        ).officer.id
    }
}
