import Cooperation
import Services
import Statements
import Store
import Synchronization
import Testing

/// What an authority says from its own node of what it asked over an exchange.
@Suite struct `An authority's word from its own node` {
    private static func asked(_ there: AuthorityScene) async throws -> ID<Request> {
        let view = try await there.write(.removalOrder, "ID_TEST_ORDER")
        _ = try await there.home.node.signRequestDraft(view.draft.id, there.statements(of: view), by: there.officer)
        try await there.sync()
        try await there.scene.sync()
        return try #require(view.draft.writing.requests.first)
    }

    private static func words(_ id: ID<Request>, _ there: AuthorityScene) async throws -> [OwnWord] {
        try await there.home.node.request(id, for: there.officer).ownWords
    }

    @Test func `takes a request back, once, though the exchange is away and then loses its answers`() async throws {
        let there = try await AuthorityScene()
        let id = try await Self.asked(there)
        there.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        let said = try await there.home.node.withdrawRequest(id, reason: "TEST a mistake", by: there.officer)
        #expect(said.request.state == .open, "It is withdrawn once the exchange says so.")
        #expect(said.ownWords.map(\.message) == [.authorityWord(id, .withdrawn)])
        _ = try await there.home.node.withdrawRequest(id, reason: "TEST again", by: there.supervisor)
        #expect(try await Self.words(id, there).count == 1, "What is on its way is not said twice.")
        _ = try? await there.follower.deliver(to: there.followed)
        there.line.bend { bends in
            bends.failure = nil
            bends.losesAcknowledgements = true
        }
        while there.line.asked.delivered.count < 2 { _ = try? await there.follower.deliver(to: there.followed) }
        there.line.bend { $0.losesAcknowledgements = false }
        for _ in 0..<6 { try await there.sync() }
        #expect(try await there.scene.onExchange(id).state == .withdrawn)
        #expect(try await there.atHome(id)?.state == .withdrawn)
        #expect(try await Self.words(id, there).isEmpty)
        let events = try await there.scene.exchange.store.read { try $0.events(EventQuery(subject: id.identifier)) }
            .filter { $0.type == RequestWithdrawn.type }
        #expect(events.map(\.actor) == [there.scene.authority.identifier])
        try await there.scene.sync()
        #expect(try await there.scene.assessment(id)?.state == .closed)
        #expect(try await there.scene.clocks(id, on: there.scene.platform).map(\.ending) == [.withdrawn])
        for node in [there.home, there.scene.exchange, there.scene.platform] {
            #expect(try await node.store.audit().finding == nil)
        }
    }

    @Test func `mends what made the clock stand, and the platform's own clock goes on with it`() async throws {
        let there = try await AuthorityScene()
        let id = try await Self.asked(there)
        let early = try await RequestScene.code {
            try await there.home.node.clarifyRequest(id, note: "TEST", by: there.officer)
        }
        #expect(early == "clock-not-stopped")
        _ = try await there.scene.platform.node.stopRequestClock(
            (.manifestError, "TEST which page"),
            of: ID(id.identifier),
            by: there.scene.counsel
        )
        try await there.scene.sync()
        try await there.sync()
        _ = try await there.home.node.clarifyRequest(id, note: "TEST page 1", by: there.officer)
        #expect(try await there.atHome(id)?.state == .stopped)
        try await there.sync()
        #expect(try await there.scene.onExchange(id).state == .open)
        #expect(try await there.atHome(id)?.state == .open)
        try await there.scene.sync()
        #expect(try await there.scene.clocks(id, on: there.scene.platform).map(\.state) == [.running])
        let view = try await there.scene.platform.node.request(id, for: there.scene.counsel)
        #expect(view.notes == ["TEST which page", "TEST page 1"])
    }

    @Test func `that crosses the answer is refused, and its officer reads why`() async throws {
        let there = try await AuthorityScene()
        let id = try await Self.asked(there)
        try await there.scene.propose([.refusedScope], to: id)
        try await there.scene.sync()
        _ = try await there.home.node.withdrawRequest(id, reason: "TEST", by: there.officer)
        _ = try await there.follower.deliver(to: there.followed)
        let refused = try await Self.words(id, there)
        #expect(refused.map(\.code) == ["request-over"] && refused.allSatisfy { !$0.isOnItsWay })
        try await there.sync()
        #expect(try await there.atHome(id)?.state == .answered)
    }

