import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing

/// What an authority signs reaches the platform whole, once, and only from those for whom somebody vouches.
@Suite struct `A request that is filed` {
    @Test func `reaches the platform's own node, which verifies it again, and nobody else`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(
            .referral,
            "ID_TEST_REFERRAL",
            items: [RequestScene.item(1), RequestScene.item(2)]
        )
        #expect(try await scene.onExchange(id).state == .open)
        #expect(try await scene.onExchange(id).acknowledgedAt != nil)
        let assessment = try #require(try await scene.assessment(id))
        #expect(assessment.identityChecks.map(\.method) == [.signature] && assessment.isIdentified)
        #expect(assessment.factors.contains(.newOfficer) && assessment.factors.contains(.newKey))
        let view = try await scene.platform.node.assessment(ID(id.identifier), for: scene.counsel)
        #expect(view.request.items.map(\.reasons) == ["TEST reasons 1", "TEST reasons 2"])
        #expect(view.callBack?.telephone == "+62 21 555 0100")
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        #expect(
            try await RequestScene.code {
                try await scene.exchange.node.request(id, for: other.officer.caller)
            } == "not-found"
        )
        #expect(
            try await scene.exchange.node.requests(.init(), limit: 10, for: other.officer.caller).requests.isEmpty
        )
        #expect(
            try await scene.exchange.node.requests(.init(), limit: 10, for: scene.officer.caller).requests.count == 1
        )
    }

    @Test func `is refused a second time, changed, or signed by whom nobody knows; and nothing of that is recorded`()
        async throws
    {
        let scene = try await RequestScene.make()
        let document = try scene.document(.referral, "ID_TEST_REFERRAL")
        let statement = try scene.sign(document)
        func file(_ statement: SignedStatement) async throws -> String? {
            try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(statement) }
        }
        var tampered = document
        tampered.items = [RequestScene.item(1, "https://third.example/another")]
        let value = try JSONValue(parsing: Array(tampered.text.utf8))
        #expect(
            try await file(SignedStatement(value, for: .request, signatures: statement.signatures)) == "signature-wrong"
        )
        #expect(try await file(RequestScene.sign(document, SigningSecretKey())) == "signer-unknown")
        #expect(try await file(RequestScene.sign(document, scene.supervisor.key)) == "signature-wrong")
        let answer = try SignedStatement.sign(statement.statement, for: .answer, with: scene.officer.key)
        #expect(try await file(answer) == "signature-wrong")
        #expect(try await file(statement.coSign(with: SigningSecretKey())) == "signer-unknown")
        var mute = document
        mute.items = [RequestItem(number: 1, kind: .content, address: "@a", ground: .incites, reasons: " ")]
        #expect(try await file(scene.sign(mute)) == "item-reason-missing")
        #expect(try await scene.events() == 0)
        #expect(try await file(statement) == nil)
        let recorded = try await scene.events()
        #expect(try await file(statement) == "already-filed")
        // The same under another nonce and another signature is still the same request.
        var again = document
        again.nonce = String(repeating: "aa", count: 16)
        #expect(try await file(scene.sign(again)) == "already-filed")
        #expect(try await scene.events() == recorded)
        var old = try scene.document(.referral, "ID_TEST_REFERRAL")
        old.issuedAt = old.issuedAt - .days(15)
        #expect(try await file(scene.sign(old)) == "issued-too-long-ago")
        var early = try scene.document(.referral, "ID_TEST_REFERRAL")
        early.issuedAt = early.issuedAt + .minutes(10)
        #expect(try await file(scene.sign(early)) == "issued-too-long-ago")
    }

    @Test func `with a key that is revoked, or for which nobody vouches, is refused and not recorded`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let fresh = try SigningSecretKey()
        try await RequestScene.add(
            fresh,
            to: scene.officer.record,
            by: scene.officer.caller,
            on: scene.exchange,
            vouchedBy: nil
        )
        let document = try scene.document(.referral, "ID_TEST_REFERRAL")
        let unvouched = try RequestScene.sign(document, fresh)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(unvouched) } == "key-not-vouched")
        _ = try await node.revokeOfficerKey(
            scene.officer.keyID,
            of: scene.officer.record,
            why: .compromised,
            reason: "TEST",
            by: scene.officer.caller
        )
        let revoked = try scene.sign(document)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(revoked) } == "key-revoked")
        #expect(try await scene.events() == 0)
    }

    @Test func `needs the supervisor of the same office where the instrument says so`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let document = try scene.document(.removalOrder, "ID_TEST_SIGNED")
        let alone = try scene.sign(document)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(alone) } == "co-signature-missing")
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let foreign = try RequestScene.sign(document, scene.officer.key, other.supervisor.key)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(foreign) } == "signer-unknown")
        let second = try await RequestScene.signer(
            .officer,
            at: scene.office,
            of: scene.authorityAdministrator,
            scene.authorityAdministrator,
            scene.exchange,
            scene.secretary
        )
        let low = try RequestScene.sign(document, scene.officer.key, second.key)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(low) } == "rank-insufficient")
        #expect(try await scene.events() == 0)
        let whole = try scene.sign(document, coSigned: true)
        #expect(try await node.fileSignedRequest(whole).request.filing.supervisor == scene.supervisor.record)
    }

    @Test func `is written, signed by its officer and by a supervisor, and only then leaves`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let wording = RequestWording(
            kind: .removalOrder,
            instrument: "ID_TEST_SIGNED",
            addressees: [.member(scene.member), .guest(name: "TEST Small platform")],
            items: [
                .init(
                    addressee: 0,
                    kind: .content,
                    address: "https://third.example/1",
                    ground: .incites,
                    reasons: "TEST 1"
                ),
                .init(
                    addressee: 1,
                    kind: .content,
                    address: "https://small.example/1",
                    ground: .incites,
                    reasons: "TEST 2"
                ),
            ],
            language: "id",
            legalBasis: .init(statute: "TEST act")
        )
        let view = try await node.writeRequests(wording, by: scene.officer.caller)
        #expect(view.documents.count == 2 && view.draft.writing.needsCoSignature)
        let signed = try view.documents.map { try scene.sign($0) }
        #expect(
            try await RequestScene.code {
                try await node.signRequestDraft(view.draft.id, signed.reversed(), by: scene.officer.caller)
            } == "statement-not-of-draft"
        )
        #expect(
            try await RequestScene.code {
                try await node.signRequestDraft(view.draft.id, signed, by: scene.supervisor.caller)
            } == "not-the-writer"
        )
        #expect(try await node.signRequestDraft(view.draft.id, signed, by: scene.officer.caller).state == .signed)
        #expect(try await scene.events() == 0)
        #expect(
            try await RequestScene.code {
                try await node.coSignRequestDraft(view.draft.id, signed, by: scene.supervisor.caller)
            } == "signature-wrong"
        )
        let both = try signed.map { try $0.coSign(with: scene.supervisor.key) }
        #expect(try await node.coSignRequestDraft(view.draft.id, both, by: scene.supervisor.caller).state == .filed)
        try await scene.sync()
        let (mine, guests) = (view.documents[0].id, view.documents[1].id)
        #expect(try await scene.assessment(mine) != nil)
        #expect(try await scene.onPlatform(guests) == nil)
        #expect(try await scene.onExchange(guests).state == .open)
    }

    @Test func `in the name of a suspended member is recorded, turned away, counted, and told to no platform`()
        async throws
    {
        let scene = try await RequestScene.make()
        let document = try scene.document(.removalOrder, "ID_TEST_ORDER")
        _ = try await scene.exchange.node.changeStanding(
            of: scene.authority,
            to: .suspended,
            reason: "TEST vote",
            by: scene.secretary
        )
        let request = try await scene.exchange.node.fileSignedRequest(scene.sign(document)).request
        #expect(request.state == .turnedAway && request.turnedAwayFor == "standing-insufficient")
        #expect(try await scene.events(RequestTurnedAway.type) == 1)
        #expect(try await scene.clocks(document.id, on: scene.exchange).isEmpty)
        try await scene.sync()
        #expect(try await scene.onPlatform(document.id) == nil)
        let ofThird = try await scene.platform.store.read { reading in
            try reading.events(EventQuery(limit: 100_000)).filter { $0.type == EventReceived.type }
                .compactMap { try $0.effects().last }.filter { $0.subject == document.id.identifier }
        }
        #expect(ofThird.isEmpty)
        // Not even the keys of others in the office help.
        #expect(
            try await RequestScene.code {
                try await scene.exchange.node.writeRequests(
                    RequestWording(
                        kind: .referral,
                        instrument: "ID_TEST_REFERRAL",
                        addressees: [],
                        items: [],
                        language: "id"
                    ),
                    by: scene.officer.caller
                )
            } == "standing-insufficient"
        )
    }

    @Test func `to weaken encryption is refused at once, whatever instrument it names, and lands on nobody's desk`()
        async throws
    {
        let scene = try await RequestScene.make()
        for instrument in ["ID_TEST_SIGNED", "ID_TEST_NOWHERE"] {
            let document = try scene.document(.weakenEncryption, instrument)
            let request = try await scene.exchange.node.fileSignedRequest(scene.sign(document)).request
            #expect(request.state == .answered && request.items.map(\.outcome) == [.refusedRights])
            try await scene.sync()
            #expect(try await scene.assessment(document.id) == nil)
            #expect(try await scene.onPlatform(document.id)?.state == .answered)
            #expect(try await scene.clocks(document.id, on: scene.exchange).isEmpty)
        }
        let written = try await scene.exchange.node.writeRequests(
            RequestWording(
                kind: .weakenEncryption,
                instrument: "ID_TEST_NOWHERE",
                addressees: [.member(scene.member)],
                items: [
                    .init(
                        addressee: 0,
                        kind: .account,
                        address: "@all",
                        ground: .other,
                        reasons: "TEST we want to read"
                    )
                ],
                language: "id"
            ),
            by: scene.officer.caller
        )
        #expect(!written.draft.writing.needsCoSignature)
    }

    @Test func `that is recorded otherwise than it was signed is not taken as genuine`() async throws {
        let scene = try await RequestScene.make()
        let document = try scene.document(.referral, "ID_TEST_REFERRAL")
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        // The officer's key is revoked before the platform has the request: it was good when it was received.
        _ = try await scene.exchange.node.revokeOfficerKey(
            scene.officer.keyID,
            of: scene.officer.record,
            why: .superseded,
            reason: "TEST",
            by: scene.officer.caller
        )
        try await scene.sync()
        #expect(try await scene.assessment(document.id)?.isIdentified == true)
    }

    @Test func `by a new key of an old officer shows that the key is new`() async throws {
        let scene = try await RequestScene.make()
        scene.advance(.days(40))
        let first = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        #expect(try await scene.assessment(first)?.factors.contains(.newKey) == false)
        let waiting = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        #expect(try await scene.assessment(waiting)?.factors.contains(.newOfficer) == true, "Nothing was answered yet.")
        try await scene.prepare(first)
        try await scene.propose([.refusedScope], to: first)
        let fresh = try SigningSecretKey()
        try await RequestScene.add(
            fresh,
            to: scene.officer.record,
            by: scene.officer.caller,
            on: scene.exchange,
            vouchedBy: scene.secretary
        )
        let document = try scene.document(.referral, "ID_TEST_REFERRAL")
        _ = try await scene.exchange.node.fileSignedRequest(RequestScene.sign(document, fresh))
        try await scene.sync()
        let assessment = try #require(try await scene.assessment(document.id))
        #expect(assessment.factors.contains(.newKey) && !assessment.factors.contains(.newOfficer))
    }
}
