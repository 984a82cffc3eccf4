import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing
import TransparencyLog

/// The register of mandates on an exchange and at those who follow it.
@Suite struct `The register of mandates` {
    /// An exchange with an authority whose office, officer and key are vouched for.
    private struct Scene {
        let exchange: TestNode
        let secretary: Caller
        let administrator: Caller
        let authority: ID<Organisation>
        let officer: Caller
        let instrument: ID<Instrument>
        let office: ID<Office>
        let record: ID<Officer>

        static let publicKey = String(repeating: "a", count: 64)
        static let key = (try? SigningPublicKey("ed25519:" + publicKey).id.description) ?? ""
        static let texts: [OfficeText: String] = [
            .name: "TEST unit MARKER", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory MARKER",
            .law: "TEST act MARKER",
        ]

        init(on exchange: TestNode) async throws {
            self.exchange = exchange
            secretary = try await exchange.person(.secretary)
            let member = try await exchange.member("TEST Unit", .authority, interests: nil)
            authority = member.id
            administrator = try await exchange.person(of: member.administrator, .administrator)
            officer = try await exchange.person(of: member.administrator, .officer)
            let node = exchange.node
            instrument = try await node.adopt(.test("ID_TEST_ORDER"), by: secretary)
            let new = Node.NewOffice(
                authority: authority,
                function: .police,
                country: "ID",
                zone: "Asia/Jakarta",
                instruments: ["ID_TEST_ORDER"],
                texts: Self.texts
            )
            office = try await node.enterOffice(new, by: administrator).office.id
            record = try await node.enterOfficer(
                try #require(officer.person),
                at: office,
                rank: .officer,
                texts: OfficerTexts(name: "TEST Officer MARKER"),
                by: administrator
            ).officer.id
            let entry = try OfficerKeyEntry(
                id: Self.key,
                kind: .signing,
                publicKey: Self.publicKey,
                certificate: nil
            )
            _ = try await node.addOfficerKey(entry, to: record, by: officer)
        }

        func vouch() async throws {
            _ = try await exchange.node.vouchForOffice(office, how: "TEST call MARKER", by: secretary)
            _ = try await exchange.node.vouchForOfficer(record, how: "TEST call MARKER", by: secretary)
            _ = try await exchange.node.vouchForOfficerKey(
                Self.key,
                of: record,
                how: "TEST call MARKER",
                by: secretary
            )
        }

