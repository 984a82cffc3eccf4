import Cooperation
import Foundation
import Synchronization

/// The world's time zones as Foundation knows them.
public final class WorldCalendar: CivilCalendar {
    /// How many zones are remembered; there are some six hundred names.
    private static let zonesMax = 1000

    /// What was looked up; `nil` for a name that stands for nothing.
    private let zones = Mutex<[ZoneName: TimeZone?]>([:])

    /// Makes one.
    public init() {}

    /// How far a zone's clocks are ahead of UTC at a moment, in seconds; `nil` where there is no such zone.
    public func secondsAhead(in zone: ZoneName, at moment: Timestamp) -> Int64? {
        guard let found = found(zone) else { return nil }
        // A transition happens at a whole second, and a double holds those exactly.
        let second = (Double(moment.microseconds) / 1_000_000).rounded(.down)
        return Int64(found.secondsFromGMT(for: Date(timeIntervalSince1970: second)))
    }

    private func found(_ zone: ZoneName) -> TimeZone? {
        zones.withLock { zones in
            if let known = zones[zone] { return known }
            // Foundation also takes abbreviations as `EST`, which name no place.
            let text = zone.description
            let isName = zone == .utc || TimeZone.knownTimeZoneIdentifiers.contains(text) || text.contains("/")
            let found = isName ? TimeZone(identifier: text) : nil
            if zones.count < Self.zonesMax { zones[zone] = .some(found) }
            return found
        }
    }
}
