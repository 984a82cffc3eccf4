import Cooperation
import Services
import Store
import Statements
import Testing
import TransparencyLog

/// How a threat alert gets to its authority, and to nobody else.
@Suite struct `A threat alert on its way` {
    @Test func `that is not there within a minute makes the duty officer telephone`() async throws {
        let scene = try await ThreatScene.make()
        let watch = try await scene.manned()
        scene.following.line.bend { $0.deliver = { _ in ExchangeFailure(.unreachable, "TEST away") } }
        let id = try await scene.send()
        try await scene.exchangeNews()
        scene.platform.clock.advance(Seconds(59))
        #expect(try await scene.keeper.turn() == 0)
        scene.platform.clock.advance(Seconds(1))
        #expect(try await scene.keeper.turn() == 1)
        #expect(try await scene.keeper.turn() == 0)
        let view = try await scene.node.threat(id, for: scene.duty)
        #expect(view.alert.needsCall && view.office?.texts[.telephone] == "+62 21 555 0100")
        while try await watch.take() > 0 {}
        let alerts = try await scene.node.alerts(state: nil, after: nil, limit: 10).alerts
        #expect(alerts.filter { $0.kind == .threatUndelivered }.map(\.role) == [.dutyOfficer])
        let (busy, spoke) = ("TEST nobody answered", "TEST spoke with the desk")
        let failed = try await scene.node.noteThreatCall(id, note: busy, isReached: false, by: scene.duty)
        #expect(failed.alert.needsCall && failed.alert.reachedAt == nil)
        #expect(try await scene.clock(of: id).ending == nil, "Nobody of the authority knows yet.")
        let called = try await scene.node.noteThreatCall(id, note: spoke, isReached: true, by: scene.duty)
        #expect(!called.alert.needsCall && called.calls == [busy, spoke] && called.alert.reachedAt != nil)
        #expect(try await scene.clock(of: id).ending == .answered)
        // The exchange is back: it still gets there.
        scene.following.line.bend { $0.deliver = nil }
        for _ in 0..<4 { try await scene.exchangeNews() }
        #expect(try await scene.alert(id).receivedAt != nil)
    }

    @Test func `that the exchange refuses for good makes the duty officer telephone at once`() async throws {
        let scene = try await ThreatScene.make()
        let id = try await scene.send()
        // The platform does not know yet.
        try await scene.change(scene.police, to: .suspended)
        #expect(try await scene.following.follower.deliver(to: scene.following.id) == 1)
        #expect(try await scene.keeper.turn() == 1)
        let alert = try await scene.alert(id)
        #expect(alert.refusedFor == "recipient-not-safe" && alert.needsCall)
        #expect(try await scene.keeper.turn() == 0)
    }

    @Test func `is taken once, however often it is handed over`() async throws {
        let scene = try await ThreatScene.make()
        scene.following.line.bend { $0.losesAcknowledgements = true }
        let id = try await scene.send()
        try await scene.exchangeNews()
        scene.following.line.bend { $0.losesAcknowledgements = false }
        for _ in 0..<4 { try await scene.exchangeNews() }
        #expect(try await scene.exchange.node.threatNotices(limit: 10, for: scene.police.duty).notices.count == 1)
        #expect(try await scene.alert(id).receivedAt != nil)
    }

