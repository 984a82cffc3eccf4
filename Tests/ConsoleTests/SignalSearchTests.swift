import Cooperation
import Services
import Store
import Testing

/// What the filter above the list of signals finds.
@Suite struct `The search for signals` {
    private static let start = String(repeating: "0f", count: 31)

    private static func found(_ page: LiveConsole.Page) -> [String] {
        page.text.matches(of: #/href="\/console\/signals\/([0-9a-f-]{36})"/#).map { String($0.output.1) }
    }

    private static func propose(
        _ hash: String,
        into bank: ID<Bank>,
        by browser: LiveConsole.Browser
    ) async throws -> String {
        let fields = [
            "bank": bank.description, "kind": "image", "behaviours-recruitment": "yes", "fingerprints": hash,
            "provenance": "ownService", "rationale": "TEST rationale", "exemptionAssessment": "TEST no exemption",
            "source": "", "expiresAt": "", "link": "", "linkExpiresAt": "", "act": "propose",
        ]
        let page = try await browser.upload("/console/signals/new", fields, from: "/console/signals/new")
        let match = try #require(page.text.firstMatch(of: #/\/console\/signals\/([0-9a-f-]{36})\/verification/#))
        return String(match.output.1)
    }

    /// Waits until the index has taken in all that happened.
    private static func settle(_ platform: TestPlatform) async throws {
        let search = platform.node.search
        while search.status.position < platform.store.journalGrowth.size || !search.status.isReady {
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test func `goes by nearness to a hash, by the bank and by the state, and by all of them together`() async throws {
        let platform = try await TestPlatform()
        let (bank, other) = (try await platform.bank(), try await platform.bank())
        let search = platform.node.search
        // It ends with this test.
        async let _ = search.run()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            let first = try await Self.propose(Self.start + "0f", into: bank, by: browser)
            // 4 bits from the first.
            let near = try await Self.propose(Self.start + "00", into: bank, by: browser)
            // Every bit of it is another.
            let far = try await Self.propose(String(repeating: "f0", count: 32), into: other, by: browser)
            let doubt = ["category": "negative", "reason": "TEST doubt"]
            let path = "/console/signals/\(far)"
            #expect(try await browser.send(path + "/opinions", doubt, from: path).shows("Disputed</span>"))
            try await Self.settle(platform)
            func find(_ query: String) async throws -> LiveConsole.Page {
                try await browser.page("/console/signals?" + query)
            }
            let asked = "fingerprint=\(Self.start)0f"
            let answers: [(query: String, signals: [String])] = [
                ("", [far, near, first]), ("\(asked)&radius=0", [first]), ("\(asked)&radius=3", [first]),
                ("\(asked)&radius=4", [first, near]), (asked, [first, near]),
                ("fingerprint=\(Self.start)00&radius=31", [near, first]),
                ("fingerprint=\(Self.start)ff&radius=3", []), ("bank=\(bank)", [near, first]),
                ("bank=\(other)", [far]), ("state=proposed", [near, first]), ("state=disputed", [far]),
                ("state=withdrawn", []), ("bank=\(other)&state=proposed", []),
                ("bank=\(bank)&state=proposed", [near, first]), ("\(asked)&radius=31&bank=\(other)", []),
                ("\(asked)&radius=31&state=disputed", []), ("\(asked)&radius=31&bank=\(bank)", [first, near]),
            ]
            for (query, signals) in answers { #expect(Self.found(try await find(query)) == signals, "\(query)") }

            let nearest = try await find(asked)
            #expect(nearest.shows("2 signals, the nearest first") && nearest.shows("The same hash"))
            #expect(nearest.shows("4 of 256 bits differ") && nearest.shows("value=\"\(Self.start)0f\""))
            #expect(try await find("").shows("3 signals, the latest first"))
            #expect(try await find("bank=\(other)").shows("<option value=\"\(other)\" selected>"))
        }
    }

    @Test(arguments: ["fingerprint", "radius", "bank", "state"])
    func `names the field in which something stands that can't be looked for`(field: String) async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            _ = try await Self.propose(Self.start + "0f", into: bank, by: browser)
            for wrong in field == "radius" ? ["TEST", "48"] : ["TEST"] {
                let page = try await browser.page("/console/signals?\(field)=\(wrong)")
                #expect(page.status == 422 && page.shows("id=\"\(field)-error\""), "\(wrong)")
                #expect(Self.found(page).isEmpty, "\(wrong)")
            }
        }
    }
}
