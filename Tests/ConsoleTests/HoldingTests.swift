import AsyncHTTPClient
import Cooperation
import HTTPServing
import NIOCore
import NIOHTTP1
import Services
import Store
import Synchronization
import Testing

/// What one person's pages may hold of a node.
@Suite struct Holding {
    private static func live(_ browser: LiveConsole.Browser, by client: HTTPClient) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(browser.console.port)/console/queue/live")
        request.headers.add(name: "Cookie", value: browser.cookies.joined(separator: "; "))
        return try await client.execute(request, timeout: .minutes(10))
    }

    @Test func `large uploads count against one share, whichever form they are sent with`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        var limits = UploadLimits()
        limits.bytesPerKeyMax = 1_000
        let uploads = UploadGate<ID<Key>>(limits: limits)
        try await LiveConsole.serving(platform, uploads: uploads) { console in
            let browser = try await console.browser(.curator, .lead)
            let file = (field: "file", bytes: [UInt8](repeating: 0, count: 2_000))
            for path in ["/console/check", "/console/banks/\(bank)/import", "/console/compare"] {
                let page = try await browser.upload(path, [:], file: file, from: path)
                #expect(page.status == 429, "\(path)")
            }
        }
    }

    @Test func `live pages are eight in one session, and end at once when the node stops`() async throws {
        let platform = try await TestPlatform()
        let open = Mutex<[HTTPClientResponse]>([])
        var configuration = HTTPClient.Configuration()
        // More than one usually holds, as several browsers would.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        let client = HTTPClient(configuration: configuration)
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.reviewer)
            for _ in 0..<8 {
                let stream = try await Self.live(browser, by: client)
                #expect(stream.status == .ok)
                open.withLock { $0.append(stream) }
            }
            #expect(try await Self.live(browser, by: client).status == .tooManyRequests)
            let other = try await Self.live(try await console.browser(.reviewer), by: client)
            #expect(other.status == .ok)
            open.withLock { $0.append(other) }
        }
        // The door is closed by now; whatever it wrote meanwhile is little.
        for stream in open.withLock(\.self) {
            let text = String(buffer: try await stream.body.collect(upTo: 1 << 20))
            // On a slow machine it said meanwhile that it is still there.
            #expect(text.replacing(": still here\n\n", with: "") == "retry: 5000\n\n")
        }
        try await client.shutdown()
    }

    @Test func `an import ends with the session of whoever began it`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.curator)
            let path = "/console/banks/\(bank)/import"
            let lines = (1...60_000).map { number in
                let digits = String(number, radix: 16)
                return String(repeating: "0", count: 64 - digits.count) + digits
            }
            let said = [
                "kind": "image", "behaviours-glorification": "yes", "provenance": "observed",
                "rationale": "TEST rationale", "exemptionAssessment": "TEST no exemption", "source": "TEST list",
                "expiresAt": "",
            ]
            let file = (field: "file", bytes: Array(lines.joined(separator: "\n").utf8))
            async let page = browser.upload(path, said, file: file, from: path)
            // It has begun once the first lines stand in the journal.
            var first: JournalEvent?
            while first == nil {
                first = try await platform.store.read {
                    try $0.events(EventQuery(types: [SignalProposed.type], limit: 1)).first
                }
                await Task.yield()
            }
            let person = ID<Person>(try #require(first).actor)
            for session in try await platform.access.sessions(of: person) {
                try await platform.access.endSession(session.id, .revoked, of: person)
            }
            #expect(try await page.shows("Your session ended; the rest of the list was not proposed."))
            let last = try await platform.store.read {
                try $0.events(
                    EventQuery(types: [SignalProposed.type, SessionEnded.type], isNewestFirst: true, limit: 1500)
                )
            }
            let after = last.prefix { $0.type != SessionEnded.type }
            #expect(after.count <= 1_000, "At most the lines that were under way.")
        }
    }
}
