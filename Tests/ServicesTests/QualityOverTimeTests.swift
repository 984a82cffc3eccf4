import Cooperation
import Services
import Statements
import Store
import Testing

/// What follows from an authority's quality over the months: it is slowed down, suspended, and let go on again.
@Suite struct `An authority's quality over time` {
    fileprivate struct World {
        let scene: FilingScene
        var node: Node { scene.home.node }
        var clock: TestClock { scene.home.clock }

        init(_ thresholds: QualityThresholds) async throws {
            var settings = NodeSettings()
            settings.qualityThresholds = thresholds
            scene = try await FilingScene(settings: settings)
        }

        /// Files a request of some items, each answered with an outcome.
        @discardableResult
        func ask(_ outcomes: ItemOutcome..., isExercise: Bool = false) async throws -> ID<Request> {
            let addresses = outcomes.indices.map { "https://lentera.example/\(UInt64.random(in: 0 ... .max))/\($0)" }
            let id = try await scene.file(addresses, isExercise: isExercise).request
            if outcomes.contains(where: \.restsOnWeighing) { try await weigh(id, .test()) }
            let items = outcomes.enumerated().map {
                RequestAnswer.Item(number: $0.offset + 1, outcome: $0.element, reasons: "TEST reasons")
            }
            _ = try await node.proposeAnswer(
                AnswerProposal(items: items, territory: Territory(countries: ["ID"]), isTemporary: false),
                to: ID(id.identifier),
                by: scene.counsel
            )
            return id
        }

        /// Files a request about somebody whose speech is protected, and has it refused.
        func askAboutProtected() async throws {
            let id = try await scene.file(["https://lentera.example/\(UInt64.random(in: 0 ... .max))"]).request
            let finding = Proportionality.test(
                rabat: .init(context: 1, speaker: 1, intent: 1, contentAndForm: 1, extent: 1, likelihood: 1),
                protectedRoles: [.journalist]
            )
            try await weigh(id, finding)
            try await scene.refuse(id, items: 1)
        }

        private func weigh(_ id: ID<Request>, _ finding: Proportionality) async throws {
            let notes = Proportionality.Notes(legalBasis: "TEST basis", reasons: "TEST reasons")
            _ = try await node.assess(.weigh(finding, notes), on: ID(id.identifier), by: scene.counsel)
        }

        func code() async throws -> String? {
            try await FilingScene.code { try await scene.file(["https://lentera.example/\(clock.now)"]) }
        }

        func quality() async throws -> AuthorityQuality {
            try await node.requestQuality().authorities.values.first ?? AuthorityQuality()
        }

        func standing(_ node: Node? = nil) async throws -> Standing? {
            let id = scene.authority.organisation.id
            return try await (node ?? self.node).store.read { try $0.load(Organisation.self, id)?.standing }
        }

        func suspensions() async throws -> Int {
            try await node.store.read { reading in
                try reading.events(EventQuery(types: [OrganisationStandingChanged.type], limit: 100_000)).filter {
                    try $0.payload(OrganisationStandingChanged.self).standing == .suspended
                }.count
            }
        }
    }

    private static let throttling = QualityThresholds(itemsMin: 4, throttlePerMille: 500, throttledPerDay: 1)
    private static let suspending = QualityThresholds(itemsMin: 4, suspendPerMille: 500)

    @Test func `is reckoned over 180 days to the microsecond`() async throws {
        let world = try await World(QualityThresholds())
        let id = try await world.ask(.refusedScope, .impossible)
        let received = try #require(try await world.scene.request(id).receivedAt)
        let edge = received + .days(180)
        world.clock.set(edge)
        #expect(try await world.quality().answeredItems == 2)
        world.clock.set(Timestamp(microseconds: edge.microseconds + 1))
        #expect(try await world.quality().answeredItems == 0)
        let quality = try await world.node.requestQuality()
        #expect(quality.authorities.isEmpty && quality.all == AuthorityQuality())
    }

