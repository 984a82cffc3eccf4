import Cooperation
import Services
import Testing

/// A paper names no register: where several have adopted its instrument's code, what any of them forbids is forbidden.
@Suite struct `A paper whose instrument stands in several registers` {
    /// A platform that follows two exchanges, both of which adopted the same instruments.
    private static func make() async throws -> (home: RequestScene, other: RequestScene) {
        let home = try await RequestScene.make()
        let exchange = try await TestNode("TEST Second exchange", kind: .secretariat, isExchange: true)
        return (home, try await RequestScene(exchange, home.platform, at: "https://second.exchange.test"))
    }

    private static func adopt(_ terms: InstrumentTerms, _ scene: RequestScene) async throws {
        try await scene.exchange.node.adopt(terms, by: scene.secretary)
    }

    private static func stranger(
        _ kind: RequestKind,
        _ code: String,
        _ scene: RequestScene,
        _ change: (inout PaperRequest) -> Void = { _ in }
    ) async throws -> Request {
        try await scene.record(kind, code, from: "TEST Bureau \(code)", change)
    }

    @Test func `is held to the strictest of them, and of a member to that of its own exchange`() async throws {
        let (home, other) = try await Self.make()
        try await Self.adopt(.test("ID_TEST_CROWN"), home)
        try await Self.adopt(.test("ID_TEST_CROWN", isAccepted: false), other)
        try await home.sync()
        try await other.sync()
        let more = try await Self.stranger(.disclosure, "ID_TEST_DATA", home) {
            $0.categories = [.subscriber, .content]
        }
        #expect(more.turnedAwayFor == "categories-not-of-instrument")
        #expect(try await Self.stranger(.disclosure, "ID_TEST_DATA", home).state == .open)
        let crown = try await Self.stranger(.removalOrder, "ID_TEST_CROWN", home)
        #expect(crown.turnedAwayFor == "instrument-not-accepted")
        #expect(try await home.record(.removalOrder, "ID_TEST_CROWN").state == .open)
        #expect(try await other.record(.removalOrder, "ID_TEST_CROWN").state == .turnedAway)
    }

    @Test func `is held to its own node's register where a member of that asks, and else to the others`()
        async throws
    {
        let scene = try await RequestScene.make()
        for code in ["ID_TEST_CROWN", "ID_TEST_FAR"] { try await Self.adopt(.test(code, isAccepted: false), scene) }
        let administrator = try await scene.platform.person(.administrator)
        try await scene.platform.node.adopt(.test("ID_TEST_CROWN"), by: administrator)
        try await scene.sync()
        let guest = try await scene.platform.member("TEST Guest", .authority, interests: nil).id
        func asked(_ code: String) async throws -> Request {
            let paper = RequestScene.paper(.removalOrder, code, at: scene.platform.clock.now, by: "TEST Guest")
            return try await scene.platform.node.recordPaperRequest(paper, from: guest, by: scene.counsel).request
        }
        #expect(try await asked("ID_TEST_CROWN").state == .open)
        #expect(try await asked("ID_TEST_FAR").turnedAwayFor == "instrument-not-accepted")
        let stranger = try await Self.stranger(.removalOrder, "ID_TEST_CROWN", scene)
        #expect(stranger.turnedAwayFor == "instrument-not-accepted", "Of a stranger nobody knows whose it is.")
    }

