import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing

/// What reaches a node from whom it does not know.
@Suite struct `A request that anybody may send` {
    @Test func `never reaches the writer unless somebody of the register signed it, and it says all that it must`()
        async throws
    {
        let scene = try await RequestScene.make()
        let writes = GuardedStore(scene.exchange.store)
        let node = scene.exchange.node(over: writes)
        func code(_ statement: SignedStatement) async throws -> String? {
            try await RequestScene.code { try await node.fileSignedRequest(statement) }
        }
        // As many addresses as a request may have, each with as many layers as it can.
        let layers = String(repeating: "/ ", count: 900)
        let items = (1...RequestDocument.itemsMax).map { RequestScene.item($0, "https://a.example/\($0)" + layers) }
        let document = try scene.document(.referral, "ID_TEST_REFERRAL", items: items)
        #expect(try await code(RequestScene.sign(document, SigningSecretKey())) == "signer-unknown")
        let genuine = try scene.sign(try scene.document(.referral, "ID_TEST_REFERRAL"))
        let value = try JSONValue(parsing: Array(document.text.utf8))
        let stolen = try SignedStatement(value, for: .request, signatures: genuine.signatures)
        #expect(try await code(stolen) == "signature-wrong")
        var mute = document
        mute.items = [RequestItem(number: 1, kind: .content, address: "@a", ground: .incites, reasons: " ")]
        #expect(try await code(scene.sign(mute)) == "item-reason-missing")
        #expect(writes.count == 0)
        #expect(try await code(genuine) == nil)
        #expect(writes.count == 1)
    }

    @Test func `never reaches the writer as an answer by a link that there is not`() async throws {
        let scene = try await RequestScene.make()
        let writes = GuardedStore(scene.exchange.store)
        let node = scene.exchange.node(over: writes)
        for secret in ["", "TEST", String(repeating: "0", count: 64)] {
            let items = [RequestAnswer.Item(number: 1, outcome: .complied, reasons: "TEST")]
            #expect(try await RequestScene.code { try await node.answerAsGuest(secret, items) } == "not-found")
        }
        #expect(writes.count == 0)
    }

    @Test func `to a guest never bears the id of a member, and what its link's holder says is nobody's word`()
        async throws
    {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let exchange = scene.exchange.administrator.organisation.id
        func document(to id: Identifier) throws -> RequestDocument {
            var document = try scene.document(.removalOrder, "ID_TEST_ORDER", to: .guest(id))
            document.addresseeName = "TEST Third"
            return document
        }
        for id in [scene.member, exchange, scene.authority] {
            let statement = try scene.sign(try document(to: id.identifier))
            #expect(try await RequestScene.code { try await node.fileSignedRequest(statement) } == "guest-id-taken")
        }
        let guest = try document(to: Identifier(time: scene.exchange.clock.now, random: (3, 4)))
        _ = try await node.fileSignedRequest(scene.sign(guest))
        let secret = try await node.inviteGuest(to: guest.id, by: scene.officer.caller).secret
        _ = try await node.answerAsGuest(
            secret,
            [.init(number: 1, outcome: .complied, reasons: "TEST")],
            keptUntil: scene.exchange.clock.now + .days(190)
        )
        let answers = try await scene.exchange.store.read { reading in
            try reading.events(EventQuery(subject: guest.id.identifier, limit: 100))
        }.filter { [RequestItemAnswered.type, RequestAnswered.type].contains($0.type) }
        #expect(answers.count == 2)
        for event in answers {
            #expect(event.organisation == exchange && event.actor == exchange.identifier)
            #expect(event.facts["channel"] == "guest")
        }
        #expect(try await node.requestQuality().all.unsignedItems == 1)
        #expect(try await scene.exchange.store.audit().finding == nil)
    }
}
