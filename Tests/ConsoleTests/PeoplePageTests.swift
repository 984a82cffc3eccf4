import Cooperation
import Fingerprints
import Services
import Testing

@Suite struct PeoplePageTests {
    @Test func `a key that is meant for somebody is never issued for nobody`() async throws {
        let platform = try await TestPlatform()
        let own = platform.administrator.organisation.id
        for number in 0..<101 {
            let name = "TEST colleague \(number)"
            _ = try await platform.node.addPerson(to: own, name: name, roles: [.curator], by: platform.administrator)
        }
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            let page = try await browser.page("/console/keys")
            #expect((0..<101).allSatisfy { page.shows("TEST colleague \($0)<") }, "Everybody can be chosen.")
            let before = try await platform.journalSize()
            let fields = ["role": "curator", "person": "TEST nobody", "expiresAt": ""]
            let refused = try await browser.send("/console/keys", fields, from: "/console/keys")
            #expect(refused.status == 422 && refused.shows(#"id="person-error""#))
            #expect(try await platform.journalSize() == before)
        }
    }

    @Test func `the key of a program that watches the node is issued to nobody, and its role is offered to no person`()
        async throws
    {
        let platform = try await TestPlatform()
        let person = try await platform.colleague()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            let page = "/console/keys"
            let form = try await browser.page(page)
            #expect(form.shows(#"<option value="monitor""#) && form.shows("reads the metrics and nothing else"))
            for people in ["/console/people", "/console/people/\(person)"] {
                #expect(try await !browser.page(people).shows("role.monitor"), "\(people)")
            }
            let bound = ["role": "monitor", "person": person.description, "expiresAt": ""]
            let refused = try await browser.send(page, bound, from: page)
            #expect(refused.status == 422 && refused.shows(#"id="person-error""#) && !refused.shows("perisai_"))
            let issued = try await browser.send(page, ["role": "monitor", "person": "", "expiresAt": ""], from: page)
            #expect(issued.status == 200 && issued.shows("perisai_"))
        }
    }

    @Test func `an administrator writes down what a colleague reads and where they are reached`() async throws {
        let platform = try await TestPlatform()
        let person = try await platform.colleague()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            let page = "/console/people/\(person)"
            let reads = try await browser.send(page + "/languages", ["languages": "id, ms-MY"], from: page)
            #expect(reads.status == 200 && reads.shows("Saved.") && reads.shows(#"value="id, ms""#))
            let wrong = try await browser.send(page + "/languages", ["languages": "TEST ???"], from: page)
            #expect(wrong.status == 422 && wrong.shows(#"id="languages-error""#) && wrong.shows("TEST ???"))
            let reached = try await browser.send(page + "/address", ["email": "duty@test.example"], from: page)
            #expect(reached.status == 200 && reached.shows(#"value="duty@test.example""#))
            let none = try await browser.send(page + "/address", ["email": "duty"], from: page)
            #expect(none.status == 422 && none.shows(#"value="duty""#) && none.shows(#"id="email-error""#))
            let auditor = try await console.browser(.auditor).page(page)
            #expect(auditor.status == 200 && !auditor.shows("duty@test.example"))
        }
    }

    @Test func `an address that is none is shown as it was typed, and auditors have no form for theirs`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.lead)
            let page = "/console/account/preferences"
            _ = try await browser.send("/console/account/address", ["email": "own@test.example"], from: page)
            let wrong = try await browser.send("/console/account/address", ["email": "TEST wrong"], from: page)
            #expect(wrong.status == 422 && wrong.shows(#"value="TEST wrong""#))
            let auditor = try await console.browser(.auditor).page(page)
            #expect(auditor.status == 200 && !auditor.shows("/console/account/address"))
        }
    }

    @Test func `on an exchange a member learns of no signals but those that are open to it`() async throws {
        let platform = try await TestPlatform(.secretariat, isExchange: true)
        let members = [try await platform.member(.platform), try await platform.member(.platform)]
        let owner = members[0]
        let bank = try await platform.node.openBank(
            name: "TEST bank",
            agreement: nil,
            settings: BankSettings(),
            verifier: nil,
            by: owner
        ).bank.id
        let session = try await platform.session([.curator], of: owner)
        let visit = try #require(try await platform.access.visit(session))
        let proposal = SignalProposal(
            kind: .image,
            behaviours: [.threat],
            provenance: .ownService,
            fingerprints: [Fingerprint(pdq: SmallWorld.hash)],
            rationale: "TEST rationale",
            exemptionAssessment: "TEST no exemption"
        )
        let caller = try visit.caller(for: .proposeSignals)
        _ = try #require(try await platform.node.proposeSignals([(bank, proposal)], by: caller).first?.get())
        #expect(try await platform.node.overview(for: visit).liveSignals == 1)
        let other = try await platform.session([.curator], of: members[1])
        let stranger = try #require(try await platform.access.visit(other))
        #expect(try await platform.node.overview(for: stranger).liveSignals == 0)
        try await LiveConsole.serving(platform) { console in
            let page = try await console.browser(session: other).page("/console")
            #expect(!page.shows("Search index"))
        }
    }
}