    @Test func `tells the exchange nothing of the case, the people and the words where the authority has a key`()
        async throws
    {
        let scene = try await ThreatScene.make()
        let secret = try EncryptionSecretKey()
        try await scene.addKey(secret)
        let id = try await scene.send()
        try await scene.exchangeNews()
        let notice = try await scene.exchange.node.threatNotice(scene.notice(id), for: scene.police.duty)
        #expect(notice.notice.receipt.envelope.isSealed && notice.document == nil)
        let text = try #require(notice.text)
        #expect(!text.contains("MARKER"))
        let file = try SealedFile.open(try #require(Base64.decode(text)), with: secret)
        let document = try ThreatDocument(signed: String(decoding: file.content, as: UTF8.self))
        #expect(document.what == ThreatScene.what && document.sender == scene.following.world.memberID)
        let events = try await scene.exchange.store.read {
            try $0.events(EventQuery(subject: id.identifier, limit: 100))
        }
        #expect(events.map(\.type) == [ThreatNoticeReceived.type])
        let people = [scene.reviewer, scene.lead, scene.duty].compactMap(\.person).map(\.identifier)
        for event in events {
            #expect(!people.contains(event.actor) && event.actor == event.organisation.identifier)
            #expect(!"\(event.facts)".contains("MARKER"))
        }
    }

    @Test func `is not taken with another text, from a person's key, or in another sender's name`() async throws {
        let scene = try await ThreatScene.make()
        let id = try await scene.send()
        let query = EventQuery(from: 0, types: [DispatchQueued.type], limit: 10)
        let queued = try #require(try await scene.platform.store.read { try $0.events(query) }.last)
        let facts = try queued.payload(DispatchQueued.self)
        guard case .threat(let notice, let envelope) = facts.message else {
            Issue.record("No threat alert is on its way.")
            return
        }
        let text = try #require(try await scene.platform.store.read { try $0.sealedPart("text", at: queued.position) })
        let node = scene.exchange.node
        let line = scene.following.world.connection
        let caller = try await scene.exchange.caller(line.secret, acting: facts.person)
        func code(_ text: String, _ caller: Caller) async throws -> String? {
            try await ThreatScene.code {
                try await node.takeThreat(notice, envelope, text: text, dispatch: nil, by: caller)
            }
        }
        #expect(notice == scene.notice(id))
        #expect(try await code(text + " ", caller) == "signature-wrong")
        #expect(try await code(text, scene.following.world.proposer) == "node-needed")
        let other = try await scene.exchange.node.issueKey(
            for: scene.following.world.secondAdministrator.organisation.id,
            role: .curator,
            person: nil,
            vouches: true,
            expiresAt: nil,
            by: scene.following.world.secondAdministrator
        )
        let stranger = try await scene.exchange.caller(other.secret, acting: facts.person)
        #expect(try await code(text, stranger) == "signature-wrong")
        #expect(try await code(text, caller) == nil)
    }

    @Test func `exists for its authority and its sender alone, in lists, by id, in answers and in the journal`()
        async throws
    {
        let scene = try await ThreatScene.make()
        let id = try await scene.send()
        try await scene.exchangeNews()
        let (node, notice) = (scene.exchange.node, scene.notice(id))
        let kinds: [OrganisationKind] = [.authority, .platform, .civilSociety, .oversight]
        var strangers = [scene.other.duty, scene.other.officer, scene.secretary, scene.following.world.proposer]
        for kind in kinds {
            let member = try await scene.exchange.member("TEST \(kind)", kind, interests: nil)
            for role in RoleTable.roles(of: kind) {
                strangers.append(try await scene.exchange.person(of: member.administrator, role))
            }
        }
        for stranger in strangers {
            #expect(try await node.threatNotices(limit: 10, for: stranger).notices.isEmpty)
            #expect(try await node.threatNotices(openOnly: true, limit: 10, for: stranger).notices.isEmpty)
            #expect(try await ThreatScene.code { try await node.threatNotice(notice, for: stranger) } == "not-found")
            #expect(
                try await ThreatScene.code { try await node.acknowledgeThreat(notice, by: stranger) } == "not-found"
            )
            #expect(
                try await ThreatScene.code {
                    try await node.reportThreat(notice, .noDanger, note: nil, by: stranger)
                } == "not-found"
            )
            #expect(try await node.threatFigures(for: stranger).states.isEmpty)
            #expect(try await node.threats(limit: 10, for: stranger).threats.isEmpty)
            let events = try await ThreatScene.events(node, stranger)
            #expect(!events.contains { $0.hasPrefix("threat") }, "\(stranger.organisation.kind) \(stranger.role)")
        }
        #expect(try await ThreatScene.events(node, scene.police.duty).contains(ThreatNoticeReceived.type))
        // On the sender's node its own people read of it in their roles, and an authority that is a member there nothing.
        let own = try await ThreatScene.events(scene.node, scene.lead)
        #expect(own.contains(ThreatAlertSent.type) && own.contains(ThreatNoticeReceived.type))
        let curator = try await scene.platform.person(.curator)
        let unseen = try await ThreatScene.events(scene.node, curator)
        #expect(!unseen.contains { $0.hasPrefix("threat") || $0.hasPrefix("dispatch") })
        let guest = try await scene.platform.member("TEST guest", .authority, interests: nil)
        let duty = try await scene.platform.person(of: guest.administrator, .dutyOfficer)
        #expect(try await ThreatScene.code { try await scene.node.threat(id, for: duty) } == "not-found")
        #expect(try await scene.node.threats(limit: 10, for: duty).threats.isEmpty)
        #expect(try await !ThreatScene.events(scene.node, duty).contains { $0.hasPrefix("threat") })
    }

    @Test func `as an exercise is marked where it is read and counted nowhere`() async throws {
        let scene = try await ThreatScene.make()
        let id = try await scene.send(isExercise: true)
        try await scene.exchangeNews()
        let notice = try await scene.exchange.node.threatNotice(scene.notice(id), for: scene.police.duty)
        #expect(notice.notice.receipt.envelope.isExercise && notice.document?.isExercise == true)
        #expect(try await scene.alert(id).raising.isExercise)
        #expect(try await scene.node.threatFigures(for: scene.lead).states.isEmpty)
        #expect(try await scene.exchange.node.threatFigures(for: scene.police.duty).states.isEmpty)
    }

    @Test func `is read on the sender's own node by an authority that has a key there`() async throws {
        let own = try await OwnPlatform.make()
        let home = own.home
        let police = try await ThreatScene.police("TEST Police", on: home, try await home.person(.administrator))
        let flag = try ThreatScene.flag(police.office, seenAt: home.clock.now)
        let id = try await own.node.raiseThreat(flag, by: own.reviewer).alert.id
        _ = try await own.node.approveThreat(id, by: own.lead)
        #expect(try await own.node.threat(id, for: own.lead).alert.receivedAt != nil)
        let notice = ID<ThreatNotice>(id.identifier)
        _ = try await own.node.acknowledgeThreat(notice, by: police.duty)
        _ = try await own.node.reportThreat(notice, .tooLate, note: nil, by: police.duty)
        #expect(try await own.node.threat(id, for: own.lead).alert.outcome == .tooLate)
        #expect(try await home.store.audit().finding == nil)
    }
}

extension ThreatScene {
    /// Gives an officer of the first police a key for encryption that is vouched for.
    func addKey(_ secret: EncryptionSecretKey) async throws {
        let node = exchange.node
        let record = try await node.enterOfficer(
            try #require(police.officer.person),
            at: police.office,
            rank: .officer,
            texts: OfficerTexts(name: "TEST Officer"),
            by: police.administrator
        ).officer.id
        let key = secret.publicKey.id.description
        let entry = try OfficerKeyEntry(
            id: key,
            kind: .encryption,
            publicKey: String(secret.publicKey.description.dropFirst("x25519:".count)),
            certificate: nil
        )
        _ = try await node.addOfficerKey(entry, to: record, by: police.officer)
        _ = try await node.vouchForOfficer(record, how: "TEST call", by: secretary)
        _ = try await node.vouchForOfficerKey(key, of: record, how: "TEST call", by: secretary)
        try await following.receiveAll()
    }
}
