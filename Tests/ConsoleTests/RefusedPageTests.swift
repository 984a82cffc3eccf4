import Cooperation
import Services
import Store
import Testing

/// To an authority's people a page that is not theirs does not exist; that they asked for it is recorded all the same.
@Suite struct `A page that is not an authority's` {
    private static func refusals(in platform: TestPlatform) async throws -> [LoginRefused] {
        let events = try await platform.store.read {
            try $0.events(EventQuery(types: [LoginRefused.type], limit: 100))
        }
        return try events.map { try $0.payload(LoginRefused.self) }
    }

    @Test func `is noted once an hour for each page, however often an officer asks`() async throws {
        let platform = try await TestPlatform()
        let authority = try await platform.member(.authority)
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.officer, of: authority)
            #expect(try await browser.page("/console/submissions").status == 200)
            #expect(try await Self.refusals(in: platform).isEmpty, "What is theirs is no refusal.")
            for _ in 0..<3 {
                #expect(try await browser.page("/console/signals").status == 404)
                platform.clock.advance(.minutes(15))
            }
            #expect(try await Self.refusals(in: platform).map(\.operation) == ["consoleSignals"])
            #expect(try await browser.page("/console/banks").status == 404)
            #expect(try await Self.refusals(in: platform).map(\.operation) == ["consoleSignals", "consoleBanks"])
            platform.clock.advance(.minutes(15))
            #expect(try await browser.page("/console/signals").status == 404)
            let last = ["consoleSignals", "consoleBanks", "consoleSignals"]
            #expect(try await Self.refusals(in: platform).map(\.operation) == last)
        }
    }

    @Test func `is no such page for a platform's own people, whose asking is told to them and not noted`() async throws
    {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            #expect(try await browser.page("/console/signals").status == 403)
            #expect(try await Self.refusals(in: platform).isEmpty)
        }
    }
}
