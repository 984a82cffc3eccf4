import Cooperation

/// How near a node is, at one moment, to the exchange that it follows over a line.
package struct FollowContact: Sendable, Hashable {
    /// How long an exchange may say nothing, or be ahead, before somebody should look.
    package static let patience = Seconds(300)

    /// The exchange's id on this node; `nil` before it was met for the first time.
    package let exchange: ID<Exchange>?
    /// When it answered last; `nil` where it has not since this node began.
    package let lastAnswer: Timestamp?
    /// How long ago that was, or this node began.
    package let silence: Seconds
    /// How many events its log holds beyond what was taken in; `nil` before that is known.
    package let eventsBehind: Int64?
    /// Since when its log has been known to hold something that is not taken in; `nil` while there is nothing.
    package let behindSince: Timestamp?
    /// How long ago that was; 0 while there is nothing.
    package let behind: Seconds
    /// Whether the exchange recorded what this program does not know, so that nothing more is taken in before an upgrade.
    package let needsUpgrade: Bool

    /// Makes one.
    package init(
        exchange: ID<Exchange>?,
        lastAnswer: Timestamp?,
        silence: Seconds,
        eventsBehind: Int64?,
        behindSince: Timestamp?,
        behind: Seconds,
        needsUpgrade: Bool = false
    ) {
        self.exchange = exchange
        self.lastAnswer = lastAnswer
        self.silence = silence
        self.eventsBehind = eventsBehind
        self.behindSince = behindSince
        self.behind = behind
        self.needsUpgrade = needsUpgrade
    }

    /// Whether somebody should look why nothing comes.
    package var isLate: Bool { silence > Self.patience || behind > Self.patience }
}
