import Cooperation
import Services
import Store
import Testing

/// Whom a threat to life goes to, as the register has it, and what becomes of it where there is nobody.
@Suite struct `A threat to life, by whom it is for,` {
    @Test func `goes first to whom the register has the law warn, in its order, and by function where it says nothing`()
        async throws
    {
        let scene = try await ThreatScene.make()
        let exchange = scene.exchange.node
        func warn(_ police: ThreatScene.Police, _ order: Int?) async throws {
            _ = try await exchange.setOfficeWarning(
                police.office,
                order: order,
                law: order.map { _ in "TEST act, article 9" },
                source: order.map { _ in "TEST gazette" },
                by: police.administrator
            )
            _ = try await exchange.vouchForOffice(police.office, how: "TEST call", by: scene.secretary)
            try await scene.following.receiveAll()
        }
        func recipients() async throws -> [ThreatRecipient] {
            try await scene.node.threatRecipients(in: "ID", for: scene.lead)
        }
        let (first, second) = (scene.police.office, scene.other.office)
        #expect(try await recipients().map(\.office.office.id) == [first, second].sorted())
        try await warn(scene.other, 3)
        #expect(try await recipients().map(\.office.office.id) == [second, first])
        #expect(try await recipients().first?.office.warningLaw == "TEST act, article 9")
        #expect(try await recipients().first?.office.warningSource == "TEST gazette")
        try await warn(scene.police, 2)
        #expect(try await recipients().map(\.office.office.id) == [first, second])
        #expect(try await recipients().map(\.isRecommended) == [true, false])
        try await warn(scene.police, nil)
        #expect(try await recipients().map(\.office.office.id) == [second, first])
        // A regulator whom the law has warned is one that may be; what is said of it ends the word that was given for it.
        _ = try await exchange.changeOffice(
            scene.other.office,
            .init(function: .regulator),
            by: scene.other.administrator
        )
        try await warn(scene.other, 1)
        #expect(try await recipients().map(\.hindrance) == [nil, nil])
        _ = try await exchange.setOfficeWarning(
            scene.other.office,
            order: nil,
            law: nil,
            source: nil,
            by: scene.other.administrator
        )
        try await scene.following.receiveAll()
        #expect(try await recipients().map(\.office.office.id) == [first])
    }

    @Test func `goes to an office of which the same was said twice, for the word given for it stands`() async throws {
        let scene = try await ThreatScene.make()
        let exchange = scene.exchange.node
        func warn(_ law: String) async throws -> Office {
            try await exchange.setOfficeWarning(
                scene.police.office,
                order: 1,
                law: law,
                source: "TEST gazette",
                by: scene.police.administrator
            ).office
        }
        _ = try await warn("TEST act")
        _ = try await exchange.vouchForOffice(scene.police.office, how: "TEST call", by: scene.secretary)
        let again = try await warn("TEST act")
        #expect(again.vouchings.standing != nil)
        #expect(again.latestPosition == again.vouchings.standing?.position, "Nothing was recorded.")
        try await scene.following.receiveAll()
        let recipients = try await scene.node.threatRecipients(in: "ID", for: scene.lead)
        #expect(recipients.first?.office.office.id == scene.police.office && recipients.first?.hindrance == nil)
        #expect(try await warn("TEST other act").vouchings.standing == nil, "Of another law nobody gave their word.")
    }

    @Test func `is offered the offices that are warned, however many others were entered before`() async throws {
        let own = try await OwnPlatform.make()
        let home = own.home
        let voucher = try await home.person(.administrator)
        let member = try await home.member("TEST Regulator", .authority, interests: nil)
        let keeper = try await home.person(of: member.administrator, .administrator)
        func regulator(_ country: String) async throws -> ID<Office> {
            let new = Node.NewOffice(
                authority: member.id,
                function: .regulator,
                country: country,
                zone: "Asia/Jakarta",
                instruments: [],
                texts: [
                    .name: "TEST office", .telephone: "+62 21 555 0100", .telephoneSource: "TEST directory",
                    .law: "TEST act",
                ]
            )
            return try await home.node.enterOffice(new, by: keeper).office.id
        }
        for _ in 0..<501 { _ = try await regulator("ID") }
        let police = try await ThreatScene.police("TEST Police", on: home, voucher)
        let warned = try await regulator("TH")
        _ = try await home.node.setOfficeWarning(
            warned,
            order: 1,
            law: "TEST act",
            source: "TEST gazette",
            by: keeper
        )
        let found = try await own.node.threatRecipients(in: "ID", for: own.lead)
        #expect(found.map(\.office.office.id) == [police.office] && found.map(\.isRecommended) == [true])
        #expect(try await own.node.threatRecipients(in: "TH", for: own.lead).map(\.office.office.id) == [warned])
        #expect(try await own.node.threatCountries(for: own.lead) == ["ID", "TH"])
        #expect(try await home.store.audit().finding == nil)
    }

