import CanonicalJSON
import Cooperation
import Foundation
import SeededRandomness
import Testing

@Suite("A timestamp")
struct TimestampTests {
    @Test(
        "is not read from anything but RFC 3339 in UTC",
        arguments: [
            "", "Z", "2018-11-06", "2018-11-06T01:02:03", "2018-11-06T01:02:03+00:00", "2018-11-06T01:02:03+07:00",
            "2018-11-06t01:02:03Z", "2018-11-06T01:02:03z", "2018-11-06 01:02:03Z", "2018-11-06T01:02:03.Z",
            "2018-11-06T01:02:03.0000001Z", "2018-11-06T01:02:03,5Z", "2018-11-06T24:00:00Z", "2018-11-06T23:60:00Z",
            "2016-12-31T23:59:60Z", "2018-13-01T00:00:00Z", "2018-00-01T00:00:00Z", "2018-01-00T00:00:00Z",
            "2018-04-31T00:00:00Z", "2018-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
            "+2018-11-06T01:02:03Z", "-001-11-06T01:02:03Z", "18-11-06T01:02:03Z", "2018-1-06T01:02:03Z",
            "2018-11-06T1:02:03Z", "2018-11-06T01-02-03Z", "2018/11/06T01:02:03Z", "２018-11-06T01:02:03Z",
            "2018-11-06T01:02:03.5 Z", "2018-11-06T01:02:03.-5Z", " 2018-11-06T01:02:03Z", "2018-11-06T01:02:03ZZ",
            "2018-11-06T01:02:03.123456ZZ", "2018-W45-2T01:02:03Z", "1541466123",
        ]
    )
    func refuses(text: String) {
        #expect(Timestamp(text) == nil)
        #expect(throws: JSONError.self) { try JSONValueDecoder().decode(Timestamp.self, from: .string(text)) }
    }

    @Test(
        "is read from zero to six decimals",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1), ("1970-01-01T00:00:00.1Z", 100_000),
            ("1970-01-01T00:00:00.12Z", 120_000), ("1970-01-01T00:00:00.123456Z", 123_456),
            ("1969-12-31T23:59:59.999999Z", -1), ("1985-04-12T23:20:50.52Z", 482_196_050_520_000),
            ("1990-12-31T23:59:59Z", 662_687_999_000_000), ("2000-02-29T00:00:00Z", 951_782_400_000_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000_000), ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ] as [(String, Int64)]
    )
    func reads(text: String, microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
    }

    @Test("has the same written form as Foundation's, over all years", arguments: 1...8 as ClosedRange<UInt64>)
    func agreesWithFoundation(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        // Foundation switches to the Julian calendar before 1582, so the oracle counts from there on.
        let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        for _ in 0..<250 {
            let seconds = Int64.random(in: -12_219_292_800...253_402_300_799, using: &random)
            let micros = Int64.random(in: 0...999_999, using: &random)
            let time = Timestamp(microseconds: seconds * 1_000_000 + micros)
            let oracle = Date(timeIntervalSince1970: Double(seconds)).formatted(style)
            let decimals = String(micros + 1_000_000).dropFirst()
            #expect(time.description == oracle.dropLast() + "." + decimals + "Z", "seed \(seed), \(seconds)")
            #expect(Timestamp(oracle)?.microseconds == seconds * 1_000_000, "seed \(seed), \(seconds)")
        }
    }

    @Test("has the leap days that the calendar has, in every year from 0000 to 9999")
    func leapDays() {
        var day: Int64 = -719_528
        for year in 0...9999 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let digits = String(String(year + 10_000).dropFirst())
            #expect(Timestamp(digits + "-01-01T00:00:00Z")?.microseconds == day * 86_400_000_000, "\(year)")
            #expect((Timestamp(digits + "-02-29T00:00:00Z") != nil) == isLeap, "\(year)")
            let march = Timestamp(microseconds: (day + (isLeap ? 60 : 59)) * 86_400_000_000)
            #expect(march.description == digits + "-03-01T00:00:00.000000Z")
            day += isLeap ? 366 : 365
        }
    }

    @Test("survives being written and read, and keeps its order", arguments: 1...8 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let range = Timestamp.writable.lowerBound.microseconds...Timestamp.writable.upperBound.microseconds
        let times = (0..<500).map { _ in Timestamp(microseconds: .random(in: range, using: &random)) }
        #expect(times.compactMap { Timestamp($0.description) } == times, "seed \(seed)")
        #expect(times.sorted().map(\.description) == times.map(\.description).sorted(), "seed \(seed)")
    }

    @Test("is written as the nearest moment with a four-digit year where it has none", arguments: [Int64.min, .max])
    func clamps(microseconds: Int64) {
        let expected = microseconds < 0 ? "0000-01-01T00:00:00.000000Z" : "9999-12-31T23:59:59.999999Z"
        #expect(Timestamp(microseconds: microseconds).description == expected)
    }

    @Test("moves by whole seconds")
    func moves() {
        #expect(Timestamp.start + .days(1) == Timestamp("2026-01-02T00:00:00Z"))
        #expect(Timestamp.start - .hours(1) == Timestamp("2025-12-31T23:00:00Z"))
        #expect(Timestamp.start + .minutes(90) == Timestamp.start + .hours(1) + .minutes(30))
    }
}
