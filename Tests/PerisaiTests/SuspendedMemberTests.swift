import CanonicalJSON
import Testing

@Suite struct `A member that is suspended` {
    @Test func `is cut off from its waiting stream at once, over a real socket`() async throws {
        let scene = try await ExchangeScene.make()
        try await scene.folder.serving { _, exchange in
            let member = exchange.with(key: scene.amihan.curator)
            var cursor = try #require(try await member.call("GET", "/v1/events")["cursor"]?.stringValue)
            while true {
                let page = try await member.call("GET", "/v1/events?cursor=\(cursor)")
                cursor = try #require(page["cursor"]?.stringValue)
                if page["events"]?.arrayValue?.isEmpty == true { break }
            }
            let waiting = cursor
            async let answer = member.ask("GET", "/v1/events?cursor=\(waiting)&wait=30")
            try await Task.sleep(for: .milliseconds(300))
            let start = ContinuousClock.now
            try await exchange.with(key: scene.secretary).call(
                "POST",
                "/v1/organisations/\(scene.amihan.id)/standing",
                ["standing": "suspended", "reason": "TEST vote of the members"]
            )
            let cutOff = try await answer
            // The promise is one second; half of the longest wait tells being cut off from having waited to the end.
            #expect(ContinuousClock.now - start < .seconds(15))
            #expect(cutOff.status == 403)
            #expect(try cutOff.json["code"]?.stringValue == "standing-insufficient")
            #expect(try await member.ask("GET", "/v1/events").status == 403)
            #expect(try await member.ask("GET", "/v1/signals").status == 403)
            #expect(try await exchange.with(key: scene.suara.curator).ask("GET", "/v1/events").status == 200)
        }
    }
}
