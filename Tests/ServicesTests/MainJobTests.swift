import Cooperation
import Fingerprints
import SeededRandomness
import Services
import Testing
import TransparencyLog

/// The whole way: one member shares, another verifies, a third platform's own node finds an edited copy, a person decides,
/// and the receipt verifies.
@Suite struct `Main job` {
    /// An exchange with two platforms and a body of civil society that share a bank, and the node of a third.
    struct World {
        let exchange: TestNode
        let platform: TestNode
        let bank: ID<Bank>
        let proposer: Caller
        let verifier: Caller
        let second: Caller
        let secondAdministrator: Caller
        let connection: DirectConnection
        let follower: FollowExchange
        let followed: ID<Exchange>
        let joinLater: Caller
        let agreement: ID<Agreement>
        let memberID: ID<Organisation>
    }

    static func world(
        joinsFirst: Bool = true,
        validUntil: Timestamp? = nil,
        settings: NodeSettings = NodeSettings()
    ) async throws -> World {
        let exchange = try await TestNode(
            "TEST Secretariat",
            kind: .secretariat,
            isExchange: true,
            settings: settings
        )
        let lentera = try await exchange.member(
            "TEST Lentera",
            .platform,
            interests: Interests(owners: ["owner.lentera"])
        )
        let suara = try await exchange.member(
            "TEST Suara",
            .civilSociety,
            interests: Interests(funders: ["fund.suara"])
        )
        let amihan = try await exchange.member("TEST Amihan", .platform, interests: Interests(owners: ["owner.amihan"]))
        let third = try await exchange.member("TEST Third", .platform, interests: Interests(owners: ["owner.third"]))
        let agreement = try await exchange.node.proposeAgreement(
            title: "TEST agreement",
            parties: [lentera.id, suara.id, amihan.id, third.id],
            use: .block,
            validUntil: validUntil,
            by: exchange.administrator
        )
        let id = agreement.agreement.id
        for member in [lentera, suara, amihan] {
            _ = try await exchange.node.acceptAgreement(id, by: member.administrator)
        }
        if joinsFirst { _ = try await exchange.node.acceptAgreement(id, by: third.administrator) }
        let bank = try await exchange.node.openBank(
            name: "TEST bank",
            agreement: id,
            settings: BankSettings(allowsBlocking: true),
            verifier: nil,
            by: lentera.administrator
        )
        let platform = try await TestNode("TEST Third", kind: .platform)
        let key = try await exchange.node.issueKey(
            for: third.id,
            role: .curator,
            person: nil,
            vouches: true,
            expiresAt: nil,
            by: third.administrator
        )
        let connection = DirectConnection(exchange: exchange, secret: key.secret)
        let follower = FollowExchange(
            node: platform.node,
            connection: connection,
            expectedKey: exchange.node.log.verifierKey.text
        )
        let (followed, _) = try await follower.meet()
        return World(
            exchange: exchange,
            platform: platform,
            bank: bank.bank.id,
            proposer: try await exchange.person(of: lentera.administrator, .curator),
            verifier: try await exchange.person(of: suara.administrator, .curator),
            second: try await exchange.person(of: amihan.administrator, .curator),
            secondAdministrator: amihan.administrator,
            connection: connection,
            follower: follower,
            followed: followed,
            joinLater: third.administrator,
            agreement: id,
            memberID: third.id
        )
    }

    static func hash(_ seed: UInt64) -> Hash256 {
        var random = SplitMix64(seed: seed)
        return Hash256(random.next(), random.next(), random.next(), random.next())
    }

    static func propose(_ hash: Hash256, in world: World) async throws -> ID<Signal> {
        let results = try await world.exchange.node.proposeSignals(
            [
                (
                    world.bank,
                    SignalProposal(
                        kind: .image,
                        behaviours: [.graphicViolence],
                        provenance: .ownService,
                        fingerprints: [Fingerprint(pdq: hash)],
                        rationale: "TEST rationale",
                        exemptionAssessment: "TEST no exemption",
                        link: ViewingLink(
                            address: "https://lentera.example/viewing/1",
                            expiresAt: world.exchange.clock.now + .days(1)
                        )
                    )
                )
            ],
            by: world.proposer
        )
        return try #require(try results.first?.get())
    }

