/// A stretch of every week, in UTC.
public struct WeeklyShift: Codable, Hashable, Sendable {
    /// How many minutes a week has.
    public static let weekMinutes = 7 * 24 * 60

    /// When it begins, in minutes since Monday 00:00 UTC: 0 to 10079.
    public let startMinute: Int
    /// How long it is, in minutes: 1 to 10080.
    ///
    /// It may reach into the next week.
    public let minutes: Int

    /// Makes a shift, which `isValid` judges.
    public init(startMinute: Int, minutes: Int) {
        self.startMinute = startMinute
        self.minutes = minutes
    }

    /// Whether it is a stretch of a week.
    public var isValid: Bool {
        (0..<Self.weekMinutes).contains(startMinute) && (1...Self.weekMinutes).contains(minutes)
    }

    /// Whether a moment lies in it; its first minute does, the minute after its last does not.
    public func contains(_ moment: Timestamp) -> Bool {
        let minute = moment.microseconds.flooredDivision(by: 60_000_000).quotient
        // The epoch was a Thursday.
        let sinceMonday = (minute + 3 * 24 * 60 - Int64(startMinute))
            .flooredDivision(by: Int64(Self.weekMinutes)).remainder
        return sinceMonday < Int64(minutes)
    }
}
