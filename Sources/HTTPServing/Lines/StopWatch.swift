import Synchronization

/// Decides who says the last word of a stream of lines when the node stops: whoever answers lines at that moment, else whoever
/// noticed.
///
/// So no line is begun after it, and no answer comes behind it.
final class StopWatch: Sendable {
    private struct State {
        var isAnswering = false
        var isStopping = false
    }

    private let state = Mutex(State())

    /// Whether the node stops and nothing more is answered.
    var isStopping: Bool { state.withLock(\.isStopping) }

    /// Begins to answer lines.
    ///
    /// - Returns: whether they may be answered.
    func begin() -> Bool {
        state.withLock { state in
            state.isAnswering = !state.isStopping
            return state.isAnswering
        }
    }

    /// Ends answering.
    ///
    /// - Returns: whether the node stops since, and the caller says so.
    func end() -> Bool {
        state.withLock { state in
            state.isAnswering = false
            return state.isStopping
        }
    }

    /// Notes that the node stops.
    ///
    /// - Returns: whether the caller says so, because nobody answers lines.
    func stop() -> Bool {
        state.withLock { state in
            state.isStopping = true
            return !state.isAnswering
        }
    }
}
