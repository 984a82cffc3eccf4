import Cooperation
import Services
import Store
import Testing

/// Bodies of civil society see threats too, on nodes of their own, and have no duty officers.
@Suite struct `A threat to life that a body of civil society sees` {
    @Test func `goes to the one authority after two approvals, and comes back acknowledged and answered`()
        async throws
    {
        let scene = try await ThreatScene.make()
        let exchange = scene.exchange
        let member = try await exchange.member(
            "TEST Body",
            .civilSociety,
            interests: Interests(funders: ["fund.body"])
        )
        let key = try await exchange.node.issueKey(
            for: member.id,
            role: .curator,
            person: nil,
            vouches: true,
            expiresAt: nil,
            by: member.administrator
        )
        let home = try await TestNode("TEST Body", kind: .civilSociety)
        home.clock.set(exchange.clock.now)
        let node = home.node
        _ = try await node.importClockRules(ClockRuleText.first(), by: home.administrator)
        let connection = DirectConnection(exchange: exchange, secret: key.secret)
        let follower = FollowExchange(node: node, connection: connection, expectedKey: nil)
        let (followed, _) = try await follower.meet()
        func exchangeNews() async throws {
            while try await follower.receive(from: followed, wait: Seconds(0)) > 0 {}
            _ = try await follower.deliver(to: followed)
            while try await follower.receive(from: followed, wait: Seconds(0)) > 0 {}
        }
        try await exchangeNews()
        let reviewer = try await home.person(.reviewer)
        let (lead, counsel) = (try await home.person(.lead), try await home.person(.counsel))
        let flag = try ThreatScene.flag(scene.police.office, seenAt: home.clock.now, choice: "TEST it is there")
        let id = try await node.raiseThreat(flag, by: reviewer).alert.id
        #expect(try await node.approveThreat(id, by: lead).alert.state == .flagged, "One is not enough by day.")
        #expect(try await node.approveThreat(id, by: counsel).alert.state == .sent)
        try await exchangeNews()
        #expect(try await node.threat(id, for: lead).alert.receivedAt != nil)

        let duty = scene.police.duty
        let notice = ID<ThreatNotice>(id.identifier)
        let shown = try await exchange.node.threatNotice(notice, for: duty)
        #expect(shown.sender == "TEST Body" && shown.document?.sender == member.id)
        #expect(shown.document?.what == ThreatScene.what && shown.document?.why == ThreatScene.why)
        #expect(try await exchange.node.threatNotices(limit: 10, for: scene.other.duty).notices.isEmpty)
        _ = try await exchange.node.acknowledgeThreat(notice, by: duty)
        try await exchangeNews()
        #expect(try await node.threat(id, for: lead).alert.state == .acknowledged)
        _ = try await exchange.node.reportThreat(notice, .lifeProtected, note: "TEST safe", by: duty)
        try await exchangeNews()
        let closed = try await node.threat(id, for: lead)
        #expect(closed.alert.state == .closed && closed.alert.outcome == .lifeProtected && closed.note == "TEST safe")
        #expect(try await home.store.audit().finding == nil)
        #expect(try await exchange.store.audit().finding == nil)
    }
}
