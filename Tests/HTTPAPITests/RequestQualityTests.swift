import CanonicalJSON
import Cooperation
import HTTPAPI
import Services
import Testing

/// How good the requests of authorities were, as a platform's own node tells it.
@Suite struct `The quality of requests over HTTP` {
    @Test func `names nobody who asked that something stay up, but to who asked`() async throws {
        let test = try await TestNode(kind: .platform)
        let scene = try await RequestScene(on: test)
        let overseer = Caller(try await test.member(.oversight), .auditor, isPerson: true, isOnExchange: false)
        try await LiveAPI.serving(test) { api in
            let own = test.administrator.organisation.id.description
            let wording = RequestScene.wording(RequestScene.order, to: [["member": .string(own)]])
            _ = try #require(try await scene.file(wording, over: api).first)
            let path = "/v1/request-quality"
            let read = try await api.answer("GET", path, token: api.callers.token(for: overseer))
            let figures = try #require(read.json?["authorities"]?.arrayValue?.first?["figures"])
            #expect(figures["requests"] == 1)
            #expect(figures["stayUpRequests"] == nil && figures["stayUpRenewals"] == nil)
            let told = try await api.answer("GET", path, token: api.callers.token(for: scene.officer))
            #expect(told.json?["authorities"]?.arrayValue?.first?["figures"]?["stayUpRequests"] == 0)
        }
    }
}
