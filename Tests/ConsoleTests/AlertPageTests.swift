import Cooperation
import Services
import Store
import Testing

@Suite struct AlertPageTests {
    /// Carries commands out on a new alert.
    private static func alert(_ platform: TestPlatform, _ commands: [AlertCommand]) async throws {
        try await platform.store.write { [author = platform.administrator.author] transaction in
            let alert: ID<Alert> = transaction.newID()
            for command in commands {
                let state = try transaction.load(Alert.self, alert)
                for act in try Alert.decide(state, command, id: alert, now: transaction.now) {
                    try transaction.append(act, by: author)
                }
            }
        }
    }

    @Test func `an alert that everybody was asked about in vain is shown however many are done with`() async throws {
        let platform = try await TestPlatform()
        for _ in 0..<101 { try await Self.alert(platform, [.raise(.logRefusal, cause: nil), .end]) }
        let exhausted: [AlertCommand] = [
            .raise(.logRefusal, cause: nil), .advance(candidates: [], dueAt: platform.node.clock()),
        ]
        try await Self.alert(platform, exhausted)
        let alerts = try await platform.node.namedAlerts(limit: 100)
        #expect(alerts.waiting.map(\.alert.state) == [.exhausted])
        #expect(alerts.over.count == 100)
        let raised = alerts.over.map(\.alert.raisedAt)
        #expect(raised == raised.sorted(by: >), "The latest come first.")
    }

    @Test func `an alert about a decision leads to its case, for those who may read it`() async throws {
        let world = try await SmallWorld(of: 1)
        let decision = try #require(world.subjects["decisions"])
        let subject = try #require(world.subjects["cases decided"])
        try await Self.alert(world.platform, [.raise(.unansweredDecision, cause: decision)])
        try await LiveConsole.serving(world.platform) { console in
            let lead = try await console.browser(.lead).page("/console/alerts")
            #expect(lead.shows("/console/cases/\(subject)") && !lead.shows("/console/cases/\(decision)"))
            let administrator = try await console.browser(.administrator).page("/console/alerts")
            #expect(administrator.status == 200 && !administrator.shows("/console/cases/"))
            let curator = try await console.browser(.administrator).page("/console/readings")
            #expect(curator.status == 200 && !curator.shows("/console/cases/"))
        }
    }

    @Test func `the roster is set by names, and a name that is nobody's is refused with all that was typed`()
        async throws
    {
        let platform = try await TestPlatform()
        let own = platform.administrator.organisation.id
        for name in ["TEST one", "TEST two", "TEST twin", "TEST twin"] {
            _ = try await platform.node.addPerson(to: own, name: name, roles: [.lead], by: platform.administrator)
        }
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            let (path, page) = ("/console/alerts/roster", "/console/alerts")
            let set = try await browser.send(path, ["people": "TEST two\r\nTEST one\r\n"], from: page)
            #expect(set.status == 200 && set.shows("Saved."))
            #expect(try await platform.node.namedRoster().map(\.name) == ["TEST two", "TEST one"])
            for wrong in ["TEST one\nTEST nobody", "TEST twin"] {
                let refused = try await browser.send(path, ["people": wrong], from: page)
                #expect(refused.status == 422 && refused.shows(#"id="people-error""#) && refused.shows(wrong))
            }
            #expect(try await platform.node.namedRoster().count == 2)
            #expect(try await console.browser(.auditor).page(page).shows(#"name="people""#) == false)
        }
    }

    @Test func `a target that belongs to nobody is kept by who may, and its page never says what it is`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.lead)
            let (path, page) = ("/console/alerts/canaries", "/console/alerts")
            let refused = try await browser.send(path, ["target": " "], from: page)
            #expect(refused.status == 422 && refused.shows(#"id="target-error""#))
            #expect(!refused.shows(#"id="people-error""#))
            let set = try await browser.send(path, ["target": "TEST-nobody@mail.example"], from: page)
            #expect(set.status == 200 && set.shows("Saved.") && !set.shows("TEST-nobody"))
            let canary = try #require(try await platform.node.canaries(limit: 10).canaries.first)
            #expect(set.shows(canary.id.description))
            let title = "Targets that belong to nobody"
            for role in [Role.counsel, .curator, .reviewer] {
                let other = try await console.browser(role).page(page)
                #expect(other.status == 200 && !other.shows(title) && !other.shows(path))
            }
            let auditor = try await console.browser(.auditor).page(page)
            #expect(auditor.shows(title) && !auditor.shows(path))
            let removed = try await browser.send(path + "/removal", ["canary": canary.id.description], from: page)
            #expect(removed.status == 200 && !removed.shows(canary.id.description))
            #expect(try await platform.node.canaries(.active, limit: 10).canaries.isEmpty)
        }
    }

    @Test func `a target that belongs to nobody is removed by typing it again, also where there are more than a page`()
        async throws
    {
        let platform = try await TestPlatform()
        let keeper = Caller(
            organisation: platform.administrator.organisation,
            key: platform.administrator.key,
            role: .administrator,
            person: try await platform.colleague(),
            isOnExchange: false
        )
        var numbers: [ID<Canary>: Int] = [:]
        for number in 1...201 {
            numbers[try await platform.node.registerCanary("test-nobody-\(number)", by: keeper).id] = number
        }
        let last = try #require(try await platform.node.canaries(limit: 300).canaries.last)
        let number = try #require(numbers[last.id])
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            let (path, page) = ("/console/alerts/canaries/removal", "/console/alerts")
            for unknown in ["", "test-nobody", "0192f0c1-7f7a-7000-8000-00000000000b"] {
                let refused = try await browser.send(path, ["canary": unknown], from: page)
                #expect(refused.status == 422 && refused.shows("id=\"canary-error\""), "\(unknown)")
                #expect(refused.shows("value=\"\(unknown)\"") && !refused.shows("id=\"target-error\""), "\(unknown)")
            }
            let first = try await browser.page(page)
            let onward = try #require(first.text.firstMatch(of: #/\/console\/alerts\?after=[0-9a-f-]{36}/#))
            #expect(!first.shows(last.id.description))
            let second = try await browser.page(String(onward.output))
            #expect(second.shows(last.id.description) && second.shows("name=\"canary\""))
            let removed = try await browser.send(path, ["canary": "@TEST-Nobody-\(number)"], from: page)
            #expect(removed.status == 200 && removed.shows("Saved."))
            #expect(try await platform.node.canaries(.active, limit: 300).canaries.count == 200)
            #expect(try await platform.node.canaries(.removed, limit: 10).canaries.map(\.id) == [last.id])
        }
    }
}
