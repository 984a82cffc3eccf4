import Cooperation
import Services
import Statements
import Store
import Testing

/// What was asked in an authority's name by somebody else counts for it in nothing.
@Suite struct `An authority that was impersonated` {
    private static func find(_ id: ID<Request>, in scene: RequestScene) async throws {
        // What is to stay up is for counsel alone.
        let other = try await scene.platform.person(.counsel)
        try await `The answer to a forged request`.lock(id, in: scene)
        let finding = AssessmentCommand.findForged(note: "TEST", by: try #require(other.person))
        try await scene.assess(finding, id, by: other)
        try await scene.sync()
    }

    private static func file(_ document: RequestDocument, _ scene: RequestScene) async throws {
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        try await scene.sync()
    }

    @Test func `may ask that something stay up which a forger asked for first`() async throws {
        let scene = try await RequestScene.make()
        let forged = try scene.document(.stayUp, "ID_TEST_STAY")
        try await Self.file(forged, scene)
        let again = try scene.document(.stayUp, "ID_TEST_STAY")
        #expect(try await RequestScene.code { try await Self.file(again, scene) } == "stay-up-again")
        try await Self.find(forged.id, in: scene)
        let genuine = try scene.document(.stayUp, "ID_TEST_STAY")
        #expect(try await RequestScene.code { try await Self.file(genuine, scene) } == nil)
    }

    @Test func `may ask so on paper too, after paper that called for somebody who confirmed it`() async throws {
        for isMember in [true, false] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            func stay() async throws -> Request {
                try await scene.record(.stayUp, "ID_TEST_STAY", from: isMember ? nil : "TEST Police") {
                    $0.isNotPerpetrators = true
                }
            }
            let forged = try await stay()
            try await scene.prepare(forged.id)
            let again = try await stay()
            #expect(again.turnedAwayFor == "stay-up-again")
            try await Self.find(forged.id, in: scene)
            let genuine = try await stay()
            #expect(genuine.state == .open && genuine.turnedAwayFor == nil)
        }
    }

    @Test func `has not had its first order by that, and the platform keeps its twelve hours`() async throws {
        let scene = try await RequestScene.make()
        func order() throws -> RequestDocument {
            var document = try scene.document(.removalOrder, RequestScene.first.code)
            document.firstContact = RequestDocument.FirstContact(information: "TEST procedure")
            return document
        }
        let forged = try order()
        try await Self.file(forged, scene)
        #expect(try await scene.onExchange(forged.id).waitsUntil != nil)
        let second = try order()
        try await Self.file(second, scene)
        #expect(try await scene.onExchange(second.id).waitsUntil == nil)
        for id in [forged.id, second.id] { try await Self.find(id, in: scene) }
        let genuine = try order()
        try await Self.file(genuine, scene)
        #expect(try await scene.onExchange(genuine.id).waitsUntil != nil)
        try await Self.find(genuine.id, in: scene)
        let paper = try await scene.record(.removalOrder, RequestScene.first.code)
        #expect(paper.waitsUntil != nil)
    }

    @Test func `is judged by nothing of it, and reads nothing of that`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let forged = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.propose([.refusedScope], to: forged)
        try await scene.sync()
        let silent = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        scene.advance(.days(1))
        try await RequestScene.keep(scene.exchange)
        try await scene.sync()
        func own() async throws -> AuthorityQuality? {
            try await node.shownQuality(for: scene.officer.caller).authorities.first?.quality
        }
        let before = try await own()
        #expect(before?.refusedItems == 1 && before?.unansweredRequests == 1)
        for id in [forged, silent] { try await Self.find(id, in: scene) }
        #expect(try await scene.onExchange(silent).foundForgedAt != nil)
        // What was reckoned is kept for a while.
        scene.advance(.days(1))
        let quality = try await node.requestQuality()
        #expect(quality.authorities[scene.authority] == AuthorityQuality() && quality.all == AuthorityQuality())
        #expect(try await own() == before)
    }
}
