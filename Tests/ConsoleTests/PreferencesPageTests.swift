import Cooperation
import Services
import Testing

@Suite struct PreferencesPageTests {
    private static let path = "/console/account/preferences"
    private static let veils: Set<String> = ["blurs", "greys", "mutes"]

    /// The boxes of the page, and those of them that are ticked.
    private static func boxes(of page: LiveConsole.Page) -> (all: Set<String>, ticked: Set<String>) {
        let found = page.text.matches(
            of: #/<input type="checkbox" id="([A-Za-z-]+)" name="[A-Za-z-]+" value="yes"( checked)?>/#
        )
        return (
            Set(found.map { String($0.output.1) }),
            Set(found.filter { $0.output.2 != nil }.map { String($0.output.1) })
        )
    }

    @Test func `every veil and everything that can be left out has a box of its own, which stays as it was ticked`()
        async throws
    {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.reviewer)
            let without = Set(Behaviour.allCases.map { "without-" + $0.rawValue })
            let first = Self.boxes(of: try await browser.page(Self.path))
            #expect(first.all == Self.veils.union(without))
            #expect(first.ticked == Self.veils, "Who chose nothing has every veil.")
            for box in first.all.sorted() {
                let fields = [box: "yes", "language": "", "colourScheme": "auto"]
                let page = try await browser.send(Self.path, fields, from: Self.path)
                #expect(page.status == 200 && page.shows("Saved."))
                #expect(Self.boxes(of: page).ticked == [box])
            }
            let several = ["greys": "yes", "without-threat": "yes", "without-financing": "yes"]
            let both = Self.boxes(of: try await browser.send(Self.path, several, from: Self.path))
            #expect(both.ticked == Set(several.keys))
            let colleague = try await console.browser(.reviewer).page(Self.path)
            #expect(Self.boxes(of: colleague).ticked == Self.veils)
        }
    }

    @Test func `what somebody does not want to see stays out of their queue, and is taken only where they mean it`()
        async throws
    {
        let world = try await SmallWorld(of: 1)
        let path = "/console/cases/" + (try #require(world.subjects["cases"]).description)
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.reviewer)
            let link = "href=\"\(path)\""
            #expect(try await browser.page("/console/queue").shows(link))
            _ = try await browser.send(Self.path, ["without-graphicViolence": "yes"], from: Self.path)
            #expect(try await browser.page("/console/queue").shows(link) == false)
            #expect(try await console.browser(.reviewer).page("/console/queue").shows(link))
            let refused = try await browser.send(path + "/take", [:], from: "/console/queue")
            #expect(refused.status == 409 && refused.shows("opted-out"))
            let page = try await browser.page(path + "?purpose=preview")
            #expect(page.shows("You said that you do not want to see this"))
            let taken = try await browser.send(path + "/take", ["despite": "yes"], from: "/console/queue")
            #expect(taken.status == 200 && taken.shows("You work on this case now."))
        }
    }
}
