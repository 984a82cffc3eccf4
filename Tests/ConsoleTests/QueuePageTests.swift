import Cooperation
import Fingerprints
import Services
import Testing

/// The queue's forms, and those by which a case is given back or left to others.
@Suite struct QueuePageTests {
    private static let queue = "/console/queue"
    private static let taken = "You work on this case now."
    private static let none = "No case waits that you can take."

    /// Checks content that is known, so that one more case waits.
    private static func open(_ reference: String, in world: SmallWorld) async throws -> ID<Case> {
        let request = try CheckRequest(
            kind: .fingerprints,
            prints: [CheckRequest.Print(fingerprint: Fingerprint(pdq: SmallWorld.hash))],
            context: try CheckRequest.Context(reference: reference, link: nil, account: nil)
        )
        return try #require(try await world.node.check(request, by: try world.caller(.check)).openCase)
    }

    private static func waiting(in world: SmallWorld) async throws -> [ID<Case>] {
        let filter = try CaseFilter(queue: .waiting)
        return try await world.node.cases(filter, for: try world.caller(.readCases)).cases.map(\.item.id)
    }

    @Test func `keep a view with its filters for whoever saved it, until they remove it`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.reviewer)
            let colleague = try await console.browser(.reviewer)
            let view = [
                "queue": "waiting", "assignment": "nobody", "behaviour": "threat", "language": "id", "kind": "image",
                "name": "TEST mine",
            ]
            let place = "/console/queue?queue=waiting&assignment=nobody&behaviour=threat&language=id&kind=image"
            let link = "<a href=\"\(place.replacing("&", with: "&amp;"))\">TEST mine</a>"
            for wrong in [["name": " "], ["behaviour": "TEST"], ["language": "TEST language"]] {
                let page = try await browser.send("/console/views", view.merging(wrong) { $1 }, from: Self.queue)
                #expect((400..<500).contains(page.status), "\(wrong)")
            }
            #expect(try await browser.page(Self.queue).shows("/console/views/") == false)

            let saved = try await browser.send("/console/views", view, from: Self.queue)
            #expect(saved.status == 200 && saved.shows("The view is saved.") && saved.shows(link))
            let opened = try await browser.page(place)
            for option in ["waiting", "nobody", "threat", "image"] {
                #expect(opened.shows("<option value=\"\(option)\" selected>"), "\(option)")
            }
            #expect(try await colleague.page(Self.queue).shows("TEST mine") == false)

            let removal = try #require(saved.text.firstMatch(of: #/\/console\/views\/[0-9a-f-]+\/removal/#)).output
            #expect(try await colleague.send(String(removal), [:], from: Self.queue).status == 404)
            #expect(try await browser.page(Self.queue).shows(link))
            let removed = try await browser.send(String(removal), [:], from: Self.queue)
            #expect(removed.status == 200 && !removed.shows("TEST mine"))
            #expect(try await browser.send(String(removal), [:], from: Self.queue).status == 404)
        }
    }

    @Test func `give a case back for whoever works on it and for a lead, and for no other colleague`() async throws {
        let world = try await SmallWorld(of: 1)
        let subject = ID<Case>(try #require(world.subjects["cases"]))
        let path = "/console/cases/\(subject)"
        try await LiveConsole.serving(world.platform) { console in
            let reviewer = try await console.browser(.reviewer)
            let colleague = try await console.browser(.reviewer)
            let lead = try await console.browser(.lead, .reviewer)
            func take() async throws {
                let page = try await reviewer.send(path + "/take", [:], from: Self.queue)
                #expect(page.status == 200 && page.shows(Self.taken) && page.shows(path + "/release"))
            }
            func assignee() async throws -> ID<Person>? { try await world.node.caseView(subject).item.assignee }
            try await take()
            let refused = try await colleague.send(path + "/release", [:], from: Self.queue)
            #expect(refused.status == 403 && refused.shows("assigned-to-another"))
            #expect(try await colleague.page(path + "?purpose=preview").shows(path + "/release") == false)
            #expect(try await assignee() != nil)
            let released = try await reviewer.send(path + "/release", [:], from: Self.queue)
            #expect(released.status == 200 && released.shows("The case is back in the queue."))
            #expect(try await assignee() == nil)

            try await take()
            #expect(try await lead.page(path + "?purpose=qualityReview").shows(path + "/release"))
            let byLead = try await lead.send(path + "/release", [:], from: Self.queue)
            #expect(byLead.status == 200 && byLead.shows("The case is back in the queue."))
            #expect(try await assignee() == nil)
        }
    }

    @Test func `leave a case to others for a reason that is asked once, and keep what was typed without one`()
        async throws
    {
        let world = try await SmallWorld(of: 1)
        let subject = ID<Case>(try #require(world.subjects["cases"]))
        let path = "/console/cases/\(subject)"
        try await LiveConsole.serving(world.platform) { console in
            let reviewer = try await console.browser(.reviewer)
            let colleague = try await console.browser(.reviewer)
            _ = try await reviewer.send(path + "/take", [:], from: Self.queue)
            let wordless = try await reviewer.send(path + "/skip", ["note": "TEST a note"], from: Self.queue)
            #expect(wordless.status == 422 && wordless.shows(#"id="reason-error""#) && wordless.shows("TEST a note"))
            #expect(try await world.node.caseView(subject).item.skips.isEmpty)
            let reason = ["reason": "wellbeing", "note": "TEST a note"]
            let skipped = try await reviewer.send(path + "/skip", reason, from: Self.queue)
            #expect(skipped.status == 200 && skipped.shows("You left the case to others."))
            #expect(!skipped.shows("href=\"\(path)\""), "It is no longer theirs to take.")
            #expect(try await world.node.caseView(subject).item.assignee == nil)
            #expect(try await colleague.page(Self.queue).shows("href=\"\(path)\""))
            #expect(try await reviewer.page(Self.queue + "?queue=waiting").shows("Left to others"))

            _ = try await reviewer.send(path + "/take", [:], from: Self.queue)
            let again = try await reviewer.send(path + "/skip", [:], from: Self.queue)
            #expect(again.status == 200 && again.shows("You left the case to others."))
            #expect(try await world.node.caseView(subject).item.skips.count == 1)
        }
    }

    @Test func `give each who asks for the next case another, and say so where none is left`() async throws {
        let world = try await SmallWorld(of: 1)
        _ = try await Self.open("TEST one more", in: world)
        let waiting = try await Self.waiting(in: world)
        try #require(waiting.count > 1)
        try await LiveConsole.serving(world.platform) { console in
            func next() async throws -> LiveConsole.Page {
                try await console.browser(.reviewer).send("/console/queue/next", [:], from: Self.queue)
            }
            var given: Set<String> = []
            for _ in waiting {
                let page = try await next()
                #expect(page.status == 200 && page.shows(Self.taken))
                let release = try #require(page.text.firstMatch(of: #/\/console\/cases\/([0-9a-f-]+)\/release/#))
                given.insert(String(release.output.1))
            }
            #expect(given == Set(waiting.map(\.description)))
            let page = try await next()
            #expect(page.status == 200 && page.shows(Self.none))
        }
    }

    @Test func `give no graphic case to whoever has to rest, and say until when`() async throws {
        let world = try await SmallWorld(of: 1) { $0.exposureLimits.itemsPerHourMax = 1 }
        _ = try await Self.open("TEST one more", in: world)
        try #require(try await Self.waiting(in: world).count > 1)
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.reviewer)
            let first = try await browser.send("/console/queue/next", [:], from: Self.queue)
            #expect(first.shows(Self.taken))
            let page = try await browser.send("/console/queue/next", [:], from: Self.queue)
            #expect(page.status == 200 && page.shows(Self.none))
            #expect(page.shows("Take a break from graphic content; it ends"))
        }
    }
}
