import Cooperation
import Fingerprints
import SeededRandomness
import Services
import Store
import Testing

/// A platform that keeps banks for itself, and the people who propose, look and decide there.
struct OwnBank {
    var platform: TestNode
    let bank: ID<Bank>
    let proposer: Caller
    let verifiers: [Caller]
    let reviewer: Caller
    let lead: Caller

    // `acts`: whether the platform lets the bank's signals act by themselves.
    init(
        radius: Int = BankSettings.radiusDefault,
        acts: Bool = false,
        media: any MediaFingerprinting = NoMedia(),
        settings: NodeSettings = NodeSettings()
    ) async throws {
        platform = try await TestNode("TEST Platform", kind: .platform, media: media, settings: settings)
        proposer = try await platform.person(.curator)
        verifiers = [try await platform.person(.curator), try await platform.person(.curator)]
        reviewer = try await platform.person(.reviewer)
        lead = try await platform.person(.lead)
        bank = try await platform.node.openBank(
            name: "TEST own bank",
            agreement: nil,
            settings: BankSettings(
                radius: radius,
                actRadius: min(radius, BankSettings.actRadiusDefault),
                allowsBlocking: acts
            ),
            verifier: nil,
            by: proposer
        ).bank.id
        if acts { _ = try await platform.node.changeBank(bank, .switchEnforcement(true), by: lead) }
    }

    /// Opens another bank beside.
    func bank(radius: Int, verifier: ExternalVerifier? = nil) async throws -> ID<Bank> {
        try await platform.node.openBank(
            name: "TEST further bank",
            agreement: nil,
            settings: BankSettings(radius: radius, actRadius: min(radius, BankSettings.actRadiusDefault)),
            verifier: verifier,
            by: proposer
        ).bank.id
    }

    /// Proposes one signal for each list of fingerprints.
    @discardableResult
    func propose(
        _ signals: [[Fingerprint]],
        in other: ID<Bank>? = nil,
        provenance: Provenance = .ownService
    ) async throws -> [ID<Signal>] {
        var ids: [ID<Signal>] = []
        for start in stride(from: 0, to: signals.count, by: Node.proposalsMax) {
            let results = try await platform.node.proposeSignals(
                try signals[start..<min(start + Node.proposalsMax, signals.count)].map { fingerprints in
                    (
                        other ?? bank,
                        SignalProposal(
                            kind: .image,
                            behaviours: [.graphicViolence],
                            provenance: provenance,
                            fingerprints: fingerprints,
                            rationale: "TEST rationale",
                            exemptionAssessment: "TEST no exemption",
                            link: try ViewingLink(
                                address: "https://platform.example/viewing/1",
                                expiresAt: platform.clock.now + .days(1)
                            )
                        )
                    )
                },
                by: proposer
            )
            ids += try results.map { try $0.get() }
        }
        return ids
    }

    /// Proposes a signal that two people looked at too.
    func verified(_ fingerprints: [Fingerprint]) async throws -> ID<Signal> {
        let signal = try #require(try await propose([fingerprints]).first)
        try await verify(signal)
        return signal
    }

    /// Lets two people who did not propose a signal look at it.
    func verify(_ signal: ID<Signal>) async throws {
        for verifier in verifiers {
            _ = try await platform.node.viewSignal(signal, by: verifier)
            _ = try await platform.node.verifySignal(
                signal,
                basis: .shownBy,
                lookedAt: "TEST the whole picture",
                dispatch: nil,
                by: verifier
            )
        }
    }

    /// Checks fingerprints once the index is up to date.
    func check(_ fingerprints: [Fingerprint], reference: String? = nil) async throws -> CheckAnswer {
        try await platform.indexed()
        return try await platform.node.check(
            CheckRequest(
                kind: .fingerprints,
                prints: fingerprints.map { CheckRequest.Print(fingerprint: $0) },
                context: CheckRequest.Context(reference: reference)
            ),
            by: reviewer
        )
    }

    /// Lets a person decide a case.
    func decide(
        _ subject: ID<Case>,
        _ finding: Finding,
        measure: Measure,
        by person: Caller? = nil
    ) async throws -> ID<Decision> {
        try await platform.node.decide(
            subject,
            DecisionProposal(
                finding: finding,
                ground: .terms,
                groundReference: "TEST terms 4",
                measure: measure,
                territory: .everywhere,
                exemption: finding == .exempt ? .journalism : .none,
                exemptionAssessment: "TEST a person looked",
                reasons: "TEST reasons"
            ),
            by: person ?? reviewer
        ).decision.id
    }

    /// How many checks were counted, by kind and verdict.
    func counted() async throws -> [String: [String: Int64]] {
        try await platform.node.counter.flush()
        let events = try await platform.store.read { try $0.events(EventQuery(types: [ChecksCounted.type])) }
        return try events.reduce(into: [:]) { total, event in
            for (kind, verdicts) in try event.payload(ChecksCounted.self).counts {
                total[kind, default: [:]].merge(verdicts, uniquingKeysWith: +)
            }
        }
    }
}

extension SplitMix64 {
    mutating func hash() -> Hash256 { Hash256(next(), next(), next(), next()) }

    /// The hash with so many different bits flipped.
    mutating func edit(_ hash: Hash256, flips: Int) -> Hash256 {
        (0..<256).shuffled(using: &self).prefix(flips).reduce(hash) { $0.flippingBit($1) }
    }
}
