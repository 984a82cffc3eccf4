import Cooperation
import Fingerprints
import Services
import Testing

@Suite struct DecisionPageTests {
    @Test
    func `a second person closes the account on the page, whoever proposed it does not, and nothing typed is lost`()
        async throws
    {
        let world = try await SmallWorld(of: 1)
        let first = try world.caller(.decideCases)
        let subject = try #require(
            try await world.node.cases(.all, for: first).cases.map(\.item).first(where: \.isWaiting)?.id
        )
        let proposal = DecisionProposal(
            finding: .confirmed,
            ground: .terms,
            groundReference: "TEST terms 4",
            measure: .closeAccount,
            territory: .everywhere,
            exemption: .none,
            exemptionAssessment: "TEST none applies",
            reasons: "TEST reasons"
        )
        let id = try await world.node.decide(subject, proposal, by: first).decision.id
        let path = "/console/decisions/\(id)"
        try await LiveConsole.serving(world.platform) { console in
            let second = try await console.browser(.reviewer)
            #expect(try await second.page("/console").shows("/console/closures"))
            #expect(try await second.page("/console/closures").shows(path))
            let word = ["closure-judgement": "confirmed", "closure-reasons": "TEST nothing else is posted"]
            let page = try await second.page(path + "?purpose=qualityReview")
            #expect(page.shows("Shall the account be closed for good?"))
            // Nothing is called suspended before the platform says so, and only no can be said.
            #expect(page.shows("has not said yet that it suspended it") && !page.shows("Yes, close it for good"))
            #expect(page.shows("Your reasons stand in the receipt of the person concerned."))
            let early = try await second.send(path + "/closure", word, from: path)
            #expect(early.status == 409 && early.shows("TEST nothing else is posted"))
            _ = try await world.node.report(.carriedOut(at: world.node.clock()), of: id, by: first)
            let suspended = try await second.page(path + "?purpose=qualityReview")
            #expect(suspended.shows("Until a second person speaks it is suspended"))
            #expect(suspended.shows("Yes, close it for good"))
            let empty = try await second.send(path + "/closure", ["closure-judgement": ""], from: path)
            #expect(empty.status == 422 && empty.shows(#"id="closure-judgement-error""#))
            let closed = try await second.send(path + "/closure", word, from: path)
            #expect(closed.status == 200 && closed.shows("Your word is recorded."))
            #expect(closed.shows("Decision: The account is closed for good"))
            let lead = try await console.browser(.lead)
            _ = try await lead.page(path + "?purpose=appeal")
            let wordless = try await lead.send(path + "/reversal", ["reversal-reasons": " "], from: path)
            #expect(wordless.status == 422 && wordless.shows(#"id="reversal-reasons-error""#))
            let undone = try await lead.send(path + "/reversal", ["reversal-reasons": "TEST wrong account"], from: path)
            #expect(undone.status == 200 && undone.shows("The decision is reversed"))
            #expect(!undone.shows("/reversal\""))
        }
        #expect(try await world.node.decision(id).decision.isReversed)
    }

    @Test func `a form that is refused shows no decision to whoever has not opened it`() async throws {
        let world = try await SmallWorld(of: 1)
        let id = try #require(world.subjects["decisions"])
        let path = "/console/decisions/\(id)"
        try await LiveConsole.serving(world.platform) { console in
            let stranger = try await console.browser(.reviewer)
            let fields = ["closure-judgement": "declined", "closure-reasons": " "]
            let page = try await stranger.send(path + "/closure", fields, from: "/console/closures")
            #expect(page.status == 422 && !page.shows("TEST reasons"))
        }
    }

    @Test func `the code on a receipt leads whoever has it to the very file, without a login`() async throws {
        let world = try await SmallWorld(of: 1)
        let path = "/console/decisions/\(try #require(world.subjects["decisions"]))"
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.auditor)
            let page = try await browser.page(path + "?purpose=audit")
            let files = [
                try await browser.page(path + "/receipt?view=person"),
                try await browser.page(path + "/receipt?view=public"),
            ]
            let handed = page.text.matches(of: #/\/receipts\/([0-9a-f]{64})\/[0-9a-z.-]+/#).map(\.output)
            try #require(handed.count == files.count)
            _ = try await world.node.log.sign()
            for (place, file) in zip(handed, files) {
                #expect(page.shows("\(place.1)</"), "The page names the file's hash beside the address.")
                let found = try await console.stranger.page(String(place.0))
                #expect(found.status == 200 && found.text == file.text)
                var digester = ContentDigester()
                Array(found.text.utf8).withUnsafeBytes { digester.update($0) }
                let digest = digester.finalize().sha256.hex
                #expect(digest == place.1)
            }
            let wider = handed[1].0.replacing(".public.", with: ".person.")
            #expect(try await console.stranger.page(String(wider)).status == 404)
            let login = try await console.stranger.page(path + "/receipt?view=person")
            #expect(login.text != files[0].text)
        }
    }
}
