import Console
import Cooperation
import Testing

/// How a browser is told to keep the secret of a session.
@Suite struct `Session cookie` {
    @Test(arguments: [true, false])
    func `goes over TLS alone, to this host alone, where the console is reached by TLS`(isSecure: Bool) async throws {
        let platform = try await TestPlatform()
        let (name, codes) = try await platform.login([.reviewer])
        let code = try #require(codes.first)
        var settings = ConsoleSettings()
        settings.isSecure = isSecure
        try await LiveConsole.serving(platform, settings: settings) { console in
            let fields = [("name", name), ("password", "TEST password"), ("code", code), ("next", "")]
            let page = try await console.stranger.forge(
                "/console/login",
                fields.map { "\($0.0)=\(LiveConsole.encoded($0.1))" }.joined(separator: "&"),
                [("Origin", "\(isSecure ? "https" : "http")://127.0.0.1:\(console.port)")]
            )
            #expect(page.status == 200 && page.shows(#"action="/console/logout""#))
            let line = try #require(page.cookieLines.first { $0.contains("perisai-session-") })
            #expect(line.hasPrefix("__Host-perisai-session-") == isSecure, "\(line)")
            let attributes = Set(line.split(separator: ";").dropFirst().map { $0.drop { $0 == " " } })
            #expect(attributes.isSuperset(of: ["HttpOnly", "SameSite=Strict", "Path=/"]), "\(line)")
            #expect(attributes.contains("Secure") == isSecure, "\(line)")
            #expect(!line.lowercased().contains("domain="), "A host that is named is not the only one.")
        }
    }
}
