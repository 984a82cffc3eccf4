import Cooperation
import FingerprintSearch
import Fingerprints
import SeededRandomness
import Services
import Store
import Testing

/// How a check searches: as far as the banks want it, and by the index's tables.
@Suite struct `A check's search` {
    /// Signals of as many hashes each as one may hold.
    private static func fill(
        _ scene: OwnBank,
        hashes count: Int,
        _ random: inout SplitMix64
    ) async throws -> [Hash256] {
        let hashes = (0..<count).map { _ in random.hash() }
        let perSignal = Signal.fingerprintsMax
        try await scene.propose(
            stride(from: 0, to: hashes.count, by: perSignal).map {
                hashes[$0..<min($0 + perSignal, hashes.count)].map { Fingerprint(pdq: $0) }
            }
        )
        try await settled(scene.platform)
        return hashes
    }

    /// Waits until everything is taken in and merged.
    private static func settled(_ platform: TestNode) async throws {
        try await platform.indexed()
        while !platform.node.search.status.isSettled { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test func `asks the tables at default settings, and reads few hashes one by one`() async throws {
        var random = SplitMix64(seed: 1)
        let scene = try await OwnBank()
        // Enough that the index has tables for most of them.
        let hashes = try await Self.fill(scene, hashes: 20_000, &random)
        #expect(scene.platform.node.search.status.radius == BankSettings.radiusDefault)
        let before = scene.platform.node.search.workDone
        let checks = 50
        for number in 0..<checks {
            let known = try #require(hashes.randomElement(using: &random))
            let query = number.isMultiple(of: 2) ? random.hash() : random.edit(known, flips: 20)
            let answer = try await scene.check([Fingerprint(pdq: query)])
            #expect(answer.verdict == (number.isMultiple(of: 2) ? .clear : .review))
        }
        let after = scene.platform.node.search.workDone
        #expect(after.tablesAsked - before.tablesAsked >= checks)
        #expect(after.rowsRead - before.rowsRead < checks * hashes.count / 4)
    }

    @Test func `asks the tables at the largest radius that a bank may have`() async throws {
        var random = SplitMix64(seed: 2)
        var scene = try await OwnBank(radius: BankSettings.radiusMax)
        // From here on they are faster than reading every hash.
        let hashes = try await Self.fill(scene, hashes: 100_000, &random)
        scene.platform = try await scene.platform.restarted()
        let query = random.edit(hashes[70_000], flips: BankSettings.radiusMax)
        let answer = try await scene.check([Fingerprint(pdq: query)])
        #expect(answer.matches.map(\.distance) == [BankSettings.radiusMax])
        let search = scene.platform.node.search
        #expect(search.status.radius == BankSettings.radiusMax)
        #expect(search.workDone.tablesAsked == 1)
        #expect(search.workDone.rowsRead == 0)
    }

    private struct Known: Hashable {
        let hash: Hash256
        let radius: Int
        let signal: ID<Signal>
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `finds exactly what is within each bank's own radius`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        var scene = try await OwnBank(radius: 10)
        var banks: [(id: ID<Bank>, radius: Int)] = [(scene.bank, 10)]
        for radius in [0, 31, BankSettings.radiusMax] {
            banks.append((try await scene.bank(radius: radius), radius))
        }
        let centres = (0..<3).map { _ in random.hash() }
        var known: [Known] = []
        for (id, radius) in banks {
            let hashes = centres.flatMap { centre in
                (0..<8).map { _ in random.edit(centre, flips: .random(in: 0...30, using: &random)) }
            }
            let signals = try await scene.propose(hashes.map { [Fingerprint(pdq: $0)] }, in: id)
            known += zip(hashes, signals).map { Known(hash: $0, radius: radius, signal: $1) }
        }
        func expectEqual(_ state: String) async throws {
            try await scene.platform.indexed()
            for number in 0..<30 {
                let query = random.edit(centres[number % 3], flips: .random(in: 0...50, using: &random))
                let expected = known.filter { $0.hash.distance(to: query) <= $0.radius }
                let answer = try await scene.check([Fingerprint(pdq: query)], reference: "\(state) \(number)")
                #expect(
                    Set(answer.matches.map { "\($0.signal) \($0.distance)" })
                        == Set(expected.map { "\($0.signal) \($0.hash.distance(to: query))" }),
                    "seed \(seed), \(state)"
                )
                #expect(answer.matches.allSatisfy { $0.fingerprint == query.hex })
            }
        }
        try await expectEqual("as opened")
        #expect(scene.platform.node.search.status.radius == BankSettings.radiusMax)

        // The widest bank is closed: nothing need look as far any more.
        _ = try await scene.platform.node.changeBank(banks[3].id, .close, by: scene.proposer)
        known.removeAll { $0.radius == BankSettings.radiusMax }
        try await expectEqual("one closed")
        #expect(scene.platform.node.search.status.radius == 31)

        // Another is widened.
        let wider = try BankSettings(radius: 40)
        _ = try await scene.platform.node.changeBank(banks[1].id, .changeSettings(wider), by: scene.proposer)
        known = known.map { $0.radius == 0 ? Known(hash: $0.hash, radius: 40, signal: $0.signal) : $0 }
        try await expectEqual("one widened")
        #expect(scene.platform.node.search.status.radius == 40)

        // And the node starts again.
        scene.platform = try await scene.platform.restarted()
        try await expectEqual("restarted")
        #expect(scene.platform.node.search.status.radius == 40)
    }

    @Test func `takes up to 100 fingerprints, and no more`() throws {
        let prints = (0...CheckRequest.printsMax).map {
            CheckRequest.Print(fingerprint: Fingerprint(pdq: Hash256(0, 0, 0, UInt64($0))))
        }
        let context = try CheckRequest.Context()
        #expect(throws: Never.self) {
            try CheckRequest(kind: .fingerprints, prints: Array(prints.dropLast()), context: context)
        }
        #expect { try CheckRequest(kind: .fingerprints, prints: prints, context: context) } throws: {
            ($0 as? Refusal)?.code == "fingerprints-invalid"
        }
        #expect(throws: Refusal.self) { try CheckRequest(kind: .fingerprints, prints: [], context: context) }
    }

    @Test func `of many pictures ends when whoever asked is gone`() async throws {
        let scene = try await OwnBank()
        let prints = (0..<CheckRequest.printsMax).map {
            CheckRequest.Print(fingerprint: Fingerprint(pdq: Hash256(0, 0, 0, UInt64($0))))
        }
        let check = try CheckRequest(kind: .fingerprints, prints: prints, context: CheckRequest.Context())
        let before = scene.platform.node.search.workDone
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await scene.platform.node.check(check, by: scene.reviewer)
                }
            }
        }
        #expect(scene.platform.node.search.workDone == before, "An empty index reads nothing.")
        #expect(try await scene.counted().isEmpty)
    }

    @Test func `answers with the nearest where more signals match than it looks at, and acts on none`() async throws {
        var random = SplitMix64(seed: 5)
        let scene = try await OwnBank(acts: true)
        let centre = random.hash()
        let first = try await scene.verified([Fingerprint(pdq: centre)])
        #expect(try await scene.check([Fingerprint(pdq: centre)], reference: "few").verdict == .act)
        try await scene.propose(
            (0..<1100).map { _ in [Fingerprint(pdq: random.edit(centre, flips: .random(in: 1...20, using: &random)))] }
        )
        let answer = try await scene.check([Fingerprint(pdq: centre)], reference: "many")
        #expect(answer.matches.count == 1000)
        #expect(answer.matches.first?.signal == first)
        #expect(answer.verdict == .review)
        #expect(answer.matches.first?.rule == .tooManyMatches)
        #expect(answer.decision == nil)
    }
}
