import Cooperation
import Services
import Statements
import Store
import Testing

/// The first order of an authority to a platform: its time begins when the platform has known for long enough how orders work.
@Suite struct `The first order to a platform` {
    private static let informed = RequestDocument.FirstContact(information: "TEST procedure, deadlines, telephone")

    private static func order(
        _ scene: RequestScene,
        _ firstContact: RequestDocument.FirstContact? = informed,
        _ change: (inout RequestDocument) -> Void = { _ in }
    ) throws -> RequestDocument {
        var document = try scene.document(.removalOrder, RequestScene.first.code)
        document.firstContact = firstContact
        change(&document)
        return document
    }

    private static func file(_ document: RequestDocument, in scene: RequestScene) async throws -> Request {
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        try await scene.sync()
        return try await scene.onExchange(document.id)
    }

    private static func kinds(_ id: ID<Request>, _ scene: RequestScene, on node: TestNode) async throws -> [String] {
        try await scene.clocks(id, on: node).map { "\($0.subjectKind) \($0.ending?.rawValue ?? $0.state.rawValue)" }
            .sorted()
    }

    @Test func `is refused without a word of how orders work, and nothing of it is recorded`() async throws {
        let scene = try await RequestScene.make()
        let document = try Self.order(scene, nil)
        #expect(
            try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(scene.sign(document)) }
                == "first-contact-missing"
        )
        #expect(try await scene.events() == 0)
    }

    @Test func `waits twelve hours to the microsecond, here and there, and only then must be answered within its hour`()
        async throws
    {
        let scene = try await RequestScene.make()
        let request = try await Self.file(try Self.order(scene), in: scene)
        let received = try #require(request.receivedAt)
        let begins = try #require(request.waitsUntil)
        #expect(begins > received + .hours(12) - Seconds(1) && begins <= received + .hours(12))
        #expect(request.state == .open && request.dueAt == nil && request.filing.firstContact == .informed)
        for node in [scene.exchange, scene.platform] {
            #expect(try await Self.kinds(request.id, scene, on: node) == ["firstContact running"])
        }
        #expect(
            try await RequestScene.code {
                try await scene.platform.node.stopRequestClock(
                    (.manifestError, "TEST"),
                    of: ID(request.id.identifier),
                    by: scene.counsel
                )
            } == "time-not-begun"
        )
        scene.set(Timestamp(microseconds: begins.microseconds - 20))
        // The platform's clock is another one, a little behind.
        scene.platform.clock.set(begins - Seconds(1))
        for node in [scene.exchange, scene.platform] { #expect(try await RequestScene.keep(node) == 0) }
        scene.set(begins)
        #expect(try await RequestScene.keep(scene.exchange) == 3, "It expired, another began, the request says so.")
        #expect(try await RequestScene.keep(scene.exchange) == 0)
        let begun = try await scene.onExchange(request.id)
        #expect(begun.waitsUntil == nil && begun.dueAt == begins + .hours(1) && begun.state == .open)
        // The platform's own watch goes on also while the exchange is away.
        scene.platform.clock.set(begins + Seconds(1))
        try await RequestScene.keep(scene.platform)
        #expect(try await RequestScene.keep(scene.platform) == 0)
        try await scene.sync()
        for node in [scene.exchange, scene.platform] {
            #expect(try await Self.kinds(request.id, scene, on: node) == ["firstContact expired", "request running"])
            let clock = try await scene.clocks(request.id, on: node).first { $0.subjectKind == .request }
            #expect(clock.map { $0.startedAt >= begins - Seconds(1) && $0.startedAt <= begins } == true)
        }
        // No clock complies: the hour over, it is counted as unanswered and nothing is done.
        scene.set(begins + .hours(2))
        try await RequestScene.keep(scene.exchange)
        let silent = try await scene.onExchange(request.id)
        #expect(silent.state == .unanswered && silent.items.allSatisfy { $0.outcome == nil })
    }

    @Test func `begins once, also after a restart and with the machine's clock set back`() async throws {
        let scene = try await RequestScene.make()
        let request = try await Self.file(try Self.order(scene), in: scene)
        let begins = try #require(request.waitsUntil)
        scene.set(begins + .hours(30))
        let again = try await scene.exchange.restarted()
        try await RequestScene.keep(again)
        let begun = try #require(try await again.store.read { try $0.load(Request.self, request.id) })
        #expect(begun.dueAt == begins + .hours(1) && begun.state == .unanswered, "The hour was over too.")
        again.clock.set(begins - .hours(3))
        #expect(try await RequestScene.keep(again) == 0)
        again.clock.set(begins + .days(3))
        #expect(try await RequestScene.keep(again) == 0)
        let events = try await again.store.read { try $0.events(EventQuery(subject: request.id.identifier)) }
        #expect(events.filter { $0.type == RequestWaitEnded.type }.count == 1)
    }

    @Test func `is followed by others that wait for nothing, and practice is none`() async throws {
        let scene = try await RequestScene.make()
        let practice = try Self.order(scene, nil) { $0.isExercise = true }
        try await scene.plan(practice)
        let exercise = try await Self.file(practice, in: scene)
        #expect(exercise.waitsUntil == nil && exercise.dueAt != nil)
        let first = try await Self.file(try Self.order(scene), in: scene)
        #expect(first.waitsUntil != nil, "Practice was no order.")
        let second = try await Self.file(try Self.order(scene, nil), in: scene)
        #expect(second.waitsUntil == nil && second.dueAt != nil)
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        let theirs = try Self.order(scene) {
            ($0.authority, $0.office, $0.officer) = (other.authority, other.office, other.officer.record)
        }
        _ = try await scene.exchange.node.fileSignedRequest(RequestScene.sign(theirs, other.officer.key))
        #expect(try await scene.onExchange(theirs.id).waitsUntil != nil, "Each authority is another one.")
    }

    @Test func `that a life can't wait for says why, and its time begins at once`() async throws {
        let scene = try await RequestScene.make()
        let request = try await Self.file(try Self.order(scene, .init(emergency: "TEST a live stream")), in: scene)
        #expect(request.waitsUntil == nil && request.dueAt != nil && request.filing.firstContact == .emergency)
        #expect(try await Self.kinds(request.id, scene, on: scene.exchange) == ["request running"])
    }

    @Test func `that is taken back or answered before its time begins is over, and nothing begins`() async throws {
        for isAnswered in [false, true] {
            let scene = try await RequestScene.make()
            let request = try await Self.file(try Self.order(scene), in: scene)
            if isAnswered {
                try await scene.propose([.refusedScope], to: request.id)
            } else {
                _ = try await scene.exchange.node.withdrawRequest(request.id, reason: "TEST", by: scene.officer.caller)
            }
            try await scene.sync()
            scene.set(try #require(request.waitsUntil) + .hours(1))
            for node in [scene.exchange, scene.platform] {
                #expect(try await RequestScene.keep(node) == 0)
                let ending = isAnswered ? "answered" : "withdrawn"
                #expect(try await Self.kinds(request.id, scene, on: node) == ["firstContact \(ending)"])
            }
        }
    }

    @Test func `to a guest is the first however its name is written`() async throws {
        let scene = try await RequestScene.make()
        func order(_ name: String, _ number: UInt64) throws -> RequestDocument {
            try Self.order(scene) { document in
                document.addressee = .guest(Identifier(time: scene.exchange.clock.now, random: (number, number)))
                document.addresseeName = name
            }
        }
        let first = try await Self.file(try order("TEST Small Platform", 1), in: scene)
        let again = try await Self.file(try order("test  small-platform", 2), in: scene)
        let other = try await Self.file(try order("TEST Smaller Platform", 3), in: scene)
        #expect(first.waitsUntil != nil && again.waitsUntil == nil && other.waitsUntil != nil)
    }
}
