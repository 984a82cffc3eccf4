import AsyncHTTPClient
import CanonicalJSON
import Cooperation
import Foundation
import HTTPAPI
import HTTPServing
import NIOCore
import Services
import Testing

/// The journal as server-sent events.
@Suite struct `Events as a stream` {
    /// What a browser would make of the bytes.
    private struct Event: Equatable {
        var id: String?
        var type: String?
        var data = ""
    }

    private static let accepts = ("Accept", "text/event-stream")

    private static func events(_ text: some StringProtocol) -> [Event] {
        text.components(separatedBy: "\n\n").dropLast().compactMap { block in
            var event = Event()
            for line in block.split(separator: "\n") {
                if line.hasPrefix("id: ") { event.id = String(line.dropFirst(4)) }
                if line.hasPrefix("event: ") { event.type = String(line.dropFirst(7)) }
                if line.hasPrefix("data: ") { event.data += line.dropFirst(6) }
            }
            return event == Event() ? nil : event
        }
    }

    /// Reads until so many events with data came.
    private static func read(
        _ count: Int,
        _ api: LiveAPI,
        _ token: String,
        after id: String? = nil,
        query: String = ""
    ) async throws -> [Event] {
        var found: [Event] = []
        let fields = [accepts] + (id.map { [("Last-Event-ID", $0)] } ?? [])
        try await api.stream("GET", "/v1/events" + query, token: token, fields: fields) { status, body in
            #expect(status == 200)
            var text = ""
            for try await piece in body {
                text += String(buffer: piece)
                found = events(text).filter { !$0.data.isEmpty }
                if found.count >= count { return }
            }
        }
        return found
    }

    @Test func `a wrong cursor is refused before it begins, and so is what makes no sense`() async throws {
        let scene = try await KeyedScene()
        try await LiveAPI.serving(scene.test) { api in
            let token = scene.curator.secret
            for fields in [
                [Self.accepts, ("Last-Event-ID", "TEST")],
                [("Accept", "text/html, text/event-stream;q=1"), ("Last-Event-ID", "0")],
            ] {
                let answer = try await api.answer("GET", "/v1/events", token: token, fields: fields)
                #expect(answer.status == 422 && answer.code == "cursor-invalid")
            }
            let waits = try await api.answer("GET", "/v1/events?wait=1", token: token, fields: [Self.accepts])
            #expect(waits.status == 400 && waits.pointer == "wait")
            let limit = try await api.answer("GET", "/v1/events?limit=501", token: token, fields: [Self.accepts])
            #expect(limit.status == 400 && limit.pointer == "limit")
            #expect(try await api.answer("GET", "/v1/events", fields: [Self.accepts]).status == 401)
        }
    }

    @Test func `it brings the events of the pages, and goes on after any of them`() async throws {
        let scene = try await KeyedScene()
        try await LiveAPI.serving(scene.test) { api in
            let token = scene.curator.secret
            _ = try await api.lines(
                "/v1/signals/import?bank=\(scene.bank)",
                token: token,
                (0..<5).map { KeyedScene.line($0) }
            )
            let page = try await api.answer("GET", "/v1/events", token: token)
            let expected = try #require(page.json?["events"]?.arrayValue).map(\.canonicalString)
            #expect(expected.count >= 6)
            for query in ["", "?limit=2"] {
                let all = try await Self.read(expected.count, api, token, query: query)
                #expect(all.map(\.data) == expected)
                #expect(Set(all.map(\.id)).count == all.count)
                for (index, event) in all.enumerated().dropLast() {
                    let rest = try await Self.read(
                        expected.count - index - 1,
                        api,
                        token,
                        after: event.id,
                        query: query
                    )
                    #expect(rest.map(\.data) == Array(expected[(index + 1)...]), "after event \(index)")
                }
            }
            // The header of a client that comes back goes before the cursor of its address.
            let cursor = try #require(page.json?["cursor"]?.stringValue)
            let first = try await Self.read(1, api, token)
            let back = try await Self.read(1, api, token, after: first[0].id, query: "?cursor=\(cursor)")
            #expect(back.first?.data == expected[1])
        }
    }

    @Test func `what is recorded meanwhile comes at once, and not what is hidden`() async throws {
        let scene = try await KeyedScene()
        let authority = try await scene.test.member(.authority)
        let officer = Caller(authority, .administrator, isPerson: true, isOnExchange: false)
        try await LiveAPI.serving(scene.test) { api in
            let token = scene.curator.secret
            var seen: [Event] = []
            let known = try #require(
                try await api.answer("GET", "/v1/events", token: token).json?["events"]?.arrayValue?.count
            )
            try await api.stream("GET", "/v1/events", token: token, fields: [Self.accepts]) { _, body in
                var text = ""
                var hasImported = false
                for try await piece in body {
                    text += String(buffer: piece)
                    seen = Self.events(text).filter { !$0.data.isEmpty }
                    if seen.count >= known, !hasImported {
                        hasImported = true
                        // Another organisation's people are hidden from the reader.
                        _ = try await scene.test.node.addPerson(
                            to: authority.id,
                            name: "TEST",
                            roles: [.officer],
                            by: officer
                        )
                        _ = try await api.lines(
                            "/v1/signals/import?bank=\(scene.bank)",
                            token: token,
                            [KeyedScene.line(7)]
                        )
                    }
                    if seen.count > known { return }
                }
            }
            #expect(seen.count == known + 1)
            #expect(seen.last?.data.contains("signal.proposed") == true)
        }
    }

    @Test func `a member that is suspended is told so, and the stream ends`() async throws {
        let test = try await TestNode(kind: .secretariat, isExchange: true)
        let member = try await test.member(.platform)
        let node = test.node
        let administrator = Caller(member, .administrator, isPerson: true, isOnExchange: true)
        let key = try await node.issueKey(
            for: member.id,
            role: .auditor,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: administrator
        )
        try await LiveAPI.serving(test) { api in
            let opened = ContinuousClock.now
            try await api.stream("GET", "/v1/events", token: key.secret, fields: [Self.accepts]) { status, body in
                #expect(status == 200)
                var text = ""
                var heartbeatsMax: Int?
                for try await piece in body {
                    text += String(buffer: piece)
                    if heartbeatsMax == nil {
                        _ = try await node.changeStanding(
                            of: member.id,
                            to: .suspended,
                            reason: "TEST vote",
                            by: test.administrator
                        )
                        let beats = (ContinuousClock.now - opened) / Duration.seconds(APIRoutes.heartbeat.count)
                        heartbeatsMax = Int(beats.rounded())
                    }
                }
                // The promise is one second; a heartbeat tells having waited for it from being cut off. Only a busy machine
                // may have taken so long before the suspension that one came by then.
                let most = try #require(heartbeatsMax)
                let heartbeats = text.components(separatedBy: "\n\n").count { $0 == ":" }
                #expect(heartbeats <= most)
                let last = try #require(Self.events(text).last)
                #expect(last.type == "end")
                #expect(try JSONValue(parsing: Array(last.data.utf8))["code"] == "standing-insufficient")
            }
        }
    }
}
