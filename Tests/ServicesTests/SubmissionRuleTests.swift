import Cooperation
import Fingerprints
import Services
import Testing

/// Design rule 2, the whole way to the verdict.
@Suite struct `A signal that came of a submission` {
    private static func submit(to home: TestNode, by officer: Caller) async throws -> ID<Submission> {
        try await home.node.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "TEST reference",
            reasons: "TEST reasons",
            by: officer
        ).submission.id
    }

    @Test func `is not proposed into a bank of one's own, where nobody else could look`() async throws {
        let world = try await `Main job`.world()
        let exchange = world.exchange
        let unit = try await exchange.member("TEST Unit", .authority, interests: Interests(governments: ["gov.x"]))
        let officer = try await exchange.person(of: unit.administrator, .officer)
        let submission = try await Self.submit(to: exchange, by: officer)
        let own = try await exchange.node.openBank(
            name: "TEST own bank",
            agreement: nil,
            settings: BankSettings(allowsBlocking: true),
            verifier: nil,
            by: world.joinLater
        ).bank.id
        let curator = try await exchange.person(of: world.joinLater, .curator)
        var proposal = OwnPlatform.proposal()
        proposal.provenance = .submission(submission)
        let results = try await exchange.node.proposeSignals([(own, proposal), (world.bank, proposal)], by: curator)
        #expect(throws: Refusal.self) { try results[0].get() }
        if case .failure(let refusal) = results[0] { #expect(refusal.code == "submission-needs-members") }
        #expect(throws: Never.self) { try results[1].get() }
    }

    @Test func `acts no more once a verifier turns out to belong to that authority`() async throws {
        let world = try await `Main job`.world()
        let exchange = world.exchange
        let unit = try await exchange.member("TEST Unit", .authority, interests: Interests(governments: ["gov.x"]))
        let officer = try await exchange.person(of: unit.administrator, .officer)
        let submission = try await Self.submit(to: exchange, by: officer)
        var proposal = OwnPlatform.proposal()
        proposal.provenance = .submission(submission)
        proposal.link = try ViewingLink(
            address: "https://lentera.example/viewing/1",
            expiresAt: exchange.clock.now + .days(1)
        )
        let results = try await exchange.node.proposeSignals([(world.bank, proposal)], by: world.proposer)
        let signal = try #require(try results.first?.get())
        for verifier in [world.verifier, world.second] {
            _ = try await exchange.node.viewSignal(signal, by: verifier)
            _ = try await exchange.node.verifySignal(
                signal,
                basis: .shownBy,
                lookedAt: "TEST",
                dispatch: nil,
                by: verifier
            )
        }
        let lead = try await world.platform.person(.lead)
        func rule(_ reference: String) async throws -> VerdictRule? {
            try await `Main job`.catchUp(world)
            try await exchange.node.log.sign()
            _ = try await world.follower.verifyLog(of: world.followed, patience: Seconds(1000))
            try await world.platform.indexed()
            return try await world.platform.node.check(
                CheckRequest(
                    kind: .fingerprints,
                    prints: [CheckRequest.Print(fingerprint: OwnPlatform.hash)],
                    context: CheckRequest.Context(reference: reference)
                ),
                by: lead
            ).matches.first?.rule
        }
        try await `Main job`.catchUp(world)
        _ = try await world.platform.node.changeBank(world.bank, .switchEnforcement(true), by: lead)
        #expect(try await rule("post-1") == .allConditionsHold)
        let second = world.second.organisation.id
        let keeper = try await exchange.person(of: world.secondAdministrator, .administrator)
        _ = try await exchange.node.declareInterests(of: second, Interests(governments: ["gov.x"]), by: keeper)
        #expect(try await rule("post-2") == .tooFewVerifications)
        _ = try await exchange.node.declareInterests(
            of: second,
            Interests(owners: ["owner.amihan"]),
            by: keeper
        )
        #expect(try await rule("post-3") == .allConditionsHold)
        let secretary = try await exchange.person(.secretary)
        _ = try await exchange.node.changeStanding(of: second, to: .suspended, reason: "TEST vote", by: secretary)
        #expect(try await rule("post-4") == .tooFewVerifications)
    }
}
