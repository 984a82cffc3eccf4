import Console
import Cooperation
import HTTPServing
import HTTPTypes
import NIOCore
import Services
import Testing

/// Forms that come from elsewhere.
@Suite struct `Forged forms` {
    /// The address and the fields' type of every form that people send who are logged in.
    @Test func `of whatever kind and to wherever change nothing without the session's token`() async throws {
        let platform = try await TestPlatform()
        let console = try ConsoleRoutes(
            node: platform.node,
            access: platform.access,
            settings: ConsoleSettings(),
            now: { .now() },
            condition: { "ready" }
        )
        let forms = try console.all().filter { route in
            guard case .sessionRequired = route.access else { return false }
            return route.method == .post
        }
        #expect(forms.count > 30)
        let roles = RoleTable.roles(of: .platform).sorted()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(session: platform.session(roles))
            let own = try await browser.token("/console/account/preferences")
            let other = try await console.browser(.lead).token("/console/account/preferences")
            let before = try await platform.journalSize()
            for form in forms {
                let path = PageWalk.path(of: form)
                // Whatever else is wrong with it, of whatever type it is, and whoever may send it: the token comes first.
                let answers = [
                    try await browser.forge(path, ""), try await browser.forge(path, "token="),
                    try await browser.forge(path, "token=\(other)"),
                    try await browser.forge(path, "token=\(other)&unknown=%FF"),
                    try await browser.forge(path, "unknown=%FF&unknown=2"),
                    try await browser.forge(path, "token=\(own)&token=\(other)"),
                    try await browser.forgeParts(path, [:]), try await browser.forgeParts(path, ["token": ""]),
                    try await browser.forgeParts(path, ["token": other]),
                    try await browser.forgeParts(path, ["unknown": "2"]),
                    try await browser.forgeParts(path, ["token": other + "0", "unknown": "2"]),
                ]
                for (index, answer) in answers.enumerated() {
                    #expect(
                        answer.status == 403 && answer.shows("<code>cross-site</code>"),
                        "\(form.operationID), \(index): \(answer.status)"
                    )
                }
            }
            #expect(try await platform.journalSize() == before)
        }
    }

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
