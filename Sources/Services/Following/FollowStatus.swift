import Cooperation
import Synchronization

/// How following an exchange goes, for whoever asks how the node is.
package final class FollowStatus: Sendable {
    /// What goes on at the same time, each for itself.
    enum Part: String, Sendable, Hashable {
        case meet
        case receive
        case verify
        case deliver
    }

    private struct State {
        var alarm: Exchange.Alarm?
        var rejected: Set<Part> = []
        var hasEnded = false
        var hasAnswered = false
    }

    private let state = Mutex(State())

    /// Whether nothing needs a person: no alarm stands, and the exchange accepts the key for everything it is used for.
    package var isWell: Bool {
        state.withLock { $0.alarm == nil && $0.rejected.isEmpty && !$0.hasEnded }
    }

    func note(_ alarm: Exchange.Alarm?) {
        state.withLock { $0.alarm = alarm }
    }

    /// Notes how a part went; without a failure it went well.
    func note(_ part: Part, _ failure: ExchangeFailure?) {
        state.withLock { state in
            if failure?.code == .rejected { state.rejected.insert(part) } else { state.rejected.remove(part) }
        }
    }

    /// Following ended for good.
    func end() {
        state.withLock { $0.hasEnded = true }
    }

    /// The exchange answered something.
    func noteAnswer() {
        state.withLock { $0.hasAnswered = true }
    }

    /// Whether the exchange answered anything since this was asked last.
    func takeAnswer() -> Bool {
        state.withLock { state in
            defer { state.hasAnswered = false }
            return state.hasAnswered
        }
    }
}
