import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// An agency that owes a formal request is found again, also where a paper names it in a text alone.
@Suite struct `An agency that owes a formal request` {
    private static func paper(
        _ scene: RequestScene,
        _ name: String,
        _ contact: String? = nil,
        country: String = "ID",
        kind: RequestKind = .emergencyDisclosure,
        isExercise: Bool = false,
        from authority: ID<Organisation>? = nil,
        office: ID<Office>? = nil,
        supervisor: String? = "TEST Head"
    ) async throws -> ID<Request> {
        var paper = RequestScene.paper(kind, "OTHER", at: scene.platform.clock.now, by: name)
        paper.country = country
        paper.territory = .countries([country])
        paper.isExercise = isExercise
        paper.authorityContact = contact
        paper.supervisorName = supervisor
        paper.office = office
        return try await scene.platform.node.recordPaperRequest(paper, from: authority, by: scene.counsel).request.id
    }

    private static func release(_ id: ID<Request>, in scene: RequestScene) async throws {
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
    }

    private static func why(_ id: ID<Request>, _ scene: RequestScene) async throws -> [FrozenAgency.Link] {
        try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).frozen.map(\.link)
    }

    private static let needed = "signature-or-office-needed"

    @Test
    func `is known again by its name and by its mailbox's domain, and gets nothing until the formal request came`()
        async throws
    {
        let scene = try await RequestScene.make()
        let second = try await RequestScene.police("TEST Second", on: scene.exchange, scene.secretary).office
        try await scene.sync()
        let own = scene.office
        let owing = try await Self.paper(scene, "TEST Unit", "Desk <desk@unit.example>", office: own)
        try await Self.release(owing, in: scene)
        let due = try #require(try await scene.assessment(owing)?.formalDueAt)
        let early = try await Self.paper(scene, "TEST Unit", office: own)
        #expect(try await Self.why(early, scene).isEmpty)
        scene.set(due)
        try await RequestScene.keep(scene.platform)
        let frozen = "agency-frozen"
        let cases: [(String, String?, String, ID<Office>?, [FrozenAgency.Link], String?)] = [
            ("TEST Unit", nil, "ID", own, [.member], frozen),
            ("TEST Second", "x@UNIT.example", "ID", second, [.mailbox], frozen),
            ("TEST Second", "x@other.example", "ID", second, [], nil),
            // Another country's agency of the same domain is another agency.
            ("TEST Second", "x@unit.example", "PH", second, [], nil),
            // Who is in no register gets nothing anyway, and is known all the same.
            ("test  POLICE -", nil, "ID", nil, [.name], Self.needed),
            ("TEST Another", "x@UNIT.example", "ID", nil, [.mailbox], Self.needed),
            ("TEST police", "x@unit.example", "ID", nil, [.name], Self.needed),
            ("TEST Police, 8th District", "x@other.example", "ID", nil, [], Self.needed),
            ("TEST Police", "x@unit.example", "PH", nil, [], Self.needed),
        ]
        for (name, contact, country, office, links, expected) in cases {
            let id = try await Self.paper(scene, name, contact, country: country, office: office)
            #expect(try await Self.why(id, scene) == links)
            try await scene.prepare(id)
            let code = try await RequestScene.code { try await scene.propose([.complied], to: id) }
            // A finding about the other country is proposed for that country alone.
            #expect(code == expected, "\(name) \(contact ?? "-") \(country)")
            let view = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel)
            #expect(view.frozen.allSatisfy { $0.owes == ID(owing.identifier) })
        }
        #expect(try await Self.why(early, scene) == [.member], "What was open then stops too.")
        try await scene.settleElsewhere(owing)
        #expect(try await Self.why(early, scene).isEmpty)
        try await Self.release(early, in: scene)
    }

    @Test func `is not known by a mailbox that anybody may have, and who writes from one is doubted`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let owing = try await Self.paper(scene, "TEST Unit", "town.unit@gmail.com", office: scene.office)
        #expect(try await scene.assessment(owing)?.factors.contains(.doubtfulAddress) == true)
        try await Self.release(owing, in: scene)
        scene.set(try #require(try await scene.assessment(owing)?.formalDueAt))
        try await RequestScene.keep(scene.platform)
        let other = try await Self.paper(scene, "TEST Unit of another town", "other.unit@gmail.com")
        #expect(try await Self.why(other, scene).isEmpty)
        #expect(try await Self.why(try await Self.paper(scene, "TEST police"), scene) == [.name])
        let own = try await Self.paper(scene, "TEST third", "desk@unit.example")
        #expect(try await scene.assessment(own)?.factors.contains(.doubtfulAddress) == false)
    }

    @Test func `settles with a formal request on paper in its own name, and with nobody else's`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let owing = try await Self.paper(scene, "TEST Unit 9", "desk@unit.example", office: scene.office)
        try await Self.release(owing, in: scene)
        scene.advance(.hours(1))
        let own = try await Self.paper(scene, "TEST Unit 9", kind: .disclosure, office: scene.office)
        // In its name and from its mailbox, but from no office of the register.
        let strange = try await Self.paper(scene, "TEST Unit 8", kind: .disclosure)
        let nameless = try await Self.paper(
            scene,
            "TEST Unit 9",
            "desk@unit.example",
            kind: .disclosure,
            from: scene.authority
        )
        for paper in [own, strange, nameless] { try await scene.prepare(paper) }
        let third = try await scene.platform.person(.counsel)
        let person = try #require(third.person)
        let emergency = try #require(try await scene.assessment(owing))
        func choices() async throws -> (requests: [ID<Request>], statements: Int?) {
            try await scene.platform.indexed()
            _ = scene.platform.statements.take()
            let found = try await scene.platform.node.formalRequests(after: emergency).map(\.request.id)
            return (found, scene.platform.statements.take().last)
        }
        let few = try await choices()
        #expect(few.requests == [own] && few.statements ?? 0 > 0)
        for number in 0..<8 {
            let name = number.isMultiple(of: 2) ? "TEST Unit 9" : "TEST Unit 8"
            let office = number.isMultiple(of: 2) ? scene.office : nil
            try await scene.prepare(try await Self.paper(scene, name, kind: .disclosure, office: office))
        }
        let many = try await choices()
        #expect(many.requests.count == 5 && many.statements == few.statements)
        for paper in [strange, nameless] {
            let wrong = AssessmentCommand.noteFormal(paper, note: "", by: person)
            #expect(
                try await RequestScene.code { try await scene.assess(wrong, owing, by: third) }
                    == "formal-request-unknown"
            )
        }
        try await scene.assess(.noteFormal(own, note: "", by: person), owing, by: third)
        #expect(try await scene.assessment(owing)?.formalDueAt == nil)
    }

    @Test func `that is a member after all is known by its membership, whichever way it asks`() async throws {
        let scene = try await RequestScene.make()
        let filed = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await Self.release(filed, in: scene)
        scene.set(try #require(try await scene.assessment(filed)?.formalDueAt))
        try await RequestScene.keep(scene.platform)
        // Staff who leave the member out, and only write its name, do not lift what it owes.
        #expect(try await Self.why(Self.paper(scene, "test police"), scene) == [.name])
        #expect(try await Self.why(Self.paper(scene, "TEST", from: scene.authority), scene) == [.member])
    }

    @Test func `is not frozen by an exercise, and asks for nothing without a supervisor's signature`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let practice = try await Self.paper(scene, "TEST Unit", isExercise: true, office: scene.office)
        try await Self.release(practice, in: scene)
        scene.set(try #require(try await scene.assessment(practice)?.formalDueAt))
        try await RequestScene.keep(scene.platform)
        #expect(try await scene.assessment(practice)?.isFormalMissed == true)
        #expect(try await Self.why(Self.paper(scene, "TEST Unit", office: scene.office), scene).isEmpty)
        let alone = try await Self.paper(scene, "TEST Unit", office: scene.office, supervisor: nil)
        try await scene.prepare(alone)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: alone) } == "supervisor-missing")
    }

    @Test func `is known by hashes that nobody reads`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.paper(scene, "TEST Unit", "desk@unit.example")
        let page = try await scene.platform.node.readEvents(
            cursor: nil,
            limit: 500,
            wait: Seconds(0),
            by: scene.counsel
        ) { scene.counsel }
        let opened = page.events.filter { $0.event.shownFields.contains { $0.value.canonicalString.contains("\(id)") } }
        #expect(!opened.isEmpty)
        let names = opened.flatMap { $0.event.shownFields.map { "\($0.name)" } }
        #expect(!names.contains("sealed.partyKey") && !names.contains("sealed.mailboxKey"))
    }
}
