import Cooperation
import Services

/// Rules of the clock registry as a file has them.
struct WireClockRules: Decodable {
    /// How many a file may have.
    private static let rulesMax = 1000

    let rules: [ClockRuleText]

    /// The rules as they are proposed.
    ///
    /// - Throws: `Refusal`: `clock-rules-invalid`, and where no clock could run by one.
    func drafts() throws(Refusal) -> [ClockRuleDraft] {
        var drafts: [ClockRuleDraft] = []
        if rules.count <= Self.rulesMax { for rule in rules { drafts.append(try rule.draft()) } }
        guard drafts.count == rules.count, Set(drafts.map(\.code)).count == rules.count else {
            throw Refusal(
                .invalid,
                "clock-rules-invalid",
                "Give at most \(Self.rulesMax) rules, each code once.",
                pointer: "/rules"
            )
        }
        return drafts
    }
}
