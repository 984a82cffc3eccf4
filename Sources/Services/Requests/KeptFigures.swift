import Cooperation
import Synchronization

/// What was reckoned about requests, so that it is not reckoned for each who asks.
package final class KeptFigures: Sendable {
    /// How long an authority that was found to be slowed down, or not to be, is taken to be so still.
    private static let limitTime = Seconds.minutes(1)
    /// How old what is told of authorities' quality may be.
    private static let qualityTime = Seconds.minutes(15)
    /// For how many authorities that is kept.
    private static let limitsMax = 10_000

    private struct State {
        var published: RequestFigures?
        var quality: (counted: RequestQuality, at: Timestamp)?
        var limits: [ID<Organisation>: (perDay: Int?, until: Timestamp)] = [:]
    }

    private let state = Mutex(State())
    /// One reckons, and the others wait for it.
    let turn = AsyncTurn()

    /// The figures whose newest month is this one.
    func published(_ month: Range<Timestamp>) -> RequestFigures? {
        state.withLock { state in
            state.published.flatMap { $0.periods.first?.until == month.upperBound ? $0 : nil }
        }
    }

    /// How good the requests of authorities were, as it was reckoned a little while ago; `nil` where that is too long ago.
    func quality(at now: Timestamp) -> (counted: RequestQuality, at: Timestamp)? {
        state.withLock { state in
            state.quality.flatMap { $0.at <= now && now < $0.at + Self.qualityTime ? $0 : nil }
        }
    }

    func keep(_ quality: RequestQuality, at now: Timestamp) { state.withLock { $0.quality = (quality, now) } }

    func keep(_ figures: RequestFigures) { state.withLock { $0.published = figures } }

    /// How many requests a day an authority may file, as found within the last minute; `nil` where nobody looked, and in it
    /// `nil` for as many as it likes.
    func limit(of authority: ID<Organisation>, at now: Timestamp) -> Int?? {
        state.withLock { state in
            guard let kept = state.limits[authority], now < kept.until else { return nil }
            return .some(kept.perDay)
        }
    }

    func keep(_ perDay: Int?, of authority: ID<Organisation>, at now: Timestamp) {
        state.withLock { state in
            if state.limits.count >= Self.limitsMax { state.limits = [:] }
            state.limits[authority] = (perDay, now + Self.limitTime)
        }
    }
}
