import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// What comes by letter, and what goes to who is no member.
@Suite struct `Paper and guests` {
    private static func record(_ scene: RequestScene) async throws -> Request {
        try await scene.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Ministry")
    }

    @Test func `an order on paper has the clock, the checks and the answer of any other`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let received = scene.platform.clock.now - .minutes(20)
        let asked = try await scene.record(.removalOrder, "ID_TEST_ORDER", from: "TEST Ministry") {
            $0.issuedAt = received
            $0.receivedAt = received
            $0.reference = "TEST 12/2018"
        }
        let id = asked.id
        #expect(asked.receivedAt == received && asked.dueAt == received + .hours(1))
        #expect(asked.filing.channel == .paper && !asked.filing.isSigned)
        #expect(try await scene.clocks(id, on: scene.platform).map(\.deadline) == [received + .hours(1)])
        #expect(try await scene.assessment(id)?.identityChecks.isEmpty == true)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == "identity-unconfirmed")
        try await scene.prepare(id)
        try await scene.propose([.compliedInCountry], to: id)
        try await scene.approve(id)
        let answered = try #require(try await scene.onPlatform(id))
        #expect(answered.state == .answered && answered.items.map(\.outcome) == [.compliedInCountry])
        #expect(try await scene.clocks(id, on: scene.platform).map(\.ending) == [.answered])
        let again = try await scene.platform.node.request(id, for: scene.counsel)
        #expect(again.paperAuthority == "TEST Ministry" && again.answer?.contains("perisai-statement/1") == true)
        #expect(try await scene.events() == 0, "It never left the platform's node.")
    }

    @Test func `a stranger's order on paper runs by the earliest clock, also where this node's own register has none`()
        async throws
    {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let node = scene.platform.node
        let administrator = try await scene.platform.person(.administrator)
        let own = try await node.propose(.test("ID_TEST_ORDER"), by: administrator)
        let before = try await Self.record(scene)
        #expect(before.dueAt != nil, "It is not adopted yet, and one register and no other has it.")
        _ = try await node.adoptInstrument(own, by: administrator)
        let after = try await Self.record(scene)
        #expect(after.dueAt == after.receivedAt.map { $0 + .hours(1) })
    }

    @Test func `silence about an order on paper is counted however many overdue ones an exchange keeps`() async throws {
        let scene = try await RequestScene.make()
        for _ in 0..<3 { _ = try await scene.ask(.removalOrder, "ID_TEST_ORDER") }
        scene.advance(.minutes(1))
        let own = try await Self.record(scene)
        scene.advance(.hours(2))
        #expect(try await scene.platform.node.keepRequestTimes(atOnce: 2) == 1)
        #expect(try await scene.onPlatform(own.id)?.state == .unanswered)
    }

    @Test func `silence about an order on paper is counted, and answers nothing`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.record(scene).id
        scene.advance(.hours(2))
        #expect(try await scene.platform.node.keepRequestTimes() == 1)
        let silent = try #require(try await scene.onPlatform(id))
        #expect(silent.state == .unanswered && silent.items.allSatisfy { $0.outcome == nil })
    }

    @Test func `paper in the name of a suspended member is recorded and turned away`() async throws {
        let scene = try await RequestScene.make()
        _ = try await scene.exchange.node.changeStanding(
            of: scene.authority,
            to: .suspended,
            reason: "TEST vote",
            by: scene.secretary
        )
        try await scene.sync()
        let request = try await scene.record(.removalOrder, "ID_TEST_ORDER")
        #expect(request.state == .turnedAway && request.turnedAwayFor == "standing-insufficient")
        #expect(try await scene.assessment(request.id) == nil)
        #expect(try await scene.clocks(request.id, on: scene.platform).isEmpty)
        #expect(
            try await RequestScene.code {
                try await scene.platform.node.request(request.id, for: scene.counsel)
            } == "not-found"
        )
        let now = scene.platform.clock.now
        let paper = RequestScene.paper(.removalOrder, "ID_TEST_ORDER", at: now, by: "TEST Ministry")
        #expect(
            try await RequestScene.code {
                try await scene.platform.node.recordPaperRequest(paper, from: scene.member, by: scene.counsel)
            } == "authority-unknown"
        )
    }

    @Test func `a demand on paper to weaken encryption is refused at once`() async throws {
        let scene = try await RequestScene.make()
        let request = try await scene.record(.weakenEncryption, "OTHER", from: "TEST Ministry")
        #expect(request.state == .answered && request.items.map(\.outcome) == [.refusedRights])
        #expect(try await scene.assessment(request.id) == nil)
        #expect(try await scene.clocks(request.id, on: scene.platform).isEmpty)
    }

    // MARK: Guests

    private func toGuest(_ scene: RequestScene) async throws -> ID<Request> {
        let guest = ID<Organisation>(Identifier(time: scene.exchange.clock.now, random: (1, 2)))
        var document = try scene.document(
            .removalOrder,
            "ID_TEST_ORDER",
            items: [RequestScene.item(1), RequestScene.item(2)],
            to: .guest(guest.identifier)
        )
        document.addresseeName = "TEST Small platform"
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document))
        return document.id
    }

    private func answers(_ outcomes: ItemOutcome...) -> [RequestAnswer.Item] {
        outcomes.enumerated().map { .init(number: $0.offset + 1, outcome: $0.element, reasons: "TEST") }
    }

    @Test func `a guest's link is used up by the answer and by nothing else`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let id = try await toGuest(scene)
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        #expect(
            try await RequestScene.code { try await node.inviteGuest(to: id, by: other.officer.caller) } == "not-found"
        )
        let replaced = try await node.inviteGuest(to: id, by: scene.officer.caller).secret
        let secret = try await node.inviteGuest(to: id, by: scene.officer.caller).secret
        for wrong in [replaced, "", String(secret.dropLast()), secret.uppercased(), String(repeating: "0", count: 64)] {
            #expect(try await RequestScene.code { try await node.guestRequest(wrong) } == "not-found")
            #expect(
                try await RequestScene.code {
                    try await node.answerAsGuest(wrong, answers(.complied, .complied))
                } == "not-found"
            )
        }
        for _ in 0..<3 { #expect(try await node.guestRequest(secret).request.id == id) }
        #expect(
            try await RequestScene.code { try await node.answerAsGuest(secret, answers(.complied)) }
                == "items-unanswered"
        )
        let kept = scene.exchange.clock.now + .days(190)
        let view = try await node.answerAsGuest(secret, answers(.complied, .refusedRights), keptUntil: kept)
        #expect(view.request.state == .answered && view.request.items.map(\.outcome) == [.complied, .refusedRights])
        #expect(try await scene.clocks(id, on: scene.exchange).map(\.ending) == [.answered])
        #expect(try await RequestScene.code { try await node.guestRequest(secret) } == "not-found")
        #expect(
            try await RequestScene.code {
                try await node.answerAsGuest(secret, answers(.complied, .complied))
            } == "not-found"
        )
        #expect(
            try await RequestScene.code { try await node.inviteGuest(to: id, by: scene.officer.caller) }
                == "request-over"
        )
        #expect(try await node.request(id, for: scene.officer.caller).addresseeName == "TEST Small platform")
    }

    @Test func `a guest's silence is counted as no answer, and the guest may still answer`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let id = try await toGuest(scene)
        let secret = try await node.inviteGuest(to: id, by: scene.officer.caller).secret
        scene.advance(.hours(2))
        #expect(try await node.keepRequestTimes() == 1)
        #expect(try await scene.onExchange(id).state == .unanswered)
        let view = try await node.answerAsGuest(secret, answers(.underReview, .refusedScope))
        #expect(view.request.state == .unanswered && view.request.hasInterimAnswers)
        #expect(try await RequestScene.code { try await node.guestRequest(secret) } == "not-found")
        let anew = try await node.inviteGuest(to: id, by: scene.officer.caller).secret
        let whole = try await node.answerAsGuest(
            anew,
            [.init(number: 1, outcome: .complied, reasons: "TEST")],
            keptUntil: scene.exchange.clock.now + .days(190)
        )
        #expect(whole.request.state == .answered)
    }

    @Test func `a guest says until when it keeps what it removed, which the authority is not told`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let id = try await toGuest(scene)
        let officer = scene.officer.caller
        let secret = try await node.inviteGuest(to: id, by: officer).secret
        func code(_ outcome: ItemOutcome, keptFor time: Seconds?) async throws -> String? {
            let until = time.map { scene.exchange.clock.now + $0 }
            return try await RequestScene.code {
                try await node.answerAsGuest(secret, answers(outcome, .refusedScope), keptUntil: until)
            }
        }
        for outcome in [ItemOutcome.complied, .compliedInCountry, .compliedInPart] {
            #expect(try await code(outcome, keptFor: nil) == "preservation-missing")
            #expect(try await code(outcome, keptFor: Seconds(-60)) == "time-over")
            #expect(try await code(outcome, keptFor: .minutes(1)) == "preservation-too-short")
            #expect(try await code(outcome, keptFor: .days(170)) == "preservation-too-short")
        }
        #expect(try await node.guestRequest(secret).request.state == .open, "What was refused used nothing up.")
        #expect(try await code(.complied, keptFor: .days(190)) == nil)
        let recorded = try await scene.exchange.store.read { reading in
            try reading.events(EventQuery(subject: id.identifier, limit: 100)).last { $0.type == RequestAnswered.type }
        }
        #expect(recorded?.facts["keptUntil"]?.stringValue != nil)
        var (cursor, told): (String?, [String]) = (nil, [])
        while true {
            let page = try await node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: officer) { officer }
            told += page.events.flatMap { slice in slice.event.shownFields.map { "\($0.name)" } }
            if page.events.isEmpty, page.cursor == cursor { break }
            cursor = page.cursor
        }
        #expect(told.contains { $0.contains("fact.outcome") } && !told.contains { $0.contains("keptUntil") })
    }

    @Test func `a guest that removed nothing is asked for no day`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let id = try await toGuest(scene)
        let secret = try await node.inviteGuest(to: id, by: scene.officer.caller).secret
        let view = try await node.answerAsGuest(secret, answers(.refusedRights, .refusedScope))
        #expect(view.request.state == .answered)
    }

    @Test func `a guest's link ends with its time`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let id = try await toGuest(scene)
        let secret = try await node.inviteGuest(to: id, lasting: .hours(3), by: scene.officer.caller).secret
        scene.advance(.minutes(179))
        #expect(try await node.guestRequest(secret).request.id == id)
        scene.advance(.minutes(1))
        #expect(try await RequestScene.code { try await node.guestRequest(secret) } == "not-found")
        #expect(
            try await RequestScene.code {
                try await node.answerAsGuest(secret, answers(.complied, .complied))
            } == "not-found"
        )
        #expect(
            try await RequestScene.code {
                try await node.inviteGuest(to: id, lasting: Seconds(0), by: scene.officer.caller)
            } == "time-over"
        )
    }
}
