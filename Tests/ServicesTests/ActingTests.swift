import Cooperation
import Fingerprints
import Services
import Store
import Testing

/// When a check answers `act`: only with an automatic decision behind it, and never over a person.
@Suite struct `A platform that acts by itself` {
    private static let known = Fingerprint(pdq: Hash256(1, 2, 3, 4))
    private static let reference = "post-1"

    private static func scene(settings: NodeSettings = NodeSettings()) async throws -> (OwnBank, ID<Signal>) {
        let scene = try await OwnBank(acts: true, settings: settings)
        return (scene, try await scene.verified([known]))
    }

    /// The next check of the same content, which must only queue, for this reason.
    private static func expectReview(_ rule: VerdictRule, in scene: OwnBank) async throws -> CheckAnswer {
        let before = try await decisions(scene).count
        let answer = try await scene.check([known], reference: reference)
        #expect(answer.verdict == .review)
        #expect(answer.matches.map(\.verdict) == [.review])
        #expect(answer.matches.map(\.rule) == [rule])
        #expect(try await decisions(scene).count == before, "Nothing may be decided.")
        return answer
    }

    private static func decisions(_ scene: OwnBank) async throws -> [Decision] {
        try await scene.platform.node.decisions(after: nil, limit: 100).decisions.map(\.decision)
    }

    private static func carryOut(_ decision: ID<Decision>, in scene: OwnBank) async throws {
        let now = scene.platform.clock.now
        _ = try await scene.platform.node.report(.carriedOut(at: now), of: decision, by: scene.reviewer)
    }

    @Test func `says act while its decision is in force, and makes it once`() async throws {
        var settings = NodeSettings()
        settings.termsReference = "TEST terms, clause 7"
        let (scene, signal) = try await Self.scene(settings: settings)
        let first = try await scene.check([Self.known], reference: Self.reference)
        #expect(first.verdict == .act)
        #expect(first.matches.map(\.rule) == [.allConditionsHold])
        let decision = try #require(first.decision)
        let view = try await scene.platform.node.decision(decision)
        #expect(view.decision.isAutomatic)
        #expect(view.groundReference == "TEST terms, clause 7")
        #expect(view.exemptionAssessment == "TEST no exemption")

        let again = try await scene.check([Self.known], reference: Self.reference)
        #expect(again.verdict == .act)
        #expect(again.decision == decision)
        #expect(again.openCase == first.openCase)
        #expect(try await Self.decisions(scene).map(\.id) == [decision])

        // A further signal joins; the decision in force stays the only one.
        let near = Fingerprint(pdq: Hash256(1, 2, 3, 5))
        _ = try await scene.verified([near])
        let joined = try await scene.check([Self.known], reference: Self.reference)
        #expect(joined.verdict == .act)
        #expect(joined.decision == decision)
        #expect(joined.matches.map(\.signal).contains(signal) && joined.matches.count == 2)
        #expect(try await Self.decisions(scene).map(\.id) == [decision])
        #expect(try await scene.counted() == ["fingerprints": ["act": 3]])
    }

    @Test func `says act again for content that comes back after it was removed`() async throws {
        let (scene, _) = try await Self.scene()
        let first = try #require(try await scene.check([Self.known], reference: Self.reference).decision)
        try await Self.carryOut(first, in: scene)
        let again = try await scene.check([Self.known], reference: Self.reference)
        #expect(again.verdict == .act)
        #expect(again.decision != nil && again.decision != first)
    }

    @Test func `leaves content to the person who works on it`() async throws {
        let scene = try await OwnBank(acts: true)
        let signal = try await scene.propose([[Self.known]])[0]
        let subject = try #require(try await scene.check([Self.known], reference: Self.reference).openCase)
        _ = try await scene.platform.node.assignCase(subject, by: scene.reviewer)
        try await scene.verify(signal)
        #expect(try await Self.expectReview(.personAtWork, in: scene).openCase == subject)
        // Given back to the queue, it is nobody's again.
        _ = try await scene.platform.node.releaseCase(subject, by: scene.reviewer)
        let answer = try await scene.check([Self.known], reference: Self.reference)
        #expect(answer.verdict == .act)
        #expect(answer.openCase == subject)
    }

