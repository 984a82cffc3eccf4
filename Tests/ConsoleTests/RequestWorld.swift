import CanonicalJSON
import Console
import Cooperation
import Services
import Statements
import Testing

/// A platform's node to which an authority files requests, with an officer who is vouched for and holds a key.
struct RequestWorld {
    static let code = "ID_TEST_ORDER"
    static let texts: [OfficeText: String] = [
        .name: "TEST unit", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory", .law: "TEST act",
    ]

    let platform: TestPlatform
    let authority: Caller
    let key: SigningSecretKey
    /// The session of the officer.
    let officer: String
    let record: ID<Officer>

    init(_ kind: RequestKind = .removalOrder, firstContactClock: String? = nil) async throws {
        key = try SigningSecretKey()
        platform = try await TestPlatform()
        authority = try await platform.member(.authority)
        let node = platform.node
        _ = try await node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        let session = try await platform.session([.officer], of: authority)
        officer = session
        let visit = try #require(try await platform.access.visit(session))
        let lead = try await platform.session([.administrator])
        let secretary = try #require(try await platform.access.visit(lead)).person.id
        let vouching = Self.person(secretary, of: platform.administrator)
        let keeper = Self.person(visit.person.id, of: authority)
        let terms = try InstrumentTerms(
            code: Self.code,
            country: "ID",
            kind: kind,
            functions: [.police],
            clock: "NZ_TAKEDOWN",
            firstContactClock: firstContactClock,
            needsCoSignature: false,
            authorisation: .none,
            form: .plain,
            dataCategories: [],
            territory: nil,
            isAccepted: true,
            sourceDate: "2024-02-29"
        )
        let words = try InstrumentTexts(title: "TEST order", law: "TEST law", source: "TEST", reasonNotAccepted: nil)
        let instrument = try await node.proposeInstrument(terms, words, by: vouching).instrument.id
        _ = try await node.adoptInstrument(instrument, by: vouching)
        let office = try await node.enterOffice(
            Node.NewOffice(
                authority: authority.organisation.id,
                function: .police,
                country: "ID",
                zone: "UTC",
                instruments: [Self.code],
                texts: Self.texts
            ),
            by: keeper
        ).office.id
        record = try await node.enterOfficer(
            visit.person.id,
            at: office,
            rank: .officer,
            texts: OfficerTexts(name: "TEST Officer"),
            by: keeper
        ).officer.id
        _ = try await node.vouchForOffice(office, how: "TEST call", by: vouching)
        _ = try await node.vouchForOfficer(record, how: "TEST call", by: vouching)
        self.vouching = vouching
    }

    private let vouching: Caller

    /// Somebody vouches for the officer's key.
    func vouchForKey() async throws {
        _ = try await platform.node.vouchForOfficerKey(
            key.publicKey.id.description,
            of: record,
            how: "TEST call",
            by: vouching
        )
    }

    private static func person(_ person: ID<Person>, of member: Caller) -> Caller {
        Caller(
            organisation: member.organisation,
            key: member.key,
            role: .administrator,
            person: person,
            isOnExchange: false
        )
    }

    /// A text as HTML shows it, as it was.
    static func plain(_ text: Substring) -> String {
        String(text).replacing("&quot;", with: "\"").replacing("&#34;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
