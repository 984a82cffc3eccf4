import Cooperation
import Services
import Store
import Testing

/// Whoever administers an authority can change its number, and then writes a letter that is confirmed by it.
@Suite struct `A number of the register for which nobody vouches` {
    private static let (old, new) = ("+62 21 555 0100", "+62 21 555 0666")

    private static func call(_ number: String?, _ id: ID<Request>, _ scene: RequestScene) async throws -> String? {
        let call = AssessmentCommand.checkIdentity(
            .callBack,
            .confirmed,
            note: "TEST: yes, it is us",
            by: scene.lead.person,
            called: number.map { IdentityCheck.Called(number: $0, source: "TEST register") }
        )
        return try await RequestScene.code { try await scene.assess(call, id, by: scene.lead) }
    }

    private static func letter(_ scene: RequestScene) async throws -> ID<Request> {
        try await scene.record(.disclosure, "OTHER") {
            $0.office = scene.office
            $0.supervisorName = "TEST Head"
        }.id
    }

    private static func complied(_ scene: RequestScene) async throws -> ID<Request> {
        let id = try await letter(scene)
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        return id
    }

    private static func changeNumber(_ scene: RequestScene) async throws {
        _ = try await scene.exchange.node.changeOffice(
            scene.office,
            .init(texts: [.telephone: new]),
            by: scene.authorityAdministrator
        )
        try await scene.sync()
    }

    private static func vouch(_ scene: RequestScene) async throws {
        _ = try await scene.exchange.node.vouchForOffice(scene.office, how: "TEST call", by: scene.secretary)
        try await scene.sync()
    }

    private static func shown(_ id: ID<Request>, _ scene: RequestScene) async throws -> String? {
        try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).callBack?.telephone
    }

    @Test func `confirms nobody, is not shown, and lets no letter that names the office be complied with`() async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let called = try await Self.letter(scene)
        try await scene.prepare(called)
        try await Self.changeNumber(scene)
        let later = try await Self.letter(scene)
        for number in [Self.new, Self.old, nil] {
            #expect(try await Self.call(number, later, scene) == "office-not-vouched")
        }
        #expect(try await scene.assessment(later)?.identityChecks.isEmpty == true)
        #expect(try await Self.shown(later, scene) == nil)
        let answer = try await RequestScene.code { try await scene.propose([.complied], to: called) }
        #expect(answer == "office-not-vouched")
        // A no waits for nothing, and who denied it or was not reached is noted all the same.
        let denied = AssessmentCommand.checkIdentity(.callBack, .denied, note: "TEST no", by: scene.lead.person)
        try await scene.assess(denied, later, by: scene.lead)
        try await scene.propose([.refusedScope], to: called)
        #expect(try await scene.assessment(called)?.state == .answered)
        try await Self.vouch(scene)
        #expect(try await Self.shown(later, scene) == Self.new)
    }

    @Test func `gets no data that an answer from before lets out, until it is called once somebody vouches for it`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.complied(scene)
        try await Self.changeNumber(scene)
        #expect(try await scene.noting(of: id) == "office-not-vouched")
        try await Self.vouch(scene)
        #expect(try await scene.disclosing(of: id) == "identity-unconfirmed", "The call was to the number from before.")
        #expect(try await Self.call(Self.old, id, scene) == "number-not-registered")
        #expect(try await Self.call(Self.new, id, scene) == nil)
        #expect(try await scene.disclosing(of: id) == nil)
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `is another matter than a second word for the same number`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.complied(scene)
        try await Self.vouch(scene)
        #expect(try await scene.disclosing(of: id) == nil, "Nothing changed since the call.")
    }

    @Test func `gets nothing either where the office was taken back`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let (id, later) = (try await Self.complied(scene), try await Self.letter(scene))
        #expect(try await Self.shown(later, scene) == Self.old)
        _ = try await scene.exchange.node.revokeOffice(scene.office, reason: "TEST", by: scene.authorityAdministrator)
        try await scene.sync()
        #expect(try await scene.noting(of: id) == "office-not-vouched")
        #expect(try await Self.shown(later, scene) == nil)
        for number in [Self.old, nil] {
            #expect(try await Self.call(number, later, scene) == "office-not-vouched")
        }
        #expect(try await scene.assessment(later)?.identityChecks.isEmpty == true)
        #expect(try await scene.onPlatform(id)?.disclosures.isEmpty == true)
    }
    @Test func `is called still about what the office signed before it was taken back, and for which somebody vouched`()
        async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        _ = try await scene.exchange.node.revokeOffice(scene.office, reason: "TEST", by: scene.authorityAdministrator)
        try await scene.sync()
        #expect(try await Self.shown(id, scene) == Self.old)
        #expect(try await Self.call(Self.new, id, scene) == "number-not-registered")
        #expect(try await Self.call(Self.old, id, scene) == nil)
        #expect(try await scene.assessment(id)?.isCalledBack == true)
    }

    @Test func `confirms nobody either for what an officer signed, who is not told to record a paper`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await Self.changeNumber(scene)
        #expect(try await Self.shown(id, scene) == nil)
        let call = AssessmentCommand.checkIdentity(.callBack, .confirmed, note: "TEST", by: scene.lead.person)
        let refusal = await #expect(throws: Refusal.self) { try await scene.assess(call, id, by: scene.lead) }
        #expect(refusal?.code == "office-not-vouched" && refusal?.message.contains("paper") == false)
    }
}
