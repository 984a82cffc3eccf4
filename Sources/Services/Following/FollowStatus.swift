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
        var needsUpgrade = false
        var hasAnswered = false
        var exchange: ID<Exchange>?
        var lastAnswer: Timestamp?
        var reach = FollowReach()
    }

    private let begun: Timestamp
    private let state = Mutex(State())

    /// Makes the status of a follower that has heard nothing yet.
    ///
    /// - Parameter now: when it begins.
    init(at now: Timestamp) {
        begun = now
    }

    /// Whether nothing needs a person: no alarm stands, this program knows all that the exchange says, and the exchange
    /// accepts the key for everything it is used for.
    package var isWell: Bool {
        state.withLock { $0.alarm == nil && $0.rejected.isEmpty && !$0.hasEnded && !$0.needsUpgrade }
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

    /// Notes whether the exchange recorded what this program does not know.
    func note(needsUpgrade: Bool) {
        state.withLock { $0.needsUpgrade = needsUpgrade }
    }

    /// Following ended for good.
    func end() {
        state.withLock { $0.hasEnded = true }
    }

    /// How near the exchange is.
    ///
    /// - Parameter now: the present.
    /// - Returns: what is known of it at that moment.
    package func contact(at now: Timestamp) -> FollowContact {
        state.withLock { state in
            FollowContact(
                exchange: state.exchange,
                lastAnswer: state.lastAnswer,
                silence: now.secondsSince(state.lastAnswer ?? begun),
                eventsBehind: state.reach.eventsBehind,
                behindSince: state.reach.behindSince,
                behind: state.reach.behindSince.map { now.secondsSince($0) } ?? Seconds(0),
                needsUpgrade: state.needsUpgrade
            )
        }
    }

    /// Notes which exchange is followed, and before which position everything of it was taken in.
    func note(_ exchange: ID<Exchange>, position: Int64) {
        state.withLock { state in
            state.exchange = exchange
            state.reach.note(position: position)
        }
    }

    /// The exchange answered something that has to do with its events.
    func noteAnswer(at now: Timestamp) {
        state.withLock { state in
            state.hasAnswered = true
            state.lastAnswer = now
        }
    }

    /// The exchange gave a checkpoint, or said that it has none.
    func noteCheckpoint(size: Int64, at now: Timestamp) {
        state.withLock { state in
            state.lastAnswer = now
            state.reach.note(size: size, at: now)
        }
    }

    /// Everything before a position of the exchange's journal was taken in.
    func note(position: Int64) {
        state.withLock { $0.reach.note(position: position) }
    }

    /// Whether the exchange answered anything since this was asked last.
    func takeAnswer() -> Bool {
        state.withLock { state in
            defer { state.hasAnswered = false }
            return state.hasAnswered
        }
    }
}
