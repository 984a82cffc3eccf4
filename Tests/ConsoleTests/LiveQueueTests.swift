import AsyncHTTPClient
import Cooperation
import NIOCore
import NIOHTTP1
import Services
import Testing

/// What the queue's page is told while it stands open.
@Suite struct `Live queue` {
    private static func live(_ browser: LiveConsole.Browser) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(browser.console.port)/console/queue/live")
        request.headers.add(name: "Cookie", value: browser.cookies.joined(separator: "; "))
        return try await HTTPClient.shared.execute(request, timeout: .minutes(10))
    }

    /// What comes, up to a word; without one, up to the end.
    private static func text(
        _ parts: inout HTTPClientResponse.Body.AsyncIterator,
        upTo word: String? = nil
    ) async throws -> String {
        var text = ""
        while let part = try await parts.next() {
            text += String(buffer: part)
            if let word, text.contains(word) { break }
        }
        return text
    }

    @Test func `does not exist for an authority, and is closed to whoever may not read cases`() async throws {
        let platform = try await TestPlatform()
        let authority = try await platform.member(.authority)
        try await LiveConsole.serving(platform) { console in
            let officer = try await console.browser(.officer, of: authority)
            #expect(try await Self.live(officer).status == .notFound)
            let curator = try await console.browser(.curator)
            #expect(try await Self.live(curator).status == .forbidden)
        }
    }

    @Test func `tells of a case that a colleague takes, and tells nothing to whose session ended meanwhile`()
        async throws
    {
        let world = try await SmallWorld(of: 1)
        let subject = ID<Case>(try #require(world.subjects["cases"]))
        let access = world.platform.access
        let ended = try await world.platform.session([.reviewer])
        let visit = try #require(try await access.visit(ended))
        let lead = try await world.person()
        try await LiveConsole.serving(world.platform) { console in
            let staying = try await Self.live(console.browser(session: world.session))
            let leaving = try await Self.live(console.browser(session: ended))
            #expect(staying.status == .ok && leaving.status == .ok)
            var news = staying.body.makeAsyncIterator()
            var rest = leaving.body.makeAsyncIterator()
            // From then on both wait.
            let beginnings = [
                try await Self.text(&news, upTo: "retry: "), try await Self.text(&rest, upTo: "retry: "),
            ]
            #expect(beginnings.allSatisfy { $0.contains("retry: ") })
            try await access.endSession(visit.session.id, .revoked, of: visit.person.id)
            _ = try await world.node.assignCase(subject, by: lead)
            let told = try await Self.text(&news, upTo: "data: ")
            #expect(told.contains("data: "))
            let last = try await Self.text(&rest)
            #expect(!last.contains("data: "))
        }
    }
}
