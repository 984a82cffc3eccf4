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

    @Test func `are handed over by a lead, after another call, where the office was found misused since the answer`()
        async throws
    {
        let scene = try await RequestScene.make()
        // In the morning in Jakarta, with keys that are old.
        scene.set(try #require(Timestamp("2018-12-20T03:00:00Z")))
        let second = try await scene.platform.person(.counsel)
        let id = try await Self.asked(scene, coSigned: true)
        try await Self.propose(.complied, to: id, by: scene.counsel, scene)
        #expect(try await Self.approve(id, by: second, scene) == nil)
        let (office, author) = (scene.office, scene.secretary.author)
        try await scene.exchange.store.write { transaction in
            let state = try transaction.load(Office.self, office)
            for act in try Office.decide(state, .noteMisuse(key: nil), id: office) {
                try transaction.append(act, by: author)
            }
        }
        try await scene.sync()
        func disclose(by caller: Caller) async throws -> String? {
            try await RequestScene.code {
                try await scene.platform.node.disclose(
                    .subscriber,
                    Array("TEST".utf8),
                    named: "TEST.txt",
                    of: ID(id.identifier),
                    by: caller
                )
            }
        }
        for caller in [scene.counsel, scene.lead] {
            #expect(try await disclose(by: caller) == "identity-unconfirmed", "The call was from before.")
        }
        let call = AssessmentCommand.checkIdentity(.callBack, .confirmed, note: "TEST", by: second.person)
        try await scene.assess(call, id, by: second)
        for caller in [scene.counsel, second] { #expect(try await disclose(by: caller) == "lead-needed") }
        #expect(try await scene.assessment(id)?.disclosed.isEmpty == true)
        #expect(try await disclose(by: scene.lead) == nil)
    }

    @Test func `go out at the hands of anybody where a lead was among those who answered`() async throws {
        let scene = try await RequestScene.make()
        scene.set(try #require(Timestamp("2018-12-20T03:00:00Z")))
        let id = try await Self.asked(scene, coSigned: true)
        try await Self.propose(.complied, to: id, by: scene.counsel, scene)
        #expect(try await Self.approve(id, by: scene.lead, scene) == nil)
        try await scene.assess(.lock(factors: [.doubtfulAddress], note: "TEST"), id)
        // Whoever called does not clear it.
        let other = try await scene.platform.person(.lead)
        let clearing = AssessmentCommand.unlock(note: "TEST it is theirs", by: try #require(other.person))
        try await scene.assess(clearing, id, by: other)
        let known = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel).assessment
        #expect(known.riskScore >= RiskFactor.leadScore)
        let code = try await RequestScene.code {
            try await scene.platform.node.disclose(
                .subscriber,
                Array("TEST".utf8),
                named: "TEST.txt",
                of: ID(id.identifier),
                by: scene.counsel
            )
        }
        #expect(code == nil)
    }

    @Test func `wait for a lead where the one who answered before did not agree to comply`() async throws {
        let scene = try await RequestScene.make()
        scene.set(try #require(Timestamp("2018-12-20T03:00:00Z")))
        let second = try await scene.platform.person(.counsel)
        let id = try await Self.asked(scene, coSigned: true)
        try await Self.propose(.underReview, to: id, by: scene.lead, scene)
        try await Self.propose(.complied, to: id, by: scene.counsel, scene)
        #expect(try await Self.approve(id, by: second, scene) == nil)
        let answered = try #require(try await scene.assessment(id))
        #expect(answered.answerers?.first == scene.lead.person)
        #expect(answered.compliers == [scene.counsel.person, second.person].compactMap(\.self))
        try await scene.assess(.lock(factors: [.doubtfulAddress], note: "TEST"), id)
        let other = try await scene.platform.person(.lead)
        let clearing = AssessmentCommand.unlock(note: "TEST it is theirs", by: try #require(other.person))
        try await scene.assess(clearing, id, by: other)
        func disclose(by caller: Caller) async throws -> String? {
            try await RequestScene.code {
                try await scene.platform.node.disclose(
                    .subscriber,
                    Array("TEST".utf8),
                    named: "TEST.txt",
                    of: ID(id.identifier),
                    by: caller
                )
            }
        }
        #expect(try await disclose(by: second) == "lead-needed")
        #expect(try await disclose(by: scene.lead) == nil)
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
