import CanonicalJSON
import Cooperation
import Services
import Store
import Testing

extension `A finding of forgery that is taken back` {
    @Test func `has this node watch the time of the answer again, by the law since it was received`() async throws {
        let scene = try await RequestScene.make()
        let id = try await Self.forged(in: scene)
        func watched() async throws -> [Clock] {
            try await scene.clocks(id, on: scene.platform).filter { $0.subjectKind == .request && $0.state != .ended }
        }
        #expect(try await watched().isEmpty)
        let there = try await scene.clocks(id, on: scene.exchange).first { $0.subjectKind == .request }
        scene.advance(.minutes(5))
        try await Self.takeBack(id, in: scene)
        let clock = try #require(try await watched().first)
        #expect(clock.deadline == there?.deadline)
        try await Self.clear(id, in: scene)
        #expect(try await watched().count == 1)
    }

    @Test func `lets the clock of paper run again that it had, whatever registers have its instrument`() async throws {
        let scene = try await RequestScene.make()
        let administrator = try await scene.platform.person(.administrator)
        try await scene.exchange.node.adopt(.test("ID_TEST_MIXED", clock: "EU_TCO_REMOVAL"), by: scene.secretary)
        try await scene.platform.node.adopt(.test("ID_TEST_MIXED", clock: "EU_EPOC"), by: administrator)
        try await scene.sync()
        for (number, code) in ["ID_TEST_ORDER", "ID_TEST_MIXED", RequestScene.first.code].enumerated() {
            let item = RequestScene.item(1, "https://third.example/paper/\(number)")
            let id = try await scene.record(.removalOrder, code, from: "TEST Bureau \(code)", items: [item]).id
            func watched() async throws -> [Clock] {
                try await scene.clocks(id, on: scene.platform).filter {
                    [.request, .firstContact].contains($0.subjectKind) && $0.state != .ended
                }
            }
            let before = try await watched()
            #expect(before.count == 1, "\(code)")
            try await Forged.lock(id, in: scene)
            try await Forged.find(id, in: scene)
            #expect(try await watched().isEmpty, "\(code)")
            scene.advance(.minutes(5))
            try await Self.takeBack(id, in: scene)
            let after = try await watched()
            #expect(after.map(\.deadline) == before.map(\.deadline), "\(code)")
            #expect(after.map(\.subjectKind) == before.map(\.subjectKind), "\(code)")
        }
    }

    @Test func `lets the clock of a first order on paper run again from when its wait was over`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await scene.record(.removalOrder, RequestScene.first.code, from: "TEST Bureau").id
        func watched() async throws -> [Clock] {
            try await scene.clocks(id, on: scene.platform).filter { $0.subjectKind == .request && $0.state != .ended }
        }
        scene.set(try #require(try await scene.onPlatform(id)?.waitsUntil))
        try await RequestScene.keep(scene.platform)
        let before = try #require(try await watched().first)
        try await Forged.lock(id, in: scene)
        try await Forged.find(id, in: scene)
        #expect(try await watched().isEmpty)
        scene.advance(.minutes(5))
        try await Self.takeBack(id, in: scene)
        let after = try #require(try await watched().first)
        #expect(after.startedAt == before.startedAt && after.deadline == before.deadline)
        #expect(after.state == .running)
    }
}
