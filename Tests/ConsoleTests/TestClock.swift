import Cooperation
import Synchronization

/// A clock that goes on by a microsecond with each look.
final class TestClock: Sendable {
    private let time = Mutex(Timestamp(microseconds: 1_541_466_000_000_000))

    func advance(_ span: Seconds) {
        time.withLock { $0 = $0 + span }
    }

    var now: Timestamp {
        time.withLock { time in
            time = Timestamp(microseconds: time.microseconds + 1)
            return time
        }
    }
}
