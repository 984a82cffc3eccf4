import Cooperation
import Synchronization

/// A clock that goes on by a microsecond with each look.
final class TestClock: Sendable {
    private let time = Mutex(Timestamp(microseconds: 1_541_466_000_000_000))

    /// Lets time pass.
    func pass(_ seconds: Int64) {
        time.withLock { $0 = Timestamp(microseconds: $0.microseconds + seconds * 1_000_000) }
    }

    var now: Timestamp {
        time.withLock { time in
            time = Timestamp(microseconds: time.microseconds + 1)
            return time
        }
    }
}
