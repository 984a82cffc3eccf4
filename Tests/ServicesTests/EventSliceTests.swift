import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

@Suite struct `The events that a reader sees` {
    /// One event as it was shown.
    private struct Shown {
        let type: String
        let event: DisclosedEvent

        init(_ slice: EventSlice) throws {
            event = slice.event
            let outer = try #require(event.value(of: .type)?.stringValue)
            let brought = event.shownFields.first { $0.name.text == "fact.event" }
            type = brought?.value["type"]?.stringValue ?? outer
        }

        var family: String { String(type.prefix { $0 != "." }) }
        func shows(_ name: String) -> Bool { event.shownFields.contains { $0.name.text == name } }
        func value(_ name: String) -> JSONValue? { event.shownFields.first { $0.name.text == name }?.value }
    }

    private static func read(_ node: Node, as caller: Caller) async throws -> [Shown] {
        var (shown, cursor): ([Shown], String?) = ([], nil)
        while true {
            let page = try await node.readEvents(cursor: cursor, limit: 100, wait: Seconds(0), by: caller) { caller }
            if page.events.isEmpty { return shown }
            shown += try page.events.map(Shown.init)
            cursor = page.cursor
        }
    }

    /// A followed exchange and a platform's node on which a little of everything happened.
    private static func scene() async throws -> (world: `Main job`.World, administrator: Caller) {
        let world = try await `Main job`.world()
        let signal = try await `Main job`.propose(`Main job`.hash(60), in: world)
        try await `Main job`.catchUp(world)
        let platform = world.platform
        let (reviewer, lead) = (try await platform.person(.reviewer), try await platform.person(.lead))
        let answer = try await `Main job`.check(`Main job`.hash(60), on: platform, by: reviewer)
        let subject = try #require(answer.openCase)
        _ = try await platform.node.decide(
            subject,
            DecisionProposal(
                finding: .notTerrorist,
                ground: .terms,
                groundReference: "TEST terms 4",
                measure: .noAction,
                territory: .everywhere,
                exemption: .none,
                exemptionAssessment: "TEST none applies",
                reasons: "TEST reasons"
            ),
            by: reviewer
        )
        let own = try await platform.node.openBank(
            name: "TEST own bank",
            agreement: nil,
            settings: BankSettings(),
            verifier: nil,
            by: platform.administrator
        ).bank.id
        var proposal = OwnPlatform.proposal()
        proposal.link = try ViewingLink(
            address: "https://own.example/viewing/1",
            expiresAt: platform.clock.now + .days(1)
        )
        let curator = try await platform.person(.curator)
        _ = try await platform.node.proposeSignals([(own, proposal)], by: curator)
        _ = try await platform.node.giveOpinion(
            .negative,
            of: signal,
            reason: "TEST not it",
            dispatch: nil,
            by: lead
        )
        try await platform.node.counter.flush()
        return (world, platform.administrator)
    }

    /// Which families a role reads on its organisation's own node: written down apart from the program's table.
    private static let families: [Role: Set<String>] = [
        .reviewer: [
            "organisation", "agreement", "bank", "signal", "case", "decision", "checks", "exchange", "dispatch",
        ],
        .lead: ["organisation", "agreement", "bank", "signal", "case", "decision", "checks", "exchange", "dispatch"],
        .appealsOfficer: ["organisation", "agreement", "bank", "signal", "case", "decision", "checks", "dispatch"],
        .counsel: ["organisation", "agreement", "bank", "signal", "case", "decision", "checks", "dispatch"],
        .auditor: [
            "organisation", "agreement", "bank", "signal", "case", "decision", "checks", "exchange", "dispatch",
            "person", "key",
        ],
        .curator: ["organisation", "agreement", "bank", "signal", "exchange", "dispatch"],
        .dutyOfficer: ["organisation", "agreement"],
        .administrator: ["organisation", "agreement", "bank", "exchange", "person", "key"],
    ]

