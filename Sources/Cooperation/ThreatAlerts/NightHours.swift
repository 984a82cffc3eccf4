/// The hours in which one person is enough to let a threat alert go out, in the duty officer's time zone.
public struct NightHours: Hashable, Sendable {
    /// From 22:00 to 06:00 UTC.
    public static let standard = NightHours(trusted: 22, 6, .utc)

    /// The hour at which the night begins, 0 to 23.
    public let from: Int
    /// The hour at which it is over, 0 to 23; the same as `from` where there is no night.
    public let to: Int
    /// The duty officer's time zone.
    public let zone: ZoneName

    private init(trusted from: Int, _ to: Int, _ zone: ZoneName) {
        self.from = from
        self.to = to
        self.zone = zone
    }

    /// Makes hours; `nil` where one is none.
    public init?(from: Int, to: Int, zone: ZoneName) {
        guard (0...23).contains(from), (0...23).contains(to) else { return nil }
        self.init(trusted: from, to, zone)
    }

    /// Whether it is night at a moment; in a zone that the calendar does not know it never is, so that two people look.
    public func contains(_ moment: Timestamp, calendar: any CivilCalendar) -> Bool {
        guard let hour = calendar.civil(moment, in: zone)?.hour else { return false }
        return from <= to ? (from..<to).contains(Int(hour)) : hour >= from || hour < to
    }
}
