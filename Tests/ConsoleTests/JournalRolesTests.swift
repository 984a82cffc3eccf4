import Cooperation
import Fingerprints
import Services
import Store
import Testing

@Suite struct JournalRolesTests {
    private static func acts(of page: LiveConsole.Page) -> Int {
        page.text.matches(of: #/href="\/console\/journal\/[0-9]+"/#).count
    }

    @Test func `a person with two roles sees in the journal what either may see, and another what theirs may`()
        async throws
    {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let both = try await console.browser(.administrator, .curator)
            let administrator = try await console.browser(.administrator)
            let curator = try await console.browser(.curator)
            let proposal = [
                "bank": bank.description, "kind": "image", "behaviours-threat": "yes",
                "fingerprints": String(repeating: "0f", count: 32), "provenance": "ownService",
                "rationale": "TEST rationale", "exemptionAssessment": "TEST no exemption", "source": "",
                "expiresAt": "", "link": "", "linkExpiresAt": "", "act": "propose",
            ]
            let new = try await curator.upload("/console/signals/new", proposal, from: "/console/signals/new")
            #expect(new.status == 200)
            let (people, signals) = ("/console/journal?type=person.added", "/console/journal?type=signal.proposed")
            #expect(Self.acts(of: try await administrator.page(people)) == 3)
            #expect(Self.acts(of: try await administrator.page(signals)) == 0)
            #expect(Self.acts(of: try await curator.page(people)) == 0)
            #expect(Self.acts(of: try await curator.page(signals)) == 1)
            #expect(Self.acts(of: try await both.page(people)) == 3)
            #expect(Self.acts(of: try await both.page(signals)) == 1)
        }
    }

    @Test func `the filter by type finds what an exchange brought too, and a word on its way there is shown as that`()
        async throws
    {
        let world = try await SmallWorld(of: 1)
        let all = try await world.platform.store.read { try $0.find(AggregateQuery<Bank>(limit: 100)) }
        #expect(all.contains { $0.origin != nil } && all.contains { $0.origin == nil })
        let signal = try #require(world.subjects["signals there"])
        try await LiveConsole.serving(world.platform) { console in
            let browser = console.browser(session: world.session)
            let banks = try await browser.page("/console/journal?type=bank.opened")
            #expect(Self.acts(of: banks) == all.count)
            let page = try await browser.page("/console/signals/\(signal)")
            #expect(page.shows("TEST doubt") && page.shows("On its way to the exchange"))
            #expect(!page.shows("Nobody has said anything yet."))
        }
    }
}