    @Test(arguments: [
        Role.reviewer, .lead, .appealsOfficer, .counsel, .auditor, .curator, .dutyOfficer, .administrator,
    ])
    func `on its own node are those that its role may read otherwise`(_ role: Role) async throws {
        let (world, administrator) = try await Self.scene()
        let caller = role == .administrator ? administrator : try await world.platform.person(role)
        let shown = try await Self.read(world.platform.node, as: caller)
        #expect(Set(shown.map(\.family)) == Self.families[role])
        #expect(!shown.contains { $0.shows("fact.secretHash") || $0.shows("sealed.address") })
        #expect(!shown.contains { $0.family == "signal" && $0.shows("sealed.link") })
        #expect(!shown.contains { $0.shows("sealed.contentKey") || $0.shows("sealed.accountKey") })
        let reads = try #require(Self.families[role])
        #expect(shown.contains { $0.shows("sealed.rationale") } == reads.contains("signal"))
        #expect(shown.contains { $0.shows("sealed.reference") } == reads.contains("case"))
        #expect(!shown.contains { $0.family == "decision" && $0.shows("sealed.reasons") })
        #expect(shown.contains { $0.family == "person" && $0.shows("sealed.name") } == reads.contains("person"))
    }

    @Test func `are, for a program that carries decisions out, all that it needs`() async throws {
        let platform = try await OwnPlatform.make()
        let own = platform.home.administrator.organisation.id
        let key = try await platform.node.issueKey(
            for: own,
            role: .reviewer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: platform.home.administrator
        )
        let machine = try await platform.home.caller(key.secret)
        let decision = try await platform.decide(try await platform.open("post-1"))
        let made = try await Self.read(platform.node, as: machine).filter { $0.type == DecisionMade.type }
        #expect(made.map { $0.value("subject")?.stringValue } == [decision.description])
        #expect(made.first?.value("fact.measure") == "remove")
        _ = try await platform.node.report(.carriedOut(at: platform.home.clock.now), of: decision, by: machine)
        #expect(try await platform.state(of: decision) == .carriedOut)
    }

    @Test func `show a program what a case and its decision say, and no person, who opens the case for that`()
        async throws
    {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open(
            "post-1",
            link: "https://lentera.example/1",
            thumbnail: "https://media.lentera.example/1.jpg",
            account: "TEST account"
        )
        let decision = try await platform.decide(subject)
        _ = try await platform.node.reverse(decision, reasons: "TEST a mistake", by: platform.lead)
        let key = try await platform.node.issueKey(
            for: platform.home.administrator.organisation.id,
            role: .reviewer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: platform.home.administrator
        )
        for (reader, isShown) in [
            (try await platform.home.caller(key.secret), true), (platform.reviewer, false), (platform.lead, false),
        ] {
            let events = try await Self.read(platform.node, as: reader)
            let opened = events.filter { $0.type == CaseOpened.type }
            #expect(opened.count == 1 && opened.allSatisfy { $0.shows("sealed.reference") })
            #expect(opened.map { $0.shows("sealed.link") } == [isShown])
            #expect(opened.map { $0.shows("sealed.thumbnail") } == [isShown])
            #expect(opened.map { $0.shows("sealed.account") } == [isShown])
            let decided = events.filter { $0.family == "decision" }
            #expect(decided.map(\.type) == [DecisionMade.type, DecisionReversed.type])
            #expect(decided.map { $0.shows("sealed.reasons") } == [isShown, isShown])
            for part in ["exemptionAssessment", "groundReference"] {
                #expect(decided.first?.shows("sealed." + part) == isShown)
            }
        }
    }

    /// A key of a role that is bound to no person, for a program.
    private static func machine(_ role: Role, on test: TestNode) async throws -> Caller {
        let key = try await test.node.issueKey(
            for: test.administrator.organisation.id,
            role: role,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: test.administrator
        )
        return try await test.caller(key.secret)
    }

