import Cooperation
import Services
import Store
import Testing

/// A threat alert on the own node of the authority that it is for.
@Suite struct `A threat alert at its authority` {
    @Test func `reaches the duty officer at once, who acknowledges it from home before anybody else is asked`()
        async throws
    {
        let there = try await ThreatHome()
        try await there.man()
        let sender = ScriptedSender()
        let escalation = AlertEscalation(
            node: there.node,
            sender: sender,
            pages: try #require(PublicAddress("https://police.example")),
            pauses: .init(first: .seconds(10), longest: .seconds(60))
        )
        let id = try await there.sent()
        try await there.receiveAll()
        let alert = try #require(try await there.alerts().first)
        #expect(alert.kind == .threatReceived && alert.role == .dutyOfficer && alert.causes == [id.identifier])
        #expect(try await escalation.turn() == nil)
        #expect(sender.recipients == ["duty"], "Who is on the roster in another role comes after.")
        #expect(sender.messages.first?.lines.last == "https://police.example/console/threat-alerts/\(id)")
        #expect(sender.messages.first?.subject == "Perisai: threat alert")
        let text = try #require(sender.messages.first).lines.joined()
        #expect(!text.contains("MARKER") && !text.contains("TEST"))

        _ = try await there.node.acknowledgeThreat(id, by: there.duty)
        there.home.clock.advance(.minutes(15))
        #expect(try await escalation.turn() == nil)
        #expect(try await there.alerts().map(\.state) == [.over] && sender.tried == 1)
        try await there.sync()
        #expect(try await there.alerts().count == 1, "Its own record raises nothing.")
    }

    @Test func `reaches nobody where the roster names nobody, and says that it is an exercise`() async throws {
        let there = try await ThreatHome()
        _ = try await there.sent()
        try await there.receiveAll()
        #expect(try await there.alerts().isEmpty)
        try await there.man()
        let id = try await there.sent(isExercise: true)
        try await there.receiveAll()
        #expect(try await there.alerts().map(\.causes) == [[id.identifier]])
        let sender = ScriptedSender()
        let escalation = AlertEscalation(
            node: there.node,
            sender: sender,
            pages: try #require(PublicAddress("https://police.example"))
        )
        _ = try await escalation.turn()
        #expect(sender.messages.map(\.subject) == ["Perisai: EXERCISE: threat alert"])
        // While that is open, a real one makes an alert of its own.
        let real = try await there.sent()
        try await there.receiveAll()
        #expect(Set(try await there.alerts().map(\.causes)) == [[id.identifier], [real.identifier]])
        _ = try await escalation.turn()
        #expect(
            sender.messages.map(\.subject) == ["Perisai: EXERCISE: threat alert", "Perisai: threat alert"]
        )
        #expect(try await there.scene.exchange.node.alerts(state: nil, after: nil, limit: 10).alerts.isEmpty)
    }

    @Test func `is acknowledged and reported as words, once each, though the line loses what it answers`() async throws
    {
        let there = try await ThreatHome()
        let id = try await there.sent()
        try await there.receiveAll()
        let early = try await ThreatScene.code {
            try await there.node.reportThreat(id, .noDanger, note: nil, by: there.officer)
        }
        #expect(early == "not-acknowledged")
        there.line.bend { $0.losesAcknowledgements = true }
        let said = try await there.node.acknowledgeThreat(id, by: there.duty)
        #expect(said.notice.state == .open && said.ownWords.map(\.message) == [.threatWord(id, .acknowledged)])
        _ = try await there.node.acknowledgeThreat(id, by: there.officer)
        _ = try await there.node.reportThreat(id, .lifeProtected, note: "TEST safe", by: there.officer)
        let twice = try await ThreatScene.code {
            try await there.node.reportThreat(id, .noDanger, note: nil, by: there.officer)
        }
        #expect(twice == "already-reported")
        for _ in 0..<6 { _ = try? await there.follower.deliver(to: there.followed) }
        there.line.bend { $0.losesAcknowledgements = false }
        for _ in 0..<6 { try await there.sync() }
        let closed = try await there.node.threatNotice(id, for: there.duty)
        #expect(closed.notice.state == .closed && closed.note == "TEST safe" && closed.ownWords.isEmpty)
        let events = try await there.scene.exchange.store.read {
            try $0.events(EventQuery(subject: id.identifier, limit: 100))
        }
        #expect(
            events.map(\.type) == [ThreatNoticeReceived.type, ThreatNoticeAcknowledged.type, ThreatNoticeClosed.type]
        )
        for event in events.dropFirst() {
            #expect(event.organisation == there.scene.police.id)
            #expect(event.actor == there.scene.police.id.identifier, "Which of its people is nobody's business there.")
        }
        try await there.scene.exchangeNews()
        let alert = try await there.scene.alert(ID(id.identifier))
        #expect(alert.outcome == .lifeProtected && alert.acknowledgedAt != nil)
        for node in [there.home, there.scene.exchange] { #expect(try await node.store.audit().finding == nil) }
    }

    @Test func `is answered by its authority's own node, and by no person's key and no other node`() async throws {
        let there = try await ThreatHome()
        let id = try await there.sent()
        let node = there.scene.exchange.node
        func code(_ caller: Caller) async throws -> String? {
            try await ThreatScene.code {
                try await node.takeThreatWord(.acknowledged, note: nil, about: id, dispatch: nil, by: caller)
            }
        }
        #expect(try await code(there.scene.police.duty) == "not-a-node")
        let other = try await node.issueKey(
            for: there.scene.other.id,
            role: .officer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: there.scene.other.administrator
        )
        #expect(try await code(try await there.scene.exchange.caller(other.secret)) == "not-found")
        #expect(try await node.threatNotice(id, for: there.scene.police.duty).notice.state == .open)
    }
}
