import CivilTime
import Cooperation
import Foundation
import Testing

@Suite("The end of a clock's time")
struct ReckoningTests {
    static let calendar = WorldCalendar()

    /// One deadline, with the local times written as the zone's clocks show them.
    struct Line: Sendable, CustomTestStringConvertible {
        let unit: ClockDuration.Unit
        let count: Int64
        var endsWithDay = false
        let zone: String
        let start: String
        let end: String
        var testDescription: String { "\(count) \(unit) from \(start) in \(zone)" }
    }

    static let lines: [Line] = [
        // Sydney puts its clocks forward at 02:00 on 4 October 2026 and back at 03:00 on 5 April 2026.
        Line(
            unit: .calendarDays,
            count: 1,
            zone: "Australia/Sydney",
            start: "2026-10-02T23:00:00Z",
            end: "2026-10-03T22:00:00Z"
        ),
        Line(
            unit: .seconds,
            count: 86_400,
            zone: "Australia/Sydney",
            start: "2026-10-02T23:00:00Z",
            end: "2026-10-03T23:00:00Z"
        ),
        // 02:30 does not exist on that day: as long after the jump as it would have been after its beginning.
        Line(
            unit: .calendarDays,
            count: 1,
            zone: "Australia/Sydney",
            start: "2026-10-02T16:30:00Z",
            end: "2026-10-03T16:30:00Z"
        ),
        // 02:30 exists twice on 5 April: the second time counts.
        Line(
            unit: .calendarDays,
            count: 1,
            zone: "Australia/Sydney",
            start: "2026-04-03T15:30:00Z",
            end: "2026-04-04T16:30:00Z"
        ),
        Line(
            unit: .calendarDays,
            count: 1,
            zone: "Australia/Sydney",
            start: "2026-04-03T22:00:00Z",
            end: "2026-04-04T23:00:00Z"
        ),
        // Auckland: forward on 27 September 2026, back on 5 April 2026.
        Line(
            unit: .calendarDays,
            count: 3,
            endsWithDay: true,
            zone: "Pacific/Auckland",
            start: "2026-09-25T00:00:00Z",
            end: "2026-09-28T11:00:00Z"
        ),
        Line(
            unit: .calendarDays,
            count: 2,
            endsWithDay: true,
            zone: "Pacific/Auckland",
            start: "2026-04-03T00:00:00Z",
            end: "2026-04-05T12:00:00Z"
        ),
        // Brussels: forward on 29 March 2026, back on 25 October 2026.
        Line(
            unit: .calendarDays,
            count: 1,
            zone: "Europe/Brussels",
            start: "2026-03-28T11:00:00Z",
            end: "2026-03-29T10:00:00Z"
        ),
        Line(
            unit: .calendarMonths,
            count: 1,
            zone: "Europe/Brussels",
            start: "2026-10-01T10:00:00Z",
            end: "2026-11-01T11:00:00Z"
        ),
        // Month ends and leap days.
        Line(unit: .calendarMonths, count: 1, zone: "UTC", start: "2027-01-31T12:00:00Z", end: "2027-02-28T12:00:00Z"),
        Line(unit: .calendarMonths, count: 1, zone: "UTC", start: "2028-01-31T12:00:00Z", end: "2028-02-29T12:00:00Z"),
        Line(unit: .calendarMonths, count: 12, zone: "UTC", start: "2028-02-29T12:00:00Z", end: "2029-02-28T12:00:00Z"),
        Line(
            unit: .calendarMonths,
            count: 6,
            endsWithDay: true,
            zone: "Asia/Jakarta",
            start: "2026-08-30T18:00:00Z",
            end: "2027-02-28T17:00:00Z"
        ),
        Line(unit: .calendarDays, count: 1, zone: "UTC", start: "2028-02-28T12:00:00Z", end: "2028-02-29T12:00:00Z"),
        Line(unit: .calendarDays, count: 1, zone: "UTC", start: "2100-02-28T12:00:00Z", end: "2100-03-01T12:00:00Z"),
        // Zones that never change their clocks, one of them at half an hour.
        Line(
            unit: .calendarDays,
            count: 14,
            endsWithDay: true,
            zone: "Asia/Yangon",
            start: "2026-11-10T18:00:00Z",
            end: "2026-11-25T17:30:00Z"
        ),
        Line(
            unit: .calendarDays,
            count: 14,
            zone: "Asia/Singapore",
            start: "2026-03-20T18:00:00Z",
            end: "2026-04-03T18:00:00Z"
        ),
    ]

