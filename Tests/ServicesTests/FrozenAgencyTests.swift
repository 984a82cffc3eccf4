import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// An agency that owes a formal request is found again, also where a paper names it in a text alone.
@Suite struct `An agency that is no member` {
    private static func paper(
        _ scene: RequestScene,
        _ name: String,
        _ contact: String? = nil,
        country: String = "ID",
        kind: RequestKind = .emergencyDisclosure,
        isExercise: Bool = false,
        from authority: ID<Organisation>? = nil,
        supervisor: String? = "TEST Head"
    ) async throws -> ID<Request> {
        var paper = RequestScene.paper(kind, "OTHER", at: scene.platform.clock.now, by: name)
        paper.country = country
        paper.territory = .countries([country])
        paper.isExercise = isExercise
        paper.authorityContact = contact
        paper.supervisorName = supervisor
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

    @Test
    func `is known again by its name and by its mailbox's domain, and gets nothing until the formal request came`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let owing = try await Self.paper(scene, "TEST Unit, 9th District", "Desk <desk@unit.example>")
        try await Self.release(owing, in: scene)
        let due = try #require(try await scene.assessment(owing)?.formalDueAt)
        let early = try await Self.paper(scene, "TEST Unit 9th District")
        #expect(try await Self.why(early, scene).isEmpty)
        scene.set(due)
        try await RequestScene.keep(scene.platform)
        let cases: [(String, String?, String, [FrozenAgency.Link])] = [
            ("test  UNIT - 9TH district", nil, "ID", [.name]), ("TEST Another", "x@UNIT.example", "ID", [.mailbox]),
            ("TEST unit 9th district", "x@unit.example", "ID", [.name]),
            ("TEST Unit 8th District", "x@other.example", "ID", []),
            // Another country's agency of the same name is another agency.
            ("TEST Unit, 9th District", "x@unit.example", "PH", []),
        ]
        for (name, contact, country, links) in cases {
            let id = try await Self.paper(scene, name, contact, country: country)
            #expect(try await Self.why(id, scene) == links)
            try await scene.prepare(id)
            let code = try await RequestScene.code { try await scene.propose([.complied], to: id) }
            // A finding about the other country is proposed for that country alone.
            #expect(code == (links.isEmpty ? nil : "agency-frozen"))
            let view = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel)
            #expect(view.frozen.allSatisfy { $0.owes == ID(owing.identifier) })
        }
        #expect(try await Self.why(early, scene) == [.name], "What was open then stops too.")
        try await scene.settleElsewhere(owing)
        #expect(try await Self.why(early, scene).isEmpty)
        try await Self.release(early, in: scene)
    }

    @Test func `is not known by a mailbox that anybody may have, and who writes from one is doubted`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let owing = try await Self.paper(scene, "TEST Unit of one town", "town.unit@gmail.com")
        #expect(try await scene.assessment(owing)?.factors.contains(.doubtfulAddress) == true)
        try await Self.release(owing, in: scene)
        scene.set(try #require(try await scene.assessment(owing)?.formalDueAt))
        try await RequestScene.keep(scene.platform)
        let other = try await Self.paper(scene, "TEST Unit of another town", "other.unit@gmail.com")
        #expect(try await Self.why(other, scene).isEmpty)
        #expect(try await Self.why(try await Self.paper(scene, "TEST unit of one town"), scene) == [.name])
        let own = try await Self.paper(scene, "TEST third", "desk@unit.example")
        #expect(try await scene.assessment(own)?.factors.contains(.doubtfulAddress) == false)
    }

    @Test func `settles with a formal request on paper in its own name, and with nobody else's`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let owing = try await Self.paper(scene, "TEST Unit 9", "desk@unit.example")
        try await Self.release(owing, in: scene)
        scene.advance(.hours(1))
        let (own, strange) = (
            try await Self.paper(scene, "TEST unit 9", kind: .disclosure),
            try await Self.paper(scene, "TEST Unit 8", kind: .disclosure)
        )
        let person = try #require(scene.counsel.person)
        let emergency = try #require(try await scene.assessment(owing))
        let choices = try await scene.platform.node.formalRequests(after: emergency).map(\.request.id)
        #expect(choices == [own])
        let wrong = AssessmentCommand.noteFormal(strange, note: "", by: person)
        #expect(try await RequestScene.code { try await scene.assess(wrong, owing) } == "formal-request-unknown")
        try await scene.assess(.noteFormal(own, note: "", by: person), owing)
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
        let practice = try await Self.paper(scene, "TEST Unit", isExercise: true)
        try await Self.release(practice, in: scene)
        scene.set(try #require(try await scene.assessment(practice)?.formalDueAt))
        try await RequestScene.keep(scene.platform)
        #expect(try await scene.assessment(practice)?.isFormalMissed == true)
        #expect(try await Self.why(Self.paper(scene, "TEST Unit"), scene).isEmpty)
        let alone = try await Self.paper(scene, "TEST Unit", supervisor: nil)
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