    @Test func `in a country without an office is withheld at once, and goes out once one is named and approved`()
        async throws
    {
        let scene = try await ThreatScene.make()
        let (node, watch) = (scene.node, try await scene.manned())
        let words = try ThreatWords(what: ThreatScene.what, why: ThreatScene.why, identifiers: [])
        func raise(in country: String?) async throws -> ThreatView {
            let seenAt = scene.platform.clock.now
            let flag = ThreatFlag(level: .highSpecific, office: nil, country: country, seenAt: seenAt, words: words)
            return try await node.raiseThreat(flag, by: scene.reviewer)
        }
        for country in [nil, "vn", "Vietnam"] {
            #expect(try await ThreatScene.code { try await raise(in: country) } == "country-invalid")
        }
        #expect(try await ThreatScene.code { try await raise(in: "ID") } == "office-missing", "There is one to name.")
        let raised = try await raise(in: "VN")
        let id = raised.alert.id
        #expect(raised.alert.state == .withheld && raised.alert.withheldFor == .noOffice && raised.office == nil)
        #expect(try await scene.clock(of: id).deadline == raised.alert.raisedAt + .minutes(15))
        while try await watch.take() > 0 {}
        let told = try await node.alerts(state: nil, after: nil, limit: 10).alerts
        #expect(told.map(\.kind) == [.threatWithheld] && told.map(\.role) == [.dutyOfficer])
        #expect(told.map(\.causes) == [[id.identifier]])
        #expect(
            try await ThreatScene.code { try await node.approveThreat(id, by: scene.lead) } == "threat-without-office"
        )
        #expect(
            try await ThreatScene.code { try await node.releaseThreat(id, by: scene.lead) } == "threat-without-office"
        )
        let named = try await node.redirectThreat(id, to: scene.other.office, choice: "TEST near", by: scene.duty)
        #expect(named.alert.state == .flagged && named.alert.office == scene.other.office)
        _ = try await node.approveThreat(id, by: scene.lead)
        #expect(try await node.approveThreat(id, by: scene.counsel).alert.state == .sent)
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `in a country without an office is telephoned, and with a person reached nobody is asked any more`()
        async throws
    {
        let scene = try await ThreatScene.make()
        let (node, watch) = (scene.node, try await scene.manned())
        func raise() async throws -> ID<ThreatAlert> {
            let words = try ThreatWords(what: ThreatScene.what, why: ThreatScene.why, identifiers: [])
            let seenAt = scene.platform.clock.now
            let flag = ThreatFlag(level: .high, office: nil, country: "VN", seenAt: seenAt, words: words)
            return try await node.raiseThreat(flag, by: scene.reviewer).alert.id
        }
        func call(_ id: ID<ThreatAlert>, isReached: Bool) async throws -> ThreatAlert {
            try await node.noteThreatCall(id, note: "TEST", isReached: isReached, by: scene.duty).alert
        }
        let id = try await raise()
        #expect(try await call(id, isReached: false).reachedAt == nil)
        #expect(try await scene.clock(of: id).state == .running)
        let reached = try await call(id, isReached: true)
        #expect(reached.reachedAt != nil && reached.state == .withheld && !reached.needsCall)
        #expect(try await scene.clock(of: id).ending == .answered)
        while try await watch.take() > 0 {}
        #expect(try await node.alerts(state: nil, after: nil, limit: 10).alerts.isEmpty)
        let dropped = try await raise()
        _ = try await node.dropThreat(dropped, reason: "TEST", by: scene.reviewer)
        #expect(try await ThreatScene.code { try await call(dropped, isReached: true) } == "threat-not-sent")
        #expect(try await scene.platform.store.audit().finding == nil)
    }

    @Test func `is for the country that is named, and to no office of another`() async throws {
        let scene = try await ThreatScene.make()
        let words = try ThreatWords(
            what: ThreatScene.what,
            why: ThreatScene.why,
            identifiers: [],
            choice: "TEST near"
        )
        func raise(in country: String?) async throws -> ThreatAlert {
            let flag = ThreatFlag(
                level: .high,
                office: scene.police.office,
                country: country,
                seenAt: scene.platform.clock.now,
                words: words
            )
            return try await scene.node.raiseThreat(flag, by: scene.reviewer).alert
        }
        #expect(try await ThreatScene.code { try await raise(in: "PH") } == "office-of-another-country")
        for country in [nil, "", "ID"] { #expect(try await raise(in: country).country == "ID") }
    }

    @Test func `in a country whose offices may not be told now is withheld by its country alone`() async throws {
        let scene = try await ThreatScene.make()
        for police in [scene.police, scene.other] { try await scene.change(police, to: .suspended) }
        try await scene.following.receiveAll()
        let words = try ThreatWords(what: ThreatScene.what, why: ThreatScene.why, identifiers: [])
        let seenAt = scene.platform.clock.now
        let flag = ThreatFlag(level: .highSpecific, office: nil, country: "ID", seenAt: seenAt, words: words)
        let alert = try await scene.node.raiseThreat(flag, by: scene.reviewer).alert
        #expect(alert.state == .withheld && alert.withheldFor == .noOffice && alert.raising.recommended == nil)
    }
}