    @Test("is where the wall clocks of the zone show it", arguments: lines)
    func deadlines(_ line: Line) throws {
        let duration = try ClockDuration(line.unit, line.count, endsWithDay: line.endsWithDay)
        let zone = try #require(ZoneName(line.zone))
        let reckoning = try ClockReckoning(duration, in: zone, calendar: Self.calendar)
        let deadline = try reckoning.deadline(from: #require(Timestamp(line.start)))
        #expect(deadline == Timestamp(line.end))
    }

    @Test(
        "agrees with Foundation's own calendar at every hour of a year, in zones of every kind",
        arguments: [
            "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Europe/Brussels",
            "America/New_York", "Asia/Kathmandu", "Asia/Jakarta", "Pacific/Apia",
        ]
    )
    func foundationAgrees(_ name: String) throws {
        let zone = try #require(ZoneName(name))
        var civil = Foundation.Calendar(identifier: .gregorian)
        civil.timeZone = try #require(TimeZone(identifier: name))
        let reckoning = try ClockReckoning(ClockDuration(.calendarDays, 1), in: zone, calendar: Self.calendar)
        let first = try #require(Timestamp("2026-01-01T00:30:00Z"))
        for hour in 0..<(365 * 24) {
            let start = first + .hours(Int64(hour))
            let date = Date(timeIntervalSince1970: Double(start.microseconds / 1_000_000))
            let next = try #require(civil.date(byAdding: .day, value: 1, to: date))
            let deadline = try reckoning.deadline(from: start)
            let difference = deadline.microseconds / 1_000_000 - Int64(next.timeIntervalSince1970)
            // Foundation takes the first of two equal times, this the second; else they must be equal.
            if difference != 0 {
                let wall = Self.calendar.civil(deadline, in: zone)
                let earlier = Timestamp(microseconds: deadline.microseconds - difference * 1_000_000)
                #expect(difference > 0 && Self.calendar.civil(earlier, in: zone) == wall, "\(start)")
            }
        }
    }

    @Test("is refused in a zone that does not exist", arguments: ["Moon/Tranquility", "EST", "Nowhere"])
    func unknownZones(_ name: String) throws {
        let zone = try #require(ZoneName(name))
        let duration = try ClockDuration(.calendarDays, 1)
        #expect(throws: Refusal.self) { try ClockReckoning(duration, in: zone, calendar: Self.calendar) }
    }

    @Test("that falls on a day's end stays there however often and shortly the clock stood still")
    func shortStops() throws {
        let zone = try #require(ZoneName("Asia/Manila"))
        let duration = try ClockDuration(.calendarDays, 10, endsWithDay: true)
        let reckoning = try ClockReckoning(duration, in: zone, calendar: Self.calendar)
        let start = try #require(Timestamp("2026-11-01T03:00:00Z"))
        let end = try #require(Timestamp("2026-11-11T16:00:00Z"))
        #expect(try reckoning.deadline(from: start) == end)
        let stops = (1...5).map { (from: start + .days($0), to: start + .days($0) + Seconds(1)) }
        // Five seconds reach into the next day, once.
        #expect(try reckoning.deadline(from: start, stops: stops) == end + .days(1))
        let day = [(from: start + .days(1), to: start + .days(2))]
        #expect(try reckoning.deadline(from: start, stops: day) == end + .days(1))
        #expect(try reckoning.deadline(from: start, stops: [(from: start, to: start)]) == end)
    }
}
