/// When a clock's time is over: pure arithmetic over a calendar that is handed in.
public struct ClockReckoning: Sendable {
    /// How many days are looked through for working time; more than the longest duration needs with all its holidays.
    private static let daysMax: Int64 = 40_000

    /// How long the clock runs.
    public let duration: ClockDuration
    /// In which zone days begin and offices open.
    public let zone: ZoneName
    private let calendar: any CivilCalendar

    /// Makes a reckoning.
    ///
    /// - Throws: `Refusal` `zone-unknown`.
    public init(_ duration: ClockDuration, in zone: ZoneName, calendar: any CivilCalendar) throws(Refusal) {
        self.duration = duration
        self.zone = zone
        self.calendar = calendar
        guard calendar.secondsAhead(in: zone, at: Timestamp(microseconds: 0)) != nil else { throw Self.zoneUnknown }
    }

    /// By when what a clock is about has to be done.
    ///
    /// Every stop moves it by the time stopped. Where the rule lets a period end with its day, it then ends with the day
    /// that it was moved into. Working time is counted anew without the stops; of working days, those are not counted that
    /// began while the clock stood still.
    ///
    /// - Parameters:
    ///   - start: when the clock started.
    ///   - stops: when it stood still, in order, none of them open.
    /// - Returns: the moment at which the time is over.
    /// - Throws: `Refusal` `zone-unknown`, or `clock-duration-invalid` where nobody ever works long enough.
    public func deadline(
        from start: Timestamp,
        stops: [(from: Timestamp, to: Timestamp)] = []
    ) throws(Refusal) -> Timestamp {
        let stopped = stops.reduce(0) { $0 + ($1.to.microseconds - $1.from.microseconds) }
        switch duration.unit {
        case .seconds: return moved(start + Seconds(duration.count), by: stopped)
        case .calendarDays:
            let civil = try civil(start)
            return try calendarDeadline(civil.date + duration.count, at: civil.microsecondOfDay, stopped: stopped)
        case .calendarMonths:
            let civil = try civil(start)
            return try calendarDeadline(
                civil.date.adding(months: duration.count),
                at: civil.microsecondOfDay,
                stopped: stopped
            )
        case .workingHours: return try hoursDeadline(from: start, stops: stops)
        case .workingDays: return try daysDeadline(from: start, stops: stops)
        }
    }

    private func moved(_ moment: Timestamp, by microseconds: Int64) -> Timestamp {
        Timestamp(microseconds: moment.microseconds + microseconds)
    }

    private func calendarDeadline(
        _ date: CivilDate,
        at microsecondOfDay: Int64,
        stopped: Int64
    ) throws(Refusal) -> Timestamp {
        guard duration.endsWithDay else {
            return moved(try moment(CivilMoment(date: date, microsecondOfDay: microsecondOfDay)), by: stopped)
        }
        let end = try endOfDay(date)
        guard stopped > 0 else { return end }
        // A period that ends with the end of a day does not reach into the next one.
        return try endOfDay(civil(moved(end, by: stopped - 1)).date)
    }

    private func endOfDay(_ date: CivilDate) throws(Refusal) -> Timestamp {
        try moment(CivilMoment(date: date + 1, microsecondOfDay: 0))
    }

    private func hoursDeadline(
        from start: Timestamp,
        stops: [(from: Timestamp, to: Timestamp)]
    ) throws(Refusal) -> Timestamp {
        var left = duration.count * 3_600_000_000
        var begin = start
        for stop in stops {
            left -= try workingTime(from: begin, until: stop.from)
            begin = stop.to
        }
        let first = try civil(begin).date
        for day in 0..<Self.daysMax {
            guard let hours = try hours(on: first + day) else { continue }
            let opening = max(hours.opening, begin)
            let available = hours.closing.microseconds - opening.microseconds
            if available <= 0 { continue }
            if left <= available { return moved(opening, by: left) }
            left -= available
        }
        throw Self.neverOver
    }

    private func workingTime(from begin: Timestamp, until end: Timestamp) throws(Refusal) -> Int64 {
        var date = try civil(begin).date
        let last = try civil(end).date
        var sum: Int64 = 0
        while date <= last {
            if let hours = try hours(on: date) {
                sum += max(0, min(hours.closing, end).microseconds - max(hours.opening, begin).microseconds)
            }
            date = date + 1
        }
        return sum
    }

    private func daysDeadline(
        from start: Timestamp,
        stops: [(from: Timestamp, to: Timestamp)]
    ) throws(Refusal) -> Timestamp {
        var last = try workingDay(duration.count, after: civil(start).date)
        for stop in stops {
            let stoppedOn = try civil(stop.from).date
            var left: Int64 = 0
            var date = stoppedOn + 1
            while date <= last {
                if works(on: date) { left += 1 }
                date = date + 1
            }
            let resumedOn = try civil(stop.to).date
            if left > 0 {
                last = try workingDay(left, after: resumedOn)
            } else if let hours = try hours(on: resumedOn), hours.closing > stop.to {
                last = max(last, resumedOn)
            } else {
                last = try max(last, workingDay(1, after: resumedOn))
            }
        }
        guard let hours = try hours(on: last) else { throw Self.neverOver }
        return hours.closing
    }

    private func workingDay(_ count: Int64, after date: CivilDate) throws(Refusal) -> CivilDate {
        var left = count
        for day in 1...Self.daysMax where works(on: date + day) {
            left -= 1
            if left == 0 { return date + day }
        }
        throw Self.neverOver
    }

    private func works(on date: CivilDate) -> Bool { duration.week?.works(on: date) ?? false }

    private func hours(on date: CivilDate) throws(Refusal) -> (opening: Timestamp, closing: Timestamp)? {
        guard let week = duration.week, week.works(on: date) else { return nil }
        return (try moment(week.opening(on: date)), try moment(week.closing(on: date)))
    }

    private func civil(_ moment: Timestamp) throws(Refusal) -> CivilMoment {
        guard let civil = calendar.civil(moment, in: zone) else { throw Self.zoneUnknown }
        return civil
    }

    private func moment(_ civil: CivilMoment) throws(Refusal) -> Timestamp {
        guard let moment = calendar.moment(of: civil, in: zone) else { throw Self.zoneUnknown }
        return moment
    }

    static var zoneUnknown: Refusal {
        Refusal(
            .invalid,
            "zone-unknown",
            "There is no time zone of this name here; give one of the IANA database, as Asia/Jakarta.",
            pointer: "/zone"
        )
    }

    private static var neverOver: Refusal {
        Refusal(
            .invalid,
            "clock-duration-invalid",
            "Nobody works long enough for this duration; mend the working week or the holidays.",
            pointer: "/duration"
        )
    }
}
