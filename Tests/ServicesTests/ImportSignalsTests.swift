import Cooperation
import Fingerprints
import SeededRandomness
import Services
import Testing

@Suite struct ImportSignalsTests {
    private static func pattern(_ provenance: Provenance = .ownService, rationale: String = "TEST rationale")
        -> SignalProposal
    {
        SignalProposal(
            kind: .image,
            behaviours: [.glorification],
            provenance: provenance,
            fingerprints: [],
            rationale: rationale,
            exemptionAssessment: "TEST no exemption"
        )
    }

    @Test func `a line that is refused stops no other, and a known one is passed over`() async throws {
        let own = try await OwnBank()
        var seeded = SplitMix64(seed: 7)
        let known = Fingerprint(pdq: seeded.hash())
        let old = try #require(try await own.propose([[known]]).first)
        let new = Fingerprint(pdq: seeded.hash())
        let md5 = try Fingerprint(kind: .md5, value: String(repeating: "ab", count: 16))
        let outcomes = try await own.platform.node.importSignals(
            [[known], [new], [md5], [new], [known, new]],
            as: Self.pattern(),
            into: own.bank,
            by: own.proposer
        )
        guard case .accepted(let signal) = outcomes[1] else {
            Issue.record("\(outcomes[1])")
            return
        }
        #expect(outcomes[0] == .duplicate(old))
        guard case .refused(let refusal) = outcomes[2] else {
            Issue.record("\(outcomes[2])")
            return
        }
        #expect(refusal.code == "kind-not-proposable")
        #expect(outcomes[3] == .duplicate(signal))
        // Nothing in the bank is found by both, so this says something new.
        guard case .accepted = outcomes[4] else {
            Issue.record("\(outcomes[4])")
            return
        }
        let node = own.platform.node
        #expect(try await node.signalCount(in: own.bank, for: own.proposer) == 3)
        let empty = try await own.bank(radius: 10)
        #expect(try await node.signalCount(in: empty, for: own.proposer) == 0)
    }

    @Test func `the same hash in another bank is no duplicate`() async throws {
        let own = try await OwnBank()
        var seeded = SplitMix64(seed: 8)
        let print = Fingerprint(pdq: seeded.hash())
        try await own.propose([[print]])
        let other = try await own.bank(radius: 10)
        let outcomes = try await own.platform.node.importSignals(
            [[print]],
            as: Self.pattern(),
            into: other,
            by: own.proposer
        )
        guard case .accepted = outcomes[0] else {
            Issue.record("\(outcomes)")
            return
        }
    }

    @Test func `a pattern that no signal may have is refused before a list is read`() async throws {
        let own = try await OwnBank()
        let node = own.platform.node
        let empty = await #expect(throws: Refusal.self) {
            try await node.requireProposable(Self.pattern(rationale: " "), into: own.bank, by: own.proposer)
        }
        #expect(empty?.pointer == "/rationale")
        let external = await #expect(throws: Refusal.self) {
            try await node.requireProposable(Self.pattern(.externalList), into: own.bank, by: own.proposer)
        }
        #expect(external?.pointer == "/provenance")
        try await node.requireProposable(Self.pattern(), into: own.bank, by: own.proposer)
    }

    @Test func `more lines than one transaction takes are refused`() async throws {
        let own = try await OwnBank()
        var seeded = SplitMix64(seed: 9)
        let lines = (0...Node.proposalsMax).map { _ in [Fingerprint(pdq: seeded.hash())] }
        let refusal = await #expect(throws: Refusal.self) {
            try await own.platform.node.importSignals(lines, as: Self.pattern(), into: own.bank, by: own.proposer)
        }
        #expect(refusal?.code == "batch-invalid")
    }
}
