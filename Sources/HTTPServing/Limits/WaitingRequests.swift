import NIOCore

/// The requests that were read and that nobody works on yet, and whether there are too many for one more.
///
/// What a waiting request waits for is a processor. Counting open requests does not bound that: how many a processor gets
/// through in a while depends on the machine, on what else it does, and on the requests. So how long the last one waited is
/// measured, and as long as that is too long, new ones are turned away at once, which costs little. Those that were let in
/// are answered soon; of a node that takes all there is nobody gets an answer in time.
///
/// A few requests that wait are never too many: on a busy machine even a single one waits.
///
/// A pure value.
package struct WaitingRequests<Connection: Hashable & Sendable>: Sendable {
    private let leastCount: Int
    private let timeMax: Int64
    private var arrivals: [Connection: NIODeadline] = [:]
    /// How long the last one waited, in nanoseconds.
    private var lastWait: Int64 = 0
    /// When the last one was begun with, or the first one came when none waited.
    private var movedAt = NIODeadline.uptimeNanoseconds(0)

    /// Makes it with none waiting.
    ///
    /// - Parameters:
    ///   - leastCount: With fewer than this waiting, nobody is turned away.
    ///   - timeMax: How long one may wait before others are turned away.
    package init(leastCount: Int, timeMax: Duration) {
        self.leastCount = leastCount
        self.timeMax = TimeAmount(timeMax).nanoseconds
    }

    /// How many wait.
    package var count: Int { arrivals.count }

    /// Lets a request wait, unless too much has to be done before it.
    ///
    /// - Parameters:
    ///   - connection: Where it came from, from which no other waits.
    ///   - now: The monotonic time.
    /// - Returns: Whether it waits now.
    package mutating func enter(_ connection: Connection, at now: NIODeadline) -> Bool {
        if arrivals.isEmpty { movedAt = now }
        let standstill = (now - movedAt).nanoseconds
        guard arrivals.count < leastCount || max(lastWait, standstill) <= timeMax else { return false }
        arrivals[connection] = now
        return true
    }

    /// Says that somebody begins with the request of a connection; one that did not wait is passed over.
    package mutating func begin(_ connection: Connection, at now: NIODeadline) {
        guard let arrival = arrivals.removeValue(forKey: connection) else { return }
        lastWait = (now - arrival).nanoseconds
        movedAt = now
    }

    /// Says that a connection is gone.
    package mutating func forget(_ connection: Connection) {
        arrivals[connection] = nil
    }
}
