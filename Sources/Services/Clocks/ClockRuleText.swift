import CanonicalJSON
import Cooperation

/// A rule of the clock registry as it is written in JSON, with what need not be said left out.
package struct ClockRuleText: Decodable, Sendable {
    /// How long a clock runs.
    package struct Duration: Decodable, Sendable {
        let unit: ClockDuration.Unit
        let count: Int64
        let endsWithDay: Bool?
        let week: Week?
    }

    /// When an office works.
    package struct Week: Decodable, Sendable {
        let days: [Weekday]
        let opensAt: Int
        let closesAt: Int
        let holidays: [CivilDate]?
    }

    let code: ClockCode
    let summary: String
    let duration: Duration
    let start: ClockTerms.Start
    let stopReasons: [ClockTerms.StopReason]?
    let zone: ClockTerms.Zone?
    let steps: [ClockTerms.Step]?
    let atEnd: [Role]?
    let consequence: ClockTerms.Consequence?
    let source: String
    let sourceDate: CivilDate

    /// The rule as it is proposed.
    ///
    /// - Throws: `Refusal` where no clock could run by it.
    package func draft() throws(Refusal) -> ClockRuleDraft {
        var week: WorkingWeek?
        if let given = duration.week {
            week = try WorkingWeek(
                days: given.days,
                opensAt: given.opensAt,
                closesAt: given.closesAt,
                holidays: given.holidays ?? []
            )
        }
        let length = try ClockDuration(
            duration.unit,
            duration.count,
            endsWithDay: duration.endsWithDay ?? false,
            week: week
        )
        let terms = try ClockTerms(
            duration: length,
            start: start,
            stopReasons: stopReasons ?? [],
            zone: zone ?? .named(.utc),
            steps: steps ?? [],
            atEnd: atEnd ?? [],
            consequence: consequence ?? .breach
        )
        return try ClockRuleDraft(code: code, summary: summary, terms: terms, source: source, sourceDate: sourceDate)
    }

    /// The rules with which the registry of every node begins.
    ///
    /// They are an engineer's summary that no lawyer has confirmed, and members mend them.
    ///
    /// - Throws: what can only be a mistake of the program.
    package static func first() throws -> [ClockRuleDraft] {
        try JSONValueDecoder().decode([ClockRuleText].self, from: .array(firstJSON())).map { try $0.draft() }
    }

    /// The same as they are written in JSON.
    ///
    /// - Throws: what can only be a mistake of the program.
    package static func firstJSON() throws -> [JSONValue] {
        try JSONValue(parsing: PackageResources.first_clock_rules_json).arrayValue ?? []
    }
}