    @Test func `has its clocks where they agree, and else the earliest`() async throws {
        let (home, other) = try await Self.make()
        let (order, wait, days) = ("EU_TCO_REMOVAL", "EU_TCO_FIRST_INFO", "EU_EPOC")
        try await Self.adopt(.test("ID_TEST_MIXED", clock: days, redressClock: "EU_TCO_SCRUTINY_REQ"), home)
        try await Self.adopt(.test("ID_TEST_MIXED", clock: order), other)
        try await Self.adopt(.test("ID_TEST_HALF", clock: order, firstContactClock: wait), home)
        try await Self.adopt(.test("ID_TEST_HALF", clock: order), other)
        try await home.sync()
        try await other.sync()
        let agreed = try await Self.stranger(.removalOrder, "ID_TEST_ORDER", home)
        let received = try #require(agreed.receivedAt)
        #expect(agreed.dueAt == received + .hours(1))
        let first = try await Self.stranger(.removalOrder, RequestScene.first.code, home)
        #expect(first.waitsUntil == first.receivedAt.map { $0 + .hours(12) } && first.dueAt == nil)
        let mixed = try await Self.stranger(.removalOrder, "ID_TEST_MIXED", home)
        let came = try #require(mixed.receivedAt)
        #expect(mixed.dueAt == came + .hours(1))
        let redress = try await home.clocks(mixed.id, on: home.platform).filter { $0.subjectKind == .redress }
        #expect(redress.map(\.deadline) == [came + .hours(48)])
        let half = try await Self.stranger(.removalOrder, "ID_TEST_HALF", home)
        #expect(half.waitsUntil == nil && half.dueAt == half.receivedAt.map { $0 + .hours(1) })
        // The wait of one that waits by both ends with the same clock.
        home.set(try #require(first.waitsUntil))
        try await RequestScene.keep(home.platform)
        let begun = try #require(try await home.onPlatform(first.id))
        #expect(begun.waitsUntil == nil && begun.dueAt == begun.receivedAt.map { $0 + .hours(13) })
    }

    @Test func `has what it is about kept for the longest`() async throws {
        let (home, other) = try await Self.make()
        try await Self.adopt(.test("ID_TEST_KEPT", preservationClock: "UN_PRESERVE"), home)
        try await Self.adopt(.test("ID_TEST_KEPT"), other)
        try await home.sync()
        try await other.sync()
        let asked = try await Self.stranger(.removalOrder, "ID_TEST_KEPT", home)
        let view = try await home.platform.node.assessment(ID(asked.id.identifier), for: home.counsel)
        let now = home.platform.clock.now
        #expect(view.keptUntil.map { $0 > now + .days(100) } == true, "Not the 90 days of one of them.")
    }

    @Test func `has it kept for the longest by where each of them counts from`() async throws {
        let (home, other) = try await Self.make()
        func adopt(_ code: String, _ days: Int64, _ start: ClockTerms.Start, _ scene: RequestScene) async throws {
            let rule = try ClockRuleDraft(
                code: #require(ClockCode(code)),
                summary: "TEST",
                terms: ClockTerms(duration: ClockDuration(.seconds, days * 86_400), start: start),
                source: "TEST",
                sourceDate: #require(CivilDate("2018-11-01"))
            )
            _ = try await scene.exchange.node.importClockRules([rule], by: scene.exchange.administrator)
            try await Self.adopt(.test("ID_TEST_KEPT", preservationClock: code), scene)
            try await scene.sync()
        }
        try await adopt("TEST_FROM_RECEIPT", 60, .received, home)
        try await adopt("TEST_FROM_WORD", 57, .disabled, other)
        let asked = try await Self.stranger(.removalOrder, "ID_TEST_KEPT", home)
        let received = try #require(asked.receivedAt)
        home.advance(.days(5))
        let view = try await home.platform.node.assessment(ID(asked.id.identifier), for: home.counsel)
        let now = home.platform.clock.now
        #expect(view.keptUntil.map { $0 > received + .days(61) && $0 <= now + .days(57) } == true)
        let early = AssessmentCommand.preserve(until: received + .days(60))
        #expect(try await RequestScene.code { try await home.assess(early, asked.id) } == "preservation-too-short")
        try await home.assess(.preserve(until: now + .days(58)), asked.id)
    }

    @Test func `gains nothing by a laxer copy of the node's own`() async throws {
        let scene = try await RequestScene.make()
        try await scene.adopt("ID_TEST_JUDGED", .disclosure, authorisation: .judge)
        try await scene.sync()
        let administrator = try await scene.platform.person(.administrator)
        let all: Set<DataCategory> = [.subscriber, .traffic, .content]
        for code in ["ID_TEST_DATA", "ID_TEST_JUDGED"] {
            try await scene.platform.node.adopt(.test(code, .disclosure, categories: all), by: administrator)
        }
        for name in [nil, "TEST Bureau"] {
            let more = try await scene.record(.disclosure, "ID_TEST_DATA", from: name) {
                $0.categories = [.subscriber, .content]
            }
            #expect(more.turnedAwayFor == "categories-not-of-instrument")
            let judged = try await scene.record(.disclosure, "ID_TEST_JUDGED", from: name)
            #expect(judged.state == .open)
            try await scene.prepare(judged.id)
            let code = try await RequestScene.code { try await scene.propose([.complied], to: judged.id) }
            #expect(code == "authorisation-needed")
        }
    }
}
