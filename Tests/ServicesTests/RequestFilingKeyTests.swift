import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing

extension `A request that is filed` {
    @Test func `for data to a key that nobody vouches for is not filed, and one revoked since is sent nothing`()
        async throws
    {
        let scene = try await RequestScene.make()
        var document = try scene.document(.disclosure, "ID_TEST_DATA")
        document.encryptionKey = String(try EncryptionSecretKey().publicKey.description.dropFirst("x25519:".count))
        let own = document
        #expect(
            try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(scene.sign(own)) }
                == "encryption-key-not-vouched"
        )
        // A colleague's key is not the officer's.
        document.encryptionKey = scene.supervisor.sealing
        let colleagues = document
        #expect(
            try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(scene.sign(colleagues)) }
                == "encryption-key-not-vouched"
        )
        #expect(try await scene.events() == 0)
        let id = try await scene.ask(.disclosure, "ID_TEST_DATA")
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        func disclose(_ category: DataCategory) async throws -> String? {
            try await RequestScene.code {
                try await scene.platform.node.disclose(
                    category,
                    Array("TEST".utf8),
                    named: "TEST.txt",
                    of: ID(id.identifier),
                    by: scene.counsel
                )
            }
        }
        #expect(try await disclose(.subscriber) == nil)
        let sealing = try #require(
            try await scene.exchange.store.read { try $0.load(Officer.self, scene.officer.record) }?.keys
                .first { $0.kind == .encryption }?.id
        )
        _ = try await scene.exchange.node.revokeOfficerKey(
            sealing,
            of: scene.officer.record,
            why: .compromised,
            reason: "TEST stolen",
            by: scene.officer.caller
        )
        // The clocks of the two nodes differ by some microseconds.
        scene.advance(Seconds(1))
        try await scene.sync()
        #expect(try await disclose(.traffic) == "encryption-key-not-vouched")
    }

    @Test
    func `after one that was taken back, or caught as forged, is still the first of its kind and its officer new`()
        async throws
    {
        let scene = try await RequestScene.make()
        let back = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        _ = try await scene.exchange.node.withdrawRequest(back, reason: "TEST", by: scene.officer.caller)
        try await scene.sync()
        #expect(try await scene.assessment(back)?.state == .closed)
        let forged = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await scene.assess(.lock(factors: [.alteredDocument], note: "TEST"), forged)
        let denied = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        let call = AssessmentCommand.checkIdentity(.callBack, .denied, note: "TEST", by: scene.lead.person)
        try await scene.assess(call, denied, by: scene.lead)
        try await scene.propose([.refusedScope], to: denied)
        let next = try await scene.ask(
            .removalOrder,
            "ID_TEST_ORDER",
            items: [RequestScene.item(1, "https://third.example/5")]
        )
        let opening = try #require(try await scene.assessment(next)?.opening)
        #expect(opening.isFirstOfKind && opening.factors.contains(.newOfficer))
        try await scene.prepare(next)
        try await scene.propose([.complied], to: next)
        try await scene.approve(next)
        let known = try await scene.ask(
            .removalOrder,
            "ID_TEST_ORDER",
            items: [RequestScene.item(1, "https://third.example/6")]
        )
        let later = try #require(try await scene.assessment(known)?.opening)
        #expect(!later.isFirstOfKind && !later.factors.contains(.newOfficer))
    }

    @Test func `about somebody of whom something was found is told of it, and of nothing else`() async throws {
        let scene = try await RequestScene.make()
        let target = RequestScene.item(1, "https://third.example/person")
        let first = try await scene.ask(.disclosure, "ID_TEST_DATA", items: [target])
        try await scene.prepare(first, dangers: [.exile])
        // Filed anew, for the same page written otherwise, and for another one.
        let again = try await scene.ask(
            .emergencyDisclosure,
            "ID_TEST_EMERGENCY",
            items: [RequestScene.item(1, "https://third.example/person/"), RequestScene.item(2)],
            coSigned: true
        )
        let opening = try #require(try await scene.assessment(again)?.opening)
        #expect(opening.dangers == [.exile] && opening.earlier == [ID(first.identifier)])
        try await scene.prepare(again)
        #expect(
            try await RequestScene.code { try await scene.propose([.complied, .complied], to: again) }
                == "danger-not-agreed"
        )
        let other = try await scene.ask(
            .disclosure,
            "ID_TEST_DATA",
            items: [RequestScene.item(1, "https://third.example/2")]
        )
        // It was asked about in one request with somebody in danger.
        #expect(try await scene.assessment(other)?.opening.dangers == [.exile])
        let stranger = try await scene.ask(
            .disclosure,
            "ID_TEST_DATA",
            items: [RequestScene.item(1, "https://third.example/stranger")]
        )
        let unknown = try #require(try await scene.assessment(stranger)?.opening)
        #expect(unknown.dangers == nil && unknown.earlier == nil && unknown.protectedRoles == nil)
        #expect(try await scene.platform.store.audit().finding == nil)
    }
}
