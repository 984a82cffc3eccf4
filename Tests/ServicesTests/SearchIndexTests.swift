import Cooperation
import FingerprintSearch
import Fingerprints
import SeededRandomness
import Services
import Store
import Testing

/// The index over a real store: nothing is lost when a node starts again, and merges end by themselves.
@Suite struct `The search index` {
    @Test(.timeLimit(.minutes(20)))
    func `of a node where nothing happens after an import ends with its segments merged`() async throws {
        var random = SplitMix64(seed: 1)
        let scene = try await OwnBank()
        let search = scene.platform.node.search
        try await scene.platform.indexed()
        // All in one transaction: no later event can be what makes the owner look for finished merges.
        try await scene.propose(
            (0..<60).map { _ in (0..<Signal.fingerprintsMax).map { _ in Fingerprint(pdq: random.hash()) } }
        )
        try await scene.platform.indexed()
        let size = scene.platform.store.journalGrowth.size
        while !search.status.isSettled { try await Task.sleep(for: .milliseconds(1)) }
        #expect(search.status.hashes == 60_000)
        #expect(search.status.segments <= 2)
        #expect(scene.platform.store.journalGrowth.size == size)
        // Only the newest hashes and a segment too small for tables are read one by one.
        let before = search.workDone
        #expect(search.search([random.hash()]).hits.isEmpty)
        #expect(search.workDone.tablesAsked > before.tablesAsked)
        #expect(search.workDone.rowsRead - before.rowsRead < 20_000)
    }

    /// What a node that never stopped would know.
    private struct Ledger {
        var live: [ID<Signal>: [Hash256]] = [:]

        /// Every signal within the radius of a query, with its distance.
        func search(_ query: Hash256, radius: Int) -> [ID<Signal>: Int] {
            live.compactMapValues { hashes in
                hashes.map { $0.distance(to: query) }.min().flatMap { $0 <= radius ? $0 : nil }
            }
        }

        func expectEqual(_ index: SearchIndex, queries: [Hash256], _ comment: String) {
            #expect(index.status.hashes == live.values.reduce(0) { $0 + $1.count }, "\(comment)")
            for query in queries {
                let found = index.search([query]).hits
                let expected = search(query, radius: index.status.radius)
                #expect(found.count == expected.count, "\(comment)")
                #expect(found.allSatisfy { expected[$0.signal] == $0.distance && $0.hash == query }, "\(comment)")
                #expect(found.map(\.distance) == found.map(\.distance).sorted(), "\(comment)")
            }
        }
    }

    static let sizes = [
        0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1023, 1024, 1025,
    ]

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `loses no signal when the node starts again, whatever came and went before`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        var scene = try await OwnBank()
        var ledger = Ledger()
        let centres = (0..<4).map { _ in random.hash() }
        for size in Self.sizes {
            // A few go, and as many more come that the size is reached.
            for signal in ledger.live.keys.sorted().shuffled(using: &random).prefix(.random(in: 0...3, using: &random))
            {
                try await scene.platform.node.withdrawSignal(signal, reason: "TEST an error", by: scene.proposer)
                ledger.live[signal] = nil
            }
            let new = (ledger.live.count..<size).map { _ in
                (0..<Int.random(in: 1...2, using: &random)).map { _ in
                    random.next().isMultiple(of: 2)
                        ? random.hash()
                        : random.edit(
                            centres[.random(in: 0..<4, using: &random)],
                            flips: .random(in: 0...40, using: &random)
                        )
                }
            }
            if !new.isEmpty {
                let signals = try await scene.propose(new.map { Set($0).map { Fingerprint(pdq: $0) } })
                for (signal, hashes) in zip(signals, new) { ledger.live[signal] = Array(Set(hashes)) }
            }
            let sample = ledger.live.values.flatMap(\.self).shuffled(using: &random).prefix(300)
            let queries = centres + sample + sample.prefix(20).map { random.edit($0, flips: 31) } + [random.hash()]
            try await scene.platform.indexed()
            ledger.expectEqual(scene.platform.node.search, queries: queries, "seed \(seed), \(size) before")
            scene.platform = try await scene.platform.restarted()
            try await scene.platform.indexed()
            ledger.expectEqual(scene.platform.node.search, queries: queries, "seed \(seed), \(size) after")
        }
    }
}
