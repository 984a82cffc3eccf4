import CanonicalJSON
import Cooperation
import Services
import Store
import Testing

@Suite struct `A webhook of a member` {
    private struct Scene {
        let home: TestNode
        let heard = HeardMessages()
        let keeper: WebhookKeeper
        let own: ID<Organisation>

        var node: Node { home.node }
        var administrator: Caller { home.administrator }

        static func make() async throws -> Scene {
            let home = try await TestNode("TEST Own", kind: .platform)
            return Scene(home)
        }

        init(_ home: TestNode) {
            self.home = home
            keeper = WebhookKeeper(node: home.node, sender: heard)
            own = home.administrator.organisation.id
        }

        func webhook(
            _ kinds: Set<WebhookEventKind> = [.keyIssued, .keyRevoked],
            _ address: String = "https://receiver.example/TEST"
        ) async throws -> WebhookWithSecret {
            try await node.makeWebhook(
                for: own,
                role: .administrator,
                kinds: kinds,
                address: address,
                by: administrator
            )
        }

        func issue() async throws -> ID<Key> {
            try await node.issueKey(
                for: own,
                role: .reviewer,
                person: nil,
                vouches: false,
                expiresAt: nil,
                by: administrator
            ).key.id
        }

        func dead(_ id: ID<Webhook>) async throws -> [WebhookDelivery] {
            try await node.deadDeliveries(of: id, of: own, after: nil, limit: 100, for: administrator).deliveries
        }

        func view(_ id: ID<Webhook>) async throws -> WebhookView {
            try await node.webhook(id, of: own, for: administrator)
        }
    }

