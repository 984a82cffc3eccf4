/// Which case comes first: what the content does, how sure the match is, how fresh the content is.
public enum CasePriority {
    /// The highest priority.
    public static let highest = 1000

    /// Computes a priority from 0 to `highest`.
    ///
    /// - Parameters:
    ///   - matches: why the case exists; the most urgent and nearest of them counts.
    ///   - postedAt: when the content was posted; unknown counts as just now, because a stream gives no time.
    ///   - now: the time.
    /// - Returns: up to 600 for behaviour, up to 200 for nearness, up to 200 for freshness.
    public static func priority(of matches: [Match], postedAt: Timestamp?, now: Timestamp) -> Int {
        let strongest = matches.map { weight(of: $0.behaviours) + nearness($0.distance) }.max() ?? 0
        return min(highest, strongest + freshness(postedAt, now))
    }

    private static func weight(of behaviours: [Behaviour]) -> Int {
        behaviours.map { behaviour in
            switch behaviour {
            case .threat: 600
            case .graphicViolence: 500
            case .instruction: 450
            case .recruitment: 300
            case .financing: 250
            case .glorification: 200
            }
        }.max() ?? 0
    }

    private static func nearness(_ distance: Int) -> Int {
        200 * max(0, BankSettings.radiusMax - distance) / BankSettings.radiusMax
    }

    private static func freshness(_ postedAt: Timestamp?, _ now: Timestamp) -> Int {
        guard let postedAt else { return 200 }
        if now < postedAt + .hours(1) { return 200 }
        if now < postedAt + .days(1) { return 100 }
        return now < postedAt + .days(7) ? 50 : 0
    }
}
