import Cooperation
import Testing

@Suite struct ComponentPageTests {
    /// What each component begins with, wherever it stands.
    private static let components = [
        "<table class=\"cards\">", "<dl class=\"terms\">", "<p class=\"figure\">", "<span class=\"badge ",
        "<div class=\"notice ", "<div class=\"field\">", "<ol class=\"timeline\">", "<time class=\"clock\"",
        "<svg class=\"bits\"", "<svg class=\"chart\"", "<div class=\"gauge\">", "<progress ", "<figure class=\"code\">",
        "data-verify=",
    ]

    @Test func `shows every component with an example`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let page = try await console.browser(.reviewer).page("/console/components")
            #expect(page.status == 200)
            for component in Self.components { #expect(page.shows(component), "\(component)") }
            #expect(page.shows("36 of 45 minutes") && page.shows("A break would be good now."))
            #expect(page.shows(#"<progress max="2303" value="1000" aria-label="1,000 of 2,303 lines">"#))
            #expect(page.shows("http://127.0.0.1:\(console.port)/console/components</p>"))
        }
    }
}