    static func check(_ hash: Hash256, on platform: TestNode, by caller: Caller) async throws -> CheckAnswer {
        try await platform.indexed()
        return try await platform.node.check(
            CheckRequest(
                kind: .fingerprints,
                prints: [CheckRequest.Print(fingerprint: Fingerprint(pdq: hash))],
                context: CheckRequest.Context(reference: "post-1")
            ),
            by: caller
        )
    }

    static func catchUp(_ world: World) async throws {
        while try await world.follower.receive(from: world.followed, wait: Seconds(0)) > 0 {}
    }

    @Test func `a signal that one shares and another verifies is found by a third, decided by a person, and proved`()
        async throws
    {
        let world = try await Self.world()
        let reviewer = try await world.platform.person(.reviewer)
        let known = Self.hash(1)
        let copy = (0..<8).reduce(known) { hash, bit in hash.flippingBit(bit * 31) }
        let signal = try await Self.propose(known, in: world)
        #expect(throws: Never.self) { try Fingerprint(kind: .pdq, value: known.hex) }

        try await Self.catchUp(world)
        let first = try await Self.check(copy, on: world.platform, by: reviewer)
        #expect(first.verdict == .review)
        #expect(first.matches.first?.rule == .notVerified)
        #expect(first.matches.first?.distance == 8)

        _ = try await world.exchange.node.viewSignal(signal, by: world.verifier)
        _ = try await world.exchange.node.verifySignal(
            signal,
            basis: .shownBy,
            lookedAt: "TEST the whole picture",
            dispatch: nil,
            by: world.verifier
        )
        try await Self.catchUp(world)
        let second = try await Self.check(copy, on: world.platform, by: reviewer)
        #expect(second.openCase == first.openCase)
        #expect(second.matches.first?.rule == .notEnforced)

        let subject = try #require(second.openCase)
        _ = try await world.platform.node.assignCase(subject, by: reviewer)
        let decision = try await world.platform.node.decide(
            subject,
            DecisionProposal(
                finding: .confirmed,
                ground: .terms,
                groundReference: "TEST terms 4",
                measure: .remove,
                territory: .everywhere,
                exemption: .none,
                exemptionAssessment: "TEST none applies",
                reasons: "TEST reasons"
            ),
            by: reviewer
        ).decision.id
        await #expect(throws: Refusal.self) { try await world.platform.node.receipt(of: decision, view: .person) }
        _ = try await world.platform.node.report(.carriedOut(at: world.platform.clock.now), of: decision, by: reviewer)
        #expect(try await world.platform.node.caseView(subject).item.state == .closed)

        try await world.platform.node.log.sign()
        let key = world.platform.node.log.verifierKey
        for view in ReceiptView.allCases {
            let bytes = try await world.platform.node.receipt(of: decision, view: view)
            #expect(ReceiptVerdict(of: bytes, against: key) == .genuine(signer: key))
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("TEST reasons") == (view == .person))
            #expect(!text.contains(reviewer.author.actor.description))
        }