    @Test func `show a program what a threat says, and no person, who opens the threat for that`() async throws {
        let scene = try await ThreatScene.make()
        _ = try await scene.raise()
        let machine = try await Self.machine(.dutyOfficer, on: scene.platform)
        for (reader, isShown) in [(machine, true), (scene.duty, false), (scene.lead, false)] {
            let raised = try await Self.read(scene.node, as: reader).filter { $0.family == ThreatAlert.name }
            #expect(
                !raised.isEmpty && raised.allSatisfy { $0.shows("fact.level") == ($0.type == ThreatAlertRaised.type) }
            )
            #expect(raised.contains { $0.shows("sealed.what") } == isShown)
            #expect(raised.contains { $0.event.shownFields.contains { $0.name.text.hasPrefix("sealed.") } } == isShown)
        }
    }

    @Test func `tell from which request a threat was raised to those who read what is made of that, as the alert does`()
        async throws
    {
        let scene = try await RequestScene.make()
        let request = ID<Assessment>(try await scene.ask(.removalOrder, "ID_TEST_ORDER").identifier)
        let node = scene.platform.node
        let flag = try ThreatScene.flag(
            scene.office,
            seenAt: scene.platform.clock.now,
            choice: "TEST it is there",
            dangers: [.torture],
            request: request
        )
        let id = try await node.raiseThreat(flag, by: scene.counsel).alert.id
        let reviewer = try await scene.platform.person(.reviewer)
        let machine = try await Self.machine(.lead, on: scene.platform)
        // The adviser reads the alert for its danger, and was not asked about the request.
        for (reader, isShown) in [
            (scene.counsel, true), (scene.lead, true), (reviewer, false), (scene.adviser, false), (machine, false),
        ] {
            let raised = try await Self.read(node, as: reader).filter { $0.type == ThreatAlertRaised.type }
            #expect(raised.map { $0.shows("fact.level") } == [true], "\(reader.role)")
            #expect(raised.map { $0.shows("fact.startedFromRequest") } == [isShown], "\(reader.role)")
            let (listed, opened) = (
                try await node.threats(limit: 10, for: reader).threats, try await node.threat(id, for: reader)
            )
            #expect(listed.map(\.request) == [isShown ? request : nil], "\(reader.role)")
            #expect(opened.request == (isShown ? request : nil), "\(reader.role)")
        }
        #expect(try await node.threat(id, for: reviewer, assessing: scene.counsel).request == request)
    }

    @Test func `show no person what is written in a request and what is made of it, who opens it for that`()
        async throws
    {
        let scene = try await RequestScene.make()
        let request = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await scene.assess(.lock(factors: [], note: "TEST a note"), request)
        let events = try await Self.read(scene.platform.node, as: scene.counsel)
        for family in [Request.name, Assessment.name] {
            let about = events.filter { $0.family == family }
            #expect(!about.isEmpty)
            #expect(!about.contains { $0.event.shownFields.contains { $0.name.text.hasPrefix("sealed.") } })
        }
        let officers = try await Self.read(scene.exchange.node, as: scene.officer.caller)
        let asked = officers.filter { $0.family == Request.name }
        #expect(!asked.isEmpty)
        #expect(!asked.contains { $0.event.shownFields.contains { $0.name.text.hasPrefix("sealed.") } })
    }

    @Test func `tell an authority that its submission was answered, and not by whom`() async throws {
        let exchange = try await TestNode("TEST Secretariat", kind: .secretariat, isExchange: true)
        let unit = try await exchange.member("TEST Unit", .authority, interests: Interests(governments: ["gov.x"]))
        let other = try await exchange.member("TEST Other", .authority, interests: Interests(governments: ["gov.y"]))
        let platform = try await exchange.member("TEST One", .platform, interests: Interests(owners: ["one"]))
        let officer = try await exchange.person(of: unit.administrator, .officer)
        let curator = try await exchange.person(of: platform.administrator, .curator)
        let submission = try await exchange.node.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "TEST reference",
            reasons: "TEST reasons",
            by: officer
        ).submission.id
        _ = try await exchange.node.declineSubmission(submission, reason: "TEST seen before", by: curator)
        let own = try await Self.read(exchange.node, as: officer).filter { $0.family == "submission" }
        #expect(own.map(\.type) == [SubmissionReceived.type, SubmissionAnswered.type])
        let answer = try #require(own.last)
        #expect(answer.value("fact.outcome") == "declined" && answer.shows("sealed.reason"))
        #expect(!answer.shows("organisation") && !answer.shows("actor"))
        let told = answer.event.json.canonicalString
        #expect(!told.contains(platform.id.description))
        #expect(!told.contains(curator.author.actor.description))
        let strangers = try await exchange.person(of: other.administrator, .officer)
        #expect(try await !Self.read(exchange.node, as: strangers).contains { $0.family == "submission" })
        let curators = try await Self.read(exchange.node, as: curator).filter { $0.family == "submission" }
        #expect(curators.count == 2 && curators.allSatisfy { $0.shows("organisation") && $0.shows("actor") })
        // An administrator keeps people and keys, and reads no submissions.
        #expect(try await !Self.read(exchange.node, as: unit.administrator).contains { $0.family == "submission" })
    }

    @Test func `are, of people and keys, those of the reader's own organisation, on any node`() async throws {
        let world = try await `Main job`.world()
        let exchange = world.exchange
        for reader in [exchange.administrator, world.joinLater] {
            let shown = try await Self.read(exchange.node, as: reader).filter { ["person", "key"].contains($0.family) }
            #expect(!shown.isEmpty)
            let owners = shown.compactMap { $0.value("fact.organisation")?.stringValue }
            #expect(Set(owners) == [reader.organisation.id.description])
        }
        let curator = try await Self.read(exchange.node, as: world.proposer)
        #expect(!curator.contains { ["person", "key"].contains($0.family) })
    }

    @Test func `tell why a standing was changed to that member and the operator only`() async throws {
        let world = try await `Main job`.world()
        let member = world.memberID.description
        func reasons(_ reader: Caller) async throws -> [Bool] {
            try await Self.read(world.exchange.node, as: reader)
                .filter { $0.type == OrganisationStandingChanged.type && $0.value("subject")?.stringValue == member }
                .map { $0.shows("sealed.reason") }
        }
        #expect(try await reasons(world.joinLater) == [true])
        #expect(try await reasons(world.exchange.administrator) == [true])
        #expect(try await reasons(world.proposer) == [false])
    }

    @Test func `tell that the log was forked to everybody, and why to the operator only`() async throws {
        let world = try await `Main job`.world()
        let exchange = world.exchange
        try await exchange.store.write { transaction in
            let acts = try LogForkAccepted.decide(
                size: try transaction.journalSize(),
                abandoned: nil,
                node: exchange.node.identity.organisation,
                reason: "TEST seized"
            )
            for act in acts { try transaction.append(act, by: .node(of: exchange.node.identity.organisation)) }
        }
        func reasons(_ reader: Caller) async throws -> [Bool] {
            try await Self.read(exchange.node, as: reader).filter { $0.type == LogForkAccepted.type }
                .map { $0.shows("sealed.reason") }
        }
        #expect(try await reasons(exchange.administrator) == [true])
        #expect(try await reasons(world.joinLater) == [false])
        #expect(try await reasons(world.proposer) == [false])
    }

    @Test func `stop with the agreement's own date, without anybody saying so`() async throws {
        let end = Timestamp(microseconds: 1_541_466_000_000_000) + .days(1)
        let world = try await `Main job`.world(validUntil: end)
        let curator = world.second
        let before = try await `Main job`.propose(`Main job`.hash(61), in: world)
        func signals() async throws -> [String?] {
            try await Self.read(world.exchange.node, as: curator).filter { $0.family == "signal" }
                .map { $0.value("subject")?.stringValue }
        }
        #expect(try await signals() == [before.description])
        try await `Main job`.catchUp(world)
        world.exchange.clock.advance(.days(2))
        #expect(try await signals().isEmpty)
        await #expect { try await world.exchange.node.signal(before, for: curator) } throws: {
            ($0 as? Refusal)?.code == "not-found"
        }
    }
}
