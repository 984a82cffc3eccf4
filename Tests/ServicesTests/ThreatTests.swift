import Cooperation
import Services
import Store
import Testing

/// A threat to life, from the flag on a platform's node to the outcome that the one authority reports.
@Suite struct `A threat to life` {
    @Test func `goes by day to one authority after two approvals, and comes back acknowledged and answered`()
        async throws
    {
        let scene = try await ThreatScene.make()
        let (node, exchange) = (scene.node, scene.exchange.node)
        let raised = try await scene.raise()
        let id = raised.alert.id
        let clock = try await scene.clock(of: id)
        #expect(clock.code.description == ThreatAlert.clockCode && clock.subjectKind == .threatAlert)
        #expect(clock.deadline == clock.startedAt + .minutes(15) && clock.startedAt == raised.alert.raisedAt)
        #expect(
            try await ThreatScene.code { try await node.approveThreat(id, by: scene.reviewer) } == "other-person-needed"
        )
        #expect(try await node.approveThreat(id, by: scene.lead).alert.state == .flagged, "One is not enough by day.")
        #expect(try await ThreatScene.code { try await node.approveThreat(id, by: scene.lead) } == "already-approved")
        #expect(try await exchange.threatNotices(limit: 10, for: scene.police.duty).notices.isEmpty)
        #expect(try await node.approveThreat(id, by: scene.duty).alert.state == .sent)
        try await scene.exchangeNews()
        #expect(try await scene.alert(id).receivedAt != nil)

