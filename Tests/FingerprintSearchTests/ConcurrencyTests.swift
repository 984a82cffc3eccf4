import FingerprintSearch
import Fingerprints
import SeededRandomness
import Synchronization
import Testing

struct ConcurrencyTests {
    /// What the owner hands out: a snapshot, and how many steps had been taken by then.
    private struct Published {
        var step: UInt32 = 0
        var snapshot = FingerprintIndex().snapshot()
        var isLast = false
    }

    private final class Board: Sendable {
        let published = Mutex(Published())
    }

    private static let window: UInt32 = 120
    private static let steps: UInt32 = 3000

    /// After step *n* the index holds the entries of the last `window` steps, each twice.
    private static func expected(after step: UInt32) -> [UInt32] {
        step == 0 ? [] : Array((step >= window ? step - window + 1 : 1)...step)
    }

    @Test func `queries see whole changes while the owner goes on`() async {
        let board = Board()
        await withTaskGroup(of: Int.self) { group in
            for reader in 0..<3 as Range<UInt64> {
                group.addTask {
                    var random = SplitMix64(seed: reader)
                    var reads = 0
                    while true {
                        let seen = board.published.withLock { $0 }
                        let found = seen.snapshot.search(.zero, radius: 60).map(\.entry).sorted()
                        if found != Self.expected(after: seen.step) || seen.snapshot.count != 2 * found.count {
                            Issue.record("step \(seen.step): \(found.count) entries")
                        }
                        let query = random.edit(.zero, flips: 20)
                        let hits = seen.snapshot.search(query, radius: 31)
                        if hits != seen.snapshot.search(query, radius: 31) {
                            Issue.record("step \(seen.step): the same query gave two answers")
                        }
                        reads += 1
                        if seen.isLast { return reads }
                        await Task.yield()
                    }
                }
            }
            group.addTask {
                var tuning = Fixture.tinySegments()
                tuning.plainRowsMax = 64
                var index = FingerprintIndex(tuning: tuning)
                var random = SplitMix64(seed: 99)
                for step in 1...Self.steps {
                    index.insert(random.edit(.zero, flips: Int.random(in: 0...60, using: &random)), entry: step)
                    index.insert(random.edit(.zero, flips: Int.random(in: 0...60, using: &random)), entry: step)
                    if step > Self.window { index.remove(entry: step - Self.window) }
                    let snapshot = index.snapshot()
                    board.published.withLock {
                        $0 = Published(step: step, snapshot: snapshot, isLast: step == Self.steps)
                    }
                    if step % 8 == 0, let merge = index.pendingMerge() { index.install(merge.run()) }
                    await Task.yield()
                }
                return 1
            }
            for await reads in group {
                #expect(reads > 0)
            }
        }
    }
}
