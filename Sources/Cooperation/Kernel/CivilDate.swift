/// A day of the proleptic Gregorian calendar.
///
/// The conversions are Howard Hinnant's "days from civil" and "civil from days" algorithms, which count years from March
/// so that the leap day comes last.
public struct CivilDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The year: 0 to 9999 where it is read from text.
    public let year: Int64
    /// The month, 1 to 12.
    public let month: Int64
    /// The day of the month, from 1.
    public let day: Int64

    /// The day so many days after 1970-01-01.
    public init(daysSinceEpoch: Int64) {
        let (era, dayOfEra) = (daysSinceEpoch + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Reads a day as `2018-11-06`; `nil` where there is no such day.
    public init?(_ text: String) {
        self.init(Array(text.utf8)[...])
    }

    init?(_ text: ArraySlice<UInt8>) {
        let bytes = Array(text)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Int64(digits: bytes[0..<4]), let month = Int64(digits: bytes[5..<7]),
            let day = Int64(digits: bytes[8..<10]), (1...12).contains(month), day >= 1
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        // A day that does not exist comes back as another one.
        guard CivilDate(daysSinceEpoch: daysSinceEpoch) == self else { return nil }
    }

    /// A day of a month; a day past the month's end is its last.
    init(year: Int64, month: Int64, dayAtMost day: Int64) {
        self.year = year
        self.month = month
        self.day = min(day, Self.length(ofMonth: month, year: year))
    }

    private static func length(ofMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// The day so many days later.
    public static func + (date: CivilDate, days: Int64) -> CivilDate {
        CivilDate(daysSinceEpoch: date.daysSinceEpoch + days)
    }

    /// The same day so many months later, or the last day of a month that has no such day.
    func adding(months: Int64) -> CivilDate {
        let (years, month) = (self.month - 1 + months).flooredDivision(by: 12)
        return CivilDate(year: year + years, month: month + 1, dayAtMost: day)
    }

    /// The day of the week.
    public var weekday: Weekday {
        // The epoch was a Thursday.
        Weekday.allCases[Int((daysSinceEpoch + 3).flooredDivision(by: 7).remainder)]
    }

    /// Orders by time.
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// Days since 1970-01-01.
    public var daysSinceEpoch: Int64 {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).flooredDivision(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The written form, as `2018-11-06`.
    public var description: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }
}

extension CivilDate: Codable {
    /// Reads the written form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = CivilDate(text) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "This must be a day as 2018-11-06."
                )
            )
        }
        self = value
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Int64 {
    init?(digits bytes: ArraySlice<UInt8>) {
        var value: Int64 = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        self = value
    }

    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    func padded(_ width: Int) -> String {
        let text = String(self)
        return text.count < width ? String(repeating: "0", count: width - text.count) + text : text
    }
}
