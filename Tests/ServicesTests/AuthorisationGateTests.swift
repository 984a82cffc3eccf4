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
        #expect(try await scene.disclosing(.subscriber, of: id) == nil)
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
        #expect(try await scene.disclosing(.subscriber, of: answered) == "authorisation-needed")
        #expect(try await scene.onPlatform(answered)?.disclosures.isEmpty == true)
    }

    /// An order that an officer signs, on an instrument of the exchange, with everything done that an answer needs.
    private static func signed(
        _ scene: RequestScene,
        naming source: RequestDocument.Authorisation.Source?
    ) async throws -> ID<Request> {
        var document = try scene.document(.disclosure, "ID_TEST_DATA")
        document.legalBasis = RequestDocument.LegalBasis(
            statute: "TEST act, article 1",
            authorisation: source.map {
                RequestDocument.Authorisation(source: $0, number: "TEST 7", givenAt: document.issuedAt)
            }
        )
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document, coSigned: true))
        try await scene.sync()
        try await scene.prepare(document.id)
        return document.id
    }

    private static func demand(_ authorisation: RequiredAuthorisation, _ scene: RequestScene) async throws {
        let terms = try InstrumentTerms.test(
            "ID_TEST_DATA",
            .disclosure,
            authorisation: authorisation,
            categories: [.subscriber, .traffic]
        )
        try await scene.exchange.node.adopt(terms, by: scene.secretary)
        try await scene.sync()
    }

    private static func disclose(
        _ id: ID<Request>,
        _ scene: RequestScene,
        by person: Caller? = nil
    ) async throws -> String? {
        try await RequestScene.code {
            try await scene.platform.node.disclose(
                .subscriber,
                Array("TEST data".utf8),
                named: "TEST.txt",
                of: ID(id.identifier),
                by: person ?? scene.counsel
            )
        }
    }

    @Test func `is the one that a signed order names, unless counsel found another`() async throws {
        let scene = try await RequestScene.make()
        try await Self.demand(.judge, scene)
        let id = try await Self.signed(scene, naming: .judge)
        try await Self.weigh(id, .prosecutor, scene)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == "authorisation-needed")
        try await Self.weigh(id, nil, scene)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        #expect(try await Self.disclose(id, scene) == nil)
    }

    @Test func `is noted when the answer is out, where the register demands more than it did`() async throws {
        let scene = try await RequestScene.make()
        try await Self.demand(.prosecutor, scene)
        let id = try await Self.signed(scene, naming: .prosecutor)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        try await Self.demand(.judge, scene)
        #expect(try await Self.disclose(id, scene) == "authorisation-needed")
        try await Self.weigh(id, .judge, scene)
        #expect(try await Self.disclose(id, scene) == "same-person", "Counsel noted it, and nobody else saw it.")
        #expect(try await Self.disclose(id, scene, by: scene.lead) == nil)
        #expect(try await Self.disclose(id, scene) == nil)
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