        // Its own true match lets the node verify too, without telling the case.
        let outcome = try await world.platform.node.verifySignal(
            signal,
            basis: .ownMatch,
            lookedAt: "TEST own post",
            dispatch: nil,
            by: reviewer.with(role: .lead)
        )
        guard case .dispatched = outcome else { Issue.record("\(outcome)"); return }
        #expect(try await world.follower.deliver(to: world.followed) == 1)
        #expect(try await world.follower.deliver(to: world.followed) == 0)
        let verifications = try await world.exchange.node.signal(signal, for: world.proposer).signal.verifications
        #expect(verifications.map(\.basis) == [.shownBy, .ownMatch])
        #expect(verifications.last?.person != reviewer.person)
    }

    @Test func `a platform acts by itself only once two looked, it switched that on, and the log is proved`()
        async throws
    {
        let world = try await Self.world()
        let lead = try await world.platform.person(.lead)
        let known = Self.hash(2)
        let signal = try await Self.propose(known, in: world)
        for verifier in [world.verifier, world.second] {
            _ = try await world.exchange.node.viewSignal(signal, by: verifier)
            _ = try await world.exchange.node.verifySignal(
                signal,
                basis: .shownBy,
                lookedAt: "TEST",
                dispatch: nil,
                by: verifier
            )
        }
        try await Self.catchUp(world)
        #expect(try await Self.check(known, on: world.platform, by: lead).matches.first?.rule == .notEnforced)
        _ = try await world.platform.node.changeBank(world.bank, .switchEnforcement(true), by: lead)
        #expect(try await Self.check(known, on: world.platform, by: lead).matches.first?.rule == .notProven)
        try await world.exchange.node.log.sign()
        #expect(try await world.follower.verifyLog(of: world.followed, patience: Seconds(120)))
        let answer = try await Self.check(known, on: world.platform, by: lead)
        #expect(answer.verdict == .act)
        let decision = try await world.platform.node.decision(try #require(answer.decision))
        #expect(decision.decision.isAutomatic)
        #expect(decision.exemptionAssessment == "TEST no exemption")

        // One negative opinion, and it only queues for review, everywhere.
        _ = try await world.exchange.node.giveOpinion(
            .negative,
            of: signal,
            reason: "TEST a news report",
            dispatch: nil,
            by: world.second
        )
        try await Self.catchUp(world)
        let disputed = try await Self.check(known, on: world.platform, by: lead)
        #expect(disputed.verdict == .review)
        #expect(disputed.matches.first?.rule == .disputed)
    }

    @Test func `who joins an agreement later receives what was shared before`() async throws {
        let world = try await Self.world(joinsFirst: false)
        let reviewer = try await world.platform.person(.reviewer)
        _ = try await Self.propose(Self.hash(3), in: world)
        try await Self.catchUp(world)
        #expect(try await Self.check(Self.hash(3), on: world.platform, by: reviewer).verdict == .clear)
        _ = try await world.exchange.node.acceptAgreement(world.agreement, by: world.joinLater)
        _ = try await Self.propose(Self.hash(4), in: world)
        try await Self.catchUp(world)
        #expect(try await Self.check(Self.hash(3), on: world.platform, by: reviewer).verdict == .review)
        #expect(try await Self.check(Self.hash(4), on: world.platform, by: reviewer).verdict == .review)
        try await world.exchange.node.log.sign()
        #expect(try await world.follower.verifyLog(of: world.followed, patience: Seconds(120)))
    }

    @Test func `a withdrawn signal is found no more`() async throws {
        let world = try await Self.world()
        let reviewer = try await world.platform.person(.reviewer)
        let signal = try await Self.propose(Self.hash(5), in: world)
        try await Self.catchUp(world)
        #expect(try await Self.check(Self.hash(5), on: world.platform, by: reviewer).verdict == .review)
        try await world.exchange.node.withdrawSignal(signal, reason: "TEST an error", by: world.proposer)
        try await Self.catchUp(world)
        #expect(try await Self.check(Self.hash(5), on: world.platform, by: reviewer).verdict == .clear)
    }

    @Test func `the proposer never verifies, nor does who shares an owner with it`() async throws {
        let world = try await Self.world()
        let signal = try await Self.propose(Self.hash(6), in: world)
        await #expect(throws: Refusal.self) {
            _ = try await world.exchange.node.viewSignal(signal, by: world.proposer)
            _ = try await world.exchange.node.verifySignal(
                signal,
                basis: .shownBy,
                lookedAt: "TEST",
                dispatch: nil,
                by: world.proposer
            )
        }
    }

    @Test func `an unanswered decision returns its case to the queue`() async throws {
        let world = try await Self.world()
        let reviewer = try await world.platform.person(.reviewer)
        _ = try await Self.propose(Self.hash(7), in: world)
        try await Self.catchUp(world)
        let subject = try #require(try await Self.check(Self.hash(7), on: world.platform, by: reviewer).openCase)
        let decision = try await world.platform.node.decide(
            subject,
            DecisionProposal(
                finding: .confirmed,
                ground: .law,
                groundReference: "TEST law 1",
                measure: .restrict,
                territory: Territory(countries: ["ID"]),
                exemption: .none,
                exemptionAssessment: "TEST",
                reasons: "TEST",
                endsAt: world.platform.clock.now + .days(1)
            ),
            by: reviewer
        )
        #expect(try await world.platform.node.keepHouse() == 0)
        world.platform.clock.advance(.hours(2))
        #expect(try await world.platform.node.keepHouse() == 1)
        #expect(try await world.platform.node.caseView(subject).item.state == .open)
        #expect(try await world.platform.node.decision(decision.decision.id).decision.state == .unanswered)
        world.platform.clock.advance(.days(2))
        try await world.platform.node.keepHouse()
        #expect(try await world.platform.node.decision(decision.decision.id).decision.state == .ended)
    }
}

extension Caller {
    func with(role: Role) -> Caller {
        Caller(
            organisation: organisation,
            key: key,
            role: role,
            person: person,
            isNode: isNode,
            isOnExchange: isOnExchange
        )
    }
}
