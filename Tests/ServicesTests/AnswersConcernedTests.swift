import Cooperation
import Services
import Store
import Testing

/// Two members of an exchange whose requests were answered, and one of which erases something.
@Suite struct `A kept answer` {
    private typealias Member = (administrator: Caller, id: ID<Organisation>)

    private let exchange: TestNode
    private let one: Member
    private let two: Member

    init() async throws {
        exchange = try await TestNode("TEST Secretariat", kind: .secretariat, isExchange: true)
        one = try await exchange.member("TEST One", .platform, interests: Interests(owners: ["one"]))
        two = try await exchange.member("TEST Two", .platform, interests: Interests(owners: ["two"]))
        try await keep()
    }

    /// Keeps an answer for each member, as if just answered.
    private func keep() async throws {
        let keys = [one.administrator.key, two.administrator.key]
        try await exchange.store.write { transaction in
            for key in keys {
                try transaction.keepAnswer(
                    KeptAnswer(
                        key: key,
                        word: "TEST",
                        requestDigest: "00",
                        time: transaction.now,
                        content: KeptAnswer.Content(status: 200, location: nil, mediaType: nil, body: "TEST text")
                    )
                )
            }
        }
    }

    /// Whether the answers of both members are still known.
    private var areKnown: [Bool] {
        get async throws {
            var known: [Bool] = []
            for member in [one, two] {
                let answer = try await exchange.node.keptAnswer(of: member.administrator.key, word: "TEST")
                known.append(try #require(answer).content != nil)
            }
            return known
        }
    }

    private func webhook() async throws -> ID<Webhook> {
        try await exchange.node.makeWebhook(
            for: one.id,
            role: .administrator,
            kinds: [.keyIssued],
            address: "https://receiver.example/TEST",
            by: one.administrator
        ).view.webhook.id
    }

    @Test func `is known on when secrets of webhooks are erased, for none ever stands in one`() async throws {
        let id = try await webhook()
        for _ in 0..<3 {
            _ = try await exchange.node.changeWebhookSecret(
                of: id,
                of: one.id,
                overlap: .hours(1),
                by: one.administrator
            )
        }
        exchange.clock.advance(.hours(2))
        try await WebhookKeeper(node: exchange.node, sender: HeardMessages()).turn()
        let secrets = try await exchange.store.read { reading in
            let changes = try reading.events(EventQuery(types: [WebhookSecretChanged.type], limit: 9))
            return try changes.map { try reading.sealedPart("secret", at: $0.position) != nil }
        }
        #expect(secrets == [false, false, true], "Secrets were erased, or this shows nothing.")
        #expect(try await areKnown == [true, true])
    }

    @Test func `is forgotten when a member removes a webhook by that member's keys alone`() async throws {
        try await exchange.node.removeWebhook(webhook(), of: one.id, by: one.administrator)
        #expect(try await areKnown == [false, true])
    }

    @Test func `is forgotten when a member erases a person by that member's keys alone`() async throws {
        let person = try await exchange.node.addPerson(
            to: two.id,
            name: "TEST Sari",
            roles: [.curator],
            by: two.administrator
        )
        try await keep()
        _ = try await exchange.node.erasePerson(person.person.id, of: two.id, by: two.administrator)
        #expect(try await areKnown == [true, false])
    }

    @Test func `is forgotten by everybody when texts are erased that anybody may have been answered`() async throws {
        let subject = one.id.identifier
        let erased = try await exchange.store.write { try $0.eraseSealedParts(ofSubject: subject) }
        #expect(erased > 0)
        #expect(try await areKnown == [false, false])
    }

    @Test func `of a key that nobody knows is forgotten with whatever is erased`() async throws {
        let stranger = ID<Key>(Identifier(derivedHigh: 1, low: 1))
        try await exchange.store.write { transaction in
            try transaction.keepAnswer(
                KeptAnswer(
                    key: stranger,
                    word: "TEST",
                    requestDigest: "00",
                    time: transaction.now,
                    content: KeptAnswer.Content(status: 200, location: nil, mediaType: nil, body: "TEST text")
                )
            )
        }
        try await exchange.node.removeWebhook(webhook(), of: one.id, by: one.administrator)
        let answer = try await exchange.node.keptAnswer(of: stranger, word: "TEST")
        #expect(try #require(answer).content == nil)
    }
}
