import Cooperation
import Services
import Statements
import Store
import Testing
import TransparencyLog

/// A word to the police that a life is in danger, which starts from a request that an authority made.
@Suite struct `A threat alert from a request` {
    private static func flag(_ request: ID<Request>, in scene: RequestScene) throws -> ThreatFlag {
        try ThreatScene.flag(
            scene.office,
            seenAt: scene.platform.clock.now,
            choice: "TEST it is there",
            request: ID<Assessment>(request.identifier)
        )
    }

    @Test func `is raised once, by those who read what is made of the request, until it is taken back`() async throws {
        let scene = try await RequestScene.make()
        let request = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let node = scene.platform.node
        let flag = try Self.flag(request, in: scene)
        // The adviser was not asked about it.
        for stranger in [try await scene.platform.person(.reviewer), scene.adviser] {
            #expect(try await RequestScene.code { try await node.raiseThreat(flag, by: stranger) } == "not-found")
        }
        let first = try await node.raiseThreat(flag, by: scene.counsel).alert
        #expect(first.raising.startedFromRequest == ID<Assessment>(request.identifier))
        #expect(first.raising.startedFrom == nil)
        #expect(!first.isExercise)
        #expect(
            try await RequestScene.code { try await node.raiseThreat(flag, by: scene.lead) }
                == "request-flagged-already"
        )
        _ = try await node.dropThreat(first.id, reason: "TEST a mistake", by: scene.counsel)
        #expect(try await RequestScene.code { try await node.raiseThreat(flag, by: scene.lead) } == nil)
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `does not name what only counsel may know of, and is practice where the request is`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.platform.node
        let kept = try Self.flag(try await scene.ask(.stayUp, "ID_TEST_STAY"), in: scene)
        #expect(
            try await RequestScene.code { try await node.raiseThreat(kept, by: scene.counsel) }
                == "request-for-counsel-alone"
        )
        #expect(try await RequestScene.code { try await node.raiseThreat(kept, by: scene.lead) } == "not-found")
        var document = try scene.document(.removalOrder, "ID_TEST_ORDER")
        document.isExercise = true
        try await scene.plan(document)
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        try await scene.sync()
        let practised = try await node.raiseThreat(try Self.flag(document.id, in: scene), by: scene.lead).alert
        #expect(practised.isExercise, "Nobody is warned in earnest of what is practised.")
    }

    @Test func `tells the authority that asked nothing of that, also where it is the one that is warned`() async throws
    {
        let scene = try await RequestScene.make()
        let secret = try EncryptionSecretKey()
        let key = secret.publicKey.id.description
        let entry = try OfficerKeyEntry(
            id: key,
            kind: .encryption,
            publicKey: String(secret.publicKey.description.dropFirst("x25519:".count)),
            certificate: nil
        )
        let exchange = scene.exchange.node
        _ = try await exchange.addOfficerKey(entry, to: scene.officer.record, by: scene.officer.caller)
        _ = try await exchange.vouchForOfficerKey(
            key,
            of: scene.officer.record,
            how: "TEST call",
            by: scene.secretary
        )
        let request = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await scene.sync()
        let about = EventQuery(subject: request.identifier, limit: 100)
        let before = try await scene.exchange.store.read { try $0.events(about) }.map(\.type)
        let node = scene.platform.node
        let id = try await node.raiseThreat(try Self.flag(request, in: scene), by: scene.counsel).alert.id
        for role in [Role.lead, .dutyOfficer] {
            _ = try await node.approveThreat(id, by: try await scene.platform.person(role))
        }
        try await scene.sync()
        let notice = try await exchange.threatNotice(ID(id.identifier), for: scene.officer.caller)
        let text = try #require(notice.text)
        let file = try SealedFile.open(try #require(Base64.decode(text)), with: secret)
        let words = String(decoding: file.content, as: UTF8.self)
        #expect(try ThreatDocument(signed: words).what == ThreatScene.what)
        #expect(!words.contains(request.description))
        let warned = try await scene.exchange.store.read {
            try $0.events(EventQuery(subject: id.identifier, limit: 100))
        }
        #expect(warned.map(\.type) == [ThreatNoticeReceived.type])
        #expect(warned.allSatisfy { !"\($0.facts)".contains(request.description) })
        // Nothing happened to the request there, so no receipt of it can tell.
        #expect(try await scene.exchange.store.read { try $0.events(about) }.map(\.type) == before)
    }
}
