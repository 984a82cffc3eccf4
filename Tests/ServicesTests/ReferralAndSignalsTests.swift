import Cooperation
import Fingerprints
import Services
import Store
import Testing

/// What an authority asks makes no signal, and nothing of what was handed in as one (design rule 2).
@Suite struct `A referral` {
    private static func propose(on home: TestNode, by administrator: Caller) async throws {
        let bank = try await home.node.openBank(
            name: "TEST bank",
            agreement: nil,
            settings: BankSettings(),
            verifier: nil,
            by: administrator
        ).bank.id
        let proposal = SignalProposal(
            kind: .image,
            behaviours: [.threat],
            provenance: .ownService,
            fingerprints: [Fingerprint(pdq: Hash256(1, 2, 3, 4))],
            rationale: "TEST rationale",
            exemptionAssessment: "TEST no exemption"
        )
        let curator = try await home.person(of: administrator, .curator)
        let proposed = try await home.node.proposeSignals([(bank: bank, proposal: proposal)], by: curator)
        _ = try #require(try proposed.first?.get())
    }

    /// All that ever happened to signals, banks and submissions on a node, also what an exchange brought.
    private static func history(of home: TestNode) async throws -> [String] {
        let kinds = [Signal.name, Bank.name, Submission.name].map { $0 + "." }
        return try await home.store.read { reading in
            try reading.events(EventQuery(limit: 100_000)).flatMap { try $0.effects() }
                .filter { event in kinds.contains { event.type.hasPrefix($0) } }
                .map { "\($0.type) \($0.subject)" }
        }
    }

    @Test func `that is filed, complied with and closed leaves signals, banks and submissions as they were`()
        async throws
    {
        let scene = try await RequestScene.make()
        let fourth = try await scene.exchange.member(
            "TEST Fourth",
            .platform,
            interests: Interests(owners: ["owner.fourth"])
        )
        try await Self.propose(on: scene.exchange, by: fourth.administrator)
        try await Self.propose(on: scene.platform, by: scene.platform.administrator)
        _ = try await scene.exchange.node.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "https://third.example/1",
            reasons: "TEST reasons 1",
            by: scene.officer.caller
        )
        try await scene.sync()
        let before = [try await Self.history(of: scene.exchange), try await Self.history(of: scene.platform)]
        #expect(before[0].count >= 3 && before[1].count >= 2)
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        try await scene.sync()
        let closed = try await scene.onExchange(id)
        #expect(closed.state == .answered && closed.items.map(\.outcome) == [.complied])
        let after = [try await Self.history(of: scene.exchange), try await Self.history(of: scene.platform)]
        #expect(after == before)
    }
}
