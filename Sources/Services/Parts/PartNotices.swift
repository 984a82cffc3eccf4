import Synchronization

/// What the parts of a node that serves tell each other while they run.
package final class PartNotices: Sendable {
    /// How long after a failure of one of its parts the node calls itself degraded.
    private static let convalescence = Duration.seconds(60)

    /// The port on which the node listens, once it does.
    package let port = Mutex<Int?>(nil)
    /// When a part of the node failed last.
    private let lastFailure = Mutex<ContinuousClock.Instant?>(nil)
    /// How often each part was begun again.
    private let restarts = Mutex<[String: Int64]>([:])

    package init() {}

    /// Whether all parts have run without a failure for a while.
    package var areAllPartsWell: Bool {
        lastFailure.withLock { $0.map { ContinuousClock.now - $0 > Self.convalescence } ?? true }
    }

    /// How often each part failed and was begun again, in order of name.
    package var partRestarts: [(part: String, count: Int64)] {
        restarts.withLock { $0.sorted { $0.key < $1.key }.map { (part: $0.key, count: $0.value) } }
    }

    /// Makes a part known before it fails for the first time.
    package func expect(_ part: String) {
        restarts.withLock { $0[part, default: 0] += 0 }
    }

    /// A part failed and is begun again.
    package func noteRestart(of part: String) {
        restarts.withLock { $0[part, default: 0] += 1 }
        noteFailure()
    }

    /// Something failed that a person should look at.
    package func noteFailure() {
        lastFailure.withLock { $0 = .now }
    }
}
