/// What the world's time zones are, which no pure room can know by itself.
public protocol CivilCalendar: Sendable {
    /// How far a zone's clocks are ahead of UTC at a moment, in seconds; negative where they are behind.
    ///
    /// - Returns: `nil` where there is no such zone.
    func secondsAhead(in zone: ZoneName, at moment: Timestamp) -> Int64?
}

/// A calendar that knows UTC and nothing else.
public struct UniversalCalendar: CivilCalendar {
    /// Makes one.
    public init() {}

    /// 0 for UTC; `nil` for any other zone.
    public func secondsAhead(in zone: ZoneName, at moment: Timestamp) -> Int64? { zone == .utc ? 0 : nil }
}

/// What a wall clock and a calendar on the wall show.
public struct CivilMoment: Hashable, Sendable {
    private static let microsecondsPerDay: Int64 = 86_400_000_000

    /// The day.
    public let date: CivilDate
    /// Microseconds since the wall clock showed 00:00, from 0 to less than a day.
    public let microsecondOfDay: Int64

    /// The hour, 0 to 23.
    public var hour: Int64 { microsecondOfDay / 3_600_000_000 }
    /// The minute, 0 to 59.
    public var minute: Int64 { microsecondOfDay / 60_000_000 % 60 }
    /// The second, 0 to 59.
    public var second: Int64 { microsecondOfDay / 1_000_000 % 60 }

    init(date: CivilDate, microsecondOfDay: Int64) {
        self.init(microseconds: date.daysSinceEpoch * Self.microsecondsPerDay + microsecondOfDay)
    }

    fileprivate init(microseconds: Int64) {
        let (days, inDay) = microseconds.flooredDivision(by: Self.microsecondsPerDay)
        date = CivilDate(daysSinceEpoch: days)
        microsecondOfDay = inDay
    }

    /// What UTC shows at a moment.
    init(utc moment: Timestamp) {
        self.init(microseconds: moment.microseconds)
    }

    /// As if the wall clock showed UTC.
    fileprivate var microseconds: Int64 { date.daysSinceEpoch * Self.microsecondsPerDay + microsecondOfDay }
}

extension CivilCalendar {
    /// What the clocks of a zone show at a moment; `nil` where there is no such zone.
    public func civil(_ moment: Timestamp, in zone: ZoneName) -> CivilMoment? {
        secondsAhead(in: zone, at: moment).map { CivilMoment(microseconds: moment.microseconds + $0 * 1_000_000) }
    }

    /// The moment at which the clocks of a zone show a time.
    ///
    /// Where they show it twice, it is the second time; where they jump over it, it is as much after the jump as the time is
    /// after the jump's beginning. Both give whoever has to answer the longer time.
    ///
    /// - Returns: `nil` where there is no such zone.
    func moment(of civil: CivilMoment, in zone: ZoneName) -> Timestamp? {
        // No zone is further from UTC than a day, and none changes its clocks twice in two days.
        let shown = Timestamp(microseconds: civil.microseconds)
        guard let before = secondsAhead(in: zone, at: shown - .days(1)),
            let after = secondsAhead(in: zone, at: shown + .days(1))
        else { return nil }
        let candidates = [before, after].map { (ahead: $0, moment: shown - Seconds($0)) }
        let shows = candidates.filter { secondsAhead(in: zone, at: $0.moment) == $0.ahead }
        return shows.map(\.moment).max() ?? shown - Seconds(before)
    }
}
