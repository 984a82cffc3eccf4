import Cooperation
import Services
import Store
import Testing

/// What each is told of how good the requests of authorities were.
@Suite struct `The quality of requests` {
    private static func addresses(_ count: Int) -> [String] { (1...count).map { "https://lentera.example/\($0)" } }

    @Test func `is told to the authority itself however little there is, and to others from ten answers on`()
        async throws
    {
        let scene = try await FilingScene()
        let node = scene.home.node
        let (_, few) = try await scene.file(Self.addresses(9))
        try await scene.refuse(few, items: 9)
        let own = try await node.shownQuality(for: scene.authority)
        #expect(own.authorities.map(\.quality.refusedItems) == [9])
        #expect(own.authorities.allSatisfy { !$0.showsProtected }, "It would learn of whom the platform thinks so.")
        #expect(try await node.shownQuality(for: scene.counsel).authorities.isEmpty)
        let (_, more) = try await scene.file(["https://lentera.example/more"])
        try await scene.refuse(more)
        // What was reckoned is told for a quarter of an hour.
        #expect(try await node.shownQuality(for: scene.counsel).authorities.isEmpty)
        scene.home.clock.advance(.minutes(15))
        let others = try await node.shownQuality(for: scene.counsel).authorities
        #expect(others.map(\.quality.answeredItems) == [10] && others.allSatisfy(\.showsProtected))
    }

    @Test func `tells on a platform's own node to counsel and who asked alone who asked that something stay up`()
        async throws
    {
        let scene = try await FilingScene()
        let node = scene.home.node
        for role in [Role.reviewer, .lead, .curator, .auditor, .administrator] {
            let person = try await scene.home.person(role)
            #expect(try await !node.shownQuality(for: person).showsStayUps, "\(role)")
        }
        let elsewhere = try await node.registerOrganisation(
            id: nil,
            kind: .secretariat,
            name: "TEST Secretariat",
            interests: nil,
            by: scene.home.administrator
        ).organisation
        let guest = Caller(
            organisation: elsewhere,
            key: ID(elsewhere.id.identifier),
            role: .counsel,
            person: nil,
            isOnExchange: false
        )
        #expect(try await !node.shownQuality(for: guest).showsStayUps, "It is counsel of another organisation.")
        #expect(try await node.shownQuality(for: scene.counsel).showsStayUps)
        #expect(try await node.shownQuality(for: scene.authority).showsStayUps, "It asked it itself.")
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let own = try await exchange.node.shownQuality(for: exchange.administrator)
        #expect(own.showsStayUps, "An exchange tells it in public.")
    }

    @Test func `tells an authority nothing of another one`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        let (_, id) = try await scene.file(Self.addresses(12))
        try await scene.refuse(id, items: 12)
        let other = try await node.registerOrganisation(
            id: nil,
            kind: .authority,
            name: "TEST other",
            interests: nil,
            by: scene.home.administrator
        ).organisation
        let stranger = Caller(
            organisation: other,
            key: ID(other.id.identifier),
            role: .administrator,
            person: nil,
            isOnExchange: false
        )
        #expect(try await node.shownQuality(for: stranger).authorities.isEmpty)
        #expect(try await node.shownQuality(for: scene.authority).authorities.count == 1)
    }

    @Test func `counts the silence of a member and of a guest as no answer`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        let (_, id) = try await scene.file()
        let due = try #require(try await scene.request(id).dueAt)
        scene.home.clock.set(due)
        _ = try await node.keepRequestTimes()
        #expect(try await scene.request(id).unansweredAt != nil)
        let quality = try await node.requestQuality().all
        #expect(quality.unansweredRequests == 1 && quality.answeredItems == 0)
        // An answer that comes late is one, and was late.
        try await scene.refuse(id)
        let late = try await node.requestQuality().all
        #expect(late.unansweredRequests == 1 && late.refusedItems == 1)
    }
}
