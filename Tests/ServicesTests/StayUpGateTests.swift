import Cooperation
import Services
import Store
import Testing

/// That nothing is taken down on the word of those who can't know what speaks against it.
@Suite struct `What is to stay up` {
    private static let address = "https://third.example/1"
    private static let other = "https://third.example/2"

    private static func order(_ scene: RequestScene, isReady: Bool = true) async throws -> ID<Request> {
        let items = [RequestScene.item(1, address), RequestScene.item(2, other)]
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER", items: items)
        if isReady { try await scene.prepare(id) }
        return id
    }

    private static func keepUp(_ scene: RequestScene) async throws -> ID<Request> {
        try await scene.ask(.stayUp, "ID_TEST_STAY", items: [RequestScene.item(1, address)])
    }

    /// The same as practice that somebody planned.
    private static func practise(
        _ kind: RequestKind,
        _ instrument: String,
        _ addresses: [String],
        _ scene: RequestScene
    ) async throws -> ID<Request> {
        let items = addresses.enumerated().map { RequestScene.item($0.offset + 1, $0.element) }
        var document = try scene.document(kind, instrument, items: items)
        document.isExercise = true
        try await scene.plan(document)
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        try await scene.sync()
        return document.id
    }

    private static func confirm(_ id: ID<Request>, by caller: Caller, _ scene: RequestScene) async throws -> String? {
        let command = AssessmentCommand.confirmMeasure(reasons: "TEST again", by: try #require(caller.person))
        return try await RequestScene.code { try await scene.assess(command, id, by: caller) }
    }

    private static func answer(
        _ outcomes: [ItemOutcome],
        to id: ID<Request>,
        by caller: Caller,
        _ scene: RequestScene
    ) async throws -> Refusal? {
        let items = outcomes.enumerated().map {
            RequestAnswer.Item(number: $0.offset + 1, outcome: $0.element, reasons: "TEST \($0.element)")
        }
        let proposal = AnswerProposal(items: items, territory: .countries(["ID"]), isTemporary: false)
        do {
            _ = try await scene.platform.node.proposeAnswer(proposal, to: ID(id.identifier), by: caller)
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    @Test(arguments: [ItemOutcome.complied, .compliedInCountry, .compliedInPart])
    func `is not taken down by a lead, who learns which item waits for counsel and nothing else`(
        _ outcome: ItemOutcome
    ) async throws {
        let scene = try await RequestScene.make()
        let order = try await Self.order(scene)
        let stay = try await Self.keepUp(scene)
        let refusal = try #require(try await Self.answer([outcome, outcome], to: order, by: scene.lead, scene))
        #expect(refusal.code == "counsel-first" && refusal.pointer == "/items/0/outcome")
        // The same words whoever asked for what, and none of theirs.
        #expect(refusal.message.contains("(items: 1)"))
        for word in [stay.description, "stay", "authority", "asked"] { #expect(!refusal.message.contains(word)) }
        #expect(try await scene.assessment(order)?.state == .open, "Nothing is written down.")
        // What is done about the others is not held up with it.
        #expect(try await Self.answer([.underReview, outcome], to: order, by: scene.lead, scene) == nil)
    }

    @Test func `is not taken down by an answer that was written before it was asked for`() async throws {
        let scene = try await RequestScene.make()
        let order = try await Self.order(scene)
        try await scene.propose([.complied, .complied], to: order)
        #expect(try await scene.assessment(order)?.state == .proposed)
        let stay = try await Self.keepUp(scene)
        #expect(try await RequestScene.code { try await scene.approve(order) } == "counsel-first")
        #expect(try await RequestScene.code { try await scene.approveAsCounsel(order) } == "stay-up-first")
        // Counsel weighed it, and decides; a lead still can't.
        try await scene.prepare(stay)
        try await scene.propose([.weighed], to: stay)
        #expect(try await RequestScene.code { try await scene.approve(order) } == "counsel-first")
        try await scene.approveAsCounsel(order)
        #expect(try await scene.assessment(order)?.state == .answered)
    }

    @Test func `is weighed by counsel before counsel takes it down, and held no longer than its time`() async throws {
        let scene = try await RequestScene.make()
        let order = try await Self.order(scene)
        let stay = try await Self.keepUp(scene)
        let refusal = try #require(
            try await Self.answer([.complied, .complied], to: order, by: scene.counsel, scene)
        )
        #expect(refusal.code == "stay-up-first" && refusal.message.contains(stay.description))
        #expect(try await Self.answer([.underReview, .refusedScope], to: order, by: scene.lead, scene) == nil)
        scene.advance(.hours(73))
        try await RequestScene.keep(scene.platform)
        let late = RequestAnswer.Item(number: 1, outcome: .complied, reasons: "TEST")
        let proposal = AnswerProposal(items: [late], territory: .countries(["ID"]), isTemporary: false)
        let node = scene.platform.node
        #expect(
            try await RequestScene.code {
                try await node.proposeAnswer(proposal, to: ID(order.identifier), by: scene.lead)
            } == nil
        )
    }

    @Test func `is not taken down for good by whoever confirms what was done for a time`() async throws {
        let scene = try await RequestScene.make()
        let order = try await Self.order(scene)
        try await scene.propose([.compliedInCountry, .refusedScope], to: order, isTemporary: true)
        try await scene.approve(order)
        let stay = try await Self.keepUp(scene)
        let second = try await scene.platform.person(.counsel)
        #expect(try await Self.confirm(order, by: scene.lead, scene) == "counsel-first")
        #expect(try await Self.confirm(order, by: second, scene) == "stay-up-first")
        try await scene.prepare(stay)
        try await scene.propose([.weighed], to: stay)
        #expect(try await Self.confirm(order, by: scene.lead, scene) == "counsel-first")
        #expect(try await scene.assessment(order)?.measure?.items == [1], "It ends by itself still.")
        #expect(try await Self.confirm(order, by: scene.counsel, scene) == "same-person", "Counsel wrote the answer.")
        #expect(try await Self.confirm(order, by: second, scene) == nil)
        #expect(try await scene.assessment(order)?.measure == nil)
    }

    @Test func `is held by no practice, and holds none up`() async throws {
        let scene = try await RequestScene.make()
        let order = try await Self.order(scene)
        _ = try await Self.practise(.stayUp, "ID_TEST_STAY", [Self.address], scene)
        #expect(try await Self.answer([.complied, .complied], to: order, by: scene.lead, scene) == nil)
        let other = try await RequestScene.make()
        let practice = try await Self.practise(.removalOrder, "ID_TEST_ORDER", [Self.address, Self.other], other)
        try await other.prepare(practice)
        _ = try await Self.keepUp(other)
        #expect(try await Self.answer([.complied, .complied], to: practice, by: other.lead, other) == nil)
    }

    @Test func `that was refused holds nothing`() async throws {
        let scene = try await RequestScene.make()
        let order = try await Self.order(scene)
        let stay = try await Self.keepUp(scene)
        try await scene.propose([.refusedScope], to: stay)
        try await scene.approveAsCounsel(stay)
        #expect(try await Self.answer([.complied, .complied], to: order, by: scene.lead, scene) == nil)
    }
}
