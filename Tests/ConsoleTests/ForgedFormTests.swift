import Cooperation
import Services
import Testing

/// Forms that come from elsewhere.
@Suite struct `Forged forms` {
    @Test func `without the session's token, or from another site, change nothing`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.lead)
            let token = try await browser.token("/console/account/preferences")
            let other = try await console.browser(.lead).token("/console/account/preferences")
            #expect(token != other)
            let before = try await platform.journalSize()
            let path = "/console/account/preferences"
            let forged: [(String, [(String, String)])] = [
                ("colourScheme=dark", []), ("colourScheme=dark&token=", []), ("colourScheme=dark&token=\(other)", []),
                ("colourScheme=dark&token=\(token)", [("Origin", "https://elsewhere.example")]),
                ("colourScheme=dark&token=\(token)", [("Origin", "null")]),
                ("colourScheme=dark&token=\(token)", [("Sec-Fetch-Site", "cross-site")]),
                ("colourScheme=dark&token=\(token)", [("Sec-Fetch-Site", "same-site")]),
            ]
            for (text, fields) in forged {
                let answer = try await browser.forge(path, text, fields)
                #expect(answer.status == 403 && answer.shows("cross-site"), "\(text) \(fields)")
            }
            let login = try await browser.forge(
                "/console/login",
                "name=a&password=b&code=c&next=",
                [("Origin", "https://elsewhere.example")]
            )
            #expect(login.status == 403)
            #expect(try await platform.journalSize() == before)
            let own = try await browser.forge(
                path,
                "colourScheme=dark&token=\(token)",
                [("Sec-Fetch-Site", "same-origin")]
            )
            #expect(own.status == 200)
            #expect(try await platform.journalSize() == before + 1)
        }
    }
}
