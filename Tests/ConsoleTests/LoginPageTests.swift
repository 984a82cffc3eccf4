import Console
import Cooperation
import Services
import Testing

@Suite struct LoginPageTests {
    @Test func `whoever logs in finds the language and the colours that they chose elsewhere`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let (name, codes) = try await platform.login([.lead])
            func logIn(_ code: String) async throws -> LiveConsole.Browser {
                let body = "name=\(name)&password=TEST password&code=\(code)&next=".replacing(" ", with: "+")
                let page = try await console.stranger.forge("/console/login", body)
                var browser = console.stranger
                browser.cookies = page.cookies
                return browser
            }
            let first = try await logIn(codes[0])
            #expect(try await first.page("/console").shows("data-scheme") == false)
            let page = "/console/account/preferences"
            _ = try await first.send(page, ["language": "ms", "colourScheme": "dark"], from: page)
            let second = try await logIn(codes[1])
            let overview = try await second.page("/console")
            #expect(overview.shows(#"<html lang="ms" data-scheme="dark">"#), "\(second.cookies)")
        }
    }

    @Test func `both ways to log in lead to the page that was asked for`() async throws {
        let platform = try await TestPlatform()
        var settings = ConsoleSettings()
        settings.origin = ConsoleOrigin("https://console.example")
        try await LiveConsole.serving(platform, settings: settings) { console in
            let page = try await console.stranger.page("/console/login?next=/console/queue?state%3Dopen")
            let next = page.text.matches(of: #/name="next" value="([^"]+)"/#).map { String($0.output.1) }
            #expect(next.filter { $0 == "/console/queue?state=open" }.count == 2, "\(next)")
        }
    }

    @Test func `a set-up page sends what is typed to itself, also after a passkey in vain`() async throws {
        let platform = try await TestPlatform()
        let person = try await platform.node.addPerson(
            to: platform.administrator.organisation.id,
            name: "TEST new",
            roles: [.lead],
            by: platform.administrator
        ).person.id
        let secret = try await platform.access.invite(person, lasting: .hours(1), by: platform.administrator.author)
        var settings = ConsoleSettings()
        settings.origin = ConsoleOrigin("https://console.example")
        try await LiveConsole.serving(platform, settings: settings) { console in
            let nobody = console.stranger
            let path = "/console/setup/\(secret)"
            let form = #"action="\#(path)">"#
            #expect(try await nobody.page(path).shows(form))
            let failed = try await nobody.forge(
                path + "/passkey",
                "id=x&clientDataJSON=x&attestationObject=x&passkeyName=TEST"
            )
            #expect(failed.shows(form), "\(failed.status)")
        }
    }
}
