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
    @Test func `has no officer's key and no waiting stream of an officer any more, over a real socket`() async throws {
        let scene = try await ExchangeScene.make()
        try await scene.folder.serving { _, exchange in
            let secretary = exchange.with(key: scene.secretary)
            let registered = try await exchange.call(
                "POST",
                "/v1/organisations",
                ["kind": "authority", "name": "TEST Unit", "interests": ["governments": ["test.gov"]]]
            )
            let id = try #require(registered["id"]?.stringValue)
            let standing = "/v1/organisations/\(id)/standing"
            try await secretary.call("POST", standing, ["standing": "active", "reason": "TEST vote of the members"])
            let administrator = exchange.with(key: try await exchange.key("administrator", of: id))
            let officer = exchange.with(key: try await administrator.person("officer", of: id))
            #expect(try await officer.ask("GET", "/v1/requests").status == 200)
            #expect(try await officer.ask("GET", "/v1/offices").status == 200)
            var cursor = try #require(try await officer.call("GET", "/v1/events")["cursor"]?.stringValue)
            while true {
                let page = try await officer.call("GET", "/v1/events?cursor=\(cursor)")
                cursor = try #require(page["cursor"]?.stringValue)
                if page["events"]?.arrayValue?.isEmpty == true { break }
            }
            let waiting = cursor
            async let answer = officer.ask("GET", "/v1/events?cursor=\(waiting)&wait=30")
            try await Task.sleep(for: .milliseconds(300))
            let start = ContinuousClock.now
            try await secretary.call("POST", standing, ["standing": "suspended", "reason": "TEST vote of the members"])
            // The standing is the event's: what is asked after its answer is refused already, without a wait.
            #expect(try await officer.ask("GET", "/v1/requests").status == 403)
            #expect(try await officer.ask("POST", "/v1/request-drafts", [:]).status == 403)
            #expect(try await officer.ask("GET", "/v1/offices").status == 403)
            let cutOff = try await answer
            #expect(ContinuousClock.now - start < .seconds(15), "Half of the longest wait, as above.")
            #expect(cutOff.status == 403)
            #expect(try cutOff.json["code"]?.stringValue == "standing-insufficient")
        }
    }
}
