import Cooperation
import Services
import Store
import Testing

@Suite struct `Rules of law that a newer program brings` {
    private static let rule = "INT_EDR_ANSWER"
    private static let instrument = "TEST_ORDER"
    private static let first = """
        [{"code":"TEST_ORDER","country":"ID","kind":"removalOrder","functions":["police"],"title":"TEST order",
          "sourceDate":"2024-02-29","law":"TEST law","source":"TEST source"}]
        """

    /// A node that an earlier program set up, with other words of one rule and of one instrument.
    private static func older() async throws -> TestNode {
        let test = try await TestNode("TEST platform", kind: .platform)
        let own = Author.node(of: test.administrator.organisation.id)
        try await test.store.write { transaction in
            let drafts = try ClockRuleText.first().map { draft in
                draft.code.description == rule ? try draft.saying("TEST older") : draft
            }
            _ = try transaction.importClockRules(drafts, by: own)
            _ = try transaction.importInstruments(InstrumentFile(Array(first.utf8)), by: own)
        }
        return test
    }

    @Test func `leave what somebody gave on the node's own machine, which names nobody`() async throws {
        let test = try await Self.older()
        let (node, first) = (test.node, try InstrumentFile(Array(Self.first.utf8)))
        let own = test.administrator.organisation
        // As a command in the data folder calls.
        let local = Caller(
            organisation: own,
            key: ID(own.id.identifier),
            role: .administrator,
            person: nil,
            isOnExchange: false
        )
        let given = try #require(try ClockRuleText.first().first { $0.code.description == Self.rule })
        let adopted = try await node.importClockRules([given.saying("TEST given here")], by: local)
        let chosen = try #require(adopted.first?.rule)
        let event = try #require(try await test.store.read { try $0.record(at: chosen.proposedAt)?.event })
        #expect(event.actor == own.id.identifier, "It names nobody.")
        let text = Self.first.replacing("TEST order", with: "TEST given order")
        #expect(try await node.importInstruments(InstrumentFile(Array(text.utf8)), by: local).replaced == 1)
        #expect(try await node.outdatedRegister(first) == (rules: [], instruments: []))
        #expect(try await node.importFirstClockRules(by: local).isEmpty)
        #expect(try await node.importFirstInstruments(first, by: local).replaced == 0)
        #expect(try await node.clockRule(chosen.id).rule.state == .inForce)
    }

    @Test func `are named and taken where nobody decided, and no others`() async throws {
        let test = try await Self.older()
        let (node, keeper, first) = (test.node, test.administrator, try InstrumentFile(Array(Self.first.utf8)))
        #expect(try await node.outdatedRegister(first).rules == [Self.rule])

        // People changed one rule and retired another; both are their decision.
        let changed = try #require(try ClockRuleText.first().first { $0.code.description == "EU_TCO_REMOVAL" })
        _ = try await node.importClockRules([changed.saying("TEST shorter here")], by: keeper)
        let code = try #require(ClockCode("NZ_TAKEDOWN"))
        let other = try #require(ClockCode("EU_TCO_REMOVAL"))
        let found = try await test.store.read { try $0.ownClockRule(inForce: code) }
        let retired = try #require(found)
        _ = try await node.retireClockRule(retired.id, by: keeper)
        let instrument = try await test.store.read { try $0.instrument(Self.instrument, keptBy: nil) }
        let order = try #require(instrument)
        _ = try await node.retireInstrument(order.id, reason: "TEST no more", by: keeper)

        #expect(try await node.outdatedRegister(first) == (rules: [Self.rule], instruments: []))
        let adopted = try await node.importFirstClockRules(by: keeper)
        #expect(adopted.map(\.rule.code.description) == [Self.rule])
        let instruments = try await node.importFirstInstruments(first, by: keeper)
        #expect(instruments.added == 0 && instruments.replaced == 0)
        #expect(try await node.outdatedRegister(first) == (rules: [], instruments: []))
        #expect(try await test.store.read { try $0.ownClockRule(inForce: code) } == nil)
        let kept = try #require(try await test.store.read { try $0.ownClockRule(inForce: other) })
        let summary = try await node.clockRule(kept.id).summary
        #expect(summary == "TEST shorter here")
    }
}

extension ClockRuleDraft {
    fileprivate func saying(_ summary: String) throws -> ClockRuleDraft {
        try ClockRuleDraft(code: code, summary: summary, terms: terms, source: source, sourceDate: sourceDate)
    }
}