        let inbox = try await exchange.threatNotices(openOnly: true, limit: 10, for: scene.police.duty).notices
        #expect(inbox.map(\.notice.id) == [scene.notice(id)])
        let notice = try await exchange.threatNotice(scene.notice(id), for: scene.police.duty)
        #expect(notice.document?.what == ThreatScene.what && notice.document?.why == ThreatScene.why)
        #expect(notice.document?.identifiers == ["TEST account MARKER"])
        #expect(notice.notice.receipt.envelope.dueAt == clock.deadline && notice.sender == "TEST Third")
        #expect(
            try await ThreatScene.code {
                try await exchange.reportThreat(scene.notice(id), .noDanger, note: nil, by: scene.police.duty)
            } == "not-acknowledged"
        )
        _ = try await exchange.acknowledgeThreat(scene.notice(id), by: scene.police.duty)
        try await scene.exchangeNews()
        #expect(try await scene.alert(id).state == .acknowledged)
        #expect(try await scene.clock(of: id).ending == .answered)
        _ = try await exchange.reportThreat(
            scene.notice(id),
            .lifeProtected,
            note: "TEST safe",
            by: scene.police.officer
        )
        try await scene.exchangeNews()
        let closed = try await node.threat(id, for: scene.lead)
        #expect(closed.alert.state == .closed && closed.alert.outcome == .lifeProtected && closed.note == "TEST safe")
        let figures = try await node.threatFigures(for: scene.lead)
        #expect(figures.states == ["closed": 1] && figures.outcomes == ["lifeProtected": 1])
        let theirs = try await exchange.threatFigures(for: scene.police.duty)
        #expect(theirs.states == ["closed": 1] && theirs.outcomes == ["lifeProtected": 1])
        #expect(try await scene.platform.store.audit().finding == nil)
        #expect(try await scene.exchange.store.audit().finding == nil)
    }

    @Test func `goes by night after one approval, which a second person confirms within twelve hours`() async throws {
        let scene = try await ThreatScene.make(isNight: true)
        let id = try await scene.raise().alert.id
        let sent = try await scene.node.approveThreat(id, by: scene.duty).alert
        #expect(sent.state == .sent && sent.approvals.map(\.isNight) == [true])
        try await scene.exchangeNews()
        scene.platform.clock.advance(.hours(11))
        #expect(try await scene.keeper.turn() == 0)
        let confirmed = try await scene.node.approveThreat(id, by: scene.lead).alert
        #expect(confirmed.approvals.map(\.isNight) == [true, false] && confirmed.confirmationDueAt == nil)
        scene.platform.clock.advance(.hours(2))
        #expect(try await scene.keeper.turn() == 0)
        #expect(try await scene.alert(id).confirmationMissedAt == nil)
    }

    @Test func `that nobody confirmed after the night is recorded once and brought before the lead`() async throws {
        let scene = try await ThreatScene.make(isNight: true)
        let id = try await scene.raise().alert.id
        _ = try await scene.node.approveThreat(id, by: scene.duty)
        try await scene.exchangeNews()
        let watch = try await scene.manned()
        scene.platform.clock.advance(.hours(12))
        #expect(try await scene.keeper.turn() == 1)
        #expect(try await scene.keeper.turn() == 0)
        while try await watch.take() > 0 {}
        let alerts = try await scene.node.alerts(state: nil, after: nil, limit: 10).alerts
        let missing = alerts.filter { $0.kind == .threatUnconfirmed }
        #expect(missing.map(\.role) == [.lead] && missing.first?.causes == [id.identifier])
        // Late is better than never.
        #expect(try await scene.node.approveThreat(id, by: scene.lead).alert.approvals.count == 2)
    }

    @Test func `that is real joins no alert about an exercise, be that one open or full`() async throws {
        let scene = try await ThreatScene.make()
        let watch = try await scene.manned()
        func alerts() async throws -> [Alert] {
            while try await watch.take() > 0 {}
            return try await scene.node.alerts(state: nil, after: nil, limit: 10).alerts
        }
        var practice: [ID<ThreatAlert>] = []
        for _ in 0...Alert.causesMax { practice.append(try await scene.raise(isExercise: true).alert.id) }
        #expect(try await alerts().map(\.isExercise) == [true])
        // Alerts stand by their time; those of one millisecond stand by chance.
        scene.platform.clock.advance(Seconds(1))
        let real = try await scene.raise().alert.id
        let both = try await alerts()
        #expect(both.map(\.isExercise) == [true, false])
        #expect(both.map(\.causes) == [practice.prefix(Alert.causesMax).map(\.identifier), [real.identifier]])
        #expect(both.allSatisfy { $0.kind == .threatFlagged && $0.role == .dutyOfficer })
        let another = try await scene.raise().alert.id
        #expect(try await alerts().last?.causes == [real.identifier, another.identifier])
    }

    @Test func `to a suspended authority is withheld with the reason, and the duty officer is told`() async throws {
        let scene = try await ThreatScene.make()
        let watch = try await scene.manned()
        let id = try await scene.raise().alert.id
        while try await watch.take() > 0 {}
        try await scene.change(scene.police, to: .suspended)
        try await scene.following.receiveAll()
        _ = try await scene.node.approveThreat(id, by: scene.lead)
        let withheld = try await scene.node.approveThreat(id, by: scene.duty).alert
        #expect(withheld.state == .withheld && withheld.withheldFor == .authorityNotActive)
        #expect(try await scene.following.follower.deliver(to: scene.following.id) == 0)
        while try await watch.take() > 0 {}
        let kinds = try await scene.node.alerts(state: nil, after: nil, limit: 10).alerts.map(\.kind)
        #expect(kinds.contains(.threatFlagged) && kinds.contains(.threatWithheld))
        try await scene.change(scene.police, to: .active)
        try await scene.following.receiveAll()
        #expect(try await scene.node.releaseThreat(id, by: scene.duty).alert.state == .sent)
    }

    @Test func `to an office that nobody vouches for is withheld, and goes to another after new approvals`()
        async throws
    {
        let scene = try await ThreatScene.make()
        _ = try await scene.exchange.node.changeOffice(
            scene.police.office,
            .init(texts: [.telephone: "+62 21 555 0199"]),
            by: scene.police.administrator
        )
        try await scene.following.receiveAll()
        let recipients = try await scene.node.threatRecipients(in: "ID", for: scene.lead)
        #expect(recipients.map(\.isRecommended) == [true, false])
        #expect(recipients.map(\.office.office.id) == [scene.other.office, scene.police.office])
        #expect(recipients.map(\.hindrance) == [nil, .officeNotVouched])
        let id = try await scene.send()
        #expect(try await scene.alert(id).withheldFor == .officeNotVouched)
        let named = try await scene.node.redirectThreat(id, to: scene.other.office, choice: "TEST", by: scene.reviewer)
        #expect(named.alert.state == .flagged && named.alert.approvals.isEmpty)
        _ = try await scene.node.approveThreat(id, by: scene.lead)
        #expect(try await scene.node.approveThreat(id, by: scene.duty).alert.state == .sent)
        try await scene.exchangeNews()
        let exchange = scene.exchange.node
        #expect(try await exchange.threatNotices(limit: 10, for: scene.other.duty).notices.count == 1)
        #expect(try await exchange.threatNotices(limit: 10, for: scene.police.duty).notices.isEmpty)
    }

    @Test func `with a danger waits for the written word of counsel and of an adviser, and for nobody else's`()
        async throws
    {
        let scene = try await ThreatScene.make()
        let id = try await scene.raise(dangers: [.torture]).alert.id
        _ = try await scene.node.approveThreat(id, by: scene.lead)
        let withheld = try await scene.node.approveThreat(id, by: scene.duty).alert
        #expect(withheld.state == .withheld && withheld.withheldFor == .danger)
        let node = scene.node
        #expect(
            try await ThreatScene.code { try await node.agreeToThreat(id, text: "TEST", by: scene.lead) }
                == "role-not-allowed"
        )
        #expect(
            try await ThreatScene.code { try await node.agreeToThreat(id, text: " ", by: scene.counsel) }
                == "text-missing"
        )
        let half = try await node.agreeToThreat(id, text: "TEST a treaty protects", by: scene.counsel)
        #expect(half.alert.state == .withheld, "Counsel alone lets nothing out.")
        #expect(
            try await ThreatScene.code {
                try await node.agreeToThreat(id, text: "TEST", by: scene.counsel.with(role: .adviser))
            } == "other-person-needed"
        )
        let agreed = try await node.agreeToThreat(id, text: "TEST so do I", by: scene.adviser)
        #expect(agreed.alert.state == .sent && agreed.agreements == ["TEST a treaty protects", "TEST so do I"])
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `with a danger is judged by nobody who flagged or approved it`() async throws {
        let scene = try await ThreatScene.make(isNight: true)
        let flag = try ThreatScene.flag(
            scene.police.office,
            seenAt: scene.platform.clock.now,
            choice: "TEST",
            dangers: [.death]
        )
        let id = try await scene.node.raiseThreat(flag, by: scene.counsel).alert.id
        _ = try await scene.node.approveThreat(id, by: scene.duty)
        for caller in [scene.counsel, scene.counsel.with(role: .adviser), scene.duty.with(role: .counsel)] {
            #expect(
                try await ThreatScene.code { try await scene.node.agreeToThreat(id, text: "TEST", by: caller) }
                    == "other-person-needed"
            )
        }
        #expect(try await scene.alert(id).state == .withheld)
    }

    @Test func `is shown to an adviser while its danger waits for their word, and no other ever`() async throws {
        let scene = try await ThreatScene.make()
        let plain = try await scene.send()
        let id = try await scene.raise(dangers: [.exile]).alert.id
        func ids() async throws -> [ID<ThreatAlert>] {
            try await scene.node.threats(limit: 10, for: scene.adviser).threats.map(\.alert.id)
        }
        #expect(try await ids() == [id])
        #expect(
            try await ThreatScene.code { try await scene.node.threat(plain, for: scene.adviser) } == "not-found"
        )
        #expect(
            try await ThreatScene.code { try await scene.node.threatNotice(scene.notice(plain), for: scene.adviser) }
                == "not-found"
        )
        #expect(try await scene.node.threatFigures(for: scene.adviser).states.isEmpty)
        let events = try await ThreatScene.events(scene.node, scene.adviser)
        #expect(events.contains(ThreatAlertRaised.type) && !events.contains(ThreatAlertSent.type))
        #expect(!events.contains { $0.hasPrefix(ThreatNotice.name + ".") || $0.hasPrefix(Dispatch.name + ".") })
        _ = try await scene.node.dropThreat(id, reason: "TEST", by: scene.reviewer)
        #expect(try await ids().isEmpty, "It is over, and this adviser said nothing of it.")
    }

    @Test func `approved by one by night and held up goes out by day after another approval only`() async throws {
        let scene = try await ThreatScene.make(isNight: true)
        let id = try await scene.raise(dangers: [.torture]).alert.id
        #expect(try await scene.node.approveThreat(id, by: scene.duty).alert.state == .withheld)
        scene.exchange.clock.advance(.hours(8))
        scene.platform.clock.advance(.hours(8))
        _ = try await scene.node.agreeToThreat(id, text: "TEST", by: scene.counsel)
        #expect(try await scene.node.agreeToThreat(id, text: "TEST", by: scene.adviser).alert.state == .withheld)
        #expect(
            try await ThreatScene.code { try await scene.node.releaseThreat(id, by: scene.duty) } == "not-approved"
        )
        #expect(try await scene.node.approveThreat(id, by: scene.lead).alert.state == .sent)
    }

    @Test func `refused by the exchange is noted, however many wait to be acknowledged`() async throws {
        let scene = try await ThreatScene.make()
        for _ in 0..<3 {
            _ = try await scene.send()
            try await scene.exchangeNews()
        }
        let waiting = try await scene.platform.store.read { reading in
            try reading.find(AggregateQuery<ThreatAlert>([.equals(.onTheWay, .integer(1))], limit: 10))
        }
        #expect(waiting.isEmpty, "All are there, and none is acknowledged.")
        let id = try await scene.send()
        try await scene.change(scene.police, to: .suspended)
        _ = try? await scene.following.follower.deliver(to: scene.following.id)
        #expect(try await scene.keeper.turn() == 1)
        #expect(try await scene.alert(id).refusedFor == "recipient-not-safe")
    }

    @Test func `of a case goes to one authority and never to two`() async throws {
        let own = try await OwnPlatform.make()
        let home = own.home
        let voucher = try await home.person(.administrator)
        let police = try await ThreatScene.police("TEST Police", on: home, voucher)
        let subject = try await own.open("TEST 1")
        let flag = try ThreatScene.flag(police.office, seenAt: home.clock.now, case: subject)
        let first = try await own.node.raiseThreat(flag, by: own.reviewer).alert
        #expect(first.raising.startedFrom == subject)
        #expect(
            try await ThreatScene.code { try await own.node.raiseThreat(flag, by: own.lead) } == "case-flagged-already"
        )
        _ = try await own.node.dropThreat(first.id, reason: "TEST a mistake", by: own.reviewer)
        #expect(try await ThreatScene.code { try await own.node.raiseThreat(flag, by: own.lead) } == nil)
    }
}

extension ThreatScene {
    /// A watch over a roster that names the duty officer.
    func manned() async throws -> AlertWatch {
        let entry = RosterEntry(person: try #require(duty.person))
        _ = try await node.setRoster([entry], by: platform.administrator)
        return AlertWatch(node: node)
    }

    func change(_ police: Police, to standing: Standing) async throws {
        _ = try await exchange.node.changeStanding(of: police.id, to: standing, reason: "TEST vote", by: secretary)
    }
}