        /// Why the officer's key signs nothing now; `nil` where it does.
        func refusal() async throws -> String? {
            let (record, now) = (record, exchange.clock.now)
            return try await exchange.store.read { reading in
                do {
                    _ = try reading.mandate(of: record, at: now).signingKey(Self.key, at: now)
                    return nil
                } catch let refusal as Refusal {
                    return refusal.code
                }
            }
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

    private static func exchange() async throws -> TestNode {
        try await TestNode("TEST exchange", kind: .secretariat, isExchange: true)
    }

    @Test func `lets a key sign once an office, an officer and the key are vouched for, until the member is suspended`()
        async throws
    {
        let scene = try await Scene(on: try await Self.exchange())
        #expect(try await scene.refusal() == "office-not-vouched")
        _ = try await scene.exchange.node.vouchForOffice(scene.office, how: "TEST", by: scene.secretary)
        #expect(try await scene.refusal() == "officer-not-vouched")
        _ = try await scene.exchange.node.vouchForOfficer(scene.record, how: "TEST", by: scene.secretary)
        #expect(try await scene.refusal() == "key-not-vouched")
        try await scene.vouch()
        #expect(try await scene.refusal() == nil)
        _ = try await scene.exchange.node.changeStanding(
            of: scene.authority,
            to: .suspended,
            reason: "TEST vote",
            by: scene.secretary
        )
        #expect(try await scene.refusal() == "standing-insufficient")
    }

    @Test func `stops with the person who left and forgets the name of one who was erased`() async throws {
        let scene = try await Scene(on: try await Self.exchange())
        try await scene.vouch()
        let person = try #require(scene.officer.person)
        _ = try await scene.exchange.node.erasePerson(person, of: scene.authority, by: scene.administrator)
        #expect(try await scene.refusal() == "officer-left")
        let view = try await scene.exchange.node.officer(scene.record, for: scene.secretary)
        #expect(view.name == nil && view.officer.keys.count == 1)
        #expect(try await scene.exchange.store.audit().finding == nil)
    }

    @Test func `does not exist for another authority, in lists, by id and in the journal`() async throws {
        let scene = try await Scene(on: try await Self.exchange())
        try await scene.vouch()
        let (exchange, node) = (scene.exchange, scene.exchange.node)
        let kinds: [(OrganisationKind, Bool)] = [
            (.authority, false), (.platform, true), (.civilSociety, true), (.oversight, true),
        ]
        for (kind, sees) in kinds {
            let member = try await exchange.member("TEST \(kind)", kind, interests: nil)
            for role in RoleTable.roles(of: kind) {
                let caller = try await exchange.person(of: member.administrator, role)
                let (office, record) = (scene.office, scene.record)
                #expect(try await node.offices(limit: 100, for: caller).offices.isEmpty != sees, "\(kind) \(role)")
                #expect(try await node.officers(limit: 100, for: caller).officers.isEmpty != sees, "\(kind) \(role)")
                let hidden = sees ? nil : "not-found"
                #expect(try await Self.code { try await node.office(office, for: caller) } == hidden)
                #expect(try await Self.code { try await node.officer(record, for: caller) } == hidden)
                let events = try await Self.events(node, caller).filter {
                    $0.hasPrefix("office.") || $0.hasPrefix("officer.")
                }
                #expect(events.isEmpty != sees, "\(kind) \(role)")
                #expect(try await Self.events(node, caller).contains("instrument.adopted"))
            }
        }
        let own = try await Self.events(node, scene.officer)
        #expect(own.contains("officer.keyVouched") && own.contains("office.entered"))
    }

    /// The types of all events that a caller is shown.
    private static func events(_ node: Node, _ caller: Caller) async throws -> [String] {
        var (types, cursor): ([String], String?) = ([], nil)
        while true {
            let page = try await node.readEvents(
                cursor: cursor,
                limit: 500,
                wait: Seconds(0),
                by: caller,
                recheck: { caller }
            )
            types += page.events.compactMap { $0.event.value(of: .type)?.stringValue }
            guard !page.events.isEmpty else { return types }
            cursor = page.cursor
        }
    }

    @Test func `is kept by the authority itself and by the operator, and vouched for by the operator alone`()
        async throws
    {
        let scene = try await Scene(on: try await Self.exchange())
        let node = scene.exchange.node
        let (office, record) = (scene.office, scene.record)
        let platform = try await scene.exchange.member("TEST platform", .platform, interests: nil)
        let stranger = try await scene.exchange.person(of: platform.administrator, .administrator)
        #expect(
            try await Self.code { try await node.revokeOffice(office, reason: "TEST", by: stranger) }
                == "not-your-organisation"
        )
        #expect(
            try await Self.code { try await node.vouchForOffice(office, how: "TEST", by: stranger) }
                == "not-the-operator"
        )
        #expect(
            try await Self.code { try await node.vouchForOffice(office, how: "TEST", by: scene.administrator) }
                == "own-authority-vouches"
        )
        let other = try await scene.exchange.member("TEST other", .authority, interests: nil)
        let foreign = try await scene.exchange.person(of: other.administrator, .administrator)
        #expect(
            try await Self.code { try await node.revokeOffice(office, reason: "TEST", by: foreign) } == "not-found"
        )
        let strange = String(repeating: "b", count: 64)
        let entry = try OfficerKeyEntry(
            id: SigningPublicKey("ed25519:" + strange).id.description,
            kind: .signing,
            publicKey: strange,
            certificate: nil
        )
        let colleague = try await scene.exchange.person(of: scene.administrator, .officer)
        #expect(
            try await Self.code { try await node.addOfficerKey(entry, to: record, by: colleague) }
                == "role-not-allowed"
        )
        #expect(try await Self.code { try await node.addOfficerKey(entry, to: record, by: scene.administrator) } == nil)
        #expect(
            try await Self.code { try await node.addOfficerKey(entry, to: record, by: scene.officer) } == "key-known"
        )
        #expect(
            try await Self.code {
                try await node.enterOfficer(
                    try #require(scene.officer.person),
                    at: office,
                    rank: .officer,
                    texts: OfficerTexts(name: "TEST"),
                    by: scene.administrator
                )
            } == "officer-known"
        )
        #expect(
            try await Self.code {
                try await node.changeOffice(office, .init(instruments: ["NOT_THERE"]), by: scene.administrator)
            } == "instrument-unknown"
        )
    }

    @Test func `replays to the same state, and no fact of it holds a word that anybody wrote`() async throws {
        let scene = try await Scene(on: try await Self.exchange())
        try await scene.vouch()
        #expect(try await scene.exchange.store.audit().finding == nil)
        let events = try await scene.exchange.store.read { try $0.events(EventQuery(from: 0, limit: 1000)) }
        let words = events.filter { ["office", "officer"].contains($0.type.prefix { $0 != "." }) }
        #expect(words.count == 6)
        for event in words { #expect(!"\(event.facts)".contains("MARKER") && !"\(event.facts)".contains("+62")) }
    }

    @Test func `reaches a follower, and again after a time in which its member saw nothing of it`() async throws {
        let following = try await FollowingScene()
        let exchange = following.world.exchange
        let scene = try await Scene(on: exchange)
        try await scene.vouch()
        try await following.receiveAll()
        func known() async throws -> Officer? {
            try await following.world.platform.store.read { try $0.load(Officer.self, scene.record) }
        }
        let received = try #require(try await known())
        #expect(received.keys.count == 1 && received.vouchings.standing != nil)
        #expect(received.origin?.exchange == following.id)
        let member = try await following.exchange().member
        _ = try await exchange.node.changeStanding(
            of: member,
            to: .restricted,
            reason: "TEST vote",
            by: scene.secretary
        )
        _ = try await exchange.node.revokeOfficerKey(
            Scene.key,
            of: scene.record,
            why: .lost,
            reason: "TEST",
            by: scene.officer
        )
        try await following.receiveAll()
        #expect(try await known()?.keys.first?.revokedAt == nil)
        _ = try await exchange.node.changeStanding(of: member, to: .active, reason: "TEST vote", by: scene.secretary)
        try await following.receiveAll()
        #expect(try await known()?.keys.first?.revokedAt != nil)
    }
}
