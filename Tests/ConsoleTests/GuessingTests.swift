import Console
import Services
import Testing

/// Guessing at logins over the login page.
@Suite struct Guessing {
    private static func attempt(_ stranger: LiveConsole.Browser, _ name: String) async throws -> LiveConsole.Page {
        let fields = "name=\(LiveConsole.encoded(name))&password=TEST&code=000000&next="
        return try await stranger.forge("/console/login", fields)
    }

    @Test(
        arguments: [
            ["alice", " alice", "ALICE", "al\u{AD}ice", "a\u{200B}lice", "\u{2060}Alice", "alice  "],
            // Names that nobody can have, as long as a form may be.
            (1...8).map { String(repeating: "x", count: 1_000 * $0) },
        ]
    )
    func `at one login in other spellings is slowed down as in one`(names: [String]) async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            for number in 0..<10 {
                let page = try await Self.attempt(console.stranger, names[number % names.count])
                #expect(page.status == 401 && page.shows("Name, password or code is wrong."))
            }
            #expect(try await Self.attempt(console.stranger, names[0]).shows("Too many attempts."))
            #expect(try await Self.attempt(console.stranger, "bob").shows("Name, password or code is wrong."))
        }
    }

    @Test func `a page that came without TLS sends no form to a node that is reached by TLS`() async throws {
        let platform = try await TestPlatform()
        for (isSecure, scheme, status) in [
            (true, "http", 403), (true, "https", 401), (false, "http", 401), (false, "https", 401),
        ] {
            var settings = ConsoleSettings()
            settings.isSecure = isSecure
            try await LiveConsole.serving(platform, settings: settings) { console in
                let origin = ("Origin", "\(scheme)://127.0.0.1:\(console.port)")
                let page = try await console.stranger.forge(
                    "/console/login",
                    "name=a&password=b&code=c&next=",
                    [origin]
                )
                #expect(page.status == status, "\(isSecure) \(scheme)")
            }
        }
    }
}
