import Cooperation
import Services

extension ServeConfiguration {
    /// Who may fetch checkpoint and tiles.
    static func logAccess(_ text: String?) throws(CommandFailure) -> LogAccess? {
        guard let text else { return nil }
        guard let access = LogAccess(rawValue: text) else {
            throw CommandFailure("--log-access takes open, daily, keyed or live.")
        }
        return access
    }

    /// A share in thousandths.
    static func share(_ number: Int?, _ option: String) throws(CommandFailure) -> Int? {
        guard let number else { return nil }
        guard (1...1000).contains(number) else { throw CommandFailure("\(option) takes 1 to 1000.") }
        return number
    }

    /// From which shares on something follows for an authority, each as `erroneous:warn:200`.
    ///
    /// - Throws: `CommandFailure` that names the wrong one.
    static func qualityLimits(
        _ texts: [String]
    ) throws(CommandFailure) -> [QualityMeasure: [QualityThresholds.Stage: Int]] {
        var limits: [QualityMeasure: [QualityThresholds.Stage: Int]] = [:]
        for text in texts {
            let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 3, let measure = QualityMeasure(rawValue: words[0]),
                let stage = QualityThresholds.Stage(rawValue: words[1]), let share = Int(words[2]),
                (1...1000).contains(share)
            else {
                func choice(_ words: [String]) -> String { words.joined(separator: "|") }
                throw CommandFailure(
                    "\"\(text)\" is no limit of quality.",
                    advice: """
                        Write \(choice(QualityMeasure.allCases.map(\.rawValue))), \
                        \(choice(QualityThresholds.Stage.allCases.map(\.rawValue))) and 1 to 1000, as erroneous:warn:200.
                        """
                )
            }
            limits[measure, default: [:]][stage] = share
        }
        return limits
    }
}
