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

    @Test func `that was refused holds nothing`() async throws {
        let scene = try await RequestScene.make()
        let order = try await Self.order(scene)
        let stay = try await Self.keepUp(scene)
        try await scene.propose([.refusedScope], to: stay)
        try await scene.approveAsCounsel(stay)
        #expect(try await Self.answer([.complied, .complied], to: order, by: scene.lead, scene) == nil)
    }
}