    @Test(arguments: [(Finding.confirmed, Measure.demote), (.exempt, .label), (.notTerrorist, .label)])
    func `never says act beside a person's decision that waits for its execution`(
        finding: Finding,
        measure: Measure
    ) async throws {
        let scene = try await OwnBank(acts: true)
        let signal = try await scene.propose([[Self.known]])[0]
        let subject = try #require(try await scene.check([Self.known], reference: Self.reference).openCase)
        let decision = try await scene.decide(subject, finding, measure: measure)
        try await scene.verify(signal)
        let rule: VerdictRule = finding == .confirmed ? .decidedByPerson : .contradicted
        let answer = try await Self.expectReview(rule, in: scene)
        #expect(answer.decision == decision)
        #expect(answer.openCase == subject)
    }

    @Test(arguments: [Finding.exempt, .notTerrorist, .differentContent])
    func `never acts over a person who found otherwise, even after the case was closed`(
        finding: Finding
    ) async throws {
        let scene = try await OwnBank(acts: true)
        let signal = try await scene.propose([[Self.known]])[0]
        let subject = try #require(try await scene.check([Self.known], reference: Self.reference).openCase)
        let decision = try await scene.decide(subject, finding, measure: .noAction)
        #expect(try await scene.platform.node.caseView(subject).item.state == .closed)
        try await scene.verify(signal)
        let next = try await Self.expectReview(.contradicted, in: scene)
        #expect(next.openCase != nil && next.openCase != subject)
        #expect(next.decision == nil)
        // The word is about that content; the same picture elsewhere is judged by itself.
        #expect(try await scene.check([Self.known], reference: "post-2").verdict == .act)

        // A word that was taken back stands no more.
        _ = try await scene.platform.node.reverse(decision, reasons: "TEST an error", by: scene.lead)
        #expect(try await scene.check([Self.known], reference: Self.reference).verdict == .act)
    }

    @Test func `never acts again on content whose removal a person undid`() async throws {
        let (scene, _) = try await Self.scene()
        let decision = try #require(try await scene.check([Self.known], reference: Self.reference).decision)
        try await Self.carryOut(decision, in: scene)
        _ = try await scene.platform.node.reverse(decision, reasons: "TEST a news report", by: scene.lead)
        _ = try await Self.expectReview(.contradicted, in: scene)
        try await Self.carryOut(decision, in: scene)
        #expect(try await Self.decisions(scene).map(\.state) == [.restored])
        _ = try await Self.expectReview(.contradicted, in: scene)
    }

    @Test func `leaves a case that came back to the queue to a person`() async throws {
        let (scene, _) = try await Self.scene()
        let decision = try #require(try await scene.check([Self.known], reference: Self.reference).decision)
        _ = try await scene.platform.node.report(.failed(reason: "TEST no answer"), of: decision, by: scene.reviewer)
        let answer = try await Self.expectReview(.returnedToQueue, in: scene)
        #expect(answer.decision == decision)
    }

    @Test func `decides nothing without an exemption assessment that it can cite`() async throws {
        let (scene, signal) = try await Self.scene()
        let erased = try await scene.platform.store.write { try $0.eraseSealedParts(ofSubject: signal.identifier) }
        #expect(erased > 0)
        _ = try await Self.expectReview(.assessmentMissing, in: scene)
        // Another signal of the same content that has one is cited instead.
        let other = try await scene.verified([Fingerprint(pdq: Hash256(1, 2, 3, 5))])
        let answer = try await scene.check([Self.known], reference: "post-2")
        #expect(answer.verdict == .act)
        let made = try await scene.platform.store.read { try $0.events(EventQuery(types: [DecisionMade.type])) }
        #expect(try made.map { try $0.payload(DecisionMade.self).signal } == [other])
    }

    @Test func `leaves a journal that replays to the same tables`() async throws {
        let (scene, _) = try await Self.scene()
        let decision = try #require(try await scene.check([Self.known], reference: Self.reference).decision)
        _ = try await scene.platform.node.reverse(decision, reasons: "TEST", by: scene.lead)
        _ = try await Self.expectReview(.contradicted, in: scene)
        let report = try await scene.platform.store.audit { _ in }
        #expect(report.finding == nil)
    }
}