    private static func code(_ work: () async throws -> some Any) async throws -> String? {
        do {
            _ = try await work()
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    @Test func `is told of what it asked for alone, signed with the secret that was shown once`() async throws {
        let scene = try await Scene.make()
        let before = try await scene.issue()
        let made = try await scene.webhook([.keyIssued])
        let key = try await scene.issue()
        try await scene.node.revokeKey(key, of: scene.own, by: scene.administrator)
        try await scene.keeper.turn()
        try await scene.keeper.turn()
        let heard = scene.heard.take()
        #expect(heard.count == 1 && before != key)
        let message = try #require(heard.first)
        #expect(message.message.address == "https://receiver.example/TEST")
        #expect(try message.data["subject"] == .string(key.description))
        #expect(try message.data["organisation"] == .string(scene.own.description))
        #expect(message.message.fields.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        let second = try #require(message.field("webhook-timestamp").flatMap { Int64($0) })
        #expect(abs(second - scene.home.clock.now.microseconds / 1_000_000) <= 1)
        let id = try #require(message.field("webhook-id"))
        let signature = made.secret.signature(id: id, second: second, body: message.message.body)
        #expect(message.field("webhook-signature") == signature)
        // The secret stands nowhere in the journal, not even sealed.
        let events = try await scene.home.store.read { try $0.records(at: Array(0..<$0.journalSize())) }
        let texts = events.flatMap(\.sealedParts).compactMap { $0.content?.text }
        #expect(!texts.contains { $0.contains(made.secret.text.dropFirst(6)) })
        #expect(texts.contains("https://receiver.example/TEST"))
    }

    @Test func `of a member that is suspended is told nothing more, neither what waits nor what happens`() async throws
    {
        let exchange = try await TestNode("TEST Secretariat", kind: .secretariat, isExchange: true)
        let member = try await exchange.member("TEST One", .platform, interests: Interests(owners: ["one"]))
        let secretary = try await exchange.person(.secretary)
        let made = try await exchange.node.makeWebhook(
            for: member.id,
            role: .administrator,
            kinds: [.organisationStandingChanged, .keyIssued],
            address: "https://receiver.example/TEST",
            by: member.administrator
        )
        let heard = HeardMessages()
        let keeper = WebhookKeeper(node: exchange.node, sender: heard)
        func issue() async throws {
            let current = try await exchange.node.keys.caller(secret: [], actingPerson: nil, now: exchange.clock.now)
            #expect(current == nil)
            _ = try await exchange.node.issueKey(
                for: member.id,
                role: .curator,
                person: nil,
                vouches: false,
                expiresAt: nil,
                by: member.administrator
            )
        }
        func stand(_ standing: Standing) async throws {
            _ = try await exchange.node.changeStanding(of: member.id, to: standing, reason: "TEST vote", by: secretary)
        }
        heard.answers { _ in .failed(.unreachable) }
        try await issue()
        try await keeper.turn()
        #expect(heard.take().count == 1)
        heard.answers(HeardMessages.taken)
        try await stand(.suspended)
        exchange.clock.advance(.days(1))
        try await issue()
        try await keeper.turn()
        #expect(heard.take().isEmpty)
        try await stand(.active)
        exchange.clock.advance(.days(1))
        try await keeper.turn()
        let told = heard.take()
        #expect(try told.map { try $0.type } == [OrganisationStandingChanged.type], "Only what came after.")
        let counts = try await exchange.store.read { try $0.deliveryCounts(of: [made.view.webhook.id]) }
        #expect(counts.isEmpty)
    }

    @Test func `whose secret is changed is signed with both until the former one's time is over`() async throws {
        let scene = try await Scene.make()
        let first = try await scene.webhook()
        let id = first.view.webhook.id
        func change(_ overlap: Seconds) async throws -> WebhookSecret {
            try await scene.node.changeWebhookSecret(of: id, of: scene.own, overlap: overlap, by: scene.administrator)
                .secret
        }
        func signers(among secrets: [WebhookSecret]) async throws -> [Bool] {
            _ = try await scene.issue()
            try await scene.keeper.turn()
            let message = try #require(scene.heard.take().first)
            let second = try #require(message.field("webhook-timestamp").flatMap { Int64($0) })
            let found = message.field("webhook-signature")?.split(separator: " ").map(String.init) ?? []
            let id = message.field("webhook-id") ?? ""
            let expected = secrets.map { $0.signature(id: id, second: second, body: message.message.body) }
            #expect(found.allSatisfy(expected.contains))
            return expected.map(found.contains)
        }
        let second = try await change(.hours(1))
        let all = [first.secret, second]
        /// Whether the secret is still kept that an event at a position holds.
        func isKept(_ position: Int64) async throws -> Bool {
            try await scene.home.store.read { try $0.sealedPart("secret", at: position) } != nil
        }
        let firstPosition = first.view.webhook.secretAtPosition
        #expect(try await signers(among: all) == [true, true])
        #expect(try await isKept(firstPosition))
        scene.home.clock.advance(.hours(2))
        #expect(try await signers(among: all) == [false, true])
        // What signs no more is not kept, also where nobody changes anything any more.
        #expect(try await !isKept(firstPosition))
        let secondPosition = try await scene.view(id).webhook.secretAtPosition
        #expect(try await isKept(secondPosition))
        let third = try await change(Seconds(0))
        #expect(try await !isKept(secondPosition))
        #expect(try await signers(among: all + [third]) == [false, false, true])
        #expect(try await isKept(scene.view(id).webhook.secretAtPosition))
    }

    @Test func `that is switched off is told what happened meanwhile by nobody, and what waited when it is replayed`()
        async throws
    {
        let scene = try await Scene.make()
        let id = try await scene.webhook().view.webhook.id
        scene.heard.answers { _ in .failed(.timedOut) }
        let waiting = try await scene.issue()
        try await scene.keeper.turn()
        func turn(_ isOn: Bool) async throws {
            _ = try await scene.node.switchWebhook(id, of: scene.own, on: isOn, by: scene.administrator)
        }
        try await turn(false)
        #expect(try await scene.dead(id).map(\.failure) == [WebhookFailure(.switchedOff)])
        scene.heard.answers(HeardMessages.taken)
        _ = scene.heard.take()
        _ = try await scene.issue()
        try await scene.keeper.turn()
        #expect(
            try await Self.code {
                try await scene.node.replayDeliveries(of: id, of: scene.own, at: nil, by: scene.administrator)
            } == "webhook-off"
        )
        try await turn(true)
        let later = try await scene.issue()
        try await scene.keeper.turn()
        #expect(try scene.heard.take().map { try $0.data["subject"] } == [.string(later.description)])
        let replayed = try await scene.node.replayDeliveries(
            of: id,
            of: scene.own,
            at: Set(scene.dead(id).map(\.position) + [0, 99_999]),
            by: scene.administrator
        )
        try await scene.keeper.turn()
        #expect(try scene.heard.take().map { try $0.data["subject"] } == [.string(waiting.description)])
        #expect(replayed == 1)
        #expect(try await scene.dead(id).isEmpty)
    }

    @Test func `for which too much waits is switched off, and nothing of it is lost`() async throws {
        let scene = try await Scene.make()
        let id = try await scene.webhook().view.webhook.id
        let many = WebhookDelivery.waitingMax
        try await scene.home.store.write { transaction in
            for number in 0..<many {
                try transaction.keepDelivery(
                    WebhookDelivery(
                        webhook: id,
                        position: 1_000_000 + number,
                        subject: Identifier(derivedHigh: 1, low: 1),
                        kind: .keyIssued,
                        state: .waiting,
                        attempts: 1,
                        dueAt: transaction.now + .days(1),
                        failure: WebhookFailure(.timedOut)
                    )
                )
            }
        }
        #expect(try await scene.view(id).webhook.state == .on)
        _ = try await scene.issue()
        try await scene.keeper.turn()
        let view = try await scene.view(id)
        #expect(view.webhook.state == .off && view.webhook.offReason == .overrun)
        #expect(view.counts == WebhookQueueCounts(waiting: 0, dead: many + 1))
        #expect(scene.heard.take().isEmpty)
    }

    @Test func `is its members' alone, is made for https only, and not without end`() async throws {
        let scene = try await Scene.make()
        for address in ["http://receiver.example/", "ftp://receiver.example", "receiver.example", ""] {
            #expect(try await Self.code { try await scene.webhook([.keyIssued], address) } == "address-invalid")
        }
        var last: ID<Webhook>?
        for _ in 0..<Webhook.perOrganisationMax { last = try await scene.webhook().view.webhook.id }
        #expect(try await Self.code { try await scene.webhook() } == "too-many-webhooks")
        let id = try #require(last)
        try await scene.node.removeWebhook(id, of: scene.own, by: scene.administrator)
        let view = try await scene.view(id)
        #expect(view.address == nil && view.webhook.state == .removed)
        let list = try await scene.node.webhooks(of: scene.own, after: nil, limit: 100, for: scene.administrator)
        #expect(list.webhooks.count == Webhook.perOrganisationMax - 1 && list.next == nil)
        let strangers = try await Scene.make()
        #expect(
            try await Self.code {
                try await scene.node.webhook(id, of: scene.own, for: strangers.administrator)
            } == "not-found"
        )
        #expect(
            try await Self.code {
                try await scene.node.webhook(id, of: strangers.own, for: strangers.administrator)
            } == "not-found"
        )
        _ = try await scene.webhook()
    }
}
