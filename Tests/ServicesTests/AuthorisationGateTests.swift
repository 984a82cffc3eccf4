import Cooperation
import Services
import Testing

@Suite struct `The authorisation that an instrument demands` {
    private static let order = "ID_TEST_EPOC"

    /// An order for any data, which a judge has to authorise, in the platform's own register.
    private static func adopt(_ scene: RequestScene, needing authorisation: RequiredAuthorisation = .judge) async throws
    {
        let terms = try InstrumentTerms.test(
            order,
            .disclosure,
            authorisation: authorisation,
            categories: [.subscriber, .traffic, .content]
        )
        try await scene.platform.node.adopt(terms, by: scene.platform.person(.administrator))
    }

    /// A letter that asks for what somebody said.
    private static func letter(_ scene: RequestScene) async throws -> ID<Request> {
        let asked = try await scene.record(.disclosure, order) {
            $0.office = scene.office
            $0.categories = [.subscriber, .traffic, .content]
        }
        #expect(asked.state == .open)
        try await scene.prepare(asked.id)
        return asked.id
    }

    private static func weigh(
        _ id: ID<Request>,
        _ source: RequestDocument.Authorisation.Source?,
        _ scene: RequestScene
    ) async throws {
        var finding = Proportionality.test()
        finding.authorisation = source
        try await scene.assess(.weigh(finding, .init(legalBasis: "TEST basis", reasons: "TEST reasons")), id)
    }

    private static func note(_ category: DataCategory, _ id: ID<Request>, _ scene: RequestScene) async throws -> String?
    {
        try await RequestScene.code {
            try await scene.platform.node.noteDisclosure(
                category,
                sha256: String(repeating: "ab", count: 32),
                note: "TEST by hand",
                of: ID(id.identifier),
                by: scene.counsel
            )
        }
    }

    @Test func `is asked for before anything is disclosed: content on a letter that no judge signed stays`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        try await Self.adopt(scene)
        let id = try await Self.letter(scene)
        for source in [nil, RequestDocument.Authorisation.Source.prosecutor, .minister] {
            try await Self.weigh(id, source, scene)
            for outcome in [ItemOutcome.complied, .compliedInPart] {
                #expect(
                    try await RequestScene.code { try await scene.propose([outcome], to: id) } == "authorisation-needed"
                )
            }
        }
        #expect(try await scene.assessment(id)?.state == .open)
        try await Self.weigh(id, .judge, scene)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        #expect(try await Self.note(.subscriber, id, scene) == nil)
    }

    @Test func `is asked for again when somebody agrees and when data go out`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        // Until the register has it, nobody but people can tell what it demands.
        let (answered, proposed) = (try await Self.letter(scene), try await Self.letter(scene))
        for id in [answered, proposed] { try await scene.propose([.complied], to: id) }
        try await scene.approve(answered)
        try await Self.adopt(scene, needing: .prosecutor)
        #expect(try await RequestScene.code { try await scene.approve(proposed) } == "authorisation-needed")
        #expect(try await Self.note(.subscriber, answered, scene) == "authorisation-needed")
        #expect(try await scene.onPlatform(answered)?.disclosures.isEmpty == true)
    }

    @Test func `is nothing that a no has to wait for`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        try await Self.adopt(scene)
        let id = try await Self.letter(scene)
        try await scene.propose([.refusedScope], to: id)
        #expect(try await scene.assessment(id)?.state == .answered)
    }

    @Test func `goes no further than the instrument: a letter for more data than it reaches to is turned away`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        for (instrument, code) in [("ID_TEST_DATA", "categories-not-of-instrument"), ("OTHER", nil)]
            as [(String, String?)]
        {
            let asked = try await scene.record(.disclosure, instrument) { $0.categories = [.subscriber, .content] }
            #expect(asked.turnedAwayFor == code && asked.state == (code == nil ? .open : .turnedAway))
        }
        let less = try await scene.record(.disclosure, "ID_TEST_DATA") { $0.categories = [.subscriber, .traffic] }
        #expect(less.state == .open)
    }
}
