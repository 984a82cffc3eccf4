/// What a clock shows of a moment, always both: the Gregorian date and time in the clock's zone, and in UTC.
public struct ClockFace: Hashable, Sendable {
    /// The moment.
    public let moment: Timestamp
    /// The zone.
    public let zone: ZoneName
    /// What the zone's clocks show; `nil` where this machine does not know the zone any more, and then UTC alone is shown.
    public let local: CivilMoment?
    /// What UTC shows.
    public let universal: CivilMoment
    /// How far the zone is ahead of UTC then, in minutes.
    public let minutesAhead: Int64?

    /// Reads a moment off.
    public init(of moment: Timestamp, in zone: ZoneName, calendar: any CivilCalendar) {
        self.moment = moment
        self.zone = zone
        local = calendar.civil(moment, in: zone)
        universal = CivilMoment(utc: moment)
        minutesAhead = calendar.secondsAhead(in: zone, at: moment).map { $0 / 60 }
    }

    /// The zone's time as `2018-11-06 08:02:03 +07:00 (Asia/Jakarta)`; UTC where the zone is not known.
    public var localText: String {
        guard let local, let offsetText else { return universalText }
        return "\(local.text) \(offsetText) (\(zone))"
    }

    /// How far the zone is from UTC then, as `+07:00`.
    public var offsetText: String? {
        guard let minutesAhead else { return nil }
        let ahead = abs(minutesAhead)
        return "\(minutesAhead < 0 ? "-" : "+")\((ahead / 60).padded(2)):\((ahead % 60).padded(2))"
    }

    /// The moment at which UTC shows what the zone shows then, for writing it with what only knows UTC.
    public var shown: Timestamp? { minutesAhead.map { moment + .minutes($0) } }

    /// The same in UTC, as `2018-11-06 01:02:03 UTC`.
    public var universalText: String { universal.text + " UTC" }
}

extension CivilMoment {
    fileprivate var text: String { "\(date) \(hour.padded(2)):\(minute.padded(2)):\(second.padded(2))" }
}
