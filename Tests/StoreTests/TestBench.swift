import Cooperation
import Foundation
import Store
import Synchronization

/// A data folder with its clock and its randomness, thrown away with the test.
final class TestBench: Sendable {
    let folder: String
    let time = Mutex(Timestamp(microseconds: 1_541_466_123_000_000))
    /// How many closures shared each commit.
    let commits = Mutex<[Int]>([])
    /// Whether commits fail from now on.
    let failsCommits = Mutex(false)
    private let random: SeededBytes

    struct CommitFailure: Error {}

    init(seed: UInt64 = 1) throws {
        folder = NSTemporaryDirectory() + "/perisai-store-" + UUID().uuidString
        random = SeededBytes(seed: seed)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static let registry = AggregateRegistry(AggregateRegistry.all.all + [Parcel.self])
    static let migrations = Migration.all + [Parcel.migration]

    var sources: StoreSources {
        StoreSources(clock: { self.time.withLock { $0 } }, randomBytes: { self.random.next($0) })
    }

    var settings: SQLiteSettings {
        var settings = SQLiteSettings()
        settings.willCommit = { count in
            self.commits.withLock { $0.append(count) }
            if self.failsCommits.withLock({ $0 }) { throw CommitFailure() }
        }
        return settings
    }

    func openSQLite(
        settings: SQLiteSettings? = nil,
        migrations: [Migration] = TestBench.migrations
    ) throws -> SQLiteStore {
        try SQLiteStore(
            folder: folder,
            registry: Self.registry,
            sources: sources,
            settings: settings ?? self.settings,
            migrations: migrations
        )
    }
}
