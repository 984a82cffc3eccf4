import Cooperation
import Services
import Testing

@Suite struct BankPageTests {
    @Test func `a bank is opened, changed, switched on and closed`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            var fields = [
                "name": "TEST own", "agreement": "", "radius": "60", "actRadius": "10", "rolloutPercent": "100",
                "allowsBlocking": "yes", "verifier": "", "criteria": "", "contact": "",
            ]
            let refused = try await browser.send("/console/banks/new", fields, from: "/console/banks/new")
            #expect(refused.status == 422 && refused.shows(#"id="radius-error""#) && refused.shows("TEST own"))
            fields["radius"] = "31"
            let opened = try await browser.send("/console/banks/new", fields, from: "/console/banks/new")
            #expect(opened.shows("The bank is open.") && opened.shows("People decide"))

            let match = try #require(opened.text.firstMatch(of: #/\/console\/banks\/([0-9a-f-]{36})\/settings/#))
            let path = "/console/banks/\(match.output.1)"
            let settings = ["radius": "20", "actRadius": "5", "rolloutPercent": "50", "allowsBlocking": "yes"]
            #expect(try await browser.send(path + "/settings", settings, from: path).shows("20 bits of 256"))
            #expect(try await browser.send(path + "/enforcement", ["acts": "yes"], from: path).shows("Acts by itself"))
            #expect(try await browser.send(path + "/close", [:], from: path).shows("The bank is closed."))
        }
    }
}
