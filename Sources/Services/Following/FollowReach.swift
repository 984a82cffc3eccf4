import Cooperation

/// How far a node took in what an exchange's log is known to hold.
struct FollowReach: Sendable, Hashable {
    /// What has been known for a while and is not taken in yet.
    private struct Goal: Sendable, Hashable {
        let size: Int64
        let since: Timestamp
    }

    /// The position before which everything was taken in; `nil` before that is known.
    private(set) var position: Int64?
    /// The largest checkpoint that the exchange showed, and since when.
    private var shown: Goal?
    /// The oldest checkpoint that reaches further than what was taken in.
    private var goal: Goal?

    /// How many events the log holds beyond what was taken in; `nil` before both are known.
    var eventsBehind: Int64? {
        guard let position, let shown else { return nil }
        return max(0, shown.size - position)
    }

    /// Since when the log has been known to hold something that is not taken in; `nil` while there is nothing.
    var behindSince: Timestamp? { goal?.since }

    /// Notes how far the log reaches.
    mutating func note(size: Int64, at time: Timestamp) {
        guard size > shown?.size ?? 0 else { return }
        let latest = Goal(size: size, since: time)
        shown = latest
        if goal == nil, size > position ?? 0 { goal = latest }
    }

    /// Notes before which position everything was taken in.
    mutating func note(position: Int64) {
        let furthest = max(position, self.position ?? 0)
        self.position = furthest
        guard let goal, furthest >= goal.size else { return }
        // A log that always grows a little is not behind for long, though it is always behind.
        self.goal = shown.flatMap { $0.size > furthest ? $0 : nil }
    }
}
