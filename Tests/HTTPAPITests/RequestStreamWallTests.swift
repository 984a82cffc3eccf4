import AsyncHTTPClient
import CanonicalJSON
import Cooperation
import Foundation
import NIOCore
import Services
import Testing

/// The wall around requests holds for the journal as a stream as it does for its pages.
@Suite struct `Requests in the journal as a stream` {
    private static func page(_ api: LiveAPI, _ token: String) async throws -> [String] {
        let page = try await api.answer("GET", "/v1/events?limit=500", token: token)
        #expect(page.status == 200)
        return try #require(page.json?["events"]?.arrayValue).map(\.canonicalString)
    }

    /// The key of a person with a role: a stream asks again and again whether it is still good.
    private static func key(
        _ role: Role,
        of member: Organisation,
        person: ID<Person>? = nil,
        on test: TestNode
    ) async throws -> String {
        let administrator = Caller(member, .administrator, isPerson: true, isOnExchange: true)
        var bearer = person
        if bearer == nil {
            bearer = try await test.node.addPerson(
                to: member.id,
                name: "TEST \(role)",
                roles: [role],
                by: administrator
            ).person.id
        }
        return try await test.node.issueKey(
            for: member.id,
            role: role,
            person: bearer,
            vouches: false,
            expiresAt: nil,
            by: administrator
        ).secret
    }

    /// What a stream brings that was opened before `act`, as many events as the pages hold after it.
    private static func streamed(
        _ api: LiveAPI,
        _ token: String,
        while act: @escaping () async throws -> Void
    ) async throws -> (seen: [String], expected: [String]) {
        let known = try await page(api, token).count
        #expect(known > 0)
        var seen: [String] = []
        var expected: [String]?
        let accepts = ("Accept", "text/event-stream")
        try await api.stream("GET", "/v1/events", token: token, fields: [accepts]) { status, body in
            #expect(status == 200)
            var text = ""
            for try await piece in body {
                text += String(buffer: piece)
                seen = text.components(separatedBy: "\n\n").dropLast().flatMap { block in
                    block.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { String($0.dropFirst(6)) }
                }
                if expected == nil, seen.count >= known {
                    try await act()
                    expected = try await page(api, token)
                }
                if let expected, seen.count >= expected.count { return }
            }
        }
        let all = try #require(expected)
        #expect(all.count > known, "Something came that the reader may see.")
        return (seen, all)
    }

    @Test func `bring an authority its own, another authority nothing of them, and each what its pages hold`()
        async throws
    {
        let scene = try await RequestScene(on: try await TestNode(kind: .secretariat, isExchange: true))
        let platform = try await scene.test.member(.platform)
        let wording = RequestScene.wording(
            RequestScene.order,
            to: [["member": .string(platform.id.description)]],
            reasons: "TEST told to one alone"
        )
        let other = try await scene.test.member(.platform)
        let readers = [
            (try await Self.key(.officer, of: scene.authority, person: scene.officer.person, on: scene.test), true),
            (try await Self.key(.counsel, of: platform, on: scene.test), true),
            (try await Self.key(.officer, of: scene.stranger, on: scene.test), false),
            (try await Self.key(.counsel, of: other, on: scene.test), false),
        ]
        try await LiveAPI.serving(scene.test) { api in
            for (index, (token, sees)) in readers.enumerated() {
                var filed: [String] = []
                let (seen, expected) = try await Self.streamed(api, token) {
                    filed = try await scene.file(wording, over: api)
                    // Everybody learns of a new member, so that whoever sees nothing of the request sees this.
                    _ = try await scene.test.member(.civilSociety)
                }
                #expect(seen == expected)
                let id = try #require(filed.first)
                #expect(seen.contains { $0.contains(id) } == sees, "reader \(index)")
                if !sees {
                    #expect(!seen.contains { $0.contains("request.") || $0.contains("told to one alone") })
                }
            }
        }
    }

    @Test func `are in no export that an authority may take, nor in its copy of the list`() async throws {
        let scene = try await RequestScene(on: try await TestNode(kind: .secretariat, isExchange: true))
        let platform = try await scene.test.member(.platform)
        let member: JSONValue = ["member": .string(platform.id.description)]
        try await LiveAPI.serving(scene.test) { api in
            let filed = try await scene.file(RequestScene.wording(RequestScene.order, to: [member]), over: api)
            let id = try #require(filed.first)
            _ = try await scene.test.node.log.sign()
            let person = api.callers.token(
                for: Caller(scene.stranger, .officer, isPerson: true, isOnExchange: true)
            )
            // The key of an authority's own node is nobody's in person, and a bundle asks again whether it is still good.
            let node = try await scene.test.node.issueKey(
                for: scene.stranger.id,
                role: .officer,
                person: nil,
                vouches: false,
                expiresAt: nil,
                by: Caller(scene.stranger, .administrator, isPerson: true, isOnExchange: true)
            ).secret
            for (path, token) in [
                ("/v1/requests", person), ("/v1/requests?limit=1000", person), ("/v1/events?limit=500", person),
                ("/v1/requests", node), ("/v1/events?limit=500", node), ("/v1/bundle", node),
            ] {
                let answer = try await api.answer("GET", path, token: token)
                #expect(answer.status == 200, "\(path)")
                let text = String(decoding: answer.body, as: UTF8.self)
                #expect(!text.contains(id) && !text.contains("request."), "\(path)")
                if path == "/v1/bundle" {
                    #expect(text.split(separator: "\n").count > 2, "It holds what the stranger may see.")
                }
            }
            for (path, code) in [("/v1/bundle", "not-a-node"), ("/v1/signals", "kind-not-allowed")] {
                let answer = try await api.answer("GET", path, token: person)
                #expect(answer.status == 403 && answer.code == code, "\(path)")
            }
            // Whose it is finds it in the same list.
            let own = try await api.answer("GET", "/v1/requests", token: api.callers.token(for: scene.officer))
            #expect(own.status == 200 && String(decoding: own.body, as: UTF8.self).contains(id))
        }
    }
}
