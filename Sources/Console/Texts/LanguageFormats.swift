import CInternational
import Cooperation
import Synchronization

/// How one language writes times, numbers and plurals, as ICU knows it.
final class LanguageFormats: Sendable {
    /// What of a time is written; all times are those of UTC.
    enum Style: Sendable {
        case date, minute, second
    }

    /// Longer than anything that ICU writes of these.
    private static let bytesMax = 512

    /// The address of what ICU knows, which only one thread uses at a time.
    private let address: Mutex<Int>

    /// Opens what is known of a language.
    ///
    /// - Throws: `Catalogue.Damaged` where ICU does not know it.
    init(_ language: String) throws(Catalogue.Damaged) {
        // Some languages would write years of another era, and a deadline is a day that everybody reads alike.
        guard let opened = cinternational_open(language + "@calendar=gregorian") else {
            throw Catalogue.Damaged(description: "ICU knows nothing of the language \(language)")
        }
        address = Mutex(Int(bitPattern: opened))
    }

    deinit { address.withLock { cinternational_close(OpaquePointer(bitPattern: $0)) } }

    private func text(_ write: (OpaquePointer, UnsafeMutablePointer<CChar>, Int32) -> Int32) -> String {
        address.withLock { address in
            guard let handle = OpaquePointer(bitPattern: address) else { return "" }
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.bytesMax) { place in
                guard let start = place.baseAddress else { return "" }
                let count = write(handle, start, Int32(Self.bytesMax))
                guard count > 0 else { return "" }
                return String(decoding: UnsafeRawBufferPointer(start: start, count: Int(count)), as: UTF8.self)
            }
        }
    }

    func time(_ time: Timestamp, _ style: Style) -> String {
        let style =
            switch style {
            case .date: CINTERNATIONAL_DATE
            case .minute: CINTERNATIONAL_MINUTE
            case .second: CINTERNATIONAL_SECOND
            }
        return text { cinternational_time($0, style, Double(time.microseconds / 1000), $1, $2) }
    }

    func number(_ number: Int64) -> String { text { cinternational_integer($0, number, $1, $2) } }

    /// How far a time is away, in the largest unit of which there is one: "in 3 hours", "2 days ago".
    func span(to time: Timestamp, from now: Timestamp) -> String {
        let minutes = (time.microseconds - now.microseconds) / 60_000_000
        let (unit, count) =
            switch abs(minutes) {
            case ..<60: (CINTERNATIONAL_MINUTES, minutes)
            case ..<2880: (CINTERNATIONAL_HOURS, minutes / 60)
            default: (CINTERNATIONAL_DAYS, minutes / 1440)
            }
        // What happened within the minute is 0 minutes ago, and not in 0 minutes.
        let signed = count == 0 && time <= now ? -0.0 : Double(count)
        return text { cinternational_span($0, unit, signed, $1, $2) }
    }

    /// The plural category of a number, as `one` or `other`.
    func plural(_ number: Int64) -> String { text { cinternational_plural($0, number, $1, $2) } }
}
