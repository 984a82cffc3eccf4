import Cooperation
import Services
import Testing

@Suite("Reaching people")
struct AlertTests {
    @Test("says its kind, a time and a link, and nothing else")
    func content() async throws {
        let scene = try await AlertScene.make()
        let id = try await scene.own.open("TEST secret reference", link: "https://x.test/1", account: "TEST account")
        try await scene.goOn()
        let message = try #require(scene.sender.messages.first)
        let due = try #require(try await scene.alert().dueAt)
        #expect(message.subject == "Perisai: urgent case")
        #expect(
            message.lines == [
                "An urgent case waits and nobody has it.", "",
                "Acknowledge by \(due.description.prefix(16).replacing("T", with: " ")) UTC:",
                "https://lentera.example/console/cases/\(id)",
            ]
        )
        #expect(due > scene.clock.now + .minutes(14) && due < scene.clock.now + .minutes(15))
        #expect(scene.sender.messages.count == 1 && message.recipient.text == "test-0@lentera.example")
    }

    @Test("asks nobody where no roster names anybody, and for nothing that was recorded before one did")
    func unmanned() async throws {
        let scene = try await AlertScene.make(isManned: false)
        _ = try await scene.own.open("TEST 1")
        try await scene.goOn()
        let entries = scene.people.map { RosterEntry(person: $0) }
        _ = try await scene.node.setRoster(entries, by: scene.own.home.administrator)
        try await scene.goOn()
        #expect(try await scene.alerts().isEmpty && scene.sender.tried == 0)
        _ = try await scene.own.open("TEST 2")
        try await scene.goOn()
        #expect(try await scene.alert().causes.count == 1)
    }

    @Test("asks the next person when the time is over, and nobody once one took it on")
    func escalation() async throws {
        let scene = try await AlertScene.make()
        _ = try await scene.own.open("TEST 1")
        try await scene.goOn()
        try await scene.goOn(.minutes(14))
        #expect(scene.sender.recipients == ["test-0"])
        try await scene.goOn(.minutes(1))
        #expect(scene.sender.recipients == ["test-0", "test-1"])
        let alert = try await scene.alert()
        #expect(alert.isEscalated && alert.attempts.map(\.outcome) == [.sent, .sent])
        let acknowledged = try await scene.node.acknowledgeAlert(alert.id, by: scene.own.lead)
        #expect(acknowledged.state == .acknowledged && acknowledged.acknowledgedBy == scene.own.lead.person)
        // A second word changes nothing.
        let again = try await scene.node.acknowledgeAlert(alert.id, by: scene.own.reviewer)
        #expect(again.acknowledgedBy == scene.own.lead.person)
        try await scene.goOn(.hours(5))
        #expect(scene.sender.tried == 2)
    }

    @Test("is given up when all were asked in vain, and stays to be seen")
    func exhaustion() async throws {
        let scene = try await AlertScene.make()
        _ = try await scene.own.open("TEST 1")
        for _ in 0..<6 { try await scene.goOn(.minutes(15)) }
        #expect(scene.sender.recipients == ["test-0", "test-1", "test-2"])
        let alert = try await scene.alert()
        #expect(alert.state == .exhausted)
        let found = try await scene.node.alerts(state: .exhausted, after: nil, limit: 10).alerts
        #expect(found == [alert])
        #expect(try await scene.node.acknowledgeAlert(alert.id, by: scene.own.lead).state == .acknowledged)
    }

    @Test("ends without a further word once somebody has the case")
    func taken() async throws {
        let scene = try await AlertScene.make()
        let id = try await scene.own.open("TEST 1")
        try await scene.goOn()
        _ = try await scene.node.assignCase(id, by: scene.own.lead)
        try await scene.goOn(.minutes(15))
        #expect(try await scene.alert().state == .over && scene.sender.tried == 1)
        _ = try await scene.node.releaseCase(id, by: scene.own.lead)
        try await scene.goOn()
        #expect(try await scene.alerts().map(\.state) == [.over, .sent])
    }

    @Test("is one for a wave of cases, and leads to the first of them that nobody has")
    func wave() async throws {
        let scene = try await AlertScene.make()
        let first = try await scene.own.open("TEST 0")
        var others: [ID<Case>] = []
        for number in 1...150 { others.append(try await scene.own.open("TEST \(number)")) }
        try await scene.goOn()
        #expect(scene.sender.messages.count == 1)
        #expect(try await scene.alert().causes.count == Alert.causesMax)
        _ = try await scene.node.assignCase(first, by: scene.own.lead)
        try await scene.goOn(.minutes(15))
        #expect(scene.sender.messages.count == 2)
        #expect(scene.sender.messages.last?.lines.last?.hasSuffix("/console/cases/\(others[0])") == true)
    }

    @Test("raises nothing for a case of low priority")
    func priority() async throws {
        let scene = try await AlertScene.make()
        var settings = scene.node.settings
        settings.alertPriorityMin = 901
        let id = try await scene.own.open("TEST 1")
        // Graphic violence, at distance 0, just posted.
        #expect(try await scene.node.caseView(id).item.priority == 900)
        let other = scene.watch(with: settings)
        while try await other.take() > 0 {}
        #expect(try await scene.alerts().isEmpty)
    }

    @Test("tells of a decision that the platform did not answer, once")
    func unanswered() async throws {
        let scene = try await AlertScene.make()
        let id = try await scene.own.open("TEST 1")
        _ = try await scene.own.decide(id)
        try await scene.goOn()
        #expect(scene.sender.tried == 0)
        scene.clock.advance(.hours(2))
        try await scene.node.keepHouse()
        try await scene.goOn()
        #expect(try await scene.alert().kind == .unansweredDecision)
        #expect(scene.sender.messages.map(\.subject) == ["Perisai: decision without answer"])
        #expect(scene.sender.messages.last?.lines.last == "https://lentera.example/console/cases/\(id)")
    }

    @Test("tells of an exchange's alarm until somebody looked into it")
    func alarm() async throws {
        let scene = try await AlertScene.make()
        let author = Author.node(of: scene.node.identity.organisation)
        let exchange = ID<Exchange>(Identifier(derivedHigh: 1, low: 2))
        try await scene.node.store.write { transaction in
            let follow = ExchangeCommand.follow(
                member: author.organisation,
                verifierKey: "TEST key",
                address: "https://exchange.test"
            )
            for command in [follow, .raise(.wrongSigner)] {
                let acts = try Exchange.decide(transaction.load(Exchange.self, exchange), command, id: exchange)
                for act in acts { try transaction.append(act, by: author) }
            }
        }
        try await scene.goOn()
        #expect(scene.sender.messages.map(\.subject) == ["Perisai: exchange alarm"])
        #expect(scene.sender.messages.last?.lines.last == "https://lentera.example/console/exchanges/\(exchange)")
        #expect(scene.sender.messages.allSatisfy { !$0.lines.joined().contains("exchange.test") })
        _ = try await scene.node.acknowledge(
            .wrongSigner,
            of: exchange,
            reason: "TEST",
            by: scene.own.home.administrator
        )
        try await scene.goOn(.minutes(15))
        #expect(try await scene.alert().state == .over && scene.sender.tried == 1)
    }

    @Test("lets a person's shift say who is asked first")
    func shifts() async throws {
        let scene = try await AlertScene.make()
        let minute = (scene.clock.now.microseconds / 60_000_000 + 3 * 1440) % 10_080
        let now = WeeklyShift(startMinute: Int(minute), minutes: 60)
        let before = WeeklyShift(startMinute: Int((minute + 10_080 - 60) % 10_080), minutes: 60)
        _ = try await scene.node.setRoster(
            [
                RosterEntry(person: scene.people[0], shifts: [before]),
                RosterEntry(person: scene.people[1], shifts: [now]),
            ],
            by: scene.own.home.administrator
        )
        _ = try await scene.own.open("TEST 1")
        try await scene.goOn()
        try await scene.goOn(.minutes(15))
        #expect(scene.sender.recipients == ["test-1", "test-0"])
    }

    @Test("passes over who left or has no address, and asks no one who is not of this organisation")
    func unreachable() async throws {
        let scene = try await AlertScene.make()
        let home = scene.own.home.administrator
        let own = home.organisation.id
        _ = try await scene.node.changePerson(scene.people[0], of: own, .leave, by: home)
        _ = try await scene.node.setAddress(nil, of: scene.people[1], in: own, by: home)
        #expect(try await scene.node.roster().map(\.isReachable) == [false, false, true])
        _ = try await scene.own.open("TEST 1")
        try await scene.goOn()
        #expect(scene.sender.recipients == ["test-2"])
        for person in [scene.people[0], ID<Person>(Identifier(derivedHigh: 9, low: 9))] {
            let refusal = await #expect(throws: Refusal.self) {
                try await scene.node.setRoster([RosterEntry(person: person)], by: home)
            }
            #expect(refusal?.code == "person-not-here" && refusal?.pointer == "/entries/0/person")
        }
    }

    @Test("does not write to a person whose address went between the choice and the message")
    func removedMeanwhile() async throws {
        let scene = try await AlertScene.make()
        _ = try await scene.own.open("TEST 1")
        scene.sender.answers { _ in MessageFailure(.unreachable, "TEST away") }
        try await scene.goOn()
        scene.sender.answers(nil)
        let home = scene.own.home.administrator
        _ = try await scene.node.setAddress(nil, of: scene.people[0], in: home.organisation.id, by: home)
        try await scene.goOn(Seconds(10))
        try await scene.goOn()
        #expect(scene.sender.recipients == ["test-1"])
        #expect(try await scene.alert().attempts.map(\.outcome) == [.refused, .sent])
    }
}

extension AlertScene {
    /// The watch of the same node with other settings.
    func watch(with settings: NodeSettings) -> AlertWatch {
        AlertWatch(
            node: Node(
                store: node.store,
                clock: node.clock,
                randomBytes: node.randomBytes,
                identity: node.identity,
                secrets: node.secrets,
                settings: settings,
                search: node.search,
                media: node.media,
                log: node.log
            )
        )
    }
}
