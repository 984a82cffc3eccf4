import Cooperation
import Services
import Store
import Testing

/// Whoever forged an emergency forges what settles it too.
@Suite struct `The formal request after an emergency` {
    /// An emergency that was answered, and whom it was not answered by.
    private static func answered(in scene: RequestScene) async throws -> (owing: ID<Request>, third: Caller) {
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        scene.advance(.minutes(1))
        return (id, try await scene.platform.person(.counsel))
    }

    private static func formal(
        in scene: RequestScene,
        about items: [RequestItem] = [RequestScene.item(1)],
        isCalled: Bool = true
    ) async throws -> ID<Request> {
        let id = try await scene.ask(.disclosure, "ID_TEST_DATA", items: items, coSigned: true)
        if isCalled { try await call(.confirmed, id, in: scene) }
        return id
    }

    private static func call(_ result: IdentityCheck.Result, _ id: ID<Request>, in scene: RequestScene) async throws {
        let call = AssessmentCommand.checkIdentity(.callBack, result, note: "TEST call", by: scene.lead.person)
        try await scene.assess(call, id, by: scene.lead)
    }

    private static func note(
        _ formal: ID<Request>,
        after owing: ID<Request>,
        by caller: Caller,
        in scene: RequestScene
    ) async throws -> String? {
        let command = AssessmentCommand.noteFormal(formal, note: "", by: try #require(caller.person))
        return try await RequestScene.code { try await scene.assess(command, owing, by: caller) }
    }

    private static func choices(_ owing: ID<Request>, in scene: RequestScene) async throws -> [ID<Request>] {
        let emergency = try #require(try await scene.assessment(owing))
        return try await scene.platform.node.formalRequests(after: emergency).map(\.request.id)
    }

    @Test func `is about one of the same targets`() async throws {
        let scene = try await RequestScene.make()
        let (owing, third) = try await Self.answered(in: scene)
        let other = RequestScene.item(1, "https://third.example/9")
        let elsewhere = try await Self.formal(in: scene, about: [other])
        #expect(try await Self.note(elsewhere, after: owing, by: third, in: scene) == "formal-request-unknown")
        #expect(try await Self.choices(owing, in: scene).isEmpty)
        let both = try await Self.formal(in: scene, about: [other, RequestScene.item(2, "https://third.example/1")])
        #expect(try await Self.choices(owing, in: scene) == [both])
        #expect(try await Self.note(both, after: owing, by: third, in: scene) == nil)
        #expect(try await scene.assessment(owing)?.formalDueAt == nil)
    }

    @Test func `was confirmed by a call, which a signature does not spare and a denial outweighs`() async throws {
        let scene = try await RequestScene.make()
        let (owing, third) = try await Self.answered(in: scene)
        let formal = try await Self.formal(in: scene, isCalled: false)
        #expect(try await scene.assessment(formal)?.identityChecks.map(\.method) == [.signature])
        #expect(try await Self.note(formal, after: owing, by: third, in: scene) == "formal-request-unknown")
        try await Self.call(.denied, formal, in: scene)
        try await Self.call(.confirmed, formal, in: scene)
        #expect(try await Self.note(formal, after: owing, by: third, in: scene) == "formal-request-unknown")
        let second = try await Self.formal(in: scene)
        #expect(try await Self.note(second, after: owing, by: third, in: scene) == nil)
    }

    @Test func `is none while it is locked, nor where it was found forged or was taken back`() async throws {
        let scene = try await RequestScene.make()
        let (owing, third) = try await Self.answered(in: scene)
        let formal = try await Self.formal(in: scene)
        try await scene.assess(.lock(factors: [.alteredDocument], note: "TEST"), formal)
        #expect(try await Self.note(formal, after: owing, by: third, in: scene) == "formal-request-unknown")
        let person = try #require(third.person)
        try await scene.assess(.unlock(note: "TEST", by: person), formal, by: third)
        #expect(try await Self.choices(owing, in: scene) == [formal])
        _ = try await scene.exchange.node.withdrawRequest(formal, reason: "TEST", by: scene.officer.caller)
        try await scene.sync()
        #expect(try await Self.note(formal, after: owing, by: third, in: scene) == "formal-request-unknown")
        let forged = try await Self.formal(in: scene)
        #expect(try await Self.choices(owing, in: scene) == [forged])
        try await scene.assess(.lock(factors: [.alteredDocument], note: "TEST"), forged)
        try await scene.assess(.findForged(note: "TEST", by: person), forged, by: third)
        #expect(try await Self.note(forged, after: owing, by: third, in: scene) == "formal-request-unknown")
        #expect(try await scene.assessment(owing)?.formalDueAt != nil)
    }

    @Test func `is noted by nobody who let the data out, also where this node has recorded it`() async throws {
        let scene = try await RequestScene.make()
        let (owing, third) = try await Self.answered(in: scene)
        let formal = try await Self.formal(in: scene)
        for answerer in [scene.counsel, scene.lead] {
            #expect(try await Self.note(formal, after: owing, by: answerer, in: scene) == "same-person")
        }
        #expect(try await Self.note(formal, after: owing, by: third, in: scene) == nil)
    }
}
