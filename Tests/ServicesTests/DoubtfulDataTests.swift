import Cooperation
import Services
import Store
import Testing

/// From a risk score of 40 on a lead looks, and not two colleagues of one desk alone.
@Suite struct `Data for a request that may be forged` {
    private static func asked(_ scene: RequestScene, coSigned: Bool) async throws -> ID<Request> {
        let id = try await scene.ask(.disclosure, "ID_TEST_DATA", coSigned: coSigned)
        try await scene.prepare(id)
        return id
    }

    private static func propose(_ outcome: ItemOutcome, to id: ID<Request>, by caller: Caller, _ scene: RequestScene)
        async throws
    {
        let item = RequestAnswer.Item(number: 1, outcome: outcome, reasons: "TEST")
        let proposal = AnswerProposal(items: [item], territory: .countries(["ID"]), isTemporary: false)
        _ = try await scene.platform.node.proposeAnswer(proposal, to: ID(id.identifier), by: caller)
    }

    private static func approve(_ id: ID<Request>, by caller: Caller, _ scene: RequestScene) async throws -> String? {
        let command = AssessmentCommand.approve(by: try #require(caller.person))
        return try await RequestScene.code { try await scene.assess(command, id, by: caller) }
    }

    @Test func `go out where a lead approved the answer, and not on the word of two counsel`() async throws {
        let scene = try await RequestScene.make()
        let second = try await scene.platform.person(.counsel)
        let id = try await Self.asked(scene, coSigned: false)
        let score = try #require(try await scene.assessment(id)?.riskScore)
        #expect((RiskFactor.leadScore..<RiskFactor.lockScore).contains(score))
        try await Self.propose(.complied, to: id, by: scene.counsel, scene)
        #expect(try await Self.approve(id, by: second, scene) == "lead-needed")
        #expect(try await scene.assessment(id)?.state == .proposed, "Nothing went out.")
        #expect(try await Self.approve(id, by: scene.lead, scene) == nil)
    }

    @Test func `go out where a lead wrote the answer and counsel approved it`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.asked(scene, coSigned: false)
        #expect(try #require(try await scene.assessment(id)?.riskScore) >= RiskFactor.leadScore)
        try await Self.propose(.complied, to: id, by: scene.lead, scene)
        #expect(try await Self.approve(id, by: scene.counsel, scene) == nil)
        #expect(try await scene.assessment(id)?.state == .answered)
    }

    @Test func `go out on the word of two counsel where little speaks against it`() async throws {
        let scene = try await RequestScene.make()
        let second = try await scene.platform.person(.counsel)
        let id = try await Self.asked(scene, coSigned: true)
        #expect(try #require(try await scene.assessment(id)?.riskScore) < RiskFactor.leadScore)
        try await Self.propose(.complied, to: id, by: scene.counsel, scene)
        #expect(try await Self.approve(id, by: second, scene) == nil)
    }
}
