import AsyncHTTPClient
import CanonicalJSON
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// Nothing here measures time: what is promised is that the suspension itself ends what waits, and that nothing that is
/// recorded after it is sent.
@Suite struct `A member that is suspended` {
    /// Where a reader's slice ends now.
    private static func end(of reader: NodeClient) async throws -> String {
        var cursor = try #require(try await reader.call("GET", "/v1/events")["cursor"]?.stringValue)
        while true {
            let page = try await reader.call("GET", "/v1/events?cursor=\(cursor)")
            cursor = try #require(page["cursor"]?.stringValue)
            if page["events"]?.arrayValue?.isEmpty == true { return cursor }
        }
    }

    /// What a reader that waits is answered when its member is suspended.
    ///
    /// - Returns: the answer, and the type of the last event that was recorded when it came.
    private static func cutOff(
        _ reader: NodeClient,
        of member: String,
        on exchange: NodeClient,
        by secretary: String
    ) async throws -> (answer: NodeClient.Answer, lastEvent: JSONValue?) {
        let cursor = try await end(of: reader)
        async let answer = reader.ask("GET", "/v1/events?cursor=\(cursor)&wait=30")
        // So that it usually waits by then; one that came later is refused all the same.
        try await Task.sleep(for: .milliseconds(300))
        try await exchange.with(key: secretary).call(
            "POST",
            "/v1/organisations/\(member)/standing",
            ["standing": "suspended", "reason": "TEST vote of the members"]
        )
        let came = try await answer
        return (came, try await exchange.events().last?["type"])
    }

    @Test func `is cut off from its waiting request by the event that suspends it, over a real socket`() async throws {
        let scene = try await ExchangeScene.make()
        try await scene.folder.serving { _, exchange in
            let member = exchange.with(key: scene.amihan.curator)
            let cut = try await Self.cutOff(member, of: scene.amihan.id, on: exchange, by: scene.secretary)
            // Who waits to the end is answered 200 with an empty page.
            #expect(cut.answer.status == 403)
            #expect(try cut.answer.json["code"]?.stringValue == "standing-insufficient")
            // Nothing else was recorded by then that could have woken it.
            #expect(cut.lastEvent == "organisation.standingChanged")
            #expect(try await member.ask("GET", "/v1/events").status == 403)
            #expect(try await member.ask("GET", "/v1/signals").status == 403)
            #expect(try await exchange.with(key: scene.suara.curator).ask("GET", "/v1/events").status == 200)
        }
    }

    @Test func `is sent nothing that is recorded after its suspension, and its stream ends, over a real socket`()
        async throws
    {
        let scene = try await ExchangeScene.make()
        try await scene.folder.serving { _, exchange in
            var request = exchange.with(key: scene.amihan.curator).request("GET", "/v1/events")
            request.headers.add(name: "Accept", value: "text/event-stream")
            let stream = try await NodeClient.client.execute(request, timeout: .seconds(60))
            #expect(stream.status == .ok)
            var text = ""
            var later: String?
            for try await piece in stream.body {
                text += String(buffer: piece)
                guard later == nil else { continue }
                // The stream is open: it has sent something.
                try await exchange.with(key: scene.secretary).call(
                    "POST",
                    "/v1/organisations/\(scene.amihan.id)/standing",
                    ["standing": "suspended", "reason": "TEST vote of the members"]
                )
                later = try await exchange.call(
                    "POST",
                    "/v1/organisations",
                    ["kind": "platform", "name": "TEST Later", "interests": ["owners": ["owner.later"]]]
                )["id"]?.stringValue
            }
            let end = try #require(text.components(separatedBy: "\n\n").last { !$0.isEmpty })
            #expect(end.hasPrefix("event: end\n") && end.contains("standing-insufficient"), "\(end)")
            let id = try #require(later)
            #expect(!text.contains(id))
            // Who is still a member is sent it.
            let others = try await exchange.with(key: scene.suara.curator).events()
            #expect(others.contains { JSONValue.object($0).canonicalString.contains(id) })
        }
    }

    @Test func `has no officer's key and no waiting request of an officer any more, over a real socket`() async throws {
        let scene = try await ExchangeScene.make()
        try await scene.folder.serving { _, exchange in
            let registered = try await exchange.call(
                "POST",
                "/v1/organisations",
                ["kind": "authority", "name": "TEST Unit", "interests": ["governments": ["test.gov"]]]
            )
            let id = try #require(registered["id"]?.stringValue)
            try await exchange.with(key: scene.secretary).call(
                "POST",
                "/v1/organisations/\(id)/standing",
                ["standing": "active", "reason": "TEST vote of the members"]
            )
            let administrator = exchange.with(key: try await exchange.key("administrator", of: id))
            let officer = exchange.with(key: try await administrator.person("officer", of: id))
            #expect(try await officer.ask("GET", "/v1/requests").status == 200)
            #expect(try await officer.ask("GET", "/v1/offices").status == 200)
            let cut = try await Self.cutOff(officer, of: id, on: exchange, by: scene.secretary)
            #expect(cut.answer.status == 403)
            #expect(try cut.answer.json["code"]?.stringValue == "standing-insufficient")
            #expect(cut.lastEvent == "organisation.standingChanged")
            // The standing is the event's: what is asked after its answer is refused already.
            #expect(try await officer.ask("GET", "/v1/requests").status == 403)
            #expect(try await officer.ask("POST", "/v1/request-drafts", [:]).status == 403)
            #expect(try await officer.ask("GET", "/v1/offices").status == 403)
        }
    }
}
