import Cooperation

/// A moment as documents show it: the Gregorian date in the zone of whom it concerns, and in UTC.
public struct DocumentTime: Codable, Hashable, Sendable {
    /// The farthest that a zone is from UTC, in seconds.
    private static let offsetMax = Seconds.hours(18)

    /// When.
    public let moment: Timestamp
    /// The zone's name, as `Asia/Jakarta`.
    public let zone: DocumentText
    /// How far the zone's clocks were ahead of UTC at that moment, in whole minutes.
    public let offset: Seconds

    /// Makes a moment in a zone.
    ///
    /// - Throws: ``DocumentError`` `document-zone` or `document-time`.
    public init(_ moment: Timestamp, zone: DocumentText, offset: Seconds) throws(DocumentError) {
        guard offset.count % 60 == 0, abs(offset.count) <= Self.offsetMax.count else {
            throw DocumentError("document-zone", "A zone is at most 18 hours from UTC, in whole minutes.")
        }
        let writable = Timestamp.writable
        guard writable.lowerBound + Self.offsetMax <= moment, moment <= writable.upperBound - Self.offsetMax else {
            throw DocumentError("document-time", "Give a time whose year has four digits.")
        }
        self.moment = moment
        self.zone = zone
        self.offset = offset
    }

    /// Makes a moment as a clock shows it; in UTC where this machine does not know the clock's zone.
    ///
    /// - Throws: ``DocumentError`` `document-zone` or `document-time`.
    public init(_ face: ClockFace) throws(DocumentError) {
        let zone = face.minutesAhead == nil ? ZoneName.utc : face.zone
        try self.init(face.moment, zone: DocumentText("\(zone)"), offset: .minutes(face.minutesAhead ?? 0))
    }

    /// As `2026-11-26 17:10:05 UTC+07:00 (Asia/Jakarta)`.
    public var local: DocumentText {
        let minutes = abs(offset.count) / 60
        let sign = offset.count < 0 ? "-" : "+"
        return
            "\(Self.written(moment + offset)) UTC\(sign)\(Self.two(minutes / 60)):\(Self.two(minutes % 60)) (\(zone.string))"
    }

    /// As `2026-11-26 10:10:05 UTC`.
    public var coordinated: DocumentText { "\(Self.written(moment)) UTC" }

    /// Both, one under the other; once where the zone is UTC.
    public var both: Phrase {
        Phrase(zone.string == "UTC" ? coordinated : "\(local.string)\n\(coordinated.string)")
    }

    private static func written(_ moment: Timestamp) -> String {
        let text = moment.description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8)
    }

    private static func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
}
