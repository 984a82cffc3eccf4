import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing
import TransparencyLog

/// Paper that comes from an office of the register, or from a zone of its own.
@Suite struct `Paper and where it comes from` {
    private static func paper(
        _ kind: RequestKind = .removalOrder,
        _ instrument: String,
        at now: Timestamp,
        office: ID<Office>? = nil,
        zone: String? = nil
    ) throws -> PaperRequest {
        var paper = RequestScene.paper(kind, instrument, at: now, by: "TEST Ministry")
        if kind.asksData { paper.categories.append(.traffic) }
        paper.office = office
        paper.zone = try zone.map(PaperRequest.zone)
        return paper
    }

    /// An instrument of the platform's own register whose time ends with a day.
    private static func adopt(_ scene: RequestScene) async throws {
        let terms = try InstrumentTerms.test(
            "ID_TEST_DAYS",
            .disclosure,
            clock: "EU_EPOC",
            categories: [.subscriber, .traffic]
        )
        try await scene.platform.node.adopt(terms, by: scene.platform.person(.administrator))
    }

    @Test func `has its days counted where its office is, or where its writer says`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        try await Self.adopt(scene)
        let (node, now) = (scene.platform.node, scene.platform.clock.now)
        func due(_ office: ID<Office>?, _ zone: String?) async throws -> Timestamp {
            let paper = try Self.paper(.disclosure, "ID_TEST_DAYS", at: now, office: office, zone: zone)
            let view = try await node.recordPaperRequest(paper, from: nil, by: scene.counsel)
            let clock = try await node.authorityClock(of: view.request)
            #expect(clock.face(of: now).zone.description == (office == nil ? zone ?? "UTC" : "Asia/Jakarta"))
            return try #require(view.request.dueAt)
        }
        let utc = try await due(nil, nil)
        #expect(try await due(scene.office, nil) == utc - .hours(7), "The same day ends earlier there.")
        #expect(try await due(nil, "Asia/Jakarta") == utc - .hours(7))
        #expect(try await due(scene.office, "America/Lima") == utc - .hours(7), "The register counts.")
        func code(_ office: ID<Office>?, _ zone: String?, from authority: ID<Organisation>? = nil) async throws
            -> String?
        {
            try await RequestScene.code {
                try await node.recordPaperRequest(
                    try Self.paper(.disclosure, "ID_TEST_DAYS", at: now, office: office, zone: zone),
                    from: authority,
                    by: scene.counsel
                )
            }
        }
        #expect(try await code(nil, "Asia/Nowhere") == "zone-invalid")
        #expect(try await code(ID(scene.office.identifier), nil, from: scene.member) == "office-unknown")
        #expect(try await code(ID(scene.member.identifier), nil) == "office-unknown")
    }

    @Test func `is called back by the register's number, or by one whose source is named`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        func record(_ office: ID<Office>?) async throws -> ID<Request> {
            let paper = try Self.paper(.disclosure, "ID_TEST_DATA", at: scene.platform.clock.now, office: office)
            return try await scene.platform.node.recordPaperRequest(paper, from: nil, by: scene.counsel).request.id
        }
        let call = AssessmentCommand.checkIdentity(.callBack, .confirmed, note: "TEST", by: scene.lead.person)
        let (registered, unknown) = (try await record(scene.office), try await record(nil))
        try await scene.assess(call, registered, by: scene.lead)
        #expect(try await scene.assessment(registered)?.isIdentified == true)
        let code = try await RequestScene.code { try await scene.assess(call, unknown, by: scene.lead) }
        #expect(code == "text-missing")
        #expect(try await scene.assessment(unknown)?.isIdentified == false)
    }

    private static func complied(
        _ scene: RequestScene,
        office: ID<Office>?
    ) async throws -> ID<Request> {
        let paper = try paper(.disclosure, "ID_TEST_DATA", at: scene.platform.clock.now, office: office)
        let id = try await scene.platform.node.recordPaperRequest(paper, from: nil, by: scene.counsel).request.id
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        return id
    }

    @Test func `gets data encrypted to the keys of its office that somebody vouches for, and to no other`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let node = scene.platform.node
        let id = try await Self.complied(scene, office: scene.office)
        func disclose(_ category: DataCategory) async throws -> String? {
            try await RequestScene.code {
                try await node.disclose(
                    category,
                    Array("TEST data".utf8),
                    named: "TEST.txt",
                    of: ID(id.identifier),
                    by: scene.counsel
                )
            }
        }
        #expect(try await disclose(.traffic) == "less-comes-first")
        #expect(try await scene.noting(of: id) == "hand-over-here", "Plain data go nowhere while there is a key.")
        #expect(try await disclose(.subscriber) == nil)
        let request = try #require(try await scene.onPlatform(id))
        #expect(request.authority == scene.authority && request.disclosures.map(\.category) == [.subscriber])
        #expect(request.disclosures.allSatisfy { $0.isElsewhere == nil })
        let bytes = try await node.disclosure(1, of: id, for: scene.counsel)
        let length = try SealedFileHeader.byteCount(prefix: Array(bytes.prefix(SealedFileHeader.prefixBytes)))
        let header = try SealedFileHeader(parsing: Array(bytes.prefix(length)))
        let keys = try [scene.officer, scene.supervisor].map { try EncryptionPublicKey("x25519:" + $0.sealing).id }
        #expect(Set(header.recipientKeys) == Set(keys))

        _ = try await scene.exchange.node.revokeOffice(scene.office, reason: "TEST", by: scene.authorityAdministrator)
        try await scene.sync()
        #expect(try await disclose(.traffic) == "office-not-vouched")
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `is noted as handed over elsewhere at a time when its office had no key, also once it has one`()
        async throws
    {
        let scene = try await RequestScene.make()
        for signer in [scene.officer, scene.supervisor] { try await scene.revokeSealingKey(of: signer) }
        try await scene.sync()
        scene.advance(.hours(1))
        let received = scene.platform.clock.now
        let id = try await Self.complied(scene, office: scene.office)
        scene.advance(.hours(1))
        let handed = scene.platform.clock.now
        scene.advance(.hours(1))
        let key = try EncryptionSecretKey().publicKey
        let (keyID, node) = (key.id.description, scene.exchange.node)
        let entry = try OfficerKeyEntry(
            id: keyID,
            kind: .encryption,
            publicKey: String(key.description.dropFirst("x25519:".count)),
            certificate: nil
        )
        _ = try await node.addOfficerKey(entry, to: scene.officer.record, by: scene.officer.caller)
        _ = try await node.vouchForOfficerKey(keyID, of: scene.officer.record, how: "TEST call", by: scene.secretary)
        try await scene.sync()
        scene.advance(.hours(1))
        let keyed = scene.platform.clock.now
        #expect(try await scene.takesHandedElsewhere([id]) == [true])
        #expect(try await scene.noting(of: id) == "hand-over-here")
        #expect(try await scene.noting(handedAt: keyed, of: id) == "hand-over-here")
        #expect(try await scene.noting(handedAt: received - .minutes(1), of: id) == "handed-before-received")
        #expect(try await scene.noting(handedAt: handed, of: id) == nil)
        let noted = try #require(try await scene.onPlatform(id)).disclosures
        #expect(noted.map(\.handedAt) == [handed] && noted.map(\.isElsewhere) == [true])

        scene.advance(.hours(1))
        _ = try await node.revokeOfficerKey(
            keyID,
            of: scene.officer.record,
            why: .lost,
            reason: "TEST",
            by: scene.officer.caller
        )
        try await scene.sync()
        #expect(try await scene.noting(.traffic, "cd", handedAt: keyed, of: id) == "hand-over-here")
        let later = scene.platform.clock.now + .hours(2)
        #expect(try await scene.noting(.traffic, "cd", handedAt: later, of: id) == "time-in-future")
        #expect(try await scene.noting(.traffic, "cd", of: id) == nil)
        #expect(try await scene.onPlatform(id)?.disclosures.map(\.handedAt) == [handed, nil])
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `is recorded as handed over elsewhere where there is no key, through the same guards`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let node = scene.platform.node
        let id = try await Self.complied(scene, office: nil)
        let hash = String(repeating: "ab", count: 32)
        func note(
            _ category: DataCategory,
            _ sha256: String? = nil,
            _ text: String = "TEST by courier",
            of request: ID<Request>? = nil
        ) async throws -> String? {
            try await RequestScene.code {
                try await node.noteDisclosure(
                    category,
                    sha256: sha256 ?? hash,
                    note: text,
                    of: ID((request ?? id).identifier),
                    by: scene.counsel
                )
            }
        }
        let none = try await RequestScene.code {
            try await node.disclose(.subscriber, [1], named: "TEST", of: ID(id.identifier), by: scene.counsel)
        }
        #expect(none == "encryption-key-missing")
        #expect(try await note(.traffic) == "less-comes-first")
        #expect(try await note(.content) == "category-not-asked")
        #expect(try await note(.subscriber, "AB") == "hash-invalid")
        #expect(try await note(.subscriber, nil, " ") == "text-missing")
        #expect(try await scene.onPlatform(id)?.disclosures.isEmpty == true, "Nothing of these is recorded.")
        #expect(try await note(.subscriber) == nil)
        #expect(try await note(.subscriber) == nil, "It is the same file.")
        #expect(try await note(.traffic, String(repeating: "cd", count: 32)) == nil)
        let request = try #require(try await scene.onPlatform(id))
        #expect(request.disclosures.map(\.category) == [.subscriber, .traffic])
        #expect(request.disclosures.allSatisfy { $0.isElsewhere == true })
        #expect(try await scene.assessment(id)?.disclosed.count == 2)
        let file = try await RequestScene.code { try await node.disclosure(1, of: id, for: scene.counsel) }
        #expect(file == "not-found", "The bytes never came here.")

        let signed = try await scene.ask(.disclosure, "ID_TEST_DATA")
        try await scene.prepare(signed)
        try await scene.propose([.complied], to: signed)
        try await scene.approve(signed)
        #expect(try await note(.subscriber, of: signed) == "not-on-paper")
        #expect(try await scene.platform.store.audit().finding == nil)
    }
}
