import Cooperation
import Synchronization

/// What a node did on one day, in UTC.
package struct DailyActivity: Sendable, Hashable {
    /// The first moment of the day.
    package let day: Timestamp
    /// Checks that were answered, whatever the answer.
    package var checks: Int64 = 0
    /// Checks whose content was known.
    package var matches: Int64 = 0
    package var decisions: Int64 = 0
    package var reversals: Int64 = 0

    init(day: Timestamp) {
        self.day = day
    }
}

/// What a node did on each of the last days, counted from its events.
///
/// The counts are kept in memory and brought up to date with what was recorded since, so that nobody reads a month of events
/// to see a page.
package final class ActivityCounts: Sendable {
    /// How many days are told of, today included.
    package static let days = 30
    private static let types: Set<String> = [
        ChecksCounted.type, DecisionMade.type, DecisionReversed.type,
    ]
    private static let eventsPerRead = 1000
    private static let day = Seconds.days(1)

    private struct State {
        /// The first position that was not looked at; `nil` before the first time.
        var position: Int64?
        var days: [Int64: DailyActivity] = [:]
    }

    private let state = Mutex(State())

    init() {}

    /// What happened on each of the last days.
    ///
    /// - Parameters:
    ///   - reading: where the events are.
    ///   - now: the time.
    /// - Returns: the days in order, today the last, each there also where nothing happened.
    /// - Throws: `StoreError`.
    package func lastDays(_ reading: any StoreReading, now: Timestamp) throws -> [DailyActivity] {
        let today = Self.number(of: now)
        let first = today - Int64(Self.days) + 1
        var state = self.state.withLock(\.self)
        var position = try state.position ?? reading.firstPosition(since: Self.start(ofDay: first))
        let size = try reading.journalSize()
        while position < size {
            let events = try reading.events(
                EventQuery(from: position, types: Array(Self.types), limit: Self.eventsPerRead)
            )
            for event in events { try Self.count(event, into: &state) }
            position = events.count < Self.eventsPerRead ? size : (events.last?.position ?? size) + 1
        }
        state.days = state.days.filter { $0.key >= first }
        state.position = position
        let counted = state
        self.state.withLock { kept in
            // A read of an older state of the store does not undo a newer one.
            if kept.position ?? 0 <= position { kept = counted }
        }
        return (first...today).map { day in counted.days[day] ?? DailyActivity(day: Self.start(ofDay: day)) }
    }

    private static func count(_ event: JournalEvent, into state: inout State) throws {
        let day = number(of: event.time)
        var activity = state.days[day] ?? DailyActivity(day: start(ofDay: day))
        switch event.type {
        case ChecksCounted.type:
            for verdicts in try event.payload(ChecksCounted.self).counts.values {
                for (verdict, count) in verdicts {
                    activity.checks += count
                    if verdict == Verdict.review.rawValue || verdict == Verdict.act.rawValue {
                        activity.matches += count
                    }
                }
            }
        case DecisionMade.type: activity.decisions += 1
        case DecisionReversed.type: activity.reversals += 1
        default: break
        }
        state.days[day] = activity
    }

    private static func number(of time: Timestamp) -> Int64 { time.microseconds / (day.count * 1_000_000) }

    private static func start(ofDay number: Int64) -> Timestamp {
        Timestamp(microseconds: number * day.count * 1_000_000)
    }
}
