import Cooperation
import Fingerprints
import SeededRandomness
import Services
import Testing
import TransparencyLog

/// A platform's own node with a bank of its own and one signal in it, so that checks open cases.
struct OwnPlatform {
    let home: TestNode
    let bank: ID<Bank>
    let signal: ID<Signal>
    let curator: Caller
    let reviewer: Caller
    let lead: Caller

    static let hash = Fingerprint(pdq: Hash256(1, 2, 3, 4))

    var node: Node { home.node }

    static func make(
        settings: NodeSettings = NodeSettings(),
        signer: NoteSigner? = nil
    ) async throws -> OwnPlatform {
        let home = try await TestNode("TEST Own", kind: .platform, settings: settings, signer: signer)
        let curator = try await home.person(.curator)
        let bank = try await home.node.openBank(
            name: "TEST own bank",
            agreement: nil,
            settings: BankSettings(allowsBlocking: true),
            verifier: nil,
            by: home.administrator
        ).bank.id
        let results = try await home.node.proposeSignals([(bank, proposal())], by: curator)
        return OwnPlatform(
            home: home,
            bank: bank,
            signal: try #require(try results.first?.get()),
            curator: curator,
            reviewer: try await home.person(.reviewer),
            lead: try await home.person(.lead)
        )
    }

    static func proposal(
        _ fingerprint: Fingerprint = hash,
        _ behaviours: Set<Behaviour> = [.graphicViolence]
    ) -> SignalProposal {
        SignalProposal(
            kind: .image,
            behaviours: behaviours,
            provenance: .ownService,
            fingerprints: [fingerprint],
            rationale: "TEST rationale",
            exemptionAssessment: "TEST no exemption"
        )
    }

    /// A fingerprint far from every other of its kind, for content that does just this.
    func knows(_ behaviours: Set<Behaviour>, _ seed: UInt64) async throws -> Fingerprint {
        var generator = SplitMix64(seed: seed)
        let words = (0..<4).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }
        let fingerprint = Fingerprint(pdq: Hash256(words[0], words[1], words[2], words[3]))
        let results = try await node.proposeSignals([(bank, Self.proposal(fingerprint, behaviours))], by: curator)
        _ = try #require(try results.first?.get())
        return fingerprint
    }

    /// Checks content that is known, and gives the case that this opened or joined.
    func open(
        _ reference: String?,
        link: String? = nil,
        account: String? = nil,
        _ fingerprint: Fingerprint = hash,
        language: String? = nil,
        kind: ContentKind? = nil,
        postedAt: Timestamp? = nil
    ) async throws -> ID<Case> {
        try await home.indexed()
        let details = try CaseContext(kind: kind, postedAt: postedAt, language: language)
        let answer = try await node.check(
            CheckRequest(
                kind: .fingerprints,
                prints: [CheckRequest.Print(fingerprint: fingerprint)],
                context: CheckRequest.Context(reference: reference, link: link, account: account, details: details)
            ),
            by: reviewer
        )
        return try #require(answer.openCase)
    }

    func decide(
        _ subject: ID<Case>,
        _ measure: Measure = .remove,
        reasons: String = "TEST reasons",
        endsAt: Timestamp? = nil,
        by caller: Caller? = nil
    ) async throws -> ID<Decision> {
        try await node.decide(
            subject,
            DecisionProposal(
                finding: .confirmed,
                ground: .terms,
                groundReference: "TEST terms 4",
                measure: measure,
                territory: .everywhere,
                exemption: .none,
                exemptionAssessment: "TEST none applies",
                reasons: reasons,
                endsAt: endsAt
            ),
            by: caller ?? reviewer
        ).decision.id
    }

    func report(_ execution: Execution, of decision: ID<Decision>) async throws {
        _ = try await node.report(execution, of: decision, by: reviewer)
    }

    func carryOut(_ decision: ID<Decision>) async throws {
        let current = try await node.decision(decision).decision
        try await report(.carriedOut(current.isOver ? nil : current.measure, at: home.clock.now), of: decision)
    }

    func state(of subject: ID<Case>) async throws -> Case.State { try await node.caseView(subject).item.state }

    func state(of decision: ID<Decision>) async throws -> Decision.State {
        try await node.decision(decision).decision.state
    }
}
