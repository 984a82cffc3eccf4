import Cooperation
import Services
import Testing

@Suite struct SignalPageTests {
    private static let hash = String(repeating: "0f", count: 32)

    private static func proposal(_ bank: ID<Bank>) -> [String: String] {
        [
            "bank": bank.description, "kind": "image", "behaviours-threat": "yes", "behaviours-recruitment": "yes",
            "fingerprints": hash, "provenance": "ownService", "rationale": "TEST rationale",
            "exemptionAssessment": "TEST no exemption", "source": "", "expiresAt": "", "link": "",
            "linkExpiresAt": "", "act": "propose",
        ]
    }

    @Test func `a proposal without a behaviour is refused at the boxes and nothing typed is lost`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            var fields = Self.proposal(bank)
            fields["behaviours-threat"] = nil
            fields["behaviours-recruitment"] = nil
            let page = try await browser.upload("/console/signals/new", fields, from: "/console/signals/new")
            #expect(page.status == 422)
            #expect(page.shows(#"id="behaviours-error""#))
            #expect(page.shows("TEST rationale") && page.shows(Self.hash) && page.shows("TEST no exemption"))
        }
    }

    @Test func `a line that is no hash is named`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            var fields = Self.proposal(bank)
            fields["fingerprints"] = Self.hash + "\nTEST"
            let page = try await browser.upload("/console/signals/new", fields, from: "/console/signals/new")
            #expect(page.status == 422 && page.shows("line 2:") && page.shows(#"id="fingerprints-error""#))
        }
    }

    @Test func `a signal is proposed, found by its behaviour, disputed with a reason, and taken back`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            let new = try await browser.upload(
                "/console/signals/new",
                Self.proposal(bank),
                from: "/console/signals/new"
            )
            #expect(new.status == 200 && new.shows("Proposed.") && new.shows("TEST rationale"))
            let found = try await browser.page("/console/signals?behaviour=threat&radius=31")
            #expect(found.shows("Image: Threat, Recruitment"))
            #expect(try await browser.page("/console/signals?behaviour=financing").shows("No signal"))
            let match = try #require(found.text.firstMatch(of: #/\/console\/signals\/([0-9a-f-]{36})"/#))
            let path = "/console/signals/\(match.output.1)"

            let without = ["category": "negative", "reason": ""]
            let refused = try await browser.send(path + "/opinions", without, from: path)
            #expect(refused.status == 422 && refused.shows(#"id="reason-error""#))

            let opinion = ["category": "negative", "reason": "TEST a family's picture"]
            let disputed = try await browser.send(path + "/opinions", opinion, from: path)
            #expect(disputed.shows(#"<span class="badge bad">Disputed</span>"#))
            #expect(disputed.shows("TEST a family&#39;s picture"))

            let reason = ["withdrawReason": "TEST an error"]
            let withdrawn = try await browser.send(path + "/withdrawal", reason, from: path)
            #expect(withdrawn.shows(#"<span class="badge plain">Withdrawn</span>"#))
        }
    }

    @Test func `a signal is found by its member and by its date, and a date that is none is named`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        let own = platform.administrator.organisation.id
        let other = try await platform.member(.platform).organisation.id
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            let new = try await browser.upload(
                "/console/signals/new",
                Self.proposal(bank),
                from: "/console/signals/new"
            )
            #expect(new.status == 200 && new.shows("Proposed."))
            let now = platform.clock.now
            let (today, tomorrow) = (now.description.prefix(10), (now + .days(1)).description.prefix(10))
            func find(_ query: String) async throws -> LiveConsole.Page {
                try await browser.page("/console/signals?" + query)
            }
            for query in ["proposer=\(own)", "since=\(today)", "proposer=\(own)&since=\(today)"] {
                #expect(try await find(query).shows("Image: Threat, Recruitment"), "\(query)")
            }
            let chosen = try await find("proposer=\(own)&since=\(today)")
            #expect(chosen.shows("<option value=\"\(own)\" selected>") && chosen.shows("value=\"\(today)\""))
            for query in ["proposer=\(other)", "since=\(tomorrow)", "proposer=\(own)&since=\(tomorrow)"] {
                #expect(try await find(query).shows("No signal that is open to you is like this."), "\(query)")
            }
            for wrong in ["TEST", "2018-02-30", "06.11.2018"] {
                let page = try await find("since=\(wrong)")
                #expect(page.status == 422 && page.shows(#"id="since-error""#), "\(wrong)")
                #expect(page.shows("value=\"\(wrong)\"") && !page.shows("Image: Threat, Recruitment"), "\(wrong)")
            }
        }
    }

    @Test func `whoever proposed a signal is told above the form that another has to verify it`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            let new = try await browser.upload(
                "/console/signals/new",
                Self.proposal(bank),
                from: "/console/signals/new"
            )
            let match = try #require(new.text.firstMatch(of: #/\/console\/signals\/([0-9a-f-]{36})\/verification/#))
            let path = "/console/signals/\(match.output.1)"
            let word = ["basis": "shownBy", "lookedAt": "TEST the whole picture"]
            let page = try await browser.send(path + "/verification", word, from: path)
            #expect(page.status == 403 && page.shows("Whoever proposed a signal does not verify it."))
            #expect(page.shows("TEST the whole picture"))
        }
    }

    @Test func `a colleague who opened the content verifies a signal, and whoever did not is told so at the field`()
        async throws
    {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            var fields = Self.proposal(bank)
            fields["link"] = "https://lentera.example/posts/1"
            fields["linkExpiresAt"] = String((platform.clock.now + .days(3)).description.prefix(10))
            let proposer = try await console.browser(.curator)
            let new = try await proposer.upload("/console/signals/new", fields, from: "/console/signals/new")
            #expect(new.shows(#"<span class="badge warn">Proposed</span>"#))
            let match = try #require(new.text.firstMatch(of: #/\/console\/signals\/([0-9a-f-]{36})\/verification/#))
            let path = "/console/signals/\(match.output.1)"
            let word = ["basis": "shownBy", "lookedAt": "TEST the whole picture"]

            let colleague = try await console.browser(.curator)
            let unseen = try await colleague.send(path + "/verification", word, from: path)
            #expect(unseen.status == 422 && unseen.shows(#"id="basis-error""#))
            #expect(unseen.shows("TEST the whole picture"))
            #expect(unseen.shows(#"<span class="badge warn">Proposed</span>"#))
            #expect(unseen.shows("Nobody but the proposer"))

            let opened = try await colleague.send(path + "/viewing", [:], from: path)
            #expect(opened.shows(#"href="https://lentera.example/posts/1""#))
            let verified = try await colleague.send(path + "/verification", word, from: path)
            #expect(verified.status == 200 && verified.shows("Your word that you looked is recorded."))
            for page in [verified, try await proposer.page(path)] {
                #expect(page.shows(#"<span class="badge good">Verified</span>"#))
                #expect(page.shows("Somebody besides the proposer looked."))
                #expect(page.shows("TEST the whole picture") && !page.shows("Nobody but the proposer"))
            }
        }
    }

    @Test func `an administrator sees the banks and no signal`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            #expect(try await browser.page("/console/banks/\(bank)").shows("TEST bank"))
            #expect(try await browser.page("/console/signals").status == 403)
            #expect(try await browser.page("/console/signals/new").status == 403)
        }
    }
}
