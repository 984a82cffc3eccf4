import Cooperation
import Services
import Store
import Testing

/// By what open queues learn that they are old.
@Suite struct `News of cases` {
    private let platform: OwnPlatform

    init() async throws { platform = try await OwnPlatform.make() }

    /// Whether an act is news of a case, and old once it was heard.
    private func isNews(_ act: () async throws -> Void) async throws -> Bool {
        let before = try await platform.home.store.read { try $0.journalSize() }
        #expect(try await !platform.node.hasCaseEvent(from: before))
        try await act()
        let after = try await platform.home.store.read { try $0.journalSize() }
        #expect(after > before)
        #expect(try await !platform.node.hasCaseEvent(from: after), "It was heard.")
        return try await platform.node.hasCaseEvent(from: before)
    }

    @Test func `are all that changes a row of the queue`() async throws {
        let (node, reviewer) = (platform.node, platform.reviewer)
        #expect(try await isNews { _ = try await platform.open("TEST post") })
        let subject = try #require(try await node.cases(for: reviewer).cases.first).item.id
        #expect(try await isNews { _ = try await node.assignCase(subject, by: reviewer) })
        #expect(try await isNews { _ = try await node.releaseCase(subject, by: reviewer) })
        #expect(
            try await isNews { _ = try await node.skipCase(subject, reason: .conflictOfInterest, by: platform.lead) }
        )
        #expect(try await isNews { _ = try await platform.decide(subject) })
        let decision = try #require(try await node.decisions(after: nil, limit: 1).decisions.first).decision.id
        #expect(try await isNews { try await platform.carryOut(decision) })
        let other = try await platform.open("TEST other post")
        _ = try await platform.decide(other, .noAction)
        let counsel = try await platform.home.person(.counsel)
        #expect(try await isNews { _ = try await node.eraseCase(other, by: counsel) })
    }

    @Test func `are not what happens to people, banks and signals`() async throws {
        _ = try await platform.open("TEST post")
        #expect(try await !isNews { _ = try await platform.home.person(.auditor) })
        #expect(try await !isNews { _ = try await platform.knows([.threat], 7) })
    }
}
