import CivilTime
import Cooperation
import Testing

@Suite("Working time")
struct WorkingTimeTests {
    /// An office that rests on Friday and Saturday, as some do: which days those are is data.
    private static func week() throws -> WorkingWeek {
        try WorkingWeek(
            days: [.sunday, .monday, .tuesday, .wednesday, .thursday],
            opensAt: 8 * 60,
            closesAt: 16 * 60,
            holidays: ["2026-11-03", "2026-11-08"].map { try #require(CivilDate($0)) }
        )
    }

    private static func reckoning(
        _ unit: ClockDuration.Unit,
        _ count: Int64,
        in zone: String = "Asia/Brunei",
        week: WorkingWeek? = nil
    ) throws -> ClockReckoning {
        try ClockReckoning(
            ClockDuration(unit, count, week: week ?? Self.week()),
            in: #require(ZoneName(zone)),
            calendar: ReckoningTests.calendar
        )
    }

    /// A moment as Brunei's clocks show it, eight hours ahead of UTC.
    private static func brunei(_ text: String) throws -> Timestamp { try #require(Timestamp(text + "Z")) - .hours(8) }

    @Test(
        "counts the hours of an office that rests on Friday and Saturday and on its holidays",
        arguments: [
            // Sunday 1 November: within one day, and up to its last minute.
            (4, "2026-11-01T09:00:00", "2026-11-01T13:00:00"), (8, "2026-11-01T08:00:00", "2026-11-01T16:00:00"),
            // Over Tuesday, a holiday.
            (10, "2026-11-02T09:00:00", "2026-11-04T11:00:00"),
            // Over Friday, Saturday and a holiday on Sunday.
            (4, "2026-11-05T14:00:00", "2026-11-09T10:00:00"),
            // From a day of rest.
            (1, "2026-11-06T23:00:00", "2026-11-09T09:00:00"),
            // From before it opens and from after it closed.
            (1, "2026-11-01T03:00:00", "2026-11-01T09:00:00"), (1, "2026-11-01T16:00:00", "2026-11-02T09:00:00"),
        ] as [(Int64, String, String)]
    )
    func hours(_ count: Int64, _ start: String, _ end: String) throws {
        let deadline = try Self.reckoning(.workingHours, count).deadline(from: Self.brunei(start))
        #expect(try deadline == Self.brunei(end))
    }

    @Test(
        "counts working days after the day of the start, to the close of the last",
        arguments: [
            (1, "2026-11-01T09:00:00", "2026-11-02T16:00:00"), (2, "2026-11-01T23:00:00", "2026-11-04T16:00:00"),
            (3, "2026-11-04T09:00:00", "2026-11-10T16:00:00"), (1, "2026-11-06T09:00:00", "2026-11-09T16:00:00"),
        ] as [(Int64, String, String)]
    )
    func days(_ count: Int64, _ start: String, _ end: String) throws {
        let deadline = try Self.reckoning(.workingDays, count).deadline(from: Self.brunei(start))
        #expect(try deadline == Self.brunei(end))
    }

    @Test("does not count a working day that began while the clock stood still")
    func stoppedDays() throws {
        let reckoning = try Self.reckoning(.workingDays, 2)
        let start = try Self.brunei("2026-11-09T09:00:00")
        func end(_ from: String, _ to: String) throws -> Timestamp {
            try reckoning.deadline(from: start, stops: [(from: Self.brunei(from), to: Self.brunei(to))])
        }
        #expect(try end("2026-11-10T09:00:00", "2026-11-10T12:00:00") == Self.brunei("2026-11-11T16:00:00"))
        #expect(try end("2026-11-10T09:00:00", "2026-11-11T12:00:00") == Self.brunei("2026-11-12T16:00:00"))
        // Stopped on the last day: what is left of a day is left.
        #expect(try end("2026-11-11T09:00:00", "2026-11-11T17:00:00") == Self.brunei("2026-11-12T16:00:00"))
        #expect(try end("2026-11-11T09:00:00", "2026-11-13T12:00:00") == Self.brunei("2026-11-15T16:00:00"))
        #expect(try end("2026-11-11T09:00:00", "2026-11-15T12:00:00") == Self.brunei("2026-11-15T16:00:00"))
    }

    @Test("that nobody ever works is refused, and is not looked for without end")
    func nobodyWorks() throws {
        let first = try #require(CivilDate("2026-11-01"))
        let holidays = (0..<400).map { first + Int64($0 * 7) }
        let week = try WorkingWeek(days: [.sunday], opensAt: 0, closesAt: 1, holidays: holidays)
        let reckoning = try Self.reckoning(.workingHours, 20_000, week: week)
        #expect(throws: Refusal.self) { try reckoning.deadline(from: Self.brunei("2026-11-01T09:00:00")) }
    }

    @Test(
        "of a zone that changes its clocks agrees minute by minute with a naive count, with any stops",
        arguments: 0..<40
    )
    func oracle(_ seed: UInt64) throws {
        var random = Generator(state: seed &+ 1)
        let name = ["Australia/Sydney", "Pacific/Auckland", "Europe/Brussels", "Asia/Yangon"][Int(seed % 4)]
        let zone = try #require(ZoneName(name))
        let week = try WorkingWeek(
            days: [.monday, .tuesday, .wednesday, .thursday, .sunday],
            opensAt: 60,
            closesAt: 9 * 60,
            holidays: [#require(CivilDate("2026-10-05")), #require(CivilDate("2026-03-30"))]
        )
        let count = Int64.random(in: 1...60, using: &random)
        // Around a change of the clocks.
        let around = ["2026-10-02T", "2026-04-02T", "2026-03-27T", "2026-10-23T"][Int(seed / 4 % 4)]
        let start = try #require(Timestamp(around + "00:00:00Z")) + .minutes(.random(in: 0..<2880, using: &random))
        var stops: [(from: Timestamp, to: Timestamp)] = []
        var (now, left, stoppedSince) = (start, count * 60, Timestamp?.none)
        while left > 0 {
            if Int.random(in: 0..<400, using: &random) == 0 {
                if let since = stoppedSince {
                    stops.append((from: since, to: now))
                    stoppedSince = nil
                } else {
                    stoppedSince = now
                }
            }
            let wall = try #require(ReckoningTests.calendar.civil(now, in: zone))
            let isOpen = week.works(on: wall.date) && (60..<540).contains(wall.hour * 60 + wall.minute)
            if stoppedSince == nil, isOpen { left -= 1 }
            now = now + Seconds(60)
        }
        let reckoning = try Self.reckoning(.workingHours, count, in: name, week: week)
        #expect(try reckoning.deadline(from: start, stops: stops) == now, "\(name) \(start) \(count) \(stops)")
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }
}
