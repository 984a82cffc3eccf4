/// How long a clock runs.
public struct ClockDuration: Codable, Hashable, Sendable {
    /// What is counted.
    public enum Unit: String, Codable, CaseIterable, Sendable {
        /// Seconds, whatever a wall clock shows.
        case seconds
        /// Days of the calendar in the clock's zone.
        case calendarDays
        /// Months of the calendar in the clock's zone; a day that the last month lacks is its last day.
        case calendarMonths
        /// Hours in which the office works.
        case workingHours
        /// Days on which the office works; the day of the start does not count, and the last one ends when it closes.
        case workingDays

        /// Whether it needs to be known when the office works.
        public var isWorkingTime: Bool { self == .workingHours || self == .workingDays }

        /// The longest duration: about ten years.
        fileprivate var countMax: Int64 {
            switch self {
            case .seconds: 10 * 366 * 86_400
            case .calendarDays: 3660
            case .calendarMonths: 120
            case .workingHours: 20_000
            case .workingDays: 2500
            }
        }
    }

    /// What is counted.
    public let unit: Unit
    /// How many of it.
    public let count: Int64
    /// Whether days or months end with their last day, and not at the time of day at which they began.
    public let endsWithDay: Bool
    /// When the office works; only for working time.
    public let week: WorkingWeek?

    /// Makes a duration.
    ///
    /// - Throws: `Refusal` `clock-duration-invalid` or `working-week-invalid`.
    public init(_ unit: Unit, _ count: Int64, endsWithDay: Bool = false, week: WorkingWeek? = nil) throws(Refusal) {
        self.unit = unit
        self.count = count
        self.endsWithDay = endsWithDay
        self.week = week
        try validate()
    }

    /// - Throws: `Refusal` where it is no duration that a clock could run.
    func validate() throws(Refusal) {
        let mayEndWithDay = unit == .calendarDays || unit == .calendarMonths
        guard (1...unit.countMax).contains(count), !endsWithDay || mayEndWithDay,
            unit.isWorkingTime == (week != nil)
        else {
            throw Refusal(
                .invalid,
                "clock-duration-invalid",
                """
                Give a count of at least 1 and at most about ten years; let only calendar days and months end with the \
                day; and give a working week for working time, and only for it.
                """,
                pointer: "/duration"
            )
        }
        if let week {
            _ = try WorkingWeek(
                days: week.days,
                opensAt: week.opensAt,
                closesAt: week.closesAt,
                holidays: week.holidays
            )
        }
    }
}
