/// When an office works, as the rule that counts its hours or days says.
public struct WorkingWeek: Codable, Hashable, Sendable {
    /// How many holidays one rule names at most.
    public static let holidaysMax = 400
    private static let minutesPerDay = 24 * 60

    /// On which days it works.
    public let days: [Weekday]
    /// When it opens, in minutes after 00:00 local time: 0 to 1439.
    public let opensAt: Int
    /// When it closes, in minutes after 00:00 local time: 1 to 1440.
    public let closesAt: Int
    /// On which days it does not work although the week says so.
    public let holidays: [CivilDate]

    /// Makes a week.
    ///
    /// - Throws: `Refusal` `working-week-invalid` where nobody would ever work.
    public init(days: [Weekday], opensAt: Int, closesAt: Int, holidays: [CivilDate] = []) throws(Refusal) {
        self.days = Weekday.allCases.filter(days.contains)
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.holidays = Set(holidays).sorted()
        guard isValid else {
            throw Refusal(
                .invalid,
                "working-week-invalid",
                """
                Name at least one working day, hours that open before they close within one day, and at most \
                \(Self.holidaysMax) holidays.
                """,
                pointer: "/duration/week"
            )
        }
    }

    /// Whether somebody works at some time.
    var isValid: Bool {
        !days.isEmpty && opensAt >= 0 && opensAt < closesAt && closesAt <= Self.minutesPerDay
            && holidays.count <= Self.holidaysMax
    }

    /// Whether the office works on a day.
    public func works(on date: CivilDate) -> Bool { days.contains(date.weekday) && !holidays.contains(date) }

    /// When it opens on a day.
    func opening(on date: CivilDate) -> CivilMoment {
        CivilMoment(date: date, microsecondOfDay: Int64(opensAt) * 60_000_000)
    }

    /// When it closes on a day.
    func closing(on date: CivilDate) -> CivilMoment {
        CivilMoment(date: date, microsecondOfDay: Int64(closesAt) * 60_000_000)
    }
}
