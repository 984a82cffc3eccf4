import Cooperation
import Services
import Testing

@Suite("Messages about alerts")
struct AlertDeliveryTests {
    private static let away = MessageFailure(.unreachable, "TEST away")

    @Test("are tried again after pauses that grow, and lost by no failure")
    func retries() async throws {
        let scene = try await AlertScene.make(people: 1)
        _ = try await scene.own.open("TEST 1")
        scene.sender.answers { _ in Self.away }
        var moments: [Int] = []
        for second in 0..<240 {
            let before = scene.sender.tried
            let failure = try await scene.goOn(Seconds(second == 0 ? 0 : 1))
            if scene.sender.tried > before {
                moments.append(second)
                #expect(failure == Self.away)
            }
        }
        // 10, 20, 40, 60, 60 s; the turn comes every second.
        #expect(moments.count == 6)
        for (gap, expected) in zip(zip(moments, moments.dropFirst()).map { $1 - $0 }, [10, 20, 40, 60, 60]) {
            #expect((expected...expected + 1).contains(gap), "\(moments)")
        }
        scene.sender.answers(nil)
        try await scene.goOn(Seconds(61))
        #expect(scene.sender.recipients == ["test-0"])
        #expect(try await scene.alert().state == .sent)
    }

    @Test(
        "of a person the server can't reach now do not keep the next from being asked, nor that one from being asked anew"
    )
    func deferred() async throws {
        let scene = try await AlertScene.make(people: 2)
        _ = try await scene.own.open("TEST 1")
        scene.sender.answers { message in
            message.recipient.text.hasPrefix("test-0") ? MessageFailure(.deferred, reply: 450, "TEST later") : nil
        }
        try await scene.goOn()
        try await scene.goOn(.minutes(15))
        #expect(scene.sender.recipients == ["test-1"])
        scene.sender.answers(nil)
        try await scene.goOn(.minutes(15))
        #expect(scene.sender.recipients == ["test-1", "test-0"])
        try await scene.goOn(.minutes(15))
        #expect(try await scene.alert().state == .exhausted)
    }

    @Test("that are refused for good go to the next person at once, with the reply on record")
    func refused() async throws {
        let scene = try await AlertScene.make(people: 2)
        _ = try await scene.own.open("TEST 1")
        scene.sender.answers { message in
            message.recipient.text.hasPrefix("test-0") ? MessageFailure(.recipientRefused, reply: 550, "TEST no") : nil
        }
        try await scene.goOn()
        try await scene.goOn()
        #expect(scene.sender.recipients == ["test-1"])
        let events = try await scene.node.store.read { try $0.events(EventQuery(types: [AlertRefused.type])) }
        #expect(try events.map { try $0.payload(AlertRefused.self).reply } == [550])
    }

    @Test("are handed over again, under the same identifier, where the node ended before it could record that")
    func repeated() async throws {
        let scene = try await AlertScene.make()
        _ = try await scene.own.open("TEST 1")
        // It is taken, but the node never learns of it.
        scene.sender.answers { _ in Self.away }
        try await scene.goOn()
        let home = try await scene.own.home.restarted()
        let sender = ScriptedSender()
        let pages = try #require(PublicAddress(AlertScene.pages))
        let again = AlertEscalation(node: home.node, sender: sender, pages: pages)
        _ = try await again.turn()
        let alert = try #require(try await home.node.alerts(state: nil, after: nil, limit: 10).alerts.first)
        #expect(sender.messages.map(\.identifier) == ["\(alert.id).1"])
        #expect(alert.state == .sent && alert.attempts.count == 1)
        // What was recorded is not handed over again, nor raised again.
        let watch = AlertWatch(node: home.node)
        while try await watch.take() > 0 {}
        _ = try await again.turn()
        let third = AlertEscalation(node: home.node, sender: sender, pages: pages)
        _ = try await third.turn()
        #expect(sender.tried == 1)
        #expect(try await home.node.alerts(state: nil, after: nil, limit: 10).alerts.count == 1)
    }

    @Test("go on where the time ran out while the node was away")
    func afterAbsence() async throws {
        let scene = try await AlertScene.make()
        _ = try await scene.own.open("TEST 1")
        try await scene.goOn()
        scene.clock.advance(.days(3))
        let home = try await scene.own.home.restarted()
        let sender = ScriptedSender()
        let again = AlertEscalation(
            node: home.node,
            sender: sender,
            pages: try #require(PublicAddress(AlertScene.pages))
        )
        _ = try await again.turn()
        #expect(sender.recipients == ["test-1"])
    }

    @Test("speak the language that the recipient chose where its words were reviewed, else English")
    func languages() async throws {
        struct Reviewed: MessageWording {
            func words(for kind: Alert.Kind, in language: String) -> MessageWords? {
                guard language == "id" else { return nil }
                return MessageWords(
                    subject: "TEST hal",
                    sentence: "TEST kalimat",
                    acknowledge: "TEST {time}",
                    exercise: "X"
                )
            }
        }
        for (chosen, subject) in [("id", "TEST hal"), ("th", "urgent case"), (nil, "urgent case")] {
            let scene = try await AlertScene.make(people: 1, wording: Reviewed())
            let reader = Caller(
                organisation: scene.own.home.administrator.organisation,
                key: scene.own.home.administrator.key,
                role: .reviewer,
                person: scene.people[0],
                isOnExchange: false
            )
            _ = try await scene.node.changePreferences(PreferenceChoices(language: chosen), by: reader)
            _ = try await scene.own.open("TEST 1")
            try await scene.goOn()
            let message = try #require(scene.sender.messages.first)
            #expect(message.subject == "Perisai: " + subject)
            #expect(
                message.lines.first == (chosen == "id" ? "TEST kalimat" : "An urgent case waits and nobody has it.")
            )
            #expect(
                !message.lines.contains { $0.contains("{time}") } && message.lines.last?.contains("/console/") == true
            )
        }
    }

    @Test("have a link to an address that is whole, encrypted or on this machine")
    func pages() {
        for text in [
            "", "https://", "http://lentera.example", "https:///x", "https://lentera.example?x",
            "https://lentera.example#x",
            "https://lentera.example/\r\nX: y", "https://user@lentera.example", "http://localhost.example", "ftp://x",
            "http://127.0.0.1.example", "https://läntera.example", "https://" + String(repeating: "a", count: 500),
        ] { #expect(PublicAddress(text) == nil, "\(text)") }
        for (text, expected) in [
            ("https://lentera.example/", "https://lentera.example"),
            ("https://lentera.example:8443/base//", "https://lentera.example:8443/base"),
            ("http://localhost:8480", "http://localhost:8480"), ("http://127.0.0.1", "http://127.0.0.1"),
            ("http://[::1]:8480/x", "http://[::1]:8480/x"),
        ] { #expect(PublicAddress(text)?.text == expected) }
    }
}
