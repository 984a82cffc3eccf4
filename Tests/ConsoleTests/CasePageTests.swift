import Console
import Cooperation
import Services
import Testing

@Suite struct CasePageTests {
    private static let decision = [
        "finding": "confirmed", "ground": "terms", "groundReference": "TEST terms", "measure": "remove",
        "territory": "", "exemption": "none", "exemptionAssessment": "TEST no exemption", "reasons": "TEST my reasons",
        "endsAt": "",
    ]

    /// A person who took a graphic case and has to rest before the next one.
    private static func tired(_ world: SmallWorld, _ console: LiveConsole) async throws -> LiveConsole.Browser {
        let browser = console.browser(session: world.session)
        let path = "/console/cases/" + (try #require(world.subjects["cases"]).description)
        let page = try await browser.page(path + "?purpose=preview")
        #expect(page.status == 200)
        let taken = try await browser.send(path + "/take", ["despite": "yes"], from: path)
        #expect(taken.status == 200)
        world.platform.clock.advance(.minutes(4))
        #expect(try await browser.page(path).shows("break-required"))
        return browser
    }

    @Test func `what was typed survives a break that begins meanwhile, and deciding leads to the decision`()
        async throws
    {
        let world = try await SmallWorld(of: 1) { $0.exposureLimits.itemsPerHourMax = 1 }
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await Self.tired(world, console)
            let path = "/console/cases/" + (try #require(world.subjects["cases"]).description)
            func send(_ changes: [String: String]) async throws -> LiveConsole.Page {
                let fields = Self.decision.merging(changes) { $1 }
                return try await browser.send(path + "/decision", fields, from: "/console/account/preferences")
            }
            let preview = try await send(["act": "preview"])
            #expect(preview.status == 200 && preview.shows(#"id="preview""#) && preview.shows("TEST my reasons"))
            let incomplete = try await send(["act": "decide", "exemptionAssessment": " "])
            #expect(incomplete.status == 422 && incomplete.shows("TEST my reasons"))
            let contradiction = try await send(["act": "preview", "finding": "notTerrorist"])
            #expect(contradiction.status == 422 && !contradiction.shows(#"id="preview""#))
            let decided = try await send(["act": "decide"])
            #expect(decided.status == 200 && decided.shows("Decided.") && decided.shows("TEST my reasons"))
        }
    }

    @Test func `what was typed survives that a colleague decided first`() async throws {
        let world = try await SmallWorld(of: 1)
        let subject = ID<Case>(try #require(world.subjects["cases"]))
        try await LiveConsole.serving(world.platform) { console in
            let browser = console.browser(session: world.session)
            let path = "/console/cases/\(subject)"
            _ = try await browser.page(path + "?purpose=preview")
            _ = try await browser.send(path + "/take", ["despite": "yes"], from: path)
            world.platform.clock.advance(.hours(1))
            let lead = try await world.person()
            _ = try await world.node.assignCase(subject, by: lead)
            var fields = Self.decision
            fields["act"] = "decide"
            let page = try await browser.send(path + "/decision", fields, from: "/console/account/preferences")
            #expect(page.status == 409 || page.status == 403)
            #expect(page.shows("TEST my reasons"))
        }
    }

    @Test func `reading a decision and its receipts is noted as reading its case`() async throws {
        let world = try await SmallWorld(of: 1)
        let decision = try #require(world.subjects["decisions"])
        let path = "/console/decisions/\(decision)"
        try await LiveConsole.serving(world.platform) { console in
            for page in [path, path + "/receipt?view=public"] {
                let browser = try await console.browser(.auditor)
                let keeper = try world.caller(.readReadings)
                let before = try await world.node.readings(for: keeper, limit: 1000).readings.count
                let asked = try await browser.page(page)
                #expect(asked.shows("Why do you open this case?") && !asked.shows("TEST reasons"))
                #expect(try await world.node.readings(for: keeper, limit: 1000).readings.count == before)
                let shown = try await browser.page(page + (page.contains("?") ? "&" : "?") + "purpose=audit")
                #expect(shown.status == 200 && !shown.shows("Why do you open this case?"))
                let readings = try await world.node.readings(for: keeper, limit: 1000).readings
                #expect(readings.count == before + 1 && readings.first?.purpose == .audit)
                #expect(readings.first?.subject.identifier == world.subjects["cases decided"])
                #expect(try await browser.page(page).shows("Why do you open this case?") == false)
            }
        }
    }

    @Test func `the queue says which time it shows, and by which of them the cases stand`() async throws {
        let world = try await SmallWorld(of: 2)
        _ = try await world.node.decide(
            world.open("TEST decided"),
            DecisionProposal(
                finding: .confirmed,
                ground: .terms,
                groundReference: "TEST terms 4",
                measure: .remove,
                territory: .everywhere,
                exemption: .none,
                exemptionAssessment: "TEST none applies",
                reasons: "TEST reasons"
            ),
            by: world.person()
        )
        try await LiveConsole.serving(world.platform) { console in
            let browser = console.browser(session: world.session)
            let waiting = try await browser.page("/console/queue?queue=waiting")
            #expect(waiting.shows("the most urgent first</caption>") && waiting.shows("Opened <time"))
            #expect(!waiting.shows("Answer due <time"))
            let decided = try await browser.page("/console/queue?state=decided")
            #expect(decided.shows("the answer that is due first on top</caption>"))
            #expect(decided.shows("Answer due <time") && !decided.shows("Opened <time"))
            let id = ID<Case>(Identifier(derivedHigh: 7, low: 9))
            for place in ["-.\(id)", "0.\(id)"] {
                #expect(try await browser.page("/console/queue?state=decided&after=\(place)").status == 200)
            }
            for place in ["\(id)", "x.\(id)", "0.0"] {
                let page = try await browser.page("/console/queue?state=decided&after=\(place)")
                #expect(400..<500 ~= page.status)
            }
        }
    }

    @Test func `a receipt names the address where the console is, and stands beside English where nobody reviewed it`()
        async throws
    {
        let world = try await SmallWorld(of: 1)
        var settings = ConsoleSettings()
        settings.origin = ConsoleOrigin("https://console.example")
        let path = "/console/decisions/" + (try #require(world.subjects["decisions"]).description)
        try await LiveConsole.serving(world.platform, settings: settings) { console in
            var browser = try await console.browser(.auditor)
            let page = try await browser.page(path + "?purpose=audit")
            #expect(page.shows("https://console.example/receipts/") && !page.shows("http://127.0.0.1"))
            let suffix = world.node.identity.organisation.description.suffix(12)
            browser.cookies.append("perisai-language-\(suffix)=id")
            #expect(try await browser.page(path).shows("[Receipt for the public]"))
        }
    }

    @Test(arguments: ["https", "http"])
    func `a link stands behind the step that counts it also where no pictures are fetched`(scheme: String) async throws
    {
        let world = try await SmallWorld(of: 1)
        let link = scheme + "://lentera.example/posts/1"
        let path = "/console/cases/" + (try await world.open("TEST linked", link: link)).description
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.auditor)
            let page = try await browser.page(path + "?purpose=audit")
            #expect(page.shows(link) && !page.shows("href=\"\(link)\""))
            // What is not reached by TLS is not linked.
            let isLinked = scheme == "https"
            #expect(page.shows("href=\"\(path)/picture\">Go to the link</a>") == isLinked)
            let step = try await browser.page(path + "/picture?purpose=audit")
            #expect(step.status == 200 && !step.shows("<img"))
            #expect(step.shows("href=\"\(link)\" rel=\"noreferrer\"") == isLinked)
        }
    }

    @Test func `a picture asks what for, as the case does`() async throws {
        let world = try await SmallWorld(of: 1)
        let path = "/console/cases/" + (try #require(world.subjects["cases"]).description) + "/picture"
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.auditor)
            let asked = try await browser.page(path + "?veil=off")
            #expect(asked.status == 200 && asked.shows("Why do you open this case?"))
            #expect(asked.shows(#"name="veil" value="off""#))
            #expect(try await browser.page(path + "?purpose=audit").shows("No veil lies over what it opens."))
        }
    }
}
