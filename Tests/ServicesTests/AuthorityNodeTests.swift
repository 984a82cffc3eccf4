import Cooperation
import Services
import Store
import Testing

/// An authority with a node of its own.
@Suite struct `An authority's own node` {
    @Test func `follows what the authority asked, with the answers, and changes nothing of it there`() async throws {
        let scene = try await RequestScene.make()
        let home = try await TestNode("TEST Police", kind: .authority)
        let key = try await scene.exchange.node.issueKey(
            for: scene.authority,
            role: .officer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: scene.authorityAdministrator
        )
        let line = DirectConnection(exchange: scene.exchange, secret: key.secret)
        let follower = FollowExchange(node: home.node, connection: line, expectedKey: nil)
        let (followed, _) = try await follower.meet()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.propose([.refusedScope], to: id)
        try await scene.sync()
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        var document = try scene.document(.referral, "ID_TEST_REFERRAL")
        (document.authority, document.office, document.officer) = (other.authority, other.office, other.officer.record)
        _ = try await scene.exchange.node.fileSignedRequest(RequestScene.sign(document, other.officer.key))
        while try await follower.receive(from: followed, wait: Seconds(0)) > 0 {}
        let foreign = document.id
        let officer = try await home.person(.officer)
        let list = try await home.node.requests(.init(), limit: 10, for: officer)
        #expect(list.requests.map(\.request.id) == [id])
        let view = try await home.node.request(id, for: officer)
        #expect(view.request.state == .answered && view.items.map(\.answer) == ["TEST answer refusedScope"])
        #expect(try await RequestScene.code { try await home.node.request(foreign, for: officer) } == "not-found")
        #expect(
            try await RequestScene.code {
                try await home.node.withdrawRequest(id, reason: "TEST", by: officer)
            } == "kept-elsewhere"
        )
        let assessments = try await home.store.read { try $0.find(AggregateQuery<Assessment>(limit: 10)) }
        #expect(assessments.isEmpty)
    }
}