    @Test func `is taken from the authority's node alone, about its own requests alone`() async throws {
        let there = try await AuthorityScene()
        let (id, node) = (try await Self.asked(there), there.scene.exchange.node)
        func code(_ caller: Caller) async throws -> String? {
            try await RequestScene.code {
                try await node.takeAuthorityWord(.withdrawn, text: "TEST", about: id, dispatch: nil, by: caller)
            }
        }
        let other = try await RequestScene.police("TEST Other", on: there.scene.exchange, there.scene.secretary)
        let key = try await node.issueKey(
            for: other.authority,
            role: .officer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: other.administrator
        )
        #expect(try await code(there.scene.officer.caller) == "not-a-node")
        #expect(try await code(try await there.scene.exchange.caller(key.secret)) == "not-found")
        #expect(try await there.scene.onExchange(id).state == .open)
    }

    @Test func `asks the exchange whether an item is still up, and has the answer at once`() async throws {
        let there = try await AuthorityScene()
        let id = try await Self.asked(there)
        let node = there.home.node
        let closed = try await RequestScene.code { try await node.lookAtItem(of: id, item: 1, by: there.officer) }
        #expect(closed == "looking-not-allowed", "The exchange's operator decides.")
        let wrong = try await RequestScene.code { try await node.lookAtItem(of: id, item: 9, by: there.officer) }
        #expect(wrong == "not-found")
        there.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        await #expect(throws: ExchangeFailure.self) { try await node.lookAtItem(of: id, item: 1, by: there.officer) }
    }

    @Test func `has the exchange look, and keeps what was found and when as the exchange recorded it`() async throws {
        let there = try await AuthorityScene()
        let id = try await Self.asked(there)
        let exchange = there.scene.exchange
        let looker = Looker()
        let looking = exchange.node(looking: looker)
        let secret = there.secret
        there.line.bend { bends in
            bends.look = { item, request in
                let caller = try await exchange.caller(secret)
                return try await looking.lookAtCarriedItem(of: request, item: item, by: caller).status
            }
        }
        let node = there.home.node
        let found = try await node.lookAtItem(of: id, item: 1, by: there.officer)
        #expect(found.status == 404 && found.item.finding == .notFound && found.item.lookedAt != nil)
        #expect(looker.asked == ["https://third.example/1"], "The item's own address, once, and no other.")
        try await there.sync()
        let kept = try await node.itemStanding(of: id, item: 1, for: there.officer)
        let recorded = try await there.scene.onExchange(id).items.first
        #expect(kept.item.finding == .notFound && kept.item.lookedAt == recorded?.lookedAt && kept.item.lookedAt != nil)
        let again = try await RequestScene.code { try await node.lookAtItem(of: id, item: 1, by: there.officer) }
        #expect(again == "looked-at-lately" && looker.asked.count == 1)
    }

    private final class Looker: AddressLooking {
        private let links = Mutex<[String]>([])
        var asked: [String] { links.withLock(\.self) }

        func look(at link: String) async -> AddressLook {
            links.withLock { $0.append(link) }
            return .answered(status: 404)
        }
    }

    @Test func `has the exchange make the link for a platform that is no member`() async throws {
        let there = try await AuthorityScene()
        let guest = Addressee.guest(Identifier(time: there.scene.exchange.clock.now, random: (7, 7)))
        var document = try there.scene.document(.referral, "ID_TEST_REFERRAL", to: guest)
        document.addresseeName = "TEST Guest"
        _ = try await there.scene.exchange.node.fileSignedRequest(there.scene.sign(document))
        try await there.sync()
        let link = try await there.home.node.inviteGuest(to: document.id, lasting: .days(3), by: there.officer)
        #expect(link.address == "https://exchange.test" && link.expiresAt != nil)
        #expect(try await there.scene.exchange.node.guestRequest(link.secret).request.id == document.id)
        let member = try await Self.asked(there)
        let code = try await RequestScene.code { try await there.home.node.inviteGuest(to: member, by: there.officer) }
        #expect(code == "addressee-is-member")
    }
}