    @Test func `slows it down only from the smallest sample on, which its practice does not fill`() async throws {
        let world = try await World(Self.throttling)
        try await world.ask(.refusedScope, .refusedRights, .refusedRights)
        try await world.ask(.refusedScope, .refusedScope, isExercise: true)
        #expect(try await world.code() == nil, "Three items are fewer than four.")
        world.clock.advance(.days(2))
        try await world.ask(.impossible)
        #expect(try await world.quality().answeredItems == 4)
        // One a day: the one just filed was today's.
        #expect(try await world.code() == "authority-throttled")
        world.clock.advance(.hours(25))
        #expect(try await world.code() == nil)
        #expect(try await world.code() == "authority-throttled")
    }

    @Test func `lets nobody use up its day who files in its name`() async throws {
        let world = try await World(Self.throttling)
        try await world.ask(.refusedScope, .refusedScope, .refusedScope, .refusedScope)
        world.clock.advance(.days(2))
        let forged = try await world.scene.file(["https://lentera.example/forged"]).request
        #expect(try await world.code() == "authority-throttled")
        let (counsel, lead) = (world.scene.counsel, try await world.scene.home.person(.lead))
        let id = ID<Assessment>(forged.identifier)
        _ = try await world.node.assess(.lock(factors: [.alteredDocument], note: "TEST"), on: id, by: counsel)
        let finding = AssessmentCommand.findForged(note: "TEST", by: try #require(lead.person))
        _ = try await world.node.assess(finding, on: id, by: lead)
        #expect(try await world.code() == nil)
        #expect(try await world.code() == "authority-throttled", "Its own one is today's.")
    }

    @Test func `lets through no more of whom it slows down where many come at once`() async throws {
        let world = try await World(Self.throttling)
        try await world.ask(.refusedScope, .refusedScope, .refusedScope, .refusedScope)
        world.clock.advance(.days(2))
        var statements: [SignedStatement] = []
        for _ in 0..<8 { statements.append(try await world.statement()) }
        let node = world.node
        let codes = try await withThrowingTaskGroup(of: String?.self) { group in
            for statement in statements {
                group.addTask { try await FilingScene.code { try await node.fileSignedRequest(statement) } }
            }
            return try await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(codes.count { $0 == nil } == 1)
        #expect(codes.count { $0 == "authority-throttled" } == 7)
    }

    @Test func `lets a day pass to the microsecond before the next is taken of whom it slows down`() async throws {
        let world = try await World(Self.throttling)
        let id = try await world.ask(.refusedScope, .refusedScope, .refusedScope, .refusedScope)
        let received = try #require(try await world.scene.request(id).receivedAt)
        let statement = try await world.statement()
        // The clock goes on by a microsecond with every look, of which filing takes one before it counts.
        world.clock.set(Timestamp(microseconds: (received + .days(1)).microseconds - 20))
        #expect(
            try await FilingScene.code { try await world.node.fileSignedRequest(statement) } == "authority-throttled"
        )
        world.clock.set(received + .days(1))
        #expect(try await FilingScene.code { try await world.node.fileSignedRequest(statement) } == nil)
    }

    @Test func `lets it go on as any other once it improves, or once what was bad is long ago`() async throws {
        let world = try await World(Self.throttling)
        let first = try await world.ask(.refusedScope, .refusedScope, .impossible)
        let received = try #require(try await world.scene.request(first).receivedAt)
        world.clock.advance(.days(40))
        try await world.ask(.refusedRights)
        #expect(try await world.quality().perMille(3) == 750)
        #expect(try await world.code() == "authority-throttled")
        // It improves: seven of ten are good.
        world.clock.advance(.days(2))
        try await world.ask(.impossible, .impossible, .impossible, .impossible, .impossible, .impossible)
        #expect(try await world.quality().perMille(world.quality().refusedItems) == 300)
        for _ in 0..<3 { #expect(try await world.code() == nil) }
        // It gets worse again, and 180 days later that is over too.
        world.clock.advance(.days(100))
        try await world.ask(.refusedScope, .refusedScope, .refusedScope, .refusedScope, .refusedScope)
        #expect(try await world.code() == "authority-throttled")
        world.clock.set(received + .days(400))
        for _ in 0..<3 { #expect(try await world.code() == nil) }
        #expect(try await world.standing() == .active, "Nothing was suspended where only slowing down was set.")
    }

    @Test func `tells nobody by what follows whose speech is protected before the month is over`() async throws {
        let world = try await World(
            QualityThresholds(
                itemsMin: 1,
                throttledPerDay: 1,
                limits: [.protected: [.warn: 1, .throttle: 1, .suspend: 1], .refused: [.warn: 1000]]
            )
        )
        func consequence() async throws -> QualityView.Consequence? {
            // What was reckoned is told for a quarter of an hour.
            world.clock.advance(.minutes(16))
            return try await world.node.shownQuality(for: world.scene.authority).authorities.first?.consequence
        }
        world.clock.set(try #require(Timestamp("2019-03-05T00:00:00Z")))
        for _ in 0..<10 { try await world.askAboutProtected() }
        let asked = world.clock.now
        #expect(try await world.quality().protectedItems == 10)
        for moment in ["2019-03-06T00:00:00Z", "2019-03-31T23:00:00Z", "2019-04-01T23:00:00Z"] {
            world.clock.set(try #require(Timestamp(moment)))
            #expect(try await consequence() == .warned, "Only what was refused counts: \(moment)")
            #expect(try await world.node.suspendByQuality() == 0)
            for _ in 0..<2 { #expect(try await world.code() == nil) }
        }
        world.clock.set(try #require(Timestamp("2019-04-03T01:00:00Z")))
        #expect(try await consequence() == .suspended)
        #expect(try await world.code() == nil)
        #expect(try await world.code() == "authority-throttled")
        // Nor does it end 180 days after they asked, but with the month.
        world.clock.set(asked + .days(182))
        #expect(try await world.quality().protectedItems == 0)
        #expect(try await consequence() == .suspended)
        #expect(try await world.code() == nil)
        world.clock.set(try #require(Timestamp("2019-10-02T01:00:00Z")))
        #expect(try await consequence() == QualityView.Consequence.none)
    }

    @Test func `counts once what was undone, however often that is said`() async throws {
        let world = try await World(QualityThresholds())
        let id = try await world.scene.file(["https://lentera.example/1", "https://lentera.example/2"]).request
        let person = try await world.scene.home.person(.lead)
        _ = try await world.node.assess(
            .checkIdentity(.callBack, .confirmed, note: "TEST", by: person.person),
            on: ID(id.identifier),
            by: person
        )
        let commands: [AssessmentCommand] = [
            .checkForm(defects: [], factors: [], note: nil),
            .weigh(.test(), .init(legalBasis: "TEST basis", reasons: "TEST reasons")),
            .preserve(until: world.clock.now + .days(183)),
        ]
        for command in commands {
            _ = try await world.node.assess(command, on: ID(id.identifier), by: world.scene.counsel)
        }
        let items = [1, 2].map {
            RequestAnswer.Item(number: $0, outcome: .compliedInCountry, reasons: "TEST reasons")
        }
        _ = try await world.node.proposeAnswer(
            AnswerProposal(items: items, territory: .countries(["ID"]), isTemporary: true),
            to: ID(id.identifier),
            by: world.scene.counsel
        )
        _ = try await world.node.assess(
            .approve(by: try #require(person.person)),
            on: ID(id.identifier),
            by: person
        )
        let before = try await world.quality()
        #expect(before.compliedItems == 2 && before.reversedItems == 0)
        for item in [1, 2, 2] {
            let wrong = AssessmentCommand.reverse(item: item, reasons: "TEST", by: try #require(person.person))
            _ = try await world.node.assess(wrong, on: ID(id.identifier), by: person)
        }
        world.clock.advance(.days(4))
        for _ in 0..<3 { while try await ClockKeeper(node: world.node).turn() > 0 {} }
        let quality = try await world.quality()
        #expect(quality.reversedItems == 2 && quality.compliedItems == 2 && quality.answeredItems == 2)
        let platform = try await world.scene.home.person(.counsel)
        #expect(
            try await FilingScene.code {
                try await world.node.takeWord(
                    .itemReversed(number: 1, isMistake: true),
                    text: #"{"note":"TEST again"}"#,
                    about: id,
                    dispatch: nil,
                    by: platform
                )
            } == nil
        )
        #expect(try await world.quality() == quality)
    }

    @Test func `suspends it also while the time of a request can't be kept`() async throws {
        let world = try await World(Self.suspending)
        let late = try await world.scene.file(["https://lentera.example/late"]).request
        try await world.ask(.refusedScope, .refusedScope, .impossible)
        try await world.ask(.impossible)
        world.clock.advance(.days(2))
        let node = world.scene.home.node(
            over: GuardedStore(world.scene.home.store) { number in
                guard number > 1 else { throw StoreError(.databaseFailed, "TEST") }
            }
        )
        let stuck = try await RequestKeeper(node: node).turn(looksAtQuality: true)
        #expect(stuck?.subjects == [late.identifier])
        #expect(try await world.standing() == .suspended)
        #expect(try await RequestKeeper(node: node).turn(looksAtQuality: false) == nil)
    }

    @Test func `suspends it once, also after a restart, and what then comes in its name is turned away`() async throws {
        let world = try await World(Self.suspending)
        try await world.ask(.refusedScope, .refusedScope, .impossible)
        #expect(try await world.node.suspendByQuality() == 0, "The sample is too small.")
        try await world.ask(.impossible)
        let statement = try await world.statement()
        #expect(try await world.node.suspendByQuality() == 1)
        #expect(try await world.node.suspendByQuality() == 0)
        #expect(try await world.standing() == .suspended)
        #expect(try await world.suspensions() == 1)
        _ = try await world.node.fileSignedRequest(statement)
        let quality = try await world.quality()
        #expect(quality.turnedAway == 1 && quality.requests == 2)
        let again = try await world.scene.home.restarted()
        #expect(try await again.node.suspendByQuality() == 0)
        #expect(try await world.standing(again.node) == .suspended)
        again.clock.advance(.days(200))
        #expect(try await again.node.suspendByQuality() == 0)
        #expect(try await world.standing(again.node) == .suspended, "Only members take it back in.")
    }

    @Test func `does not suspend again for what was known when members took it back in, and does for what came since`()
        async throws
    {
        let world = try await World(Self.suspending)
        try await world.ask(.refusedScope, .refusedScope, .refusedScope, .refusedScope)
        #expect(try await world.node.suspendByQuality() == 1)
        world.clock.advance(.days(30))
        _ = try await world.node.changeStanding(
            of: world.scene.authority.organisation.id,
            to: .active,
            reason: "TEST vote",
            by: world.scene.administrator
        )
        #expect(try await world.node.suspendByQuality() == 0)
        world.clock.advance(.days(1))
        try await world.ask(.refusedScope, .refusedScope, .refusedScope)
        #expect(try await world.node.suspendByQuality() == 0, "Three since then are fewer than four.")
        try await world.ask(.refusedScope)
        #expect(try await world.node.suspendByQuality() == 1)
        #expect(try await world.suspensions() == 2)
    }

    @Test func `that is bad enough to be suspended slows it down until that is recorded`() async throws {
        let world = try await World(
            QualityThresholds(itemsMin: 4, throttlePerMille: 300, throttledPerDay: 1, suspendPerMille: 500)
        )
        try await world.ask(.refusedScope, .refusedScope, .refusedScope, .refusedScope)
        #expect(try await world.code() == "authority-throttled")
        #expect(try await world.node.suspendByQuality() == 1)
    }

    @Test func `is of no consequence where members set no thresholds`() async throws {
        let world = try await World(QualityThresholds(itemsMin: 1))
        for _ in 0..<3 { try await world.ask(.refusedScope, .refusedScope) }
        #expect(try await world.node.suspendByQuality() == 0)
        #expect(try await world.code() == nil)
        #expect(try await world.standing() == .active)
    }
}

extension `An authority's quality over time`.World {
    /// A signed referral, ready to be filed at any moment of the next two weeks.
    fileprivate func statement() async throws -> SignedStatement {
        let view = try await scene.write(["https://lentera.example/\(UInt64.random(in: 0 ... .max))"])
        let document = try #require(view.documents.first)
        return try SignedStatement.sign(try FilingScene.statement(of: document), for: .request, with: scene.key)
    }
}
