import CanonicalJSON
import Cooperation
import HTTPAPI
import Services
import Testing
import TransparencyLog

/// A stretch of the journal as a file.
@Suite struct `A bundle over the API` {
    /// The events of a file, which must be whole, as `GET /v1/events` writes them.
    private static func events(of bytes: [UInt8]) throws -> (header: BundleHeader, events: [JSONValue]) {
        var reader = BundleReader()
        var events: [JSONValue] = []
        for part in try reader.read(bytes) {
            guard case .batch(let batch, digest: _) = part else { continue }
            events += batch.events.map {
                [
                    "position": .integer($0.position), "leafHash": .string($0.leafHash.hex), "fields": $0.event.json,
                ]
            }
        }
        return (try reader.finish(), events)
    }

    /// The secrets of keys that a member's own administrator issues.
    private static func keys(
        of id: ID<Organisation>,
        _ wanted: [(role: Role, vouches: Bool)],
        on test: TestNode
    ) async throws -> [String] {
        func issue(_ role: Role, _ vouches: Bool, _ caller: Caller) async throws -> String {
            try await test.node.issueKey(
                for: id,
                role: role,
                person: nil,
                vouches: vouches,
                expiresAt: nil,
                by: caller
            ).secret
        }
        let first = Array(try await issue(.administrator, false, test.administrator).utf8)
        let administrator = try #require(
            try await test.node.keys.caller(secret: first, actingPerson: nil, now: test.clock.now)
        )
        var secrets: [String] = []
        for (role, vouches) in wanted { secrets.append(try await issue(role, vouches, administrator)) }
        return secrets
    }

    @Test func `holds what the same key reads as events, and nothing for whoever is no node`() async throws {
        let test = try await TestNode(kind: .secretariat, isExchange: true)
        let unit = try await test.member(.authority).id
        let platform = try await test.member(.platform).id
        let units = try await Self.keys(of: unit, [(.officer, false)], on: test)
        let platforms = try await Self.keys(of: platform, [(.curator, true), (.curator, false)], on: test)
        let keys = [(units[0], unit), (platforms[0], platform)]
        let program = platforms[1]
        try await LiveAPI.serving(test) { api in
            let early = try await api.answer("GET", "/v1/bundle", token: keys[0].0)
            #expect(early.status == 404 && early.code == "no-checkpoint")
            let size = try await test.node.log.sign().size
            for (token, member) in keys {
                let answer = try await api.answer("GET", "/v1/bundle", token: token)
                #expect(answer.status == 200 && answer.header("Content-Type") == "application/x-ndjson")
                let (header, events) = try Self.events(of: answer.body)
                #expect(header.signer == test.node.log.verifierKey && header.member == member.description)
                #expect(header.after == 0 && header.through == size)
                let page = try await api.answer("GET", "/v1/events?limit=500", token: token)
                #expect(page.json?["events"] == .array(events) && !events.isEmpty)
                #expect(page.json?["position"] == .integer(size))
                let part = try await api.answer("GET", "/v1/bundle?after=4&verified=2&positions=3", token: token)
                let stretch = try Self.events(of: part.body)
                #expect(stretch.header.after == 4 && stretch.header.through == 7 && stretch.header.start.size == 2)
                #expect(stretch.events == events.filter { (4..<7).contains($0["position"]?.integerValue ?? 0) })
                let late = try await api.answer("GET", "/v1/bundle?after=\(size + 1)", token: token)
                #expect(late.status == 422 && late.code == "bundle-position" && late.pointer == "after")
                for query in ["after=-1", "positions=0", "positions=1000001", "verified=x", "cursor=1"] {
                    #expect(try await api.answer("GET", "/v1/bundle?\(query)", token: token).status == 400, "\(query)")
                }
            }
            let refused = try await api.answer("GET", "/v1/bundle", token: program)
            #expect(refused.status == 403 && refused.code == "not-a-node")
            #expect(try await api.answer("GET", "/v1/bundle").status == 401)
        }
    }

    @Test func `tells an authority nothing of a platform's log, and neither does a page of events`() async throws {
        let test = try await TestNode(kind: .platform)
        let unit = try await test.member(.authority).id
        let secret = try await Self.keys(of: unit, [(.officer, false)], on: test)[0]
        _ = try await test.node.log.sign()
        try await LiveAPI.serving(test) { api in
            for path in ["/v1/bundle", "/v1/events"] {
                let answer = try await api.answer("GET", path, token: secret)
                #expect(answer.status == 403 && answer.code == "not-on-this-node", "\(path)")
            }
        }
    }
}
